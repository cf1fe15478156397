"""Recurrence: a part that many references share is a template, not a picture.

Logos, tickers and the frames of apps stand, to the pixel, in pictures that have
nothing else in common. One comparison cannot tell such a part from a pasted vehicle;
several can: where a small part of the photo is a small part of this reference, of that
one and of a third, it speaks for none of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from verify.domain.matches import COPY_KINDS, Comparison
from verify.matching.decision import UNDECIDED_FROM

RECURS_IN = 3  # references; two may be one picture and a picture made from it
_SMALL = 0.5  # of the panel and of the reference; more of either is the picture itself
_SAME_PART = 0.5  # of the smaller of two regions lies in the other


def without_templates(found: Sequence[Comparison]) -> list[Comparison]:
    """The comparisons of one suspect, those that rest on a recurring part refused.

    The score of such a comparison is divided by the number of references that share
    the part.
    """
    parts = [one for one in found if _is_part(one)]
    return [_weighed(one, parts) if _is_part(one) else one for one in found]


def _is_part(one: Comparison) -> bool:
    if one.kind not in COPY_KINDS or one.score < UNDECIDED_FROM:
        return False
    covered = (
        one.numbers.get(f"covers_{side}", 1.0) for side in ("panel", "reference")
    )
    return max(covered) < _SMALL


def _weighed(one: Comparison, parts: Sequence[Comparison]) -> Comparison:
    sharing = sum(_same_part(one, other) for other in parts)
    if sharing < RECURS_IN:
        return one
    return replace(
        one,
        accepted=False,
        score=one.score / sharing,
        numbers=one.numbers | {"recurs_in": float(sharing)},
        reason=(
            f"The part they share stands in {sharing} references that share nothing "
            "else with the photo, as a logo, a ticker or the frame of an app does"
        ),
    )


def _same_part(one: Comparison, other: Comparison) -> bool:
    a, b = one.query_region, other.query_region
    if a is None or b is None:
        return False
    return max(a.share_inside(b), b.share_inside(a)) >= _SAME_PART

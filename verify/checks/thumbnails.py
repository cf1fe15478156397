"""Holds the small pictures inside a file against the picture that it shows.

Cameras put a thumbnail beside each photograph, and some programs change the one without
the other. A thumbnail that shows something else is a reason to look at both, and many
harmless programs leave such: so it is neutral. The bands were measured on real files
(docs/methodology.md).
"""

from verify.checks.findings import Maker, counted
from verify.domain.examination import EmbeddedComparison, Facts
from verify.domain.findings import Finding, State

NAME = "thumbnails"
VERSION = "1"

AGREE_BITS = 8
LOOK_BITS = 16
"""Of 64: up to the first they agree, up to the second a person should look."""

STALE = (
    "Some programs keep an old thumbnail when they crop, turn or merge; look at both "
    "pictures before anything is made of it."
)
SMALL = "A change too small to be seen at the thumbnail's size is not noticed."
REMOVED = "Most shared pictures have none: its absence says nothing."

_made = Maker(NAME, VERSION)


def run(facts: Facts) -> tuple[Finding, ...]:
    """One finding for each embedded picture that was compared."""
    if not facts.embedded:
        return (
            _made(
                "no_thumbnail",
                "The file holds no thumbnail that could be compared.",
                state=State.NOT_OBSERVED,
                limits=(REMOVED,),
            ),
        )
    return tuple(_finding(one) for one in facts.embedded)


def _finding(one: EmbeddedComparison) -> Finding:
    bits = one.distance_bits
    where = f"{counted(one.size, 'byte')} at byte {one.offset:,}"
    basis: tuple[str, ...] = (f"{one.place}, {one.width} x {one.height}, {where}",)
    if bits is None:
        return _made(
            "thumbnail_not_compared",
            f"The small picture in {one.place} could not be compared.",
            state=State.NOT_DETERMINED,
            reason=one.reason,
            basis=basis,
        )
    basis = (*basis, f"{bits} of 64 bits of pHash differ, {one.how}")
    subject = f"The small picture inside the file ({one.place})"
    mirrored = one.mirrored_bits
    if bits > AGREE_BITS and mirrored is not None and mirrored <= AGREE_BITS:
        return _made(
            "thumbnail_mirrored",
            f"{subject} shows the picture turned left to right.",
            basis=basis,
            limits=(STALE,),
        )
    if bits <= AGREE_BITS:
        words, code = "shows the same as the picture.", "thumbnail_agrees"
    elif bits <= LOOK_BITS:
        words, code = "may differ from the picture: look at both.", "thumbnail_look"
    else:
        words, code = "shows something else than the picture.", "thumbnail_differs"
    limits = (SMALL,) if code == "thumbnail_agrees" else (STALE, SMALL)
    return _made(code, f"{subject} {words}", basis=basis, limits=limits)

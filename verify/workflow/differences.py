"""Find where a photo differs from copies found of it: text, flags, what was covered.

Both pictures are decoded again, larger than matching needs them, and one is laid over
the other. It takes as long as decoding them, so it is done where the answer is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from verify.domain.evidence import Digest
from verify.domain.examination import Examination
from verify.domain.matches import COPY_KINDS, Comparison, Differing, Match, MatchKind
from verify.errors import VerifyError
from verify.imaging import comparison
from verify.imaging.comparison import Aligned
from verify.imaging.outlines import Pixels
from verify.workflow.viewing import Viewer, same_bytes

DRAWN_SIDE = 720  # pixels; on a thumbnail neither outlines nor differences are seen
MOST_MATCHES = 6  # further copies mostly repeat these
IDENTICAL = frozenset({MatchKind.IDENTICAL_BYTES, MatchKind.IDENTICAL_PIXELS})


def with_differences(
    e: Examination, path: Path, picture: Callable[[Digest], bytes], viewer: Viewer
) -> Examination:
    """The same examination with what differs in its first matches.

    `picture` gives the file of a reference. A picture that cannot be had leaves its
    match as it is.
    """
    if not any(match.is_copy for match in e.matches):
        return e
    try:
        suspect = viewer.view(e.evidence.name, lambda: same_bytes(e, path))
    except VerifyError:
        return e
    looked = e.matches[:MOST_MATCHES]
    found = (*_looked_at(looked, suspect, picture, viewer), *e.matches[MOST_MATCHES:])
    return replace(e, matches=found)


def _looked_at(
    matches: tuple[Match, ...], suspect: Pixels, picture: Callable[[Digest], bytes],
    viewer: Viewer,
) -> Iterator[Match]:  # fmt: skip
    for match in matches:
        digest = match.reference.digest
        differing = None
        if match.comparison.kind in IDENTICAL:
            differing = Differing(0.0, ())
        elif match.is_copy:
            try:
                earlier = viewer.view(digest[:12], lambda: picture(digest))  # noqa: B023
            except VerifyError:
                earlier = None
            laid = laid_over(suspect, earlier, match.comparison)
            if laid is not None:
                told = comparison.differences(*laid)
                differing = Differing(told.share, told.regions)
        yield replace(match, differing=differing)


def laid_over(
    suspect: Pixels, earlier: Pixels | None, found: Comparison
) -> tuple[Pixels, Aligned] | None:
    """The suspect and the other picture laid over it; None where they do not lie so.

    Two photographs of one scene never do.
    """
    if earlier is None or found.kind not in COPY_KINDS:
        return None
    ground = comparison.at_least(suspect, DRAWN_SIDE)
    other = comparison.at_least(earlier, DRAWN_SIDE)
    try:
        return ground, comparison.aligned(
            ground, other, found.transform, within=found.query_region
        )
    except ValueError:
        return None

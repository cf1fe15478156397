"""Find where a photo differs from copies found of it: text, flags, what was covered.

Both pictures are decoded again, larger than matching needs them, and one is laid over
the other. It takes as long as decoding them, so it is done where the answer is kept.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
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


@dataclass(frozen=True)
class Looked:
    """An examination whose first matches were looked at, with the pictures of them."""

    examination: Examination
    pictures: Mapping[Digest, Pixels]
    """Of the references, by their digests; those that could be had."""


def look_closer(
    e: Examination, path: Path, picture: Callable[[Digest], bytes], viewer: Viewer
) -> Looked:
    """The same examination, saying what differs in its first matches.

    `picture` gives the file of a reference. A picture that cannot be had leaves its
    match as it is.
    """
    if not e.matches:
        return Looked(e, {})
    try:
        suspect = viewer.view(e.evidence.name, lambda: same_bytes(e, path))
    except VerifyError:
        return Looked(e, {})
    looked = e.matches[:MOST_MATCHES]
    pictures = dict(_viewed(looked, picture, viewer))
    found = tuple(
        replace(m, differing=_differing(m, suspect, pictures.get(m.reference.digest)))
        for m in looked
    )
    return Looked(replace(e, matches=(*found, *e.matches[MOST_MATCHES:])), pictures)


def _viewed(
    matches: Sequence[Match], picture: Callable[[Digest], bytes], viewer: Viewer
) -> Iterator[tuple[Digest, Pixels]]:
    for digest in dict.fromkeys(match.reference.digest for match in matches):
        with contextlib.suppress(VerifyError):
            yield digest, viewer.view(digest[:12], partial(picture, digest))


def _differing(
    match: Match, suspect: Pixels, earlier: Pixels | None
) -> Differing | None:
    if match.comparison.kind in IDENTICAL:
        return Differing(0.0, ())
    laid = None if earlier is None else laid_over(suspect, earlier, match.comparison)
    if laid is None:
        return None
    told = comparison.differences(*laid)
    return Differing(told.share, told.regions)


def laid_over(
    suspect: Pixels, earlier: Pixels, found: Comparison
) -> tuple[Pixels, Aligned] | None:
    """The suspect and the other picture laid over it; None where they do not lie so.

    Two photographs of one scene never do.
    """
    if found.kind not in COPY_KINDS:
        return None
    ground = comparison.at_least(suspect, DRAWN_SIDE)
    other = comparison.at_least(earlier, DRAWN_SIDE)
    try:
        return ground, comparison.aligned(
            ground, other, found.transform, within=found.query_region
        )
    except ValueError:
        return None

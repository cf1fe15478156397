"""Gather the pictures of a report page, and write the page.

The suspect is read again and must still be the bytes examined; references come from
the library's originals. All decoding happens in worker processes. A picture that
cannot be had costs its place on the page, with a note, never the page.
"""

import contextlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from verify.domain.evidence import Digest
from verify.domain.examination import EmbeddedComparison, Examination
from verify.domain.matches import Comparison
from verify.domain.regions import WHOLE
from verify.errors import SurroundingsError, VerifyError
from verify.exports import EXPORTS
from verify.exports.answers import (
    NO_PICTURES,
    Answers,
    Illustration,
    Pictures,
    doubts,
)
from verify.imaging import comparison, outlines
from verify.imaging.outlines import Pixels
from verify.outside.framing import Json
from verify.outside.workers import WorkerPool
from verify.outside.working_folder import working_folder
from verify.store.library import Library
from verify.workflow.differences import DRAWN_SIDE, MOST_MATCHES, laid_over
from verify.workflow.viewing import LONG_SIDE, STANDARD_LIMITS, Viewer, same_bytes

SMALL_SIDE = 420
NEARLY_ALL = 0.9  # of the photo


def pictures_for(
    e: Examination,
    path: Path,
    *,
    pool: WorkerPool,
    library: Library | None,
    decode: Mapping[str, Json] = STANDARD_LIMITS,
) -> Pictures:
    """Every picture the page of this photo shows, decoded within these limits."""
    viewer = Viewer(pool, decode)
    try:
        suspect = viewer.view(e.evidence.name, lambda: same_bytes(e, path))
    except VerifyError as error:
        note = f"The photo cannot be shown: {error}" if not e.undecodable else ""
        return Pictures(notes=(note,)) if note else NO_PICTURES
    plain = comparison.encode_jpeg(suspect, long_side=LONG_SIDE)
    inside = _embedded(e, path, viewer)
    if library is None:
        return Pictures(plain, embedded=inside)
    notes: list[str] = []
    found = _Gathering(viewer, library, notes)
    closely = [match.comparison for match in e.matches[:MOST_MATCHES]]
    closely += [doubt.comparison for doubt in doubts(e)]
    matches = {
        one.reference: illustrate(suspect, earlier, one)
        for one in closely
        if (earlier := found.picture(one.reference)) is not None
    }
    considered = {
        one.reference: comparison.encode_jpeg(earlier, long_side=SMALL_SIDE)
        for one in e.considered
        if not one.accepted
        and one not in closely
        and (earlier := found.picture(one.reference)) is not None
    }
    return Pictures(
        suspect=plain,
        matches=matches,
        considered=considered,
        overview=_overview(suspect, e),
        embedded=inside,
        notes=tuple(dict.fromkeys(notes)),
    )


def _overview(suspect: Pixels, e: Examination) -> bytes | None:
    """Where each match stands in the photo, numbered as the page numbers them."""
    if len(e.matches) < 2:  # noqa: PLR2004
        return None
    regions = [m.comparison.query_region or WHOLE for m in e.matches[:MOST_MATCHES]]
    if all(region.area > NEARLY_ALL for region in regions):
        return None  # one picture known from several places
    drawn = outlines.numbered(comparison.at_least(suspect, DRAWN_SIDE), regions)
    return comparison.encode_jpeg(drawn)


def _embedded(e: Examination, path: Path, viewer: Viewer) -> dict[int, bytes]:
    """The small pictures inside the file; one that cannot be shown is left out."""
    found = {}
    for position, one in enumerate(e.embedded):
        inner = partial(_part, e, path, one)
        with contextlib.suppress(VerifyError):
            pixels = viewer.view(one.place, inner)
            found[position] = comparison.encode_jpeg(pixels, long_side=SMALL_SIDE)
    return found


def illustrate(suspect: Pixels, earlier: Pixels, found: Comparison) -> Illustration:
    """The pictures of one match: both outlined, laid over each other, and differing."""
    suspect = comparison.at_least(suspect, DRAWN_SIDE)
    earlier = comparison.at_least(earlier, DRAWN_SIDE)
    marked = comparison.encode_jpeg(
        outlines.outlined(suspect, found.query_region or WHOLE)
    )
    other = comparison.encode_jpeg(
        outlines.outlined(earlier, found.reference_region or WHOLE)
    )
    over = laid_over(suspect, earlier, found)
    if over is None:
        return Illustration(marked, other)
    suspect, laid = over
    differing = comparison.differences(suspect, laid)
    return Illustration(
        suspect=marked,
        reference=other,
        overlay=comparison.encode_jpeg(comparison.overlay(suspect, laid)),
        difference=comparison.encode_jpeg(differing.pixels),
        differing_share=differing.share,
        differing_regions=differing.regions,
    )


def write_report(answers: Answers, path: Path) -> None:
    """Write the page whole or not at all; raises SurroundingsError where it cannot."""
    write_whole(EXPORTS["report"].render(answers), path)


def write_whole(content: bytes, path: Path) -> None:
    """Write a file whole or not at all; raises SurroundingsError where it cannot."""
    try:
        with working_folder(beside=path, prefix=".verify-report-") as folder:
            written = folder / path.name
            written.write_bytes(content)
            written.replace(path)
    except OSError as error:
        raise SurroundingsError(
            f"the report could not be written to {path}: {error.strerror or error}",
            next_step="Name a file in a folder that exists and that you may write to.",
        ) from error


class _Gathering:
    """Pictures of references for one page; each that is missing leaves a note."""

    def __init__(self, viewer: Viewer, library: Library, notes: list[str]) -> None:
        self.viewer, self.library, self.notes = viewer, library, notes

    def picture(self, digest: Digest) -> Pixels | None:
        try:
            return self.viewer.view(
                digest[:12], lambda: self.library.picture_bytes(digest)
            )
        except VerifyError:
            # its words can name a local folder, which no page may print
            self.notes.append(
                f"The library's picture {digest[:12]} cannot be shown: its original "
                "was moved, changed or cannot be decoded."
            )
            return None


def _part(e: Examination, path: Path, one: EmbeddedComparison) -> bytes:
    return same_bytes(e, path)[one.offset : one.offset + one.size]

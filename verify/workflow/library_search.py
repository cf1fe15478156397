"""One suspect against a library: identity first, then candidates, each compared.

Which candidates there are is asked of the indexes and, where one is named, of the
user's copy-detection model; `matching.compare` decides about each. Nothing is read from
outside the library.
"""

from dataclasses import dataclass

from verify.domain.evidence import Digest, Evidence
from verify.domain.matches import Comparison, Match, MatchKind
from verify.domain.references import LibraryScope
from verify.errors import RecordsBroken
from verify.fingerprints.extraction import Extraction
from verify.imaging.working import decode_working
from verify.matching.compare import compare, identical
from verify.matching.decision import UNDECIDED_FROM
from verify.matching.features import unpack
from verify.matching.recurrence import without_templates
from verify.matching.side import Side
from verify.store.library import Library
from verify.workflow.candidates import Searchable, candidates
from verify.workflow.descriptors import DescribedLibrary, Vectors, join_candidates

SHOWN = 5  # best candidates kept in an Examination, accepted or not


@dataclass(frozen=True)
class Searched:
    """A library made ready for a run."""

    library: Library
    scope: LibraryScope
    indexes: Searchable
    described: DescribedLibrary | None


def search(
    evidence: Evidence,
    extraction: Extraction | None,
    searched: Searched | None,
    vectors: Vectors | None,
) -> tuple[tuple[Match, ...], tuple[Comparison, ...]]:
    """Matches, and the best comparisons whether accepted or not."""
    if searched is None:
        return (), ()
    library = searched.library
    found = _identical(evidence, extraction, library)
    if extraction is not None:
        known = {comparison.reference for comparison in found}
        found += _approximate(extraction, searched, known, vectors)
    found.sort(key=lambda c: (-c.score, c.reference))
    matches = [Match(library.reference(c.reference), c) for c in found if c.accepted]
    kept = found[: max(SHOWN, len(matches))]
    return tuple(matches), tuple(kept)


def undecided(
    considered: tuple[Comparison, ...], library: Library | None
) -> tuple[Match, ...]:
    """Candidates that a person must look at, best first."""
    if library is None:
        return ()
    return tuple(
        Match(library.reference(comparison.reference), comparison)
        for comparison in considered
        if not comparison.accepted and comparison.score >= UNDECIDED_FROM
    )


def _identical(
    evidence: Evidence, extraction: Extraction | None, library: Library
) -> list[Comparison]:
    found = []
    same_bytes = library.row_of_digest(evidence.digest) is not None
    if same_bytes:
        found.append(identical(evidence.digest, MatchKind.IDENTICAL_BYTES))
    if extraction is not None:
        found += [
            identical(digest, MatchKind.IDENTICAL_PIXELS)
            for digest in library.by_pixels(extraction.picture.pixels)
            if digest != evidence.digest
        ]
    return found


def _approximate(
    extraction: Extraction,
    searched: Searched,
    known: set[Digest],
    vectors: Vectors | None,
) -> list[Comparison]:
    library = searched.library
    suspect = Side(extraction.features, extraction.working, extraction.picture.panels)
    found = []
    near = candidates(extraction, searched.indexes)
    if searched.described is not None:
        near = join_candidates(near, vectors, searched.described)
    for row, hints in near.items():
        digest = library.digest_of_row(row)
        if digest in known:
            continue
        reference = reference_side(library, row)
        found.append(compare(suspect, reference, digest=digest, hints=hints))
    return without_templates(found)


def reference_side(library: Library, row: int) -> Side:
    """What the library keeps of a reference; raises RecordsBroken if damaged."""
    try:
        return Side(unpack(library.features(row)), decode_working(library.working(row)))
    except (KeyError, ValueError) as error:
        raise RecordsBroken(
            f"the database of the library “{library.name}” is damaged ({error})",
            next_step="Make it again: verify reference rebuild",
        ) from error

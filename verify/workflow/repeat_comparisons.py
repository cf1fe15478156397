"""Compare again what an examination on record compared, and tell where both differ.

Pairs whose two originals are at hand are compared anew, one by one. Where a library is
named whose digest is the one on record, it is searched anew as a whole, since only that
shows that nothing was left out. What is not at hand is said.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verify.domain.evidence import Digest, Evidence
from verify.domain.matches import Comparison, MatchKind
from verify.errors import VerifyError
from verify.fingerprints.extraction import Extraction
from verify.matching.compare import compare, identical
from verify.matching.decision import DECIDED_BY
from verify.matching.side import Side
from verify.outside.clock import now_utc
from verify.outside.workers import WorkerPool
from verify.store.events import Admit
from verify.store.library import Library
from verify.store.library_writing import writing
from verify.workflow.check import CheckRequest, prepare
from verify.workflow.import_references import complete
from verify.workflow.library_search import Searched, reference_side, search

TOLERANCE = 0.01
"""How far scores may lie apart: libraries of other versions round otherwise."""
IDENTITY = "identity/"
Recorded = Mapping[str, Any]


@dataclass(frozen=True)
class AtHand:
    """Libraries to compare with: of the case's own originals, and those named."""

    own: Library
    named: Sequence[Searched] = ()

    def holding(self, digest: str) -> Library | None:
        """A library that holds this picture."""
        for library in (self.own, *(one.library for one in self.named)):
            if library.row_of_digest(Digest(digest)) is not None:
                return library
        return None


@dataclass
class Told:
    """What came of it."""

    differs: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def at_hand(
    stack: ExitStack, folder: Path, originals: Mapping[str, tuple[Path, int]],
    libraries: Iterable[Path], pool: WorkerPool,
) -> AtHand:  # fmt: skip
    """Open all libraries; that of the case's originals is made in `folder`."""
    own = stack.enter_context(Library.open(folder, create=True))
    events = [
        Admit(Digest(digest), size, path.name, str(path.absolute()))
        for digest, (path, size) in originals.items() if size
    ]  # fmt: skip
    with writing(own) as writer:
        writer.record(events, {}, recorded_at=now_utc())
        complete(writer, pool)
    named = []
    for one in libraries:
        library = stack.enter_context(Library.open(one))
        if ready := prepare(library, pool, CheckRequest()):
            named.append(ready)
    return AtHand(own, named)


def repeat_comparisons(
    evidence: Evidence, made: Extraction, report: Recorded, body: Recorded,
    known: AtHand,
) -> Told:  # fmt: skip
    """Every recorded comparison of one photo, and the search as a whole."""
    told = Told()
    recorded = [one for one in report.get("considered") or () if isinstance(one, dict)]
    away = 0
    for one in (*recorded, *_resembling(body, recorded)):
        again = _again(evidence, made, one, known)
        if again is None:
            away += 1
        elif words := _apart(one, again):
            told.differs.append(words)
    if away:
        told.left.append(
            f"not at hand (--library): {away} of the pictures it was compared with"
        )
    _search(evidence, made, report, known, told)
    return told


def _resembling(body: Recorded, recorded: Sequence[Recorded]) -> Iterator[Recorded]:
    """What the line names beyond the report's comparisons: as accepted."""
    known = {one.get("reference") for one in recorded}
    for one in body.get("resemblances") or ():
        if one.get("digest") not in known:
            yield {
                "reference": one.get("digest"), "kind": one.get("kind"),
                "accepted": True, "mirrored": one.get("mirrored", False),
            }  # fmt: skip


def _again(
    evidence: Evidence, made: Extraction, one: Recorded, known: AtHand
) -> Comparison | None:
    """The pair compared anew; None where the other picture is not at hand."""
    digest = Digest(str(one.get("reference")))
    by = str(one.get("decided_by", DECIDED_BY))
    if digest == evidence.digest:
        return identical(digest, MatchKind.IDENTICAL_BYTES)
    library = known.holding(digest)
    if library is None or not (by == DECIDED_BY or by.startswith(IDENTITY)):
        return None
    if digest in library.by_pixels(made.picture.pixels):
        return identical(digest, MatchKind.IDENTICAL_PIXELS)
    row = library.row_of_digest(digest)
    suspect = Side(made.features, made.working, made.picture.panels)
    try:
        other = reference_side(library, row or 0)
    except VerifyError:
        return None
    return compare(suspect, other, digest=digest, hints={})


def _apart(one: Recorded, again: Comparison) -> str:
    """How the two differ; empty where they agree within the tolerance."""
    numbers = one.get("numbers")
    sharing = numbers.get("recurs_in", 1) if isinstance(numbers, dict) else 1
    score = one.get("score", again.score)
    same = one.get("kind") == again.kind.value and (
        one.get("mirrored") is again.mirrored or not again.accepted
    )  # fmt: skip
    same &= sharing != 1 or one.get("accepted") is again.accepted
    same &= isinstance(score, int | float) and (
        abs(score * sharing - again.score) <= TOLERANCE
    )
    if same:
        return ""
    then = f"{one.get('kind')}, accepted {one.get('accepted')}, score {score}"
    now = f"{again.kind.value}, accepted {again.accepted}, score {again.score:.4f}"
    return f"against {again.reference[:12]} it says {then}; it gives {now}"


def _search(
    evidence: Evidence, made: Extraction, report: Recorded, known: AtHand, told: Told
) -> None:
    """Search a whole library anew, where it is the one on record."""
    scope = report.get("library")
    if not isinstance(scope, dict):
        return
    then = str(scope.get("digest"))
    ready = next((one for one in known.named if one.scope.digest == then), None)
    if ready is None:
        told.left.append(
            f"that the library {scope.get('name')} as it then was ({then[:12]}) shows "
            "nothing else: it is not at hand (--library)"
        )
        return
    matches, _ = search(evidence, made, ready, None)
    now = {match.reference.digest for match in matches}
    recorded = {str(one.get("reference")) for one in report.get("considered") or ()
                if isinstance(one, dict) and one.get("accepted")}  # fmt: skip
    told.differs += [
        f"the library has {digest[:12]} as a match, and the record leaves it out"
        for digest in sorted(now - recorded)
    ]

"""The act of every day: one suspect photo in, one Examination out.

The steps of `docs/methodology.md`, in its order: (1) read the bytes once and hash them;
(2) take out metadata and fingerprints in a limited worker; (3) look for identical bytes
and pixels; (4) find candidates; (5) compare each; (6) run the checks on the facts;
(7) assess by the written rule. Nothing is written, and nothing is shown here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2

from verify.checks import CHECKS
from verify.checks.run import examine
from verify.domain.assessment import assess
from verify.domain.evidence import Digest, Evidence
from verify.domain.examination import ClaimedEvent, Examination, Facts
from verify.domain.matches import Comparison, Match, MatchKind
from verify.domain.metadata import Metadata
from verify.domain.references import LibraryScope
from verify.errors import BadInput, RecordsBroken, VerifyError
from verify.fingerprints import HASHES
from verify.fingerprints.extraction import EXTRACTION_VERSION, Extraction, from_wire
from verify.imaging.decode import DECODE_PIPELINE
from verify.imaging.formats import plugins_for, received
from verify.imaging.working import decode_working
from verify.indexes import ENGINES
from verify.indexes.votes import NAME as VOTES
from verify.indexes.votes import VERSION as VOTES_VERSION
from verify.matching.compare import compare, identical
from verify.matching.decision import DECIDED_BY, UNDECIDED_FROM
from verify.matching.features import unpack
from verify.matching.side import Side
from verify.outside.clock import now_utc
from verify.outside.workers import Job, Reply, WorkerPool
from verify.readers.wire import metadata_from_json
from verify.store.intake import MAX_FILE_BYTES, read_photo
from verify.store.library import Library
from verify.workflow.candidates import Searchable, candidates, searchable
from verify.workflow.keep_references import ensure_searchable

VERSIONS = (
    ("imgverify", version("imgverify")),
    ("decoder", DECODE_PIPELINE),
    ("extraction", EXTRACTION_VERSION),
    *((algorithm.name, algorithm.version) for algorithm in HASHES),
    (ENGINES[0].name, ENGINES[0].version),
    (VOTES, VOTES_VERSION),
    ("decision", DECIDED_BY),
    *((f"check {check.name}", check.version) for check in CHECKS),
)
SHOWN = 5  # best candidates kept in an Examination, accepted or not


@dataclass(frozen=True)
class CheckRequest:
    """What is asked of every photo of one run."""

    claim: ClaimedEvent = field(default_factory=ClaimedEvent)
    max_bytes: int = MAX_FILE_BYTES
    options: Mapping[str, Any] = field(default_factory=dict)
    """Limits handed to the worker's `examine` task."""
    settings: tuple[tuple[str, str], ...] = ()
    """Shown in the record; never a path."""


@dataclass(frozen=True)
class _Searched:
    """A library made ready for a run."""

    library: Library
    scope: LibraryScope
    indexes: Searchable


def check_photos(
    paths: Sequence[Path],
    request: CheckRequest,
    pool: WorkerPool,
    library: Library | None,
) -> Iterator[Examination | VerifyError]:
    """One Examination, or the error that stands in its place, a path, in order."""
    searched = _prepare(library, pool, request)
    read: dict[int, Evidence] = {}
    numbers: dict[int, int] = {}
    jobs = (_job(n, path, request, read, numbers) for n, path in enumerate(paths))
    done: dict[int, Examination | VerifyError] = {}
    shown = 0
    for job, reply in pool.map(jobs):
        number = numbers.pop(id(job))
        evidence = read.pop(number, None)
        if evidence is None:  # its bytes never reached a worker
            done[number] = reply if isinstance(reply, VerifyError) else _lost(job)
        else:
            done[number] = _examined_or_failed(
                evidence, job.key, reply, request, searched
            )
        while shown in done:
            yield done.pop(shown)
            shown += 1


def _prepare(
    library: Library | None, pool: WorkerPool, request: CheckRequest
) -> _Searched | None:
    if library is None:
        return None
    ensure_searchable(library, pool, decode=request.options)
    return _Searched(library, library.scope(), searchable(library))


def _job(
    number: int,
    path: Path,
    request: CheckRequest,
    read: dict[int, Evidence],
    numbers: dict[int, int],
) -> Job:
    """The worker's job for one path; its bytes are read when a worker is free."""

    def content() -> bytes:
        taken, evidence = read_photo(path, max_bytes=request.max_bytes)
        if not plugins_for(taken):
            raise BadInput(
                f"{path.name}: this is {received(taken) or 'not a picture'}; it is in "
                "no format that can be examined",
                next_step="Give a JPEG, PNG, WebP, TIFF, GIF, HEIC, AVIF or BMP file.",
            )
        read[number] = evidence
        return taken

    job = Job(path.name, "examine", content, {"role": "suspect", **request.options})
    numbers[id(job)] = number
    return job


def _lost(job: Job) -> VerifyError:
    return VerifyError(f"{job.key}: its bytes were never read")


def _examined_or_failed(
    evidence: Evidence,
    key: str,
    reply: Reply | VerifyError,
    request: CheckRequest,
    searched: _Searched | None,
) -> Examination | VerifyError:
    """One photo that cannot be compared costs itself, never the batch."""
    try:
        return _examined(evidence, key, reply, request, searched)
    except VerifyError as error:
        return error
    except (cv2.error, ArithmeticError, ValueError) as error:
        return VerifyError(
            f"{key}: it could not be compared ({type(error).__name__})",
            next_step="Please report it where you got verify.",
        )


def _examined(
    evidence: Evidence,
    key: str,
    reply: Reply | VerifyError,
    request: CheckRequest,
    searched: _Searched | None,
) -> Examination:
    """Everything that comes out for one photo, whatever the worker could do with it."""
    metadata, extraction, undecodable = _taken_out(reply, key)
    matches, considered = _search(evidence, extraction, searched)
    facts = Facts(
        evidence=evidence,
        picture=extraction.picture if extraction else None,
        undecodable=undecodable,
        metadata=metadata,
        matches=matches,
        claim=request.claim,
        searched=searched.scope if searched else None,
        undecided=_undecided(considered, searched),
    )
    findings = examine(facts)
    return Examination(
        evidence=evidence,
        examined_at=now_utc(),
        claim=request.claim,
        picture=facts.picture,
        undecodable=undecodable,
        metadata=metadata,
        searched=facts.searched,
        findings=findings,
        assessments=assess(facts, findings),
        matches=matches,
        considered=considered,
        settings=request.settings,
        versions=(*VERSIONS, *metadata.readers),
    )


def _taken_out(
    reply: Reply | VerifyError, key: str
) -> tuple[Metadata, Extraction | None, str]:
    """Metadata, the extraction if there is one, and why there is none."""
    if isinstance(reply, VerifyError):
        why = str(reply).removeprefix(f"{key}: ")
        return Metadata(problems=(why,)), None, why
    metadata = metadata_from_json(reply.header["metadata"])
    record = reply.header["picture"]
    if record is None:
        return metadata, None, str(reply.header["undecodable"])
    return metadata, from_wire(record, reply.arrays), ""


def _search(
    evidence: Evidence, extraction: Extraction | None, searched: _Searched | None
) -> tuple[tuple[Match, ...], tuple[Comparison, ...]]:
    """Matches, and the best comparisons whether accepted or not."""
    if searched is None:
        return (), ()
    library = searched.library
    found = _identical(evidence, extraction, library)
    if extraction is not None:
        known = {comparison.reference for comparison in found}
        found += _approximate(extraction, searched, known)
    found.sort(key=lambda c: (-c.score, c.reference))
    matches = [Match(library.reference(c.reference), c) for c in found if c.accepted]
    kept = found[: max(SHOWN, len(matches))]
    return tuple(matches), tuple(kept)


def _undecided(
    considered: tuple[Comparison, ...], searched: _Searched | None
) -> tuple[Match, ...]:
    """Candidates that a person must look at, best first."""
    if searched is None:
        return ()
    return tuple(
        Match(searched.library.reference(comparison.reference), comparison)
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
    extraction: Extraction, searched: _Searched, known: set[Digest]
) -> list[Comparison]:
    library = searched.library
    suspect = Side(extraction.features, extraction.working, extraction.picture.panels)
    found = []
    for row, hints in candidates(extraction, searched.indexes).items():
        digest = library.digest_of_row(row)
        if digest in known:
            continue
        reference = _reference_side(library, row)
        found.append(compare(suspect, reference, digest=digest, hints=hints))
    return found


def _reference_side(library: Library, row: int) -> Side:
    """What the library keeps of a reference; raises RecordsBroken if damaged."""
    try:
        return Side(unpack(library.features(row)), decode_working(library.working(row)))
    except (KeyError, ValueError) as error:
        raise RecordsBroken(
            f"the database of the library “{library.name}” is damaged ({error})",
            next_step="Make it again: verify reference rebuild",
        ) from error

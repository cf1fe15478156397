"""The act of every day: one suspect photo in, one Examination out.

The steps of `docs/methodology.md`, in its order: (1) read the bytes once and hash them;
(2) take out metadata and fingerprints in a limited worker; (3) look for identical bytes
and pixels; (4) find candidates; (5) compare each; (6) run the checks on the facts;
(7) assess by the written rule. Nothing is written, and nothing is shown here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2

from verify.checks import CHECKS
from verify.checks.run import examine
from verify.domain.assessment import assess
from verify.domain.evidence import Evidence
from verify.domain.examination import ClaimedEvent, Examination, Facts
from verify.errors import BadInput, VerifyError
from verify.fingerprints import HASHES
from verify.fingerprints.extraction import EXTRACTION_VERSION
from verify.imaging.decode import DECODE_PIPELINE
from verify.imaging.formats import plugins_for, received
from verify.indexes import ENGINES
from verify.indexes.votes import NAME as VOTES
from verify.indexes.votes import VERSION as VOTES_VERSION
from verify.matching.decision import DECIDED_BY
from verify.outside.clock import now_utc
from verify.outside.workers import Job, Reply, WorkerPool
from verify.store.intake import MAX_FILE_BYTES, read_photo
from verify.store.library import Library
from verify.workflow.candidates import searchable
from verify.workflow.descriptors import (
    DescriptorModel,
    described_library,
    recorded,
)
from verify.workflow.keep_references import ensure_searchable
from verify.workflow.library_search import Searched, search, undecided
from verify.workflow.taken_out import embedded_in, taken_out

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
    model: DescriptorModel | None = None
    """A copy-detection model of the user's, for more candidates."""


def check_photos(
    paths: Sequence[Path],
    request: CheckRequest,
    pool: WorkerPool,
    library: Library | None,
) -> Iterator[Examination | VerifyError]:
    """One Examination, or the error that stands in its place, a path, in order."""
    searched = prepare(library, pool, request)
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


def prepare(
    library: Library | None, pool: WorkerPool, request: CheckRequest
) -> Searched | None:
    """The library with its indexes opened; None for none."""
    if library is None:
        return None
    ensure_searchable(library, pool, decode=request.options)
    described = None
    if request.model is not None:
        told = request.options
        described = described_library(library, pool, request.model, decode=told)
    return Searched(library, library.scope(), searchable(library), described)


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

    told = {"role": "suspect", **request.options}
    told |= request.model.option if request.model else {}
    job = Job(path.name, "examine", content, told)
    numbers[id(job)] = number
    return job


def _lost(job: Job) -> VerifyError:
    return VerifyError(f"{job.key}: its bytes were never read")


def _examined_or_failed(
    evidence: Evidence,
    key: str,
    reply: Reply | VerifyError,
    request: CheckRequest,
    searched: Searched | None,
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
    searched: Searched | None,
) -> Examination:
    """Everything that comes out for one photo, whatever the worker could do with it."""
    metadata, extraction, undecodable = taken_out(reply, key)
    vectors = reply.arrays.get("vectors") if isinstance(reply, Reply) else None
    matches, considered = search(evidence, extraction, searched, vectors)
    now = now_utc()
    facts = Facts(
        evidence=evidence,
        picture=extraction.picture if extraction else None,
        undecodable=undecodable,
        metadata=metadata,
        matches=matches,
        claim=request.claim,
        searched=searched.scope if searched else None,
        undecided=undecided(considered, searched.library if searched else None),
        embedded=embedded_in(reply),
        examined_at=datetime.fromisoformat(now),
    )
    findings = examine(facts)
    return Examination(
        evidence=evidence,
        examined_at=now,
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
        versions=(*VERSIONS, *recorded(request.model), *metadata.readers),
        embedded=facts.embedded,
    )

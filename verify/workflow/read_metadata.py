"""What files say about themselves: photos named in, one answer each out, in order.

Each file is read once, hashed, and read for metadata in a worker process that loads no
decoder. Nothing is decoded, searched or judged.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from verify.checks.run import file_findings
from verify.domain.evidence import Evidence
from verify.domain.examination import ClaimedEvent, Facts
from verify.domain.metadata import Metadata
from verify.errors import BadInput, VerifyError
from verify.exports.answers import Failure, FileStatements
from verify.imaging.formats import received
from verify.outside.clock import now_utc
from verify.outside.exiftool import NAME as EXIFTOOL
from verify.outside.exiftool import Exiftool
from verify.outside.framing import Json
from verify.outside.workers import Job, Reply, WorkerPool
from verify.readers.metadata import walker_for, with_reader
from verify.readers.wire import metadata_from_json
from verify.store.intake import MAX_FILE_BYTES, read_photo
from verify.workflow.inputs import Input

Named = Input | tuple[str, VerifyError]
Told = tuple[str, FileStatements | Failure]
"""How the person named the photo, and what came out for it."""


@dataclass(frozen=True)
class ReadRequest:
    """What is asked of every photo of one run."""

    max_bytes: int = MAX_FILE_BYTES
    options: Mapping[str, Json] = field(default_factory=dict)
    """Handed to the worker's `metadata` task."""
    exiftool: Exiftool | None = None


@dataclass
class _Reading:
    """Photos on their way through a worker, by their position."""

    request: ReadRequest
    evidence: dict[int, Evidence] = field(default_factory=dict)
    further: dict[int, Metadata] = field(default_factory=dict)


def read_photos(
    named: Sequence[Named], request: ReadRequest, pool: WorkerPool
) -> Iterator[Told]:
    """One answer for each name, in the order named."""
    reading = _Reading(request)
    jobs = {
        id(job): (position, job)
        for position, entry in enumerate(named)
        if isinstance(entry, Input)
        for job in [_job(position, entry.path, reading)]
    }
    done: dict[int, FileStatements | Failure] = {
        position: _failure(*entry)
        for position, entry in enumerate(named)
        if not isinstance(entry, Input)
    }
    shown = 0
    while shown in done:
        yield _name(named[shown]), done.pop(shown)
        shown += 1
    for job, reply in pool.map(job for _, job in jobs.values()):
        position, _ = jobs[id(job)]
        done[position] = _told(_name(named[position]), position, reply, reading)
        while shown in done:
            yield _name(named[shown]), done.pop(shown)
            shown += 1


def _name(entry: Named) -> str:
    return entry.given if isinstance(entry, Input) else entry[0]


def _failure(given: str, error: VerifyError) -> Failure:
    return Failure(given, str(error), error.next_step, error.exit_code)


def _job(position: int, path: Path, reading: _Reading) -> Job:
    """The worker's job for one photo; its bytes are read when a worker is free."""

    def content() -> bytes:
        taken, evidence = read_photo(path, max_bytes=reading.request.max_bytes)
        reading.evidence[position] = evidence
        program = reading.request.exiftool
        if program is not None:
            tags, problems = program.read(taken)
            reading.further[position] = Metadata(tags=tags, problems=problems)
        elif walker_for(taken) is None:
            raise BadInput(
                f"{path.name}: this is {received(taken) or 'not a picture'}; it is in "
                "no format whose metadata can be read",
                next_step="Give a picture: JPEG, PNG, WebP, TIFF, GIF, HEIC, AVIF, BMP "
                "or a raw file.",
            )
        return taken

    return Job(path.name, "metadata", content, reading.request.options)


def _told(
    given: str, position: int, reply: Reply | VerifyError, reading: _Reading
) -> FileStatements | Failure:
    if isinstance(reply, VerifyError):
        return _failure(given, reply)
    metadata = metadata_from_json(reply.header["metadata"])
    program = reading.request.exiftool
    if program is not None:
        further = reading.further.pop(position)
        reader = (EXIFTOOL, program.version)
        metadata = with_reader(metadata, reader, further.tags, further.problems)
    evidence = reading.evidence.pop(position)
    facts = Facts(
        evidence=evidence, picture=None, undecodable="", metadata=metadata, matches=(),
        claim=ClaimedEvent(), searched=None,
        examined_at=datetime.fromisoformat(now_utc()),
    )  # fmt: skip
    return FileStatements(evidence, metadata, file_findings(facts))

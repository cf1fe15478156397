"""Import earlier pictures into a library: many at a time, again and again, killable.

Bytes decide what is known: every file is read and hashed, and what is already in the
library is not decoded again. New pictures are decoded and extracted in worker
processes and recorded batch by batch, so that an import killed at any moment is
continued by running it again. Dating and searching are not done here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from verify.domain.evidence import Digest, Evidence, digest_of
from verify.domain.references import LibraryScope
from verify.errors import BadInput, VerifyError
from verify.fingerprints import HASHES
from verify.fingerprints.extraction import EXTRACTION_VERSION, from_wire
from verify.imaging.working import encode_working
from verify.matching.features import pack
from verify.outside.framing import Json
from verify.outside.workers import Job, Reply, WorkerPool
from verify.store.derived import Derived
from verify.store.events import Admit, Event, Publish
from verify.store.intake import MAX_FILE_BYTES, read_photo
from verify.store.library import Library
from verify.store.library_writing import LibraryWriter, writing
from verify.store.manifest import MANIFEST_NAME
from verify.store.picture_files import copy_in, stored_path
from verify.store.vote_segments import keep_segments
from verify.workflow.import_rows import Found, Problem, name_of, read_sources

BATCH_PICTURES = 32
"""Recorded and flushed together: at most so much is done again after a kill."""
Progress = Callable[[int, int], None]
"""Told how many pictures were looked at, and how many of them were new."""


@dataclass(frozen=True)
class ImportOptions:
    """`recorded_at` is the moment written beside every event, `by` who let it be."""

    recorded_at: str
    copy: bool = False
    """Copy pictures into the library's folder instead of naming where they lie."""
    max_bytes: int = MAX_FILE_BYTES
    decode: Mapping[str, Json] = field(default_factory=dict)
    """Limits of the decoder, as the worker's tasks take them."""
    by: str = ""


@dataclass
class ImportSummary:
    """What an import did, in numbers and with every file it could not take."""

    added: int = 0
    known: int = 0
    """Pictures already in the library, by their bytes."""
    updated: int = 0
    """Of the known ones, those of which something new was recorded."""
    withdrawn: int = 0
    """Met again, but withdrawn earlier: left out."""
    undated: int = 0
    """Of the added ones, those without a publication."""
    exact_only: list[Problem] = field(default_factory=list)
    """Admitted, but only exact copies of them can be recognised."""
    unusable: list[Problem] = field(default_factory=list)
    """Files that could not be taken."""
    rows: list[Problem] = field(default_factory=list)
    """Rows of manifests that could not be taken."""
    scope: LibraryScope | None = None

    @property
    def looked_at(self) -> int:
        """Pictures met, taken or not."""
        return self.added + self.known + self.withdrawn + len(self.unusable)


def pipeline_version() -> str:
    """Names everything that decides what is extracted from a picture."""
    return " ".join([EXTRACTION_VERSION, *(f"{h.name}/{h.version}" for h in HASHES)])


def import_references(
    sources: Sequence[Path],
    library: Library,
    pool: WorkerPool,
    *,
    options: ImportOptions,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import folders, pictures and manifests.

    Raises AskedWrongly for a source that does not exist or has unknown columns,
    SurroundingsError where another import holds the library or the disk refuses.
    """
    found = read_sources(sources, own_manifest=library.root / MANIFEST_NAME)
    return import_found(found, library, pool, options=options, progress=progress)


def import_found(
    found: Iterable[Found | Problem],
    library: Library,
    pool: WorkerPool,
    *,
    options: ImportOptions,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import pictures that were already found, with what is said of them."""
    with writing(library, by=options.by) as writer:
        work = _Import(writer, options, progress)
        for job, reply in pool.map(work.jobs(found)):
            work.take_reply(job, reply)
        work.flush()
        complete(writer, pool, decode=options.decode)
    keep_segments(library)  # else the first check would wait for it
    work.summary.scope = library.scope()
    return work.summary


def complete(
    writer: LibraryWriter,
    pool: WorkerPool,
    *,
    progress: Progress | None = None,
    decode: Mapping[str, Json] | None = None,
) -> list[Problem]:
    """Extract again what the database lacks; the pictures that could not be read."""
    library, problems = writer.library, []
    lacking = library.without_fingerprints(pipeline_version())
    batch: dict[Digest, Derived] = {}
    jobs = (_job_again(library, digest, decode or {}) for digest in lacking)
    for done, (job, reply) in enumerate(pool.map(jobs), start=1):
        made = _derived(reply)
        if isinstance(made, Derived):
            batch[Digest(job.key)] = made
        else:
            name = library.reference(Digest(job.key)).name
            problems.append(Problem(name, str(made).replace(job.key, name)))
        if len(batch) >= BATCH_PICTURES or done == len(lacking):
            writer.record_derived(batch)
            batch = {}
        if progress:
            progress(done, done - len(problems))
    return problems


class _Import:
    """One import under way: what is known, what is in flight, what is not recorded."""

    def __init__(
        self, writer: LibraryWriter, options: ImportOptions, progress: Progress | None
    ) -> None:
        library = writer.library
        self.writer = writer
        self.options = options
        self.progress = progress
        self.summary = ImportSummary()
        self.admitted, self.withdrawn = library.admitted()
        self.lacking = set(library.without_fingerprints(pipeline_version()))
        self.in_flight: dict[Digest, list[tuple[Found, Evidence]]] = {}
        self.refused: dict[Digest, str] = {}
        self.events: list[Event] = []
        self.derived: dict[Digest, Derived] = {}

    def jobs(self, found: Iterable[Found | Problem]) -> Iterator[Job]:
        """What must be extracted; everything else is settled on the way."""
        for one in found:
            if isinstance(one, Problem):
                self.summary.rows.append(one)
                continue
            try:
                content, evidence = read_photo(
                    one.path, max_bytes=self.options.max_bytes
                )
                settled = self._settled(one, content, evidence)
            except BadInput as error:
                self._refuse(name_of(one.path), str(error))
                continue
            if not settled:
                self.in_flight[evidence.digest] = [(one, evidence)]
                told = {**self.options.decode, "role": "reference"}
                yield Job(name_of(one.path), "extract", content, told)
            self._tell()

    def take_reply(self, job: Job, reply: Reply | VerifyError) -> None:
        """Record a picture with all that was said of it, or why it cannot be taken."""
        content = job.content if isinstance(job.content, bytes) else job.content()
        digest = digest_of(content)
        waiting = self.in_flight.pop(digest)
        made = _derived(reply)
        if isinstance(made, VerifyError):
            self.refused[digest] = str(made)
            for found, _ in waiting:
                self._refuse(name_of(found.path), str(made))
            return
        new = digest not in self.admitted
        self.summary.added += new
        self.summary.known += len(waiting) - new
        self.admitted.add(digest)
        self.lacking.discard(digest)
        self.derived[digest] = made
        for found, evidence in waiting:
            self._say(found, evidence, content)
        published = any(found.publications for found, _ in waiting)
        self.summary.undated += new and not published
        if made.picture.too_poor:
            note = Problem(name_of(waiting[0][0].path), made.picture.too_poor)
            self.summary.exact_only.append(note)
        if len(self.derived) >= BATCH_PICTURES:
            self.flush()
        self._tell()

    def flush(self) -> None:
        """Write what is pending to the disk."""
        if self.events or self.derived:
            self.writer.record(
                self.events, self.derived, recorded_at=self.options.recorded_at
            )
            self.events, self.derived = [], {}

    def _settled(self, found: Found, content: bytes, evidence: Evidence) -> bool:
        digest = evidence.digest
        if digest in self.withdrawn:
            self.summary.withdrawn += 1
        elif digest in self.in_flight:
            self.in_flight[digest].append((found, evidence))
        elif digest in self.refused:
            self._refuse(name_of(found.path), self.refused[digest])
        elif digest in self.admitted and digest not in self.lacking:
            self.summary.known += 1
            self.summary.updated += self._say(found, evidence, content)
            if len(self.events) >= BATCH_PICTURES:
                self.flush()
        else:
            return False
        return True

    def _say(self, found: Found, evidence: Evidence, content: bytes) -> bool:
        """Queue what is not recorded yet; whether there was anything."""
        pending = len(self.events)
        for event in self._statements(found, evidence, content):
            if not self.writer.already_says(event) and event not in self.events:
                self.events.append(event)
        return len(self.events) > pending

    def _statements(
        self, found: Found, evidence: Evidence, content: bytes
    ) -> Iterator[Admit | Publish]:
        name, digest = name_of(found.path), evidence.digest
        if self.options.copy:
            path = copy_in(self.writer.library.root, content, digest, name=name)
        else:
            path = stored_path(self.writer.library.root, found.path)
        for says in found.says or [{}]:
            yield Admit(digest, evidence.size_bytes, name, path, says)
        for publication in found.publications:
            yield Publish(digest, publication)

    def _refuse(self, name: str, reason: str) -> None:
        self.summary.unusable.append(Problem(name, reason.removeprefix(f"{name}: ")))

    def _tell(self) -> None:
        if self.progress:
            self.progress(self.summary.looked_at, self.summary.added)


def _derived(reply: Reply | VerifyError) -> Derived | VerifyError:
    """What the worker made; BadInput where it is no picture. Other errors end all."""
    if isinstance(reply, BadInput):
        return reply
    if isinstance(reply, VerifyError):
        raise reply
    made = from_wire(reply.header, reply.arrays)
    return Derived(
        pipeline_version(),
        made.picture,
        made.hashes,
        pack(made.features),
        encode_working(made.working),
    )


def _job_again(library: Library, digest: Digest, decode: Mapping[str, Json]) -> Job:
    told = {**decode, "role": "reference"}
    return Job(digest, "extract", lambda: library.picture_bytes(digest), told)


def grouped(problems: Iterable[Problem]) -> Mapping[str, list[str]]:
    """File names by reason, the most frequent reason first."""
    problems = list(problems)
    counts = Counter(problem.reason for problem in problems)
    return {
        reason: [problem.where for problem in problems if problem.reason == reason]
        for reason, _ in counts.most_common()
    }

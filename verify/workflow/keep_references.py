"""Keep a library in order: add one picture, correct, withdraw, rebuild, look at it.

Nothing is ever removed: a correction or withdrawal is one more line of the manifest,
with its reason. Importing many pictures is done by `import_references`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from verify.domain.evidence import Digest
from verify.domain.references import SOUND_DATES, LibraryScope
from verify.errors import AskedWrongly
from verify.outside.framing import Json
from verify.outside.workers import WorkerPool
from verify.store.events import Correct, Event, Publish, Withdraw
from verify.store.library import Library
from verify.store.library_writing import writing
from verify.store.records import RecordProblems, described_from_json
from verify.workflow.import_references import (
    ImportOptions,
    ImportSummary,
    Progress,
    complete,
    import_found,
    pipeline_version,
)
from verify.workflow.import_rows import Problem, read_row

SHORTEST_DIGEST = 6


@dataclass(frozen=True)
class Correction:
    """What a person puts right, and why."""

    reason: str
    says: Mapping[str, str] = field(default_factory=dict)
    """Descriptive fields to replace; an empty text clears one."""
    drops: tuple[int, ...] = ()
    """Manifest lines of publications that do not hold."""
    restores: bool = False


@dataclass(frozen=True)
class LibraryStats:
    """A library in numbers; the counts are of references that are searched."""

    scope: LibraryScope
    withdrawn: int
    publications: int
    soundly_dated: int
    """References with a publication whose date can show recycling."""
    undated: int
    """References without any dated publication."""
    without_fingerprints: int
    """Not extracted by this version: `verify reference rebuild` does it."""
    formats: Mapping[str, int]
    exact_only: Mapping[str, int]
    """How many can be recognised by exact copies alone, by reason."""


def add_reference(
    row: Mapping[str, str], library: Library, pool: WorkerPool, options: ImportOptions
) -> ImportSummary:
    """Add one picture, described as by one row of a manifest.

    Raises AskedWrongly naming every wrong field.
    """
    try:
        found = read_row(row, folder=Path())
    except RecordProblems as error:
        raise _asked_wrongly(error) from error
    return import_found([found], library, pool, options=options)


def named_reference(library: Library, start: str) -> Digest:
    """The one admitted picture whose digest begins so. Raises AskedWrongly."""
    start = start.strip().lower()
    found = library.find(start) if len(start) >= SHORTEST_DIGEST else ()
    if len(found) == 1:
        return found[0]
    if len(start) < SHORTEST_DIGEST:
        words = f"needs at least {SHORTEST_DIGEST} digits of the picture's SHA-256"
    elif found:
        words = f"is the beginning of {len(found)} pictures: give more digits"
    else:
        words = f"is no picture of the library {library.name}"
    raise AskedWrongly(f"{start!r} {words}", next_step="See: verify reference list")


def correct_reference(
    digest: Digest, correction: Correction, library: Library, *, recorded_at: str,
    by: str = "",
) -> None:  # fmt: skip
    """Replace what the library says of a picture, or drop publications of it."""
    if not (correction.says or correction.drops or correction.restores):
        raise AskedWrongly(
            "nothing to correct was named",
            next_step="See: verify reference correct --help",
        )
    try:
        says = described_from_json(dict(correction.says), at="correct")
    except RecordProblems as error:
        raise _asked_wrongly(error) from error
    published = {line for line, e in library.history(digest) if isinstance(e, Publish)}
    for line in set(correction.drops) - published:
        raise AskedWrongly(
            f"line {line} of the manifest is no publication of {digest[:12]}",
            next_step=f"See: verify reference show {digest[:12]}",
        )
    _record(
        Correct(
            digest, _reason(correction.reason), says, correction.drops,
            correction.restores,
        ),
        library,
        recorded_at,
        by,
    )  # fmt: skip


def withdraw_reference(
    digest: Digest, reason: str, library: Library, *, recorded_at: str, by: str = ""
) -> None:
    """Hide a picture from every search; the record keeps it."""
    if library.withdrawn(digest) is not None:
        raise AskedWrongly(f"{digest[:12]} is withdrawn already")
    _record(Withdraw(digest, _reason(reason)), library, recorded_at, by)


def rebuild_library(
    library: Library,
    pool: WorkerPool,
    *,
    progress: Progress | None = None,
    decode: Mapping[str, Json] | None = None,
) -> list[Problem]:
    """Make the database again from manifest and pictures; pictures not readable."""
    with writing(library) as writer:
        writer.forget_derived()
        return complete(writer, pool, progress=progress, decode=decode)


def ensure_searchable(
    library: Library,
    pool: WorkerPool,
    *,
    progress: Progress | None = None,
    decode: Mapping[str, Json] | None = None,
) -> list[Problem]:
    """Extract again what the database lacks (deleted, or made by another version).

    Costs nothing where nothing is lacking; the pictures that could not be read.
    """
    if not library.without_fingerprints(pipeline_version()):
        return []
    with writing(library) as writer:
        return complete(writer, pool, progress=progress, decode=decode)


def library_stats(library: Library) -> LibraryStats:
    """Count what the library holds."""
    formats: Counter[str] = Counter()
    exact_only: Counter[str] = Counter()
    publications = soundly = undated = 0
    for reference in library.references():
        dated = [p for p in reference.publications if p.published_at is not None]
        publications += len(reference.publications)
        soundly += any(p.dated_by in SOUND_DATES for p in dated)
        undated += not dated
        facts = library.facts(reference.digest)
        if facts is not None:
            formats[facts.format] += 1
            if facts.too_poor:
                exact_only[facts.too_poor] += 1
    _, withdrawn = library.admitted()
    return LibraryStats(
        scope=library.scope(),
        withdrawn=len(withdrawn),
        publications=publications,
        soundly_dated=soundly,
        undated=undated,
        without_fingerprints=len(library.without_fingerprints(pipeline_version())),
        formats=dict(formats.most_common()),
        exact_only=dict(exact_only.most_common()),
    )


def _record(event: Event, library: Library, recorded_at: str, by: str) -> None:
    with writing(library, by=by) as writer:
        writer.record([event], {}, recorded_at=recorded_at)


def _reason(text: str) -> str:
    if not text.strip():
        raise AskedWrongly("a reason is needed", next_step="Give --reason TEXT.")
    return text.strip()


def _asked_wrongly(error: RecordProblems) -> AskedWrongly:
    words = "; ".join(
        f"{at.rpartition('.')[2]}: {problem}" for at, problem in error.problems
    )
    return AskedWrongly(words, next_step="See: verify reference --help")

"""The library's SQLite file: what the manifest says, and what pictures gave.

It is disposable: everything in it follows from the manifest and the pictures, and it
is made again where its schema, its hash of the manifest or the file itself does not
fit. This module writes and reads rows; when to do so is the Library's business.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from verify.domain.evidence import Digest
from verify.domain.examination import PictureFacts
from verify.domain.fingerprints import Fingerprint, Unusable
from verify.domain.regions import Region
from verify.errors import RecordsBroken, SurroundingsError
from verify.store.derived import Derived
from verify.store.events import Admit, Publish, event_from_json, event_to_json
from verify.store.histories import Numbered, current, statement_text
from verify.store.manifest import (
    START,
    Line,
    Watermark,
    prefix_sha256,
    read_manifest,
)

SCHEMA_VERSION = "1"
BUSY_SECONDS = 30.0
# Measured on blobs of 70 KB: 17 microseconds each with these two, 39 with SQLite's
# own defaults, 10 from a memory-mapped file of ours.
PAGE_BYTES = 16_384
MAPPED_BYTES = 1 << 31

_TABLES = {
    "state": "(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "reference": """(row INTEGER PRIMARY KEY, digest TEXT UNIQUE NOT NULL,
        size INTEGER NOT NULL, name TEXT NOT NULL, paths TEXT NOT NULL,
        line INTEGER NOT NULL, record TEXT NOT NULL,
        publication_lines TEXT NOT NULL, withdrawn TEXT)""",
    "statement": """(line INTEGER PRIMARY KEY, digest TEXT NOT NULL,
        said TEXT NOT NULL, event TEXT NOT NULL)""",
    "picture": """(row INTEGER PRIMARY KEY, version TEXT NOT NULL,
        pixels TEXT NOT NULL, facts TEXT NOT NULL)""",
    "hash": """(row INTEGER NOT NULL, position INTEGER NOT NULL,
        algorithm TEXT NOT NULL, version TEXT NOT NULL, bits BLOB,
        quality INTEGER, reason TEXT, PRIMARY KEY (row, position)) WITHOUT ROWID""",
    "packed": """(row INTEGER PRIMARY KEY, features BLOB NOT NULL,
        working BLOB NOT NULL)""",
}
_INDEXES = (
    "statement_digest ON statement (digest)",
    "picture_pixels ON picture (pixels)",
    "hash_algorithm ON hash (algorithm, version, row)",
)


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, making it again where it is no database or of another schema."""
    try:
        return _prepared(path)
    except sqlite3.OperationalError as error:
        raise SurroundingsError(
            f"{path.name} of the library cannot be opened: {error}",
            next_step="Check that the folder can be written and is not full.",
        ) from error
    except sqlite3.DatabaseError:
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        return _prepared(path)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; waits for another writer. Inside one already, joins it."""
    if connection.in_transaction:
        yield
        return
    try:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            yield
    except sqlite3.OperationalError as error:
        raise SurroundingsError(
            f"the library's database cannot be written: {error}",
            next_step="Check that the disk is not full and no other import runs.",
        ) from error


def catch_up(connection: sqlite3.Connection, manifest: Path) -> None:
    """Bring the tables to the manifest's end; from its beginning where they differ.

    Raises RecordsBroken naming the line that does not hold.
    """
    if _fits(connection, manifest, whole=True):
        return
    with transaction(connection):
        if not _fits(connection, manifest, whole=False):
            _refuse_rewritten(manifest, watermark(read_state(connection)))
            clear(connection)
        lines = read_manifest(manifest, after=watermark(read_state(connection)))
        apply_lines(connection, lines)
        mark_prefix(connection, prefix_sha256(manifest, _offset(connection)))


def mark_prefix(connection: sqlite3.Connection, prefix: str | None) -> None:
    """Remember the hash of the part of the manifest that the tables hold."""
    write_state(connection, prefix=prefix or "")


def _fits(connection: sqlite3.Connection, manifest: Path, *, whole: bool) -> bool:
    """Whether the tables follow from the manifest's beginning, or from all of it."""
    offset = _offset(connection)
    size = manifest.stat().st_size if manifest.exists() else 0
    if offset > size or (whole and offset < size):
        return False
    prefix = read_state(connection).get("prefix")
    return offset == 0 or prefix_sha256(manifest, offset) == prefix


def _refuse_rewritten(manifest: Path, known: Watermark) -> None:
    """RecordsBroken where a line holds by itself but is not the one read before."""
    for line in read_manifest(manifest):
        if line.number == known.lines and line.after.head != known.head:
            raise RecordsBroken(
                f"line {known.lines} of {manifest.parent.name}/{manifest.name} is not "
                "what it was when it was last read",
                next_step="Restore the manifest from a copy. If it was replaced on "
                "purpose, delete library.sqlite and import again.",
            )


def _offset(connection: sqlite3.Connection) -> int:
    return watermark(read_state(connection)).offset


def clear(connection: sqlite3.Connection) -> None:
    """Empty tables of the present schema; runs inside the caller's transaction."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    for (name,) in connection.execute(query).fetchall():
        connection.execute(f'DROP TABLE "{name}"')
    for name, columns in _TABLES.items():
        connection.execute(f"CREATE TABLE {name} {columns}")
    for index in _INDEXES:
        connection.execute(f"CREATE INDEX {index}")
    write_state(connection, schema=SCHEMA_VERSION)


def read_state(connection: sqlite3.Connection) -> dict[str, str]:
    """The key and value pairs of the state table."""
    return dict(connection.execute("SELECT key, value FROM state"))


def write_state(connection: sqlite3.Connection, **values: str) -> None:
    """Set these keys of the state table."""
    connection.executemany(
        "INSERT INTO state VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        values.items(),
    )


def watermark(state: dict[str, str]) -> Watermark:
    """How much of the manifest the tables hold."""
    if "head" not in state:
        return START
    return Watermark(int(state["lines"]), int(state["offset"]), state["head"])


def apply_lines(connection: sqlite3.Connection, lines: Iterable[Line]) -> None:
    """Record the events and bring the references they touch up to date."""
    touched: dict[Digest, int] = {}
    line = None
    for line in lines:
        event = line.event
        said = statement_text(event) if isinstance(event, Admit | Publish) else ""
        connection.execute(
            "INSERT INTO statement VALUES (?, ?, ?, ?)",
            (line.number, event.digest, said, json.dumps(event_to_json(event))),
        )
        touched.setdefault(event.digest, line.number)
    if line is not None:
        offset, head = str(line.after.offset), line.after.head
        write_state(connection, lines=str(line.number), offset=offset, head=head)
    for digest, number in touched.items():
        _fold(connection, digest, number)


def write_derived(
    connection: sqlite3.Connection, digest: Digest, derived: Derived
) -> None:
    """Replace what the picture gave; the reference is already there."""
    found = connection.execute("SELECT row FROM reference WHERE digest = ?", (digest,))
    (row,) = found.fetchone()
    connection.execute("DELETE FROM hash WHERE row = ?", (row,))
    connection.execute(
        "INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?)",
        (row, derived.version, derived.picture.pixels, _facts_text(derived.picture)),
    )
    connection.executemany(
        "INSERT INTO hash VALUES (?, ?, ?, ?, ?, ?, ?)",
        [_hash_row(row, n, one) for n, one in enumerate(derived.hashes)],
    )
    connection.execute(
        "INSERT OR REPLACE INTO packed VALUES (?, ?, ?)",
        (row, derived.features, derived.working),
    )


def events_of(connection: sqlite3.Connection, digest: Digest) -> list[Numbered]:
    """Everything recorded about these bytes, in the manifest's order."""
    found = connection.execute(
        "SELECT line, event FROM statement WHERE digest = ? ORDER BY line", (digest,)
    )
    return [(n, event_from_json(json.loads(text), line=n)) for n, text in found]


def facts_from_text(text: str) -> PictureFacts:
    """Read what `write_derived` stored about the picture."""
    told = json.loads(text)
    panels = tuple(
        Region(tuple((float(x), float(y)) for x, y in panel))
        for panel in told["panels"]
    )
    return PictureFacts(**(told | {"panels": panels, "notes": tuple(told["notes"])}))


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        connection.execute("PRAGMA journal_mode = WAL")
        # A lost commit is caught up from the manifest and the pictures.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            if _schema(connection) != SCHEMA_VERSION:
                clear(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _schema(connection: sqlite3.Connection) -> str | None:
    query = "SELECT 1 FROM sqlite_master WHERE name = 'state'"
    known = connection.execute(query).fetchone() is not None
    return read_state(connection).get("schema") if known else None


def _fold(connection: sqlite3.Connection, digest: Digest, number: int) -> None:
    events = events_of(connection, digest)
    if not isinstance(events[0][1], Admit):
        raise RecordsBroken(
            f"line {number} of the library's manifest is about a picture that was "
            "never admitted",
            next_step="Restore the manifest from a copy; do not edit it by hand.",
        )
    now = current(events)
    connection.execute(
        """INSERT INTO reference VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (digest) DO UPDATE SET name = excluded.name,
        paths = excluded.paths, record = excluded.record,
        publication_lines = excluded.publication_lines,
        withdrawn = excluded.withdrawn""",
        (
            now.digest, now.size_bytes, now.name, json.dumps(now.paths), now.line,
            now.record, json.dumps(now.publication_lines), now.withdrawn,
        ),
    )  # fmt: skip
    if now.withdrawn is not None:  # nothing made from a withdrawn picture is kept
        row = "(SELECT row FROM reference WHERE digest = ?)"
        for table in ("picture", "hash", "packed"):
            query = f"DELETE FROM {table} WHERE row = {row}"  # noqa: S608 - our names
            connection.execute(query, (digest,))


def _hash_row(
    row: int, position: int, one: Fingerprint | Unusable
) -> tuple[int, int, str, str, bytes | None, int | None, str | None]:
    name = (row, position, one.algorithm, one.version)
    if isinstance(one, Fingerprint):
        return (*name, one.bits, one.quality, None)
    return (*name, None, None, one.reason)


def _facts_text(facts: PictureFacts) -> str:
    told = {
        "format": facts.format, "width": facts.width, "height": facts.height,
        "pixels": facts.pixels, "frames": facts.frames,
        "panels": [panel.points for panel in facts.panels],
        "too_poor": facts.too_poor, "notes": facts.notes,
    }  # fmt: skip
    return json.dumps(told, sort_keys=True)

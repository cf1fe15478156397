"""A case's `index.sqlite`: its lines, files and records as tables, for fast look-ups.

Disposable: everything follows from the chain, and it is made again where it does not
fit it. It is never evidence, and no writer fails because of it. Made anew it gives
the same dump as one that was carried on line by line.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from verify.domain import case_records, judgements, losses
from verify.domain.case_state import CaseState
from verify.domain.chain_entries import ChainEntry
from verify.domain.chain_schema import KINDS
from verify.domain.evidence import digest_of
from verify.domain.places import StatedPlace
from verify.domain.regions import Region
from verify.domain.times import StatedTime
from verify.store.chain_file import Mark
from verify.store.records import place_text, time_text

INDEX_NAME = "index.sqlite"
BUSY_SECONDS = 60.0
_PRAGMAS = (
    "journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON",
    "trusted_schema = OFF", "cell_size_check = ON", "recursive_triggers = ON",
)  # fmt: skip
_TABLES = (
    "state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """line (seq INTEGER PRIMARY KEY, offset INTEGER NOT NULL, sha256 TEXT NOT NULL,
    time TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL,
    action TEXT NOT NULL) STRICT""",
    """file (seq INTEGER NOT NULL, brought INTEGER NOT NULL, position INTEGER NOT NULL,
    role TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER, media TEXT,
    PRIMARY KEY (seq, brought, position)) STRICT""",
    """record (id TEXT NOT NULL, kind TEXT NOT NULL, number INTEGER NOT NULL,
    told TEXT NOT NULL, PRIMARY KEY (id)) STRICT""",
)
_DUMP = (
    "SELECT * FROM state ORDER BY key",
    "SELECT * FROM line ORDER BY seq",
    "SELECT * FROM file ORDER BY seq, brought, position",
    "SELECT * FROM record ORDER BY kind, number, id",
)


def _shape() -> str:
    """SHA-256 over the fields of every record, so that a new field makes it anew."""
    told = sorted(
        f"{one.__name__} {[each.name for each in fields(one)]}"
        for module in (case_records, judgements, losses)
        for one in vars(module).values() if isinstance(one, type) and is_dataclass(one)
    )  # fmt: skip
    return digest_of("\n".join(told).encode())


SCHEMA = f"verify.case-index/2 {_shape()[:16]}"


class CaseIndex:
    """The opened index of one case; close it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / INDEX_NAME
        self.connection = _connected(self.path)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def mark(self) -> Mark:
        """How far the chain stands in the tables."""
        state = dict(self.connection.execute("SELECT key, value FROM state"))
        if "head" not in state:
            return Mark()
        return Mark(int(state["lines"]), int(state["offset"]), state["head"])

    def carry_on(
        self, told: Iterable[tuple[ChainEntry, Mark]], state: CaseState
    ) -> None:
        """Bring these lines in; `state` is the case after the last of them."""
        after = self.mark()
        touched: set[str] = set()
        with self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            for entry, mark in told:
                self._line(entry, after)
                touched |= set(_touched(entry, state))
                after = mark
            for ident in sorted(touched):
                self._record(ident, state)
            self.connection.executemany(
                "INSERT INTO state VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [("lines", str(after.lines)), ("offset", str(after.offset)),
                 ("head", after.head), ("case", state.case)],
            )  # fmt: skip

    def _line(self, entry: ChainEntry, before: Mark) -> None:
        self.connection.execute(
            "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?)",
            (entry.seq, before.offset, entry.sha256, entry.time, entry.actor,
             entry.role.value, entry.action.value),
        )  # fmt: skip
        rows = [
            (entry.seq, 0, place, one.role, one.sha256, None, None)
            for place, one in enumerate(entry.used)
        ]
        brought = [
            (entry.seq, 1, place, one.role, one.sha256, one.size, one.media)
            for place, one in enumerate(entry.brought)
        ]
        self.connection.executemany(
            "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", [*rows, *brought]
        )

    def _record(self, ident: str, state: CaseState) -> None:
        number, _, line = ident[1:].partition(".")
        record: Any = state.table(ident[0])[ident.partition(".")[0]]
        if line:  # of a batch the newest is asked for, but after a correction
            record = next(one for one in reversed(record) if one.told.line == int(line))
        told = json.dumps(plain(record), sort_keys=True)
        self.connection.execute(
            "INSERT INTO record VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET told = excluded.told",
            (ident, ident[0], int(number), told),
        )


def dump(path: Path) -> Iterator[str]:
    """The whole content as text, in an order that does not depend on its making."""
    uri = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        for query in _DUMP:
            table = query.split()[3]
            rows = connection.execute(query)
            yield from (f"{table} {json.dumps(row)}" for row in rows)


def is_ours(path: Path) -> bool:
    """Whether this version of the program made the index."""
    return f'state ["schema", "{SCHEMA}"]' in set(dump(path))


def delete(folder: Path) -> None:
    """Take the index away; the next opening makes it again."""
    for ending in ("", "-wal", "-shm"):
        (folder / (INDEX_NAME + ending)).unlink(missing_ok=True)


def plain(value: object) -> object:
    """A record as JSON holds it; times, places and regions as the chain writes them."""
    for kind, write in _WRITTEN:
        if isinstance(value, kind):
            return write(value)
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    return value


_WRITTEN: tuple[tuple[type | tuple[type, ...], Callable[[Any], object]], ...] = (
    (StatedTime, time_text),
    (StatedPlace, place_text),
    (Region, lambda one: " ".join(f"{x!r},{y!r}" for x, y in one.points)),
    (Mapping, lambda one: {str(name): plain(each) for name, each in one.items()}),
    ((tuple, list), lambda one: [plain(each) for each in one]),
)


def _touched(entry: ChainEntry, state: CaseState) -> Iterator[str]:
    """Ids of the records that a line makes or changes.

    Those of a batch are rows of their own, `A1.7` that of line 7: a batch of ten
    thousand photos is not written anew with each.
    """
    for letter, action in KINDS.items():
        if action is entry.action:
            ident = str(entry.body["evidence" if letter == "E" else "id"])
            yield f"{ident}.{entry.seq}" if letter == "A" else ident
    if "about" in entry.body and entry.action == "correct":
        about = str(entry.body["about"])
        if about[0] != "A":
            yield about
        acquired = {"A": lambda: state.acquisitions[about],
                    "E": lambda: state.evidence[about].acquisitions}  # fmt: skip
        for one in acquired.get(about[0], tuple)():
            yield one.evidence
            yield f"{one.id}.{one.told.line}"


def _connected(path: Path) -> sqlite3.Connection:
    try:
        return _prepared(path)
    except sqlite3.DatabaseError:
        delete(path.parent)
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            _make_tables(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection) -> None:
    known = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not known[0]:
        for table in _TABLES:
            connection.execute(f"CREATE TABLE {table}")
        connection.execute("INSERT INTO state VALUES ('schema', ?)", (SCHEMA,))
    found = connection.execute("SELECT value FROM state WHERE key = 'schema'")
    if found.fetchone() != (SCHEMA,):
        raise sqlite3.DatabaseError("another schema")

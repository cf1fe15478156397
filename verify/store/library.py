"""A library of earlier imagery: its references, and what to search them by.

`manifest.jsonl` and the pictures are the truth; `library.sqlite` is caught up or made
again from them whenever it does not fit the manifest byte for byte. Search indexes,
decoding and the reading of import files are done elsewhere.

The library's digest is the SHA-256 over its current references, each as one RFC 8785
line (digest, what is said of it, publications in the order of their own text), sorted
by picture digest: the order, the times and the places of import do not enter it.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import platformdirs
from numpy.typing import NDArray

from verify.domain.evidence import Digest
from verify.domain.examination import PictureFacts
from verify.domain.fingerprints import Fingerprint, Unusable
from verify.domain.references import LibraryScope, Reference
from verify.errors import AskedWrongly, SurroundingsError
from verify.store.histories import Numbered, reference_of
from verify.store.manifest import MANIFEST_NAME
from verify.store.picture_files import reread
from verify.store.projection import (
    catch_up,
    connect,
    events_of,
    facts_from_text,
    read_state,
    transaction,
    watermark,
    write_state,
)

DATABASE_NAME = "library.sqlite"
_REFERENCE = "SELECT record, name, line, publication_lines FROM reference "
_OF_ROW = {
    "features": "SELECT features FROM packed WHERE row = ?",
    "working": "SELECT working FROM packed WHERE row = ?",
}


class Library:
    """An opened library. Close it, or use it as a context manager."""

    def __init__(self, root: Path, connection: sqlite3.Connection) -> None:
        self.root = root
        self.connection = connection
        """For the store's own modules only."""

    @classmethod
    def open(cls, root: Path, *, create: bool = False) -> Self:
        """Open the library in this folder, its database caught up with its manifest.

        Raises AskedWrongly where there is none, RecordsBroken where the manifest does
        not hold, SurroundingsError where the folder cannot be used.
        """
        if create:
            _make_folder(root)
        elif not (root / MANIFEST_NAME).is_file():
            raise AskedWrongly(
                f"there is no library of earlier pictures in {root}",
                next_step="Make one: verify reference import FOLDER",
            )
        connection = connect(_database_path(root))
        try:
            catch_up(connection, root / MANIFEST_NAME)
        except BaseException:
            connection.close()
            raise
        return cls(root, connection)

    def close(self) -> None:
        """Let go of the database."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The name of the library's folder, never a path."""
        return self.root.resolve().name

    def scope(self) -> LibraryScope:
        """What a search in this library covers, with the library digest."""
        mark = watermark(state := read_state(self.connection))
        if state.get("digest_at") != mark.head:
            state["digest"] = self._digest()
            with transaction(self.connection):
                write_state(
                    self.connection, digest=state["digest"], digest_at=mark.head
                )
        count = "SELECT count(*) FROM reference WHERE withdrawn IS NULL"
        usable = " AND row IN (SELECT row FROM hash WHERE bits IS NOT NULL)"
        return LibraryScope(
            self.name,
            Digest(state["digest"]),
            references=self._one(count),
            searchable=self._one(count + usable),
            sequence=mark.lines,
        )

    def references(self) -> Iterator[Reference]:
        """The current references in the order of their digests."""
        found = self.connection.execute(
            _REFERENCE + "WHERE withdrawn IS NULL ORDER BY digest"
        )
        yield from map(_reference, found)

    def reference(self, digest: Digest) -> Reference:
        """One reference, withdrawn or not; raises AskedWrongly where unknown."""
        found = self.connection.execute(
            _REFERENCE + "WHERE digest = ?", (digest,)
        ).fetchone()
        if found is None:
            raise AskedWrongly(f"the library has no picture {digest}")
        return _reference(found)

    def find(self, start: str) -> tuple[Digest, ...]:
        """Digests of admitted pictures that begin with these hexadecimal digits."""
        if not set(start) <= set("0123456789abcdef"):
            return ()
        query = "SELECT digest FROM reference WHERE digest GLOB ? ORDER BY digest"
        found = self.connection.execute(query, (start + "*",))
        return tuple(Digest(digest) for (digest,) in found)

    def withdrawn(self, digest: Digest) -> str | None:
        """Why the picture was withdrawn; None where it was not, or is unknown."""
        query = "SELECT withdrawn FROM reference WHERE digest = ?"
        found = self.connection.execute(query, (digest,)).fetchone()
        return str(found[0]) if found and found[0] is not None else None

    def history(self, digest: Digest) -> list[Numbered]:
        """Every event about these bytes with its manifest line."""
        return events_of(self.connection, digest)

    def paths(self, digest: Digest) -> tuple[str, ...]:
        """Where the picture lies: below the library's folder, or absolute."""
        query = "SELECT paths FROM reference WHERE digest = ?"
        found = self.connection.execute(query, (digest,)).fetchone()
        return tuple(json.loads(found[0])) if found else ()

    def picture_bytes(self, digest: Digest) -> bytes:
        """The original, read again and its SHA-256 checked; it may have been moved."""
        return reread(self.root, self.paths(digest), digest)

    def row_of_digest(self, digest: Digest) -> int | None:
        """The row id of a current reference; None where there is none."""
        found = self.connection.execute(
            "SELECT row FROM reference WHERE digest = ? AND withdrawn IS NULL",
            (digest,),
        ).fetchone()
        return found and int(found[0])

    def rows_by_digest(self) -> dict[Digest, int]:
        """The row id of every current reference, in the order of their digests."""
        query = (
            "SELECT digest, row FROM reference WHERE withdrawn IS NULL ORDER BY digest"
        )
        return {Digest(d): int(row) for d, row in self.connection.execute(query)}

    def digest_of_row(self, row: int) -> Digest:
        """The digest of the reference in this row; raises KeyError where none is."""
        query = "SELECT digest FROM reference WHERE row = ?"
        found = self.connection.execute(query, (int(row),)).fetchone()
        if found is None:
            raise KeyError(row)
        return Digest(found[0])

    def by_pixels(self, pixels: Digest) -> tuple[Digest, ...]:
        """Current references whose upright sRGB pixels have this digest."""
        found = self.connection.execute(
            "SELECT digest FROM reference JOIN picture USING (row) "
            "WHERE pixels = ? AND withdrawn IS NULL ORDER BY digest",
            (pixels,),
        )
        return tuple(Digest(digest) for (digest,) in found)

    def facts(self, digest: Digest) -> PictureFacts | None:
        """What decoding the reference gave; None where that is not known now."""
        found = self.connection.execute(
            "SELECT facts FROM picture JOIN reference USING (row) WHERE digest = ?",
            (digest,),
        ).fetchone()
        return facts_from_text(found[0]) if found else None

    def hashes(
        self, algorithm: str, version: str
    ) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """Row ids, and one fingerprint a row as (n, bytes), of current references."""
        found = self.connection.execute(
            "SELECT row, bits FROM hash JOIN reference USING (row) WHERE algorithm = ?"
            " AND hash.version = ? AND bits IS NOT NULL AND withdrawn IS NULL"
            " ORDER BY row, position",
            (algorithm, version),
        ).fetchall()
        rows = np.array([row for row, _ in found], dtype=np.int64)
        codes = np.frombuffer(b"".join(bits for _, bits in found), dtype=np.uint8)
        return rows, codes.reshape(len(found), -1 if found else 0)

    def hashes_of(self, digest: Digest) -> tuple[Fingerprint | Unusable, ...]:
        """The fingerprints of one reference, or why there is none."""
        found = self.connection.execute(
            "SELECT algorithm, version, bits, quality, reason FROM hash "
            "JOIN reference USING (row) WHERE digest = ? ORDER BY position",
            (digest,),
        )
        return tuple(
            Unusable(algorithm, version, reason)
            if bits is None
            else Fingerprint(algorithm, version, bits, quality)
            for algorithm, version, bits, quality, reason in found
        )

    def features(self, row: int) -> bytes:
        """The packed local features of this row; raises KeyError where none are."""
        return self._blob("features", row)

    def working(self, row: int) -> bytes:
        """The encoded small picture of this row; raises KeyError where none is."""
        return self._blob("working", row)

    def admitted(self) -> tuple[set[Digest], set[Digest]]:
        """Digests ever admitted, and those of them that were withdrawn."""
        found = self.connection.execute("SELECT digest, withdrawn FROM reference")
        rows = found.fetchall()
        withdrawn = {Digest(digest) for digest, reason in rows if reason is not None}
        return {Digest(digest) for digest, _ in rows}, withdrawn

    def without_fingerprints(self, version: str) -> tuple[Digest, ...]:
        """Current references whose picture was not extracted by this version."""
        found = self.connection.execute(
            "SELECT digest FROM reference LEFT JOIN picture USING (row) "
            "WHERE withdrawn IS NULL AND (version IS NULL OR version != ?) "
            "ORDER BY digest",
            (version,),
        )
        return tuple(Digest(digest) for (digest,) in found)

    def _blob(self, column: str, row: int) -> bytes:
        found = self.connection.execute(_OF_ROW[column], (int(row),)).fetchone()
        if found is None:
            raise KeyError(row)
        return bytes(found[0])

    def _one(self, query: str) -> int:
        return int(self.connection.execute(query).fetchone()[0])

    def _digest(self) -> str:
        hasher = hashlib.sha256()
        for (record,) in self.connection.execute(
            "SELECT record FROM reference WHERE withdrawn IS NULL ORDER BY digest"
        ):
            hasher.update(record.encode() + b"\n")
        return hasher.hexdigest()


def _reference(row: tuple[str, str, int, str]) -> Reference:
    record, name, line, lines = row
    return reference_of(
        record, name=name, line=line, publication_lines=json.loads(lines)
    )


def _make_folder(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SurroundingsError(
            f"the library's folder {root} cannot be made: {error.strerror}",
            next_step="Name another folder with --library.",
        ) from error


def _database_path(root: Path) -> Path:
    """In the library's folder; in the user's cache where that is read-only."""
    if os.access(root, os.W_OK):
        return root / DATABASE_NAME
    place = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    folder = Path(platformdirs.user_cache_path("verify", appauthor=False)) / place
    _make_folder(folder)
    return folder / DATABASE_NAME

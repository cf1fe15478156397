"""Writing to a library: one import at a time, batch by batch, safe to kill.

A batch goes to the manifest and to the disk first, then to the database; what a kill
leaves between the two is caught up at the next opening. Pictures and manifest lines
are never changed or removed. What to write is decided by the workflow.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from verify.domain.chain_fields import is_pseudonym
from verify.domain.evidence import Digest
from verify.errors import AskedWrongly
from verify.store.derived import Derived
from verify.store.events import Admit, Event, Publish
from verify.store.histories import statement_text
from verify.store.library import Library
from verify.store.locks import exclusive
from verify.store.manifest import (
    MANIFEST_NAME,
    append_events,
    hash_on,
    set_torn_tail_aside,
)
from verify.store.projection import (
    apply_lines,
    catch_up,
    clear,
    mark_prefix,
    read_state,
    transaction,
    watermark,
    write_derived,
)

LOCK_NAME = ".library.lock"


class LibraryWriter:
    """The one writer of a library; made by `writing`."""

    def __init__(self, library: Library, torn: Path | None, by: str = "") -> None:
        self.library = library
        self.by = by
        """Pseudonym of who writes; empty where nobody was named."""
        self.torn = torn
        """Where a half-written last line of a killed import was put, or None."""
        self._manifest = library.root / MANIFEST_NAME
        self._hasher = hashlib.sha256()
        hash_on(self._hasher, self._manifest, start=0, end=self._offset)

    def record(
        self,
        events: Sequence[Event],
        derived: Mapping[Digest, Derived],
        *,
        recorded_at: str,
    ) -> None:
        """Append the events to the manifest; then what their pictures gave.

        Raises SurroundingsError where the disk refuses; nothing is half recorded.
        """
        connection = self.library.connection
        with transaction(connection):
            mark = watermark(read_state(connection))
            lines = append_events(
                self._manifest, events, after=mark, recorded_at=recorded_at,
                recorded_by=self.by,
            )  # fmt: skip
            apply_lines(connection, lines)
            hash_on(self._hasher, self._manifest, start=mark.offset, end=self._offset)
            mark_prefix(connection, self._hasher.hexdigest())
            for digest, made in derived.items():
                write_derived(connection, digest, made)

    def record_derived(self, derived: Mapping[Digest, Derived]) -> None:
        """Store what pictures gave that the manifest already knows."""
        with transaction(self.library.connection):
            for digest, made in derived.items():
                write_derived(self.library.connection, digest, made)

    def already_says(self, event: Admit | Publish) -> bool:
        """Whether this very statement was recorded before, dropped or not."""
        found = self.library.connection.execute(
            "SELECT 1 FROM statement WHERE digest = ? AND said = ?",
            (event.digest, statement_text(event)),
        )
        return found.fetchone() is not None

    def forget_derived(self) -> None:
        """Empty the database and project the manifest again; pictures come after."""
        connection = self.library.connection
        with transaction(connection):
            clear(connection)
            catch_up(connection, self._manifest)

    @property
    def _offset(self) -> int:
        return watermark(read_state(self.library.connection)).offset


@contextmanager
def writing(library: Library, *, by: str = "") -> Iterator[LibraryWriter]:
    """Hold the library's lock; SurroundingsError where another import holds it.

    `by` is the pseudonym that every line is recorded under; AskedWrongly for others.
    """
    if by and not is_pseudonym(by):
        raise AskedWrongly(
            f"{by!r} is no pseudonym", next_step="Use a name such as collector-1."
        )
    what = f"the library {library.name}"
    with exclusive(library.root / LOCK_NAME, what=what):
        manifest = library.root / MANIFEST_NAME
        torn = set_torn_tail_aside(manifest)
        manifest.touch()
        catch_up(library.connection, manifest)
        yield LibraryWriter(library, torn, by)


def dump(library: Library) -> list[dict[str, object]]:
    """Everything the database holds, by digest: equal after any rebuild or order.

    Row ids, manifest lines and times are left out; blobs stand as their SHA-256.
    """
    found = library.connection.execute(
        "SELECT row, digest, size, name, paths, record, withdrawn, version, pixels, "
        "facts, features, working FROM reference LEFT JOIN picture USING (row) "
        "LEFT JOIN packed USING (row) ORDER BY digest"
    )
    columns = [column[0] for column in found.description]
    rows = []
    for values in found:
        told = dict(zip(columns, values, strict=True))
        hashes = library.connection.execute(
            "SELECT algorithm, version, hex(bits), quality, reason FROM hash "
            "WHERE row = ? ORDER BY position",
            (told.pop("row"),),
        )
        told["hashes"] = [list(one) for one in hashes]
        told["record"] = json.loads(told["record"])
        for blob in ("features", "working"):
            content = told[blob]
            told[blob] = content and hashlib.sha256(content).hexdigest()
        rows.append(told)
    return rows

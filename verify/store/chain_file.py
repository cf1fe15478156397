"""The file `chain.jsonl`: read on from a mark, appended to, torn ends set aside.

Readers need no lock: a last line without its newline was never acknowledged, and they
stop before it. Writers hold the case's lock. One line is one write and one flush; a
write that the disk refused is taken back, so that the chain is as it was.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from verify.domain.chain_entries import MAX_LINE_BYTES, NO_LINE, ChainEntry
from verify.domain.evidence import Digest
from verify.errors import RecordsBroken, SurroundingsError
from verify.store.chain_lines import BadLine, read_line
from verify.store.vault import AtStep, flush_folder

CHAIN_NAME = "chain.jsonl"
TORN = "torn"


@dataclass(frozen=True)
class Mark:
    """How far a chain was read: lines, bytes, and the last line's SHA-256."""

    lines: int = 0
    offset: int = 0
    head: Digest = NO_LINE


@dataclass(frozen=True)
class Torn:
    """A torn end that was set aside as `torn/<sha256>`."""

    sha256: Digest
    size: int


def read_entries(path: Path, after: Mark) -> Iterator[tuple[ChainEntry, Mark]]:
    """The whole lines after the mark, each with the mark behind it.

    Raises RecordsBroken naming the first line that is none, or where the file is
    shorter than the mark.
    """
    with path.open("rb") as stream:
        if os.fstat(stream.fileno()).st_size < after.offset:
            raise broken(path, after.lines, "the chain was cut since it was read")
        stream.seek(after.offset)
        while raw := stream.readline(MAX_LINE_BYTES + 1):
            if not raw.endswith(b"\n"):
                if len(raw) > MAX_LINE_BYTES:
                    raise broken(path, after.lines + 1, "the line is too long")
                return
            try:
                entry = read_line(raw)
            except BadLine as error:
                raise broken(path, after.lines + 1, str(error)) from None
            after = Mark(after.lines + 1, after.offset + len(raw), entry.sha256)
            yield entry, after


def broken(path: Path, number: int, words: str) -> RecordsBroken:
    """The error for a line that does not hold."""
    return RecordsBroken(
        f"line {number} of {path.parent.name}/{path.name} does not hold: {words}",
        next_step="Restore the case from a copy; do not edit it by hand.",
    )


def append(path: Path, raw: bytes, *, size: int, at_step: AtStep) -> None:
    """Append one line to a chain of this many bytes and flush it to the disk.

    Raises SurroundingsError where the disk refuses; the chain is then as it was.
    """
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    if sys.platform != "win32":
        flags |= os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags, 0o644)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        _write(descriptor, raw)
        at_step("line written")
        os.fsync(descriptor)
    except OSError as error:
        os.ftruncate(descriptor, size)
        raise _refused(path, error) from error
    finally:
        os.close(descriptor)
    if size == 0:
        flush_folder(path.parent)
    at_step("line synced")


def _write(descriptor: int, raw: bytes) -> None:
    if os.write(descriptor, raw) != len(raw):
        raise OSError(None, "the disk is full")


def set_torn_end_aside(path: Path, *, at_step: AtStep) -> Torn | None:
    """Move bytes after the last newline to `torn/`; None where there are none."""
    try:
        with path.open("r+b") as stream:
            return _set_aside(path, stream.fileno(), at_step)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(path, error) from error


def _set_aside(path: Path, descriptor: int, at_step: AtStep) -> Torn | None:
    size = os.fstat(descriptor).st_size
    start = max(0, size - MAX_LINE_BYTES - 1)
    with path.open("rb") as stream:
        stream.seek(start)
        tail = stream.read()
    torn = tail[tail.rfind(b"\n") + 1 :]
    if not torn:
        return None
    if len(torn) > MAX_LINE_BYTES:
        raise broken(path, 0, "its end is no line: it is too long")
    name = hashlib.sha256(torn).hexdigest()
    folder = path.parent / TORN
    folder.mkdir(exist_ok=True)
    with (folder / name).open("wb") as copy:
        copy.write(torn)
        copy.flush()
        os.fsync(copy.fileno())
    flush_folder(folder)
    flush_folder(path.parent)
    at_step("torn end copied")
    os.ftruncate(descriptor, size - len(torn))
    os.fsync(descriptor)
    at_step("torn end cut")
    return Torn(Digest(name), len(torn))


def torn_ends(path: Path) -> Iterator[Torn]:
    """Every torn end that was ever set aside, by name."""
    folder = path.parent / TORN
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if len(file.name) == len(NO_LINE) and file.stat().st_size:
            yield Torn(Digest(file.name), file.stat().st_size)


def _refused(path: Path, error: OSError) -> SurroundingsError:
    return SurroundingsError(
        f"{path.name} of the case {path.parent.name} cannot be written: "
        f"{error.strerror or error}",
        next_step="Free some space or check permissions, then run it again; "
        "what was recorded stays.",
    )

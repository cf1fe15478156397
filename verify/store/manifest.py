"""The library's manifest: chained events, one RFC 8785 object a line.

`prev` is the SHA-256 of the previous raw line with its newline (64 zeros on the
first), `seq` the line's number. Lines are only ever appended, and are on disk before
an append returns. A last line without its newline is the trace of a killed writer:
readers stop before it, the next writer sets it aside under `torn/`. What the events
mean for the library is not decided here.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import rfc8785

from verify.domain.chain_fields import is_pseudonym
from verify.errors import RecordsBroken, SurroundingsError
from verify.store.events import Event, event_from_json, event_to_json

MAX_LINE_BYTES = 1_000_000
MANIFEST_NAME = "manifest.jsonl"
CHAIN_FIELDS = ("prev", "seq", "recorded_at", "recorded_by")


@dataclass(frozen=True)
class Watermark:
    """How far a manifest has been read: lines, bytes, and the last line's SHA-256."""

    lines: int
    offset: int
    head: str


START = Watermark(0, 0, "0" * 64)


@dataclass(frozen=True)
class Line:
    """One event as it stands in the manifest, and the watermark after it."""

    event: Event
    recorded_at: str
    after: Watermark
    recorded_by: str = ""
    """Pseudonym of who let it be recorded; empty where nobody was named."""

    @property
    def number(self) -> int:
        """The line's number, from 1."""
        return self.after.lines


def read_manifest(path: Path, *, after: Watermark = START) -> Iterator[Line]:
    """The lines that follow `after`, streamed; a torn last line is left out.

    Raises RecordsBroken naming the first line that does not hold.
    """
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        return
    with stream:
        stream.seek(after.offset)
        while raw := stream.readline(MAX_LINE_BYTES):
            if not raw.endswith(b"\n"):
                if len(raw) == MAX_LINE_BYTES:
                    raise _broken(path, after.lines + 1, "the line is too long")
                return
            line = _read_line(path, raw, after)
            yield line
            after = line.after


def prefix_sha256(path: Path, size: int) -> str | None:
    """SHA-256 of the first `size` bytes; None where the file is shorter."""
    hasher = hashlib.sha256()
    return hasher.hexdigest() if hash_on(hasher, path, start=0, end=size) else None


def hash_on(hasher: "hashlib._Hash", path: Path, *, start: int, end: int) -> bool:
    """Feed these bytes of the manifest to the hasher; whether all of them exist."""
    if not path.exists():
        return start == end
    with path.open("rb") as stream:
        stream.seek(start)
        while start < end and (part := stream.read(min(end - start, 1 << 20))):
            hasher.update(part)
            start += len(part)
    return start == end


def append_events(
    path: Path, events: Iterable[Event], *, after: Watermark, recorded_at: str,
    recorded_by: str = "",
) -> list[Line]:  # fmt: skip
    """Append the events after the watermark, flushed to the disk; the lines written.

    The caller holds the library's lock and has set a torn tail aside. Raises
    SurroundingsError where the disk is full or not writable.
    """
    lines, raws = [], []
    for event in events:
        raw, line = _chained(event, after, recorded_at, recorded_by)
        raws.append(raw)
        lines.append(line)
        after = line.after
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        with os.fdopen(descriptor, "ab") as stream:
            stream.write(b"".join(raws))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise SurroundingsError(
            f"{path.name} of the library cannot be written: {error.strerror}",
            next_step="Free some space or check permissions, then run it again; "
            "what was recorded stays.",
        ) from error
    return lines


def set_torn_tail_aside(path: Path) -> Path | None:
    """Move bytes after the last newline to `torn/`; where they lie now, or None."""
    if not path.exists():
        return None
    with path.open("r+b") as stream:
        size = stream.seek(0, os.SEEK_END)
        start = max(0, size - MAX_LINE_BYTES)
        stream.seek(start)
        tail = stream.read()
        torn = tail[tail.rfind(b"\n") + 1 :]
        if not torn:
            return None
        folder = path.parent / "torn"
        folder.mkdir(exist_ok=True)
        aside = folder / f"manifest-{hashlib.sha256(torn).hexdigest()[:16]}.bin"
        with aside.open("wb") as copy:
            copy.write(torn)
            copy.flush()
            os.fsync(copy.fileno())
        stream.truncate(size - len(torn))
        stream.flush()
        os.fsync(stream.fileno())
    return aside


def _chained(
    event: Event, after: Watermark, recorded_at: str, recorded_by: str
) -> tuple[bytes, Line]:
    record: dict[str, object] = event_to_json(event) | {
        "prev": after.head, "seq": after.lines + 1, "recorded_at": recorded_at,
    }  # fmt: skip
    if recorded_by:
        record["recorded_by"] = recorded_by
    raw = rfc8785.dumps(record) + b"\n"  # type: ignore[arg-type]
    head = hashlib.sha256(raw).hexdigest()
    moved = Watermark(after.lines + 1, after.offset + len(raw), head)
    again = event_from_json(event_to_json(event), line=moved.lines)
    return raw, Line(again, recorded_at, moved, recorded_by)


def _read_line(path: Path, raw: bytes, after: Watermark) -> Line:
    number = after.lines + 1
    try:
        record = json.loads(raw)
        canonical = isinstance(record, dict) and rfc8785.dumps(record) + b"\n" == raw
    except (ValueError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise _broken(path, number, f"it is not a record ({error})") from None
    if not canonical:
        raise _broken(path, number, "it is not in canonical form (RFC 8785)")
    chain = {name: record.pop(name, None) for name in CHAIN_FIELDS}
    if chain["prev"] != after.head:
        words = "it does not follow the line before it" if number > 1 else "no start"
        raise _broken(path, number, words + ": one of the two was changed")
    _check_chain(path, number, chain)
    try:
        event = event_from_json(record, line=number)
    except ValueError as error:
        raise _broken(path, number, str(error)) from None
    head = hashlib.sha256(raw).hexdigest()
    moved = Watermark(number, after.offset + len(raw), head)
    by = str(chain["recorded_by"] or "")
    return Line(event, str(chain["recorded_at"]), moved, by)


def _check_chain(path: Path, number: int, chain: Mapping[str, object]) -> None:
    if chain["seq"] != number:
        raise _broken(path, number, f"it calls itself line {chain['seq']}")
    if not isinstance(chain["recorded_at"], str) or not chain["recorded_at"]:
        raise _broken(path, number, "it does not say when it was recorded")
    by = chain["recorded_by"]
    if by is not None and not (isinstance(by, str) and is_pseudonym(by)):
        raise _broken(path, number, "who recorded it is no pseudonym")


def _broken(path: Path, number: int, words: str) -> RecordsBroken:
    return RecordsBroken(
        f"line {number} of {path.parent.name}/{path.name} does not hold: {words}",
        next_step="Restore the manifest from a copy; do not edit it by hand.",
    )

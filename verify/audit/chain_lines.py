"""The lines of a chain, read from their bytes: rules V1 to V5.

Streams the file, so that memory grows with the number of lines and not with their
size, and goes on after every fault. The hash is over the raw bytes of a line with its
newline; nothing is ever hashed after being written anew. What lines mean is not
decided here.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from verify.audit.discrepancies import FAULT, Discrepancy
from verify.audit.schema import problems_of

MAX_LINE_BYTES = 65536
MAX_INTEGER = 2**53
MAX_DIGITS = 16
ZEROS = "0" * 64


@dataclass(frozen=True, slots=True)
class Line:
    """Where one line stands, its hash, and who did what when."""

    number: int
    offset: int
    length: int
    sha256: str
    action: str
    actor: str
    role: str
    time: str


@dataclass
class Chain:
    """All lines of a chain with what does not hold in them."""

    path: Path
    lines: list[Line] = field(default_factory=list)
    found: list[Discrepancy] = field(default_factory=list)
    outs: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Every digest brought in: the first line that did, and the size it states."""
    case_id: str = ""

    @property
    def head(self) -> str:
        """SHA-256 of the last line; zeros for none."""
        return self.lines[-1].sha256 if self.lines else ZEROS

    def raw(self, number: int) -> bytes:
        """The bytes of a line with its newline; empty where there is no such line."""
        if not 1 <= number <= len(self.lines):
            return b""
        line = self.lines[number - 1]
        with self.path.open("rb") as stream:
            stream.seek(line.offset)
            return stream.read(line.length)

    def records(self, *actions: str) -> Iterator[tuple[Line, dict[str, Any]]]:
        """The readable lines of these actions (of all, for none), parsed."""
        with self.path.open("rb") as stream:
            for line in self.lines:
                if line.action and (not actions or line.action in actions):
                    stream.seek(line.offset)
                    yield line, json.loads(stream.read(line.length))


def record_root(folder: Path) -> Path:
    """Where a record lies: in `data/` of a package, else in the folder itself.

    A package is told by its `bagit.txt` alone, so that no second record beside the
    first can be shown in its place.
    """
    return folder / "data" if (folder / "bagit.txt").is_file() else folder


def read_chain(path: Path) -> Chain:
    """Read every line and check V1 to V5; raises OSError only."""
    chain = Chain(path)
    previous, offset = ZEROS, 0
    with path.open("rb") as stream:
        while (taken := _next_line(stream))[1]:
            raw, length, sha256 = taken
            number = len(chain.lines) + 1
            record = _record(raw, length, number, chain.found)
            if record is not None:
                _check_place(record, number, previous, chain)
                _check_uses(record, number, chain)
            chain.lines.append(_line(number, offset, length, sha256, record))
            previous, offset = sha256, offset + length
    if not chain.lines:
        chain.found.append(Discrepancy("V1", FAULT, "chain", "it has no line"))
    return chain


def _next_line(stream: BinaryIO) -> tuple[bytes, int, str]:
    """A line's bytes (of an overlong one, its start), its length and its SHA-256."""
    raw = part = stream.readline(MAX_LINE_BYTES + 1)
    hasher, length = hashlib.sha256(raw), len(raw)
    while part and not part.endswith(b"\n"):
        part = stream.readline(MAX_LINE_BYTES + 1)
        hasher.update(part)
        length += len(part)
    return raw, length, hasher.hexdigest()


def _record(
    raw: bytes, length: int, number: int, found: list[Discrepancy]
) -> dict[str, Any] | None:
    """The parsed line, or None; V1 and V2."""
    wrong = list(_wrong_bytes(raw, length))
    record: object = None
    if not wrong or raw[-1:] != b"\n":
        text = raw.removesuffix(b"\n")
        try:
            record = READER.decode(text.decode())
            if _canonical(record) != text:
                wrong.append(("V2", "it is not in canonical form, or repeats a key"))
        except (ValueError, RecursionError) as error:
            wrong.append(("V2", f"it cannot be read: {error}"))
            record = None
        else:
            wrong += [("V2", words) for words in problems_of(record)]
    place = f"line {number}"
    found += [Discrepancy(rule, FAULT, place, words, number) for rule, words in wrong]
    return record if isinstance(record, dict) else None


def _wrong_bytes(raw: bytes, length: int) -> Iterator[tuple[str, str]]:
    """V1."""
    if length > MAX_LINE_BYTES:
        yield "V1", f"it has {length} bytes, more than {MAX_LINE_BYTES}"
        return
    if not raw.endswith(b"\n"):
        yield "V1", "it has no newline at its end: torn, or cut"
    if raw == b"\n":
        yield "V1", "it is empty"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        yield "V1", f"it is not UTF-8 at byte {error.start + 1}"


def _canonical(record: object) -> bytes:
    """RFC 8785 for values without floats and with ASCII keys, which is all V2 lets."""
    return WRITER.encode(record).encode()


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"{text} is no integer")


def _integer(text: str) -> int:
    value = int(text) if len(text) <= MAX_DIGITS + 1 else MAX_INTEGER
    if abs(value) >= MAX_INTEGER:
        raise ValueError(f"{text[:20]} is too large")
    return value


READER = json.JSONDecoder(
    parse_float=_no_float, parse_int=_integer, parse_constant=_no_float
)
WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _check_place(
    record: dict[str, Any], number: int, previous: str, chain: Chain
) -> None:
    """V3 and V4."""

    def fault(rule: str, words: str) -> None:
        chain.found.append(Discrepancy(rule, FAULT, f"line {number}", words, number))

    if record.get("seq") != number:
        fault("V3", f"it calls itself line {record.get('seq')!r}")
    if record.get("prev") != previous:
        fault(
            "V4",
            "it does not follow the line before it: one of the two was changed"
            if number > 1 else "the first line has something before it",
        )  # fmt: skip
    case_id = record.get("case")
    if number == 1:
        chain.case_id = str(case_id)
    elif case_id != chain.case_id:
        fault("V4", "it belongs to another case")


def _check_uses(record: dict[str, Any], number: int, chain: Chain) -> None:
    """V5, and the table of what was brought in."""
    for item in items_of(record, "in"):
        if item["sha256"] not in chain.outs:
            words = f"it uses {item['sha256'][:12]}, which no earlier line brought in"
            chain.found.append(
                Discrepancy("V5", FAULT, f"line {number}", words, number)
            )
    for item in items_of(record, "out"):
        size = item.get("size")
        size = size if isinstance(size, int) else -1
        known = chain.outs.setdefault(item["sha256"], (number, size))
        if known[1] != size:
            words = f"it gives {item['sha256'][:12]} another size than line {known[0]}"
            chain.found.append(
                Discrepancy("V6", FAULT, f"line {number}", words, number)
            )


def items_of(record: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The well-formed items of `in` or `out`, whatever else stands there."""
    items = record.get(name)
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get("sha256"), str):
            yield item


def _line(
    number: int, offset: int, length: int, sha256: str, record: dict[str, Any] | None
) -> Line:
    given = record or {}
    names = ("action", "actor", "role", "time")
    words = [given.get(name) for name in names]
    action, actor, role, time = (w if isinstance(w, str) else "" for w in words)
    return Line(number, offset, length, sha256, action, actor, role, time)

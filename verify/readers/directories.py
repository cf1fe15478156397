"""The directories of a TIFF structure, as EXIF, TIFF, DNG and most raw files have it.

Each entry comes with the directory it stood in and where its value lies; values are
taken out later. Bounded: offsets are followed once each, entries, directories and
sizes are limited, and what lies outside the block is told, never read. Sources: TIFF
6.0, BigTIFF, CIPA DC-008.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from verify.readers.exif_values import GPS, IFD0, INTEROP, SUB

MOST_ENTRIES = 4096
MOST_DIRECTORIES = 64
MOST_IN_ALL = 12_000
MOST_OF_SOUND = 1000
"""Entries: the fullest DNG seen has under 400."""
MOST_PROBLEMS = 20
SIZES = {
    1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4,
    16: 8, 17: 8, 18: 8, 129: 1,
}  # fmt: skip
"""Bytes of one value by its type; 129 is UTF-8 text (EXIF 3.0)."""
EXIF_POINTER, GPS_POINTER, INTEROP_POINTER = 0x8769, 0x8825, 0xA005
SUB_DIRECTORIES = 0x014A
_POINTERS = {EXIF_POINTER: SUB, GPS_POINTER: GPS, INTEROP_POINTER: INTEROP}
_MAGIC = {
    b"II*\0": "<", b"MM\0*": ">", b"II+\0": "<", b"MM\0+": ">",
    b"IIRO": "<", b"IIRS": "<", b"MMOR": ">", b"IIU\0": "<",
}  # fmt: skip
"""First bytes and byte order: TIFF, BigTIFF, and raw files of Olympus and Panasonic."""


class Entry(NamedTuple):
    """One entry; its value is `size` bytes at `at` of the block."""

    place: str
    number: int
    kind: int
    amount: int
    """How many values."""
    at: int
    size: int


@dataclass
class Directories:
    """All entries that could be reached, in the order of reaching them."""

    content: bytes
    order: str
    """`<` or `>`, as `struct` has it."""
    wide: bool = False
    """BigTIFF: counts and offsets of eight bytes."""
    entries: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)
    _directories: int = 0

    def bytes_of(self, entry: Entry, most: int = 1 << 24) -> bytes:
        """The value as it stands, cut to `most` bytes."""
        return self.content[entry.at : entry.at + min(entry.size, most)]

    def numbers(self, entry: Entry, most: int = 1024) -> tuple[int, ...]:
        """A value of whole numbers; empty where its type is another."""
        code = _CODES.get(entry.kind)
        if code is None:
            return ()
        count = min(entry.amount, most)
        body = self.bytes_of(entry, count * SIZES[entry.kind])
        count = len(body) // SIZES[entry.kind]
        return struct.unpack_from(f"{self.order}{count}{code}", body)

    def find(self, place: str, number: int) -> Entry | None:
        """The first entry of that number in that directory."""
        for entry in self.entries:
            if entry.number == number and entry.place == place:
                return entry
        return None

    def number(self, place: str, number: int) -> int | None:
        """A whole number from that entry, or None."""
        entry = self.find(place, number)
        found = self.numbers(entry, 1) if entry else ()
        return found[0] if found else None

    def problem(self, words: str) -> None:
        """Say once what could not be followed."""
        if len(self.problems) < MOST_PROBLEMS and words not in self.problems:
            self.problems.append(words)

    @property
    def is_sound(self) -> bool:
        """Whether it is no heap of chance entries, which a library would chew on."""
        return len(self.entries) <= MOST_OF_SOUND and len(self.problems) < MOST_PROBLEMS


@dataclass(frozen=True)
class ExifBlock:
    """One EXIF block of a file with its directories, and what its places are called."""

    origin: str
    """The container's word for where it stood."""
    offset: int | None
    """In the file; None where it is compressed or in pieces."""
    directories: Directories
    number: int
    """1 for the first of the file; a raw file's first block can be in pieces."""
    main: str
    """What its first directory is: IFD0, or that of a CR3's later pieces."""

    @property
    def content(self) -> bytes:
        """The block's bytes, from its TIFF header on."""
        return self.directories.content

    def place(self, place: str) -> str:
        """The entry's place under the name that readers share."""
        if place == IFD0:
            place = self.main
        return place if self.number == 1 else f"{place} (block {self.number})"


_CODES = {
    1: "B", 3: "H", 4: "L", 6: "b", 8: "h", 9: "l", 13: "L", 16: "Q", 17: "q", 18: "Q",
}  # fmt: skip


def order_of(content: bytes) -> str | None:
    """The byte order of a TIFF structure, or None where the bytes begin none."""
    return _MAGIC.get(bytes(content[:4]))


def read_directories(content: bytes) -> Directories:
    """The directories of a block. Raises ValueError where it has no TIFF header."""
    order = order_of(content)
    if order is None:
        order = {b"II": "<", b"MM": ">"}.get(bytes(content[:2]))
        if order is None or len(content) < 8:  # noqa: PLR2004
            raise ValueError("it does not begin with a TIFF header")
    found = Directories(content, order, wide=content[2:4] in {b"+\0", b"\0+"})
    start = _one(found, "Q", 8) if found.wide else _one(found, "L", 4)
    follow_chain(found, start)
    return found


def follow_chain(found: Directories, start: int, place: str = IFD0) -> None:
    """Add IFD0, then the directories that each names as its next: IFD1, IFD2."""
    number = 0
    while start:
        following = _directory(found, start, place)
        number += 1
        place = f"EXIF IFD{number}"
        start = following


def _directory(found: Directories, start: int, place: str) -> int:
    """Add one directory's entries; gives the offset of the next, 0 for none."""
    if not _may_begin(found, start, place):
        return 0
    count, at, width = _shape(found, start)
    body = found.content[at : at + min(count, MOST_ENTRIES) * width]
    if len(body) < count * width:
        found.problem(f"{place}: {count} entries are stated, more than there can be")
        body = body[: len(body) // width * width]
    for position, (number, kind, amount, value) in enumerate(_entries(found, body)):
        if len(found.entries) >= MOST_IN_ALL:
            found.problem(f"more than {MOST_IN_ALL} entries: the rest was left out")
            return 0
        where = at + position * width + (12 if found.wide else 8)
        _keep(found, (place, number, kind, amount), where, value)
    end = at + count * width
    if end + (8 if found.wide else 4) > len(found.content):
        return 0
    return _one(found, "Q" if found.wide else "L", end)


def _may_begin(found: Directories, start: int, place: str) -> bool:
    if start in found._seen:  # noqa: SLF001 - functions of this module alone fill it
        found.problem(f"{place}: it leads back to a directory read before")
        return False
    if not 0 < start <= len(found.content) - 2:
        found.problem(f"{place}: it would stand outside the block")
        return False
    found._directories += 1  # noqa: SLF001
    if found._directories > MOST_DIRECTORIES:  # noqa: SLF001
        found.problem(f"more than {MOST_DIRECTORIES} directories: the rest was left")
        return False
    found._seen.add(start)  # noqa: SLF001
    return True


def _shape(found: Directories, start: int) -> tuple[int, int, int]:
    """Number of entries, where the first stands, and the bytes of each."""
    if found.wide:
        return min(_one(found, "Q", start), 1 << 32), start + 8, 20
    return _one(found, "H", start), start + 2, 12


def _entries(
    found: Directories, body: bytes
) -> Iterator[tuple[int, int, int, int]]:  # fmt: skip
    code = "HHQQ" if found.wide else "HHLL"
    return struct.iter_unpack(found.order + code, body)


def _keep(
    found: Directories, head: tuple[str, int, int, int], where: int, value: int
) -> None:
    """Add the entry whose value field stands at `where`, and follow it if it leads."""
    place, number, kind, count = head
    unit = SIZES.get(kind)
    if unit is None:
        if kind or number:
            found.problem(f"{place} 0x{number:04x}: its type {kind} does not exist")
        return
    size = unit * count
    at = where if size <= (8 if found.wide else 4) else value
    if size > len(found.content) - at or at < 0:
        found.problem(f"{place} 0x{number:04x}: {size:,} bytes would lie outside")
        if size > LARGEST_CUT or at >= len(found.content):
            return
        size = len(found.content) - at
        count = size // unit
    entry = Entry(place, number, kind, count, at, size)
    if number in _POINTERS and _CODES.get(kind) and count:
        following = found.numbers(entry, 1)
        if following:
            _directory(found, following[0], _POINTERS[number])
    elif number == SUB_DIRECTORIES and _CODES.get(kind):
        for position, start in enumerate(found.numbers(entry, MOST_DIRECTORIES)):
            mark = position or ""
            _directory(found, start, f"{place} SubIFD{mark}".replace(" IFD0 ", " "))
    else:
        found.entries.append(entry)


LARGEST_CUT = 1 << 16
"""A value that the block's end cuts is kept up to there if it is not longer."""


def _one(found: Directories, code: str, at: int) -> int:
    """One number at a place of the block; 0 where the block ends before."""
    size = struct.calcsize(f"={code}")
    body = found.content[at : at + size]
    if len(body) < size:
        return 0
    number: int = struct.unpack(found.order + code, body)[0]
    return number

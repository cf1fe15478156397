"""Serial numbers in MakerNotes, which tell one camera of a model from another.

MakerNotes are undocumented; which entry holds a serial number was found by the authors
of exiftool and Exiv2. Only the first directory is looked into (for Olympus also its
equipment directory), with the limits of any directory, and nothing else is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from verify.readers.directories import (
    Directories,
    Entry,
    follow_chain,
    order_of,
)
from verify.readers.exif_text import entry_text
from verify.readers.exif_values import SUB
from verify.readers.readings import Notes

NUMBER = 0x927C
PLACE = "MakerNote"
SERIAL, INTERNAL = "SerialNumber", "InternalSerialNumber"
_EQUIPMENT = 0x2010
_FUJI_START = 8
LONGEST_SERIAL = 64


@dataclass(frozen=True)
class Form:
    """How a maker's note begins, and which entries of it hold a serial number."""

    head: bytes
    maker: str
    """Part of the EXIF maker's name, where the note has no heading of its own."""
    start: int
    """Where its directory begins behind the note's start."""
    own_offsets: bool
    """Offsets count from the note's start, not from that of the EXIF block."""
    serials: dict[int, str]
    header: int = 0
    """Where a TIFF header of its own stands, if it has one."""


FORMS = (
    Form(b"Nikon\0\x02", "", 10, own_offsets=True, header=10,
         serials={0x1D: SERIAL, 0xA0: SERIAL}),
    Form(b"OLYMPUS\0", "", 12, own_offsets=True, serials={0x404: SERIAL}),
    Form(b"OM SYSTEM\0", "", 16, own_offsets=True, serials={0x404: SERIAL}),
    Form(b"OLYMP\0", "", 8, own_offsets=False, serials={0x404: SERIAL}),
    Form(b"Panasonic\0", "", 12, own_offsets=False, serials={0x25: INTERNAL}),
    Form(b"AOC\0", "", 6, own_offsets=False, serials={0x229: SERIAL}),
    Form(b"PENTAX \0", "", 10, own_offsets=True, serials={0x229: SERIAL}),
    Form(b"FUJIFILM", "", _FUJI_START, own_offsets=True, serials={0x10: INTERNAL}),
    Form(b"SONY", "", 12, own_offsets=False, serials={0x2031: SERIAL}),
    Form(b"SIGMA\0", "", 10, own_offsets=False, serials={0x2: SERIAL}),
    Form(b"FOVEON\0", "", 10, own_offsets=False, serials={0x2: SERIAL}),
    Form(b"", "canon", 0, own_offsets=False,
         serials={0x0C: SERIAL, 0x96: INTERNAL}),
    Form(b"", "samsung", 0, own_offsets=True, serials={0xA002: SERIAL}),
    Form(b"", "nikon", 0, own_offsets=False, serials={0x1D: SERIAL, 0xA0: SERIAL}),
)  # fmt: skip


def read_serials(found: Directories, maker: str, notes: Notes, number: int) -> None:
    """Add the serial numbers in the block's MakerNote, if it has a known form."""
    entry = found.find(SUB, NUMBER)
    if entry is None or entry.size < 16:  # noqa: PLR2004
        return
    read_note(found, entry, maker, notes, number)


def read_note(
    found: Directories, entry: Entry, maker: str, notes: Notes, number: int
) -> None:
    """The same for the entry that holds the note."""
    content = found.bytes_of(entry)
    form = _form_of(content, maker)
    if form is None:
        return
    place = PLACE if number == 1 else f"{PLACE} (block {number})"
    for name, text in _serials(found, entry, content, form):
        notes.add(place, name, text, text)


def _form_of(content: bytes, maker: str) -> Form | None:
    for form in FORMS:
        if form.head and content.startswith(form.head):
            return form
        if form.maker and form.maker in maker.lower():
            return form
    return None


def _serials(
    found: Directories, entry: Entry, content: bytes, form: Form
) -> Iterator[tuple[str, str]]:
    inner = _directories(found, entry, content, form)
    if inner is None:
        return
    for one in inner.entries:
        name = form.serials.get(one.number)
        if one.place != PLACE:
            name = {0x101: SERIAL, 0x102: INTERNAL}.get(one.number)
        if name is None or one.size > LONGEST_SERIAL:
            continue
        text, _ = entry_text(name, one, inner)
        if text.strip(" 0"):
            yield name, text


def _directories(
    found: Directories, entry: Entry, content: bytes, form: Form
) -> Directories | None:
    """The note's own directory, with offsets that lead where it means."""
    start, order = form.start, found.order
    if form.header:
        body = content[form.header :]
        own = order_of(body)
        if own is None:
            return None
        inner = Directories(body, own)
        follow_chain(inner, int.from_bytes(body[4:8], _WORDS[own]), PLACE)
        return inner
    if form.head == b"FUJIFILM":
        order = "<"
        start = int.from_bytes(content[start : start + 4], "little")
    elif form.head and content[start - 4 : start - 2] in _ORDERS:
        order = _ORDERS[content[start - 4 : start - 2]]
    elif form.head == b"AOC\0":
        order = _ORDERS.get(content[4:6], order)
    elif form.head == b"PENTAX \0":
        order = _ORDERS.get(content[8:10], order)
    base = content if form.own_offsets else found.content
    at = start if form.own_offsets else entry.at + start
    inner = Directories(base, order)
    follow_chain(inner, at, PLACE)
    if form.head.startswith((b"OLYMP", b"OM ")):
        _equipment(inner)
    return inner


_ORDERS = {b"II": "<", b"MM": ">"}
_WORDS: dict[str, Literal["little", "big"]] = {"<": "little", ">": "big"}


def _equipment(inner: Directories) -> None:
    """Olympus keeps serial numbers in a directory of its own."""
    entry = inner.find(PLACE, _EQUIPMENT)
    if entry is None:
        return
    pointed = inner.numbers(entry, 1)
    start = pointed[0] if pointed and entry.kind in {4, 13} else entry.at
    follow_chain(inner, start, "MakerNote Equipment")

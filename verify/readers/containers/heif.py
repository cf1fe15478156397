"""HEIF and AVIF: the `meta` box with its items, and where each item's bytes stand.

Size, rotation and mirroring are told as written; nothing is applied. Sources: ISO/IEC
23008-12 (HEIF), 14496-12 clause 8.11 (meta, iloc, iinf, iref, iprp), MIAF.
"""

import struct
from dataclasses import dataclass, field

from verify.readers.containers.boxes import Box, boxes, one
from verify.readers.survey import LARGEST_PART, BlockKind, Survey

MOST_ITEMS = 4096
MOST_EXTENTS = 64
_XMP_TYPE = b"application/rdf+xml"
_CODINGS = {"jpeg": "JPEG", "hvc1": "HEVC", "av01": "AV1", "avc1": "AVC"}
_CODINGS |= {"grid": "tiles", "unci": "uncompressed", "j2k1": "JPEG 2000"}
MIRRORED = {0: "top to bottom", 1: "left to right"}


@dataclass
class Item:
    """An item: its type, and the pieces of the file that it is made of."""

    number: int
    kind: str = ""
    content_type: bytes = b""
    extents: list[tuple[int, int]] = field(default_factory=list)
    """Start and size of each piece in the file."""
    properties: list[Box] = field(default_factory=list)


def keep_items(survey: Survey, meta: Box) -> None:
    """The metadata items, thumbnails and size that a file's `meta` box tells of."""
    content = survey.content
    inside = {box.kind: box for box in boxes(content, meta.start + 4, meta.end)}
    items: dict[int, Item] = {}
    _infos(content, inside.get("iinf"), items)
    _locations(content, inside.get("iloc"), inside.get("idat"), items)
    _properties(content, inside.get("iprp"), items)
    primary = inside.get("pitm")
    number = _primary(content, primary) if primary else 0
    _main(survey, items.get(number), number)
    _of_others(survey, inside.get("iprp"))
    for item in items.values():
        _metadata(survey, item)
    for item in _thumbnails(content, inside.get("iref"), items, number):
        _further(survey, item, "HEIF thmb")


def _primary(content: bytes, box: Box) -> int:
    wide = content[box.start] if box.start < box.end else 0
    return int.from_bytes(content[box.start + 4 : box.start + (8 if wide else 6)])


def _main(survey: Survey, item: Item | None, number: int) -> None:
    """Size and orientation of the main picture, as its properties state them."""
    if item is None:
        survey.problem(f"HEIF: the main picture (item {number}) is not described")
        return
    content = survey.content
    survey.tag("HEIF", "PrimaryItem", f"{number}, {item.kind}")
    for box in item.properties:
        body = content[box.start : min(box.end, box.start + 64)]
        if box.kind == "ispe" and len(body) >= 12:  # noqa: PLR2004
            survey.size("HEIF", *struct.unpack_from(">LL", body, 4))
        elif box.kind == "irot" and body:
            turn = str((body[0] & 3) * 90)
            survey.tag("HEIF irot", "Rotation", turn, f"{body[0]}")
        elif box.kind == "imir" and body:
            survey.tag("HEIF imir", "Mirroring", MIRRORED[body[0] & 1], f"{body[0]}")
        elif box.kind == "clap" and len(body) >= 32:  # noqa: PLR2004
            numbers = struct.unpack_from(">LLLLlLlL", body)
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            raw = " ".join(f"{a}/{b}" for a, b in pairs)
            width, height = (numbers[n] // max(1, numbers[n + 1]) for n in (0, 2))
            survey.tag("HEIF clap", "CleanAperture", f"{width} {height}", raw)
        elif box.kind == "colr" and body[:4] in {b"prof", b"rICC"}:
            survey.keep(BlockKind.ICC, "HEIF colr", box.start + 4, box.end)


def _of_others(survey: Survey, box: Box | None) -> None:
    """The profile of some item where the main one has none: tiles have it instead."""
    held = one(survey.content, box, "ipco") if box else None
    if held is None or survey.contents(BlockKind.ICC):
        return
    for prop in boxes(survey.content, held.start, held.end):
        head = survey.content[prop.start : prop.start + 4]
        if prop.kind == "colr" and head in {b"prof", b"rICC"}:
            note = "of another item than the main one"
            survey.keep(BlockKind.ICC, "HEIF colr", prop.start + 4, prop.end, note)
            return


def _metadata(survey: Survey, item: Item) -> None:
    if item.kind == "Exif":
        offset, size, content = _bytes_of(survey, item)
        # Four bytes say how far behind them the TIFF header stands (HEIF, annex A).
        skipped = 4 + int.from_bytes(content[:4])
        if content[:6] == b"Exif\0\0":
            skipped = 6
        if content[skipped : skipped + 2] not in {b"II", b"MM"}:
            found = [content.find(head, 0, 64) for head in (b"II*\0", b"MM\0*")]
            found = [place for place in found if place >= 0]
            skipped = min(found) if found else min(skipped, len(content))
        survey.add(
            BlockKind.EXIF,
            "HEIF Exif item",
            (None if offset is None else offset + skipped, max(0, size - skipped)),
            content=content[skipped:],
        )
    elif item.kind == "mime" and item.content_type == _XMP_TYPE:
        offset, size, content = _bytes_of(survey, item)
        survey.add(BlockKind.XMP, "HEIF mime item", (offset, size), content=content)


def _further(survey: Survey, item: Item, place: str) -> None:
    sides = (0, 0)
    for box in item.properties:
        if box.kind == "ispe" and box.end - box.start >= 12:  # noqa: PLR2004
            sides = struct.unpack_from(">LL", survey.content, box.start + 4)
    size = sum(length for _, length in item.extents)
    offset = item.extents[0][0] if len(item.extents) == 1 else None
    coding = _CODINGS.get(item.kind, item.kind)
    survey.picture(place, coding, offset, size, sides)


def _bytes_of(survey: Survey, item: Item) -> tuple[int | None, int, bytes]:
    """Place (None: in pieces), size and content of an item."""
    pieces = [
        survey.content[start : start + min(size, LARGEST_PART)]
        for start, size in item.extents[:MOST_EXTENTS]
    ]
    content = b"".join(pieces)[:LARGEST_PART]
    size = sum(length for _, length in item.extents)
    if len(content) < size:
        survey.problem(f"HEIF item {item.number}: the file ends within it")
    offset = item.extents[0][0] if len(item.extents) == 1 else None
    return offset, size, content


def _infos(content: bytes, box: Box | None, items: dict[int, Item]) -> None:
    """Item numbers and types (iinf, infe of version 2 and 3)."""
    if box is None:
        return
    head = 8 if content[box.start : box.start + 1] not in {b"\0", b""} else 6
    for entry in boxes(content, box.start + head, box.end):
        body = content[entry.start : min(entry.end, entry.start + 512)]
        if entry.kind != "infe" or len(body) < 12 or len(items) >= MOST_ITEMS:  # noqa: PLR2004
            continue
        width = 4 if body[0] > 2 else 2  # noqa: PLR2004
        number = int.from_bytes(body[4 : 4 + width])
        at = 4 + width + 2
        kind = body[at : at + 4].decode("latin-1")
        texts = body[at + 4 :].split(b"\0")
        mime = texts[1] if kind == "mime" and len(texts) > 1 else b""
        items[number] = Item(number, kind, mime)


def _locations(
    content: bytes, box: Box | None, idat: Box | None, items: dict[int, Item]
) -> None:
    """Where the items stand (iloc, versions 0 to 2; methods 0 file and 1 idat)."""
    if box is None or box.end - box.start < 8:  # noqa: PLR2004
        return
    reader = _Numbers(content, box.start, box.end)
    version = reader.take(1)
    reader.take(3)
    sizes = reader.take(2)
    of_offset, of_length = sizes >> 12, sizes >> 8 & 15
    of_base, of_index = sizes >> 4 & 15, (sizes & 15 if version else 0)
    wide = 4 if version > 1 else 2
    for _ in range(min(reader.take(wide), MOST_ITEMS)):
        number = reader.take(wide)
        method = reader.take(2) & 15 if version else 0
        reader.take(2)
        base = reader.take(of_base)
        extents = []
        for _ in range(min(reader.take(2), MOST_ITEMS)):
            reader.take(of_index)
            start, size = base + reader.take(of_offset), reader.take(of_length)
            if method == 1 and idat is not None:
                start += idat.start
            extents.append((start, size or max(0, len(content) - start)))
            if reader.ended:
                return
        if number in items and method < 2:  # noqa: PLR2004
            items[number].extents = extents


def _properties(content: bytes, box: Box | None, items: dict[int, Item]) -> None:
    """What each item's properties are (iprp: ipco and ipma)."""
    if box is None:
        return
    held = one(content, box, "ipco")
    known = list(boxes(content, held.start, held.end)) if held else []
    for links in boxes(content, box.start, box.end):
        if links.kind != "ipma":
            continue
        reader = _Numbers(content, links.start, links.end)
        version, flags = reader.take(1), reader.take(3)
        for _ in range(min(reader.take(4), MOST_ITEMS)):
            item = items.get(reader.take(4 if version else 2))
            for _ in range(reader.take(1)):
                index = reader.take(2) & 0x7FFF if flags & 1 else reader.take(1) & 0x7F
                if item is not None and 0 < index <= len(known):
                    item.properties.append(known[index - 1])
            if reader.ended:
                return


def _thumbnails(
    content: bytes, box: Box | None, items: dict[int, Item], primary: int
) -> list[Item]:
    """The items that are thumbnails of the main one (iref: thmb)."""
    if box is None or box.end - box.start < 4:  # noqa: PLR2004
        return []
    width = 4 if content[box.start] else 2
    found = []
    for link in boxes(content, box.start + 4, box.end):
        reader = _Numbers(content, link.start, link.end)
        source = reader.take(width)
        targets = [reader.take(width) for _ in range(min(reader.take(2), 64))]
        if link.kind == "thmb" and primary in targets and source in items:
            found.append(items[source])
    return found


class _Numbers:
    """Big-endian numbers taken one after the other; 0 beyond the end."""

    def __init__(self, content: bytes, start: int, end: int) -> None:
        self.content, self.at, self.end = content, start, end

    @property
    def ended(self) -> bool:
        """Whether more was asked for than there is."""
        return self.at > self.end

    def take(self, size: int) -> int:
        """The next number of so many bytes."""
        self.at += size
        if self.at > self.end:
            return 0
        return int.from_bytes(self.content[self.at - size : self.at])

"""EXIF blocks taken apart: their directories, and the parts that stand inside them.

A TIFF file is one such block as a whole. XMP, IPTC, profiles, Photoshop resources,
C2PA manifests, thumbnails and previews in it become parts of the survey like those of
any container.
"""

from collections.abc import Iterator

from verify.readers.containers import jpeg, photoshop
from verify.readers.containers.others import preview
from verify.readers.directories import (
    Directories,
    Entry,
    ExifBlock,
    read_directories,
)
from verify.readers.exif_values import GPS, IFD0, SUB
from verify.readers.survey import BlockKind, Survey

XMP, IPTC, PHOTOSHOP, ICC, C2PA = 700, 33723, 34377, 34675, 52545
INSIDE = frozenset({XMP, IPTC, PHOTOSHOP, ICC, C2PA, 0x002E})
"""Entries that are parts of their own, and so no tags."""
BLOBS = frozenset({0x927C, 0xC634, 0xC4A5, 0xEA1C, 0x015B, 0x0220})
"""Entries that are told by their size alone: MakerNote, DNGPrivateData, padding."""
_KINDS = {XMP: BlockKind.XMP, IPTC: BlockKind.IPTC, ICC: BlockKind.ICC}
_KINDS[C2PA] = BlockKind.C2PA
_JPEG_FROM_RAW = 0x002E
_OFFSET, _LENGTH = 0x0201, 0x0202
_STRIP, _STRIP_SIZE = 0x0111, 0x0117
_LONG, _BYTE, _UNDEFINED = 4, 1, 7
MOST_BLOCKS = 24


def exif_blocks(survey: Survey) -> list[ExifBlock]:
    """Take apart every EXIF block found so far, and those found inside previews."""
    found: list[ExifBlock] = []
    number = position = 0
    while position < len(survey.parts) and len(found) < MOST_BLOCKS:
        part = survey.parts[position]
        position += 1
        if part.block.kind != BlockKind.EXIF:
            continue
        try:
            directories = read_directories(part.content)
        except ValueError as error:
            survey.problem(f"{part.block.place}: EXIF could not be read ({error})")
            continue
        main = _main_of(part.block.place)
        number += main == IFD0 or not number
        place, offset = part.block.place, part.block.offset
        found.append(ExifBlock(place, offset, directories, number, main))
        for words in directories.problems:
            survey.problem(f"{part.block.place}: {words}")
        _inside(survey, found[-1])
    return found


def _main_of(place: str) -> str:
    if place.endswith(" ExifIFD"):
        return SUB
    return GPS if place.endswith(" GPS") else IFD0


def _inside(survey: Survey, block: ExifBlock) -> None:
    directories, offset = block.directories, block.offset
    # Places inside count from the survey's own content.
    base = None if offset is None else offset - survey.shift
    for entry in directories.entries:
        if entry.number in INSIDE:
            _part(survey, directories, entry, base)
    for picture in _pictures(directories):
        place, start, size = picture
        _picture(survey, block, place, (start, size), base)
    if block.origin == "TIFF":
        _size(survey, directories)


def _part(
    survey: Survey, directories: Directories, entry: Entry, base: int | None
) -> None:
    where = None if base is None else base + entry.at
    if entry.number == _JPEG_FROM_RAW:
        if where is not None and entry.kind == _UNDEFINED:
            preview(survey, where, entry.size, "RW2 preview: ")
        return
    content = directories.bytes_of(entry)
    place = f"{entry.place.removeprefix('EXIF ')} tag {entry.number}"
    if entry.number == PHOTOSHOP:
        photoshop.keep_resources(survey, content, where, place)
        return
    if entry.number == IPTC and entry.kind == _LONG and content[:1] != b"\x1c":
        # Some writers took the bytes for numbers and turned each four of them round.
        turned = [content[n : n + 4][::-1] for n in range(0, len(content), 4)]
        content = b"".join(turned)
    kind = _KINDS[entry.number]
    survey.add(kind, place, (where, entry.size), content=content)


def _pictures(found: Directories) -> Iterator[tuple[str, int, int]]:
    """Thumbnails and previews: their directory, and place and size in the block."""
    by_place: dict[str, dict[int, Entry]] = {}
    for entry in found.entries:
        if entry.number in {_OFFSET, _LENGTH, _STRIP, _STRIP_SIZE}:
            by_place.setdefault(entry.place, {}).setdefault(entry.number, entry)
    for place, held in by_place.items():
        for first, second in ((_OFFSET, _LENGTH), (_STRIP, _STRIP_SIZE)):
            if first not in held or second not in held:
                continue
            if first == _STRIP and held[first].amount != 1:
                continue
            starts = found.numbers(held[first], 1)
            sizes = found.numbers(held[second], 1)
            if starts and sizes and sizes[0] > 0:
                yield place, starts[0], sizes[0]


def _picture(
    survey: Survey, block: ExifBlock, place: str, bounds: tuple[int, int],
    base: int | None,
) -> None:  # fmt: skip
    start, size = bounds
    content = block.directories.content[start : start + size]
    if content[:2] != jpeg.SOI or place in {IFD0, SUB}:
        return
    where = None if base is None else base + start
    if len(content) < size:
        survey.problem(f"{place}: the picture in it is cut")
    sides = jpeg.size_of(content)
    survey.picture(block.place(place), "JPEG", where, len(content), sides)


def _size(survey: Survey, found: Directories) -> None:
    width, height = (found.number(IFD0, number) for number in (0x0100, 0x0101))
    if width is not None and height is not None:
        survey.size(survey.format, width, height)
    if found.find(IFD0, 0xC612) and survey.format == "TIFF":
        survey.format = "DNG"

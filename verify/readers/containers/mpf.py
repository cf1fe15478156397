"""The further pictures of a JPEG that a Multi-Picture index tells of (CIPA DC-007)."""

import struct

from verify.readers.containers.jpeg_places import Segment
from verify.readers.directories import read_directories
from verify.readers.survey import Survey

HEADER = b"MPF\0"
MOST_PICTURES = 64
_NUMBER_OF_IMAGES, _ENTRIES = 0xB001, 0xB002
_KINDS = {0x030000: "primary", 0x010001: "preview", 0x010002: "preview"}
_KINDS |= {0x020001: "panorama", 0x020002: "3D view", 0x020003: "multi-angle view"}
_KINDS[0x000000] = "undefined"


def keep(survey: Survey, segments: list[Segment]) -> None:
    """Tell the pictures of the first index; offsets in it count from its own header.

    A file with an index of at least two pictures, the first of them this one, is an
    MPO by its content, whatever the name says.
    """
    for segment in segments:
        body = survey.content[segment.start : segment.end]
        if body.startswith(HEADER):
            try:
                _index(survey, body[4:], segment.start + 4)
            except (ValueError, struct.error) as error:
                survey.problem(f"MPF: the index could not be read ({error})")
            return


def _index(survey: Survey, content: bytes, start: int) -> None:
    found = read_directories(content)
    count = found.number("EXIF IFD0", _NUMBER_OF_IMAGES) or 0
    entry = found.find("EXIF IFD0", _ENTRIES)
    if entry is None:
        return
    table = found.bytes_of(entry, MOST_PICTURES * 16)
    table = table[: len(table) // 16 * 16]
    survey.tag("MPF", "NumberOfImages", str(count))
    pictures = list(struct.iter_unpack(f"{found.order}LLLHH", table))
    for number, (attributes, size, offset, _, _) in enumerate(pictures, 1):
        kind = _KINDS.get(attributes & 0xFFFFFF, "picture")
        survey.tag("MPF", f"Image{number}", f"{kind}, {size} bytes")
        if number == 1 or not offset:
            continue
        survey.picture(f"MPF image {number}", "JPEG", start + offset, size)
    first = bool(pictures) and pictures[0][2] == 0
    if first and len(pictures) > 1 and not survey.depth:
        survey.format = "MPO"

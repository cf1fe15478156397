"""JPEG files: markers in order, their segments, further pictures, data after the end.

Segments that belong together (extended XMP, ICC profiles, Photoshop resources, C2PA
boxes, EXIF over 64 KB) are put together by `segments`. The scan's data is skipped, not
decoded. Markers: ITU-T T.81, annex B.
"""

import re
from collections.abc import Iterator

from verify.readers.containers.jpeg_places import Segment
from verify.readers.containers.jpeg_segments import keep_segments
from verify.readers.survey import BlockKind, Survey

SOI = b"\xff\xd8"
LATEST_START = 64 << 10
"""A JPEG that begins later than this in a file of no known kind is not looked for."""
MOST_SEGMENTS = 4000

_STANDALONE = frozenset({0x01, 0xD8, *range(0xD0, 0xD8)})
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_NAMES = {0xC4: "DHT", 0xC8: "JPG", 0xCC: "DAC", 0xDA: "SOS", 0xDB: "DQT"}
_NAMES |= {0xDC: "DNL", 0xDD: "DRI", 0xDE: "DHP", 0xDF: "EXP", 0xFE: "COM"}


def walk(survey: Survey) -> None:
    """Fill the survey from a JPEG file, or from one after other data."""
    content = survey.content
    start = 0
    if not content.startswith(SOI):
        start = content.find(SOI + b"\xff", 0, LATEST_START)
        survey.keep(BlockKind.LEADING, "before the JPEG", 0, start)
        survey.problem(f"{start} bytes of other data stand before the JPEG picture")
    survey.format = "JPEG"
    segments: list[Segment] = []
    end = _collect(survey, start, segments)
    keep_segments(survey, segments)
    _after(survey, end)


def marker_name(code: int) -> str:
    """`APP1`, `SOF2`, `DQT` for a marker's second byte."""
    if 0xE0 <= code <= 0xEF:  # noqa: PLR2004
        return f"APP{code - 0xE0}"
    known = _NAMES.get(code)
    if known is None and 0xC0 <= code <= 0xCF:  # noqa: PLR2004
        return f"SOF{code - 0xC0}"
    return known or f"0x{code:02X}"


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height by the frame header; zeros where there is none."""
    for segment in _segments(content, 2):
        if segment is None or segment.name in {"EOI", "SOS"}:
            break
        if segment.name.startswith("SOF"):
            height, width = (
                int.from_bytes(content[segment.start + n : segment.start + n + 2])
                for n in (1, 3)
            )
            return width, height
    return 0, 0


def _collect(survey: Survey, start: int, segments: list[Segment]) -> int | None:
    """All segments; gives where the picture ends, None where it has no end."""
    for segment in _segments(survey.content, start + 2):
        if segment is None:
            return None
        segments.append(segment)
        if len(segments) > MOST_SEGMENTS:
            survey.problem(f"more than {MOST_SEGMENTS} segments: the rest was left out")
            return None
        if segment.code == 0xD9:  # noqa: PLR2004
            return segment.start
    return None


def _segments(content: bytes, at: int) -> Iterator[Segment | None]:
    """Each segment with the bytes behind its length; None where the file breaks off."""
    while True:
        found = _NEXT_MARKER.search(content, at)
        if found is None:
            yield None
            return
        code, at = content[found.start() + 1], found.end()
        if code == 0xD9:  # noqa: PLR2004 - end of image
            yield Segment(code, "EOI", at, at)
            return
        if code in _STANDALONE:
            continue
        size = int.from_bytes(content[at : at + 2])
        if size < 2 or at + 2 > len(content):  # noqa: PLR2004
            yield None
            return
        yield Segment(code, marker_name(code), at + 2, min(at + size, len(content)))
        at += size


def _after(survey: Survey, end: int | None) -> None:
    """What follows the end of the picture; further pictures are told by MPF."""
    content = survey.content
    if end is None:
        if not survey.depth:
            survey.problem("the JPEG picture has no end: the file is cut or damaged")
        return
    if end >= len(content) or survey.depth:
        return
    told = [
        one.offset - survey.shift
        for one in survey.embedded
        if one.place.startswith("MPF") and one.offset is not None
    ]
    ends = [
        one.offset - survey.shift + one.size
        for one in survey.embedded
        if one.place.startswith("MPF") and one.offset is not None
    ]
    if any(end <= one < end + 4096 for one in told):  # padding between is usual
        end = max(end, *ends)
    if end < len(content):
        survey.trailing("after the JPEG's end", end)

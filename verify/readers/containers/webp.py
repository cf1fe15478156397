"""WebP: the chunks of its RIFF container (RFC 9649)."""

import struct

from verify.readers.survey import BlockKind, Survey

MOST_CHUNKS = 20_000
_KINDS = {
    b"EXIF": BlockKind.EXIF, b"XMP ": BlockKind.XMP, b"ICCP": BlockKind.ICC,
    b"C2PA": BlockKind.C2PA,
}  # fmt: skip
_VP8_START, _VP8L_START = b"\x9d\x01\x2a", b"\x2f"


def walk(survey: Survey) -> None:
    """Fill the survey from a WebP file."""
    content = survey.content
    survey.format = "WebP"
    stated = int.from_bytes(content[4:8], "little") + 8
    if stated > len(content):
        survey.problem("the WebP is shorter than it states: the file is cut")
    sized = False
    at, end = 12, min(stated, len(content))
    for _ in range(MOST_CHUNKS):
        if at + 8 > end:
            break
        name, size = (
            content[at : at + 4],
            int.from_bytes(content[at + 4 : at + 8], "little"),
        )
        start = at + 8
        body = content[start : start + 10]
        sized = sized or _size(survey, name, body)
        _keep(survey, name, start, min(start + size, end))
        at = start + size + size % 2
    if stated < len(content):
        survey.trailing("after the WebP's end", stated)


def _keep(survey: Survey, name: bytes, start: int, end: int) -> None:
    kind = _KINDS.get(name)
    if kind is None:
        if name == b"ANIM":
            survey.tag("WebP ANIM", "Animated", "1")
        return
    if kind == BlockKind.EXIF and survey.content[start : start + 6] == b"Exif\0\0":
        start += 6
    survey.keep(kind, f"WebP {name.decode('ascii').strip()}", start, end)


def _size(survey: Survey, name: bytes, body: bytes) -> bool:
    """The canvas, or the size of the only picture; whether one was stated."""
    if name == b"VP8X" and len(body) == 10:  # noqa: PLR2004
        width = int.from_bytes(body[4:7], "little") + 1
        height = int.from_bytes(body[7:10], "little") + 1
    elif name == b"VP8 " and body[3:6] == _VP8_START:
        width, height = (n & 0x3FFF for n in struct.unpack_from("<HH", body, 6))
    elif name == b"VP8L" and body[:1] == _VP8L_START:
        bits = int.from_bytes(body[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        return False
    survey.size("WebP", width, height)
    return True

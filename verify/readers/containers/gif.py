"""GIF: comments, application blocks with XMP and profiles, data after the end.

Source: GIF 89a specification; XMP part 3, 1.1.2.
"""

import struct

from verify.readers.survey import LARGEST_PART, BlockKind, Survey

MOST_BLOCKS = 100_000
_EXTENSION, _PICTURE, _END = 0x21, 0x2C, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
_XMP_TRAILER = 257
"""Bytes of the "magic trailer" that lets decoders skip a packet as sub-blocks."""


def walk(survey: Survey) -> None:
    """Fill the survey from a GIF file."""
    content = survey.content
    survey.format = "GIF"
    if len(content) < 13:  # noqa: PLR2004
        survey.problem("the GIF's header is cut")
        return
    survey.size("GIF", *struct.unpack_from("<HH", content, 6))
    at, frames = 13 + _palette(content[10]), 0
    for _ in range(MOST_BLOCKS):
        kind = content[at] if at < len(content) else None
        if kind == _EXTENSION:
            at = _extension(survey, at)
        elif kind == _PICTURE and at + 10 <= len(content):
            frames += 1
            at = _skipped(content, at + 11 + _palette(content[at + 9]))
        elif kind == _END:
            _after(survey, at + 1)
            break
        else:
            survey.problem("the GIF has no end: the file is cut or damaged")
            break
    survey.tag("GIF", "FrameCount", str(frames))


def _palette(flags: int) -> int:
    """Bytes of the colour table that these flags tell of."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _extension(survey: Survey, at: int) -> int:
    """Keep one extension; gives where it ends."""
    content = survey.content
    label = content[at + 1] if at + 1 < len(content) else 0
    if label == _COMMENT:
        end = _skipped(content, at + 2)
        body = _joined(content, at + 2)
        survey.add(BlockKind.COMMENT, "GIF comment", (at + 2, end - at - 2))
        survey.text("GIF comment", "Comment", body)
        return end
    if label == _APPLICATION:
        return _application(survey, at)
    return _skipped(content, at + 2)


def _application(survey: Survey, at: int) -> int:
    content = survey.content
    start = at + 3 + content[at + 2] if at + 2 < len(content) else len(content)
    name = content[at + 3 : min(start, at + 14)]
    end = _skipped(content, start)
    if name == b"XMP DataXMP":
        # The packet stands as it is; its bytes serve as lengths of sub-blocks.
        last = content.find(b"\x01\xff\xfe", start, start + LARGEST_PART)
        last = last if last >= 0 else max(start, end - _XMP_TRAILER)
        survey.keep(BlockKind.XMP, "GIF XMP Data", start, last)
    elif name in {b"ICCRGBG1012", b"C2PA_GIF\1\0\0"} or name.startswith(b"C2PA"):
        kind = BlockKind.ICC if name.startswith(b"ICC") else BlockKind.C2PA
        body = _joined(content, start)
        survey.add(kind, "GIF application", (None, len(body)), content=body)
    else:
        shown = name.decode("ascii", "replace")
        survey.add(BlockKind.APP, "GIF application", (start, end - start), note=shown)
    return end


def _skipped(content: bytes, at: int) -> int:
    """The place behind a chain of sub-blocks."""
    while at < len(content) and content[at]:
        at += content[at] + 1
    return min(at + 1, len(content))


def _joined(content: bytes, at: int) -> bytes:
    body = bytearray()
    while at < len(content) and content[at] and len(body) < LARGEST_PART:
        body += content[at + 1 : at + 1 + content[at]]
        at += content[at] + 1
    return bytes(body)


def _after(survey: Survey, end: int) -> None:
    rest = len(survey.content) - end
    if rest > 0:
        survey.trailing("after the GIF's end", end)

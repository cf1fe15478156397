"""PNG and APNG: chunks in order, text in all its forms, what follows the end.

Source: PNG specification, third edition (W3C 2025). Compressed text unpacks to a limit.
The picture's data is not looked into. ImageMagick's "Raw profile type" texts hold EXIF,
IPTC and others as hexadecimal.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from verify.readers.containers import photoshop
from verify.readers.survey import BlockKind, Survey, inflated

SIGNATURE = b"\x89PNG\r\n\x1a\n"
XMP_KEY, PROFILE_KEY = "XML:com.adobe.xmp", "Raw profile type "
MOST_CHUNKS = 20_000
LONGEST_KEY = 79
LARGEST_CHECKED = 1 << 20
_TEXTS = frozenset({"tEXt", "zTXt", "iTXt"})
_SILENT = frozenset({"IHDR", "IDAT", "IEND", "fdAT", "fcTL", "PLTE"})
_PROFILES = {
    "exif": BlockKind.EXIF, "APP1": BlockKind.EXIF, "icc": BlockKind.ICC,
    "icm": BlockKind.ICC, "xmp": BlockKind.XMP, "iptc": BlockKind.IPTC,
    "8bim": BlockKind.IPTC,
}  # fmt: skip


class Chunk(NamedTuple):
    """A chunk's type, and the bounds of its content."""

    name: str
    start: int
    end: int


def walk(survey: Survey) -> None:
    """Fill the survey from a PNG file."""
    survey.format = "PNG"
    last = None
    for chunk in _chunks(survey.content):
        last = chunk
        _keep(survey, chunk)
    if last is None or last.name != "IEND":
        survey.problem("the PNG has no end: the file is cut or damaged")
        return
    end = last.end + 4
    rest = len(survey.content) - end
    if rest > 0:
        survey.trailing("after the PNG's end", end)


def _chunks(content: bytes) -> Iterator[Chunk]:
    at = len(SIGNATURE)
    for _ in range(MOST_CHUNKS):
        head = content[at : at + 8]
        if len(head) < 8 or not head[4:].isalpha():  # noqa: PLR2004
            return
        size = int.from_bytes(head[:4])
        name = head[4:].decode("ascii")
        yield Chunk(name, at + 8, at + 8 + size)
        at += 12 + size
        if name == "IEND":
            return


def _keep(survey: Survey, chunk: Chunk) -> None:
    """One chunk; damage in it is told and costs only itself."""
    name, start, end = chunk
    body = survey.content[start : min(end, start + (32 << 20))]
    if name not in _SILENT:
        _check(survey, chunk, body)
    if name == "IHDR" and len(body) >= 13:  # noqa: PLR2004
        survey.size("PNG", *struct.unpack_from(">II", body))
        survey.tag("PNG header", "BitDepth", str(body[8]))
        survey.tag("PNG header", "ColorType", str(body[9]))
    elif name == "acTL" and len(body) >= 8:  # noqa: PLR2004
        survey.format = "APNG"
        frames = int.from_bytes(body[:4])
        survey.tag("PNG acTL", "AnimationFrames", str(frames))
    elif name == "eXIf":
        skipped = 6 if body.startswith(b"Exif\0\0") else 0
        survey.keep(BlockKind.EXIF, "PNG eXIf", start + skipped, end)
    elif name == "caBX":
        survey.keep(BlockKind.C2PA, "PNG caBX", start, end)
    elif name == "iCCP":
        _profile(survey, body, start)
    elif name == "tIME" and len(body) >= 7:  # noqa: PLR2004
        year, *rest = struct.unpack_from(">H5B", body)
        text = "{}:{:02}:{:02} {:02}:{:02}:{:02}".format(year, *rest)
        survey.tag("PNG tIME", "ModifyDate", text)
    elif name in _TEXTS:
        survey.add(BlockKind.TEXT, f"PNG {name}", (start, len(body)))
        try:
            _text(survey, name, body, start)
        except ValueError as error:
            survey.problem(f"PNG {name}: {error}")


def _check(survey: Survey, chunk: Chunk, body: bytes) -> None:
    """Compare the chunk's own check sum, which editors of bytes forget."""
    if chunk.end - chunk.start > LARGEST_CHECKED:
        return
    stated = survey.content[chunk.end : chunk.end + 4]
    found = zlib.crc32(body, zlib.crc32(chunk.name.encode("ascii")))
    if len(stated) == 4 and int.from_bytes(stated) != found:  # noqa: PLR2004
        survey.problem(f"PNG {chunk.name}: its check sum does not match its content")


def _profile(survey: Survey, body: bytes, start: int) -> None:
    name, _, packed = body[: LONGEST_KEY + 2].partition(b"\0")
    packed = body[len(name) + 2 :]
    survey.tag("PNG iCCP", "ProfileName", name.decode("latin-1"))
    try:
        plain = inflated(packed)
    except ValueError as error:
        survey.add(BlockKind.ICC, "PNG iCCP", (start, len(body)), note="not unpacked")
        survey.problem(f"PNG iCCP: {error}")
        return
    survey.add(
        BlockKind.ICC, "PNG iCCP", (None, len(plain)), content=plain, note="compressed"
    )


def _text(survey: Survey, chunk: str, body: bytes, start: int) -> None:
    """A keyword and its text. Raises ValueError where it cannot be unpacked."""
    key_bytes, _, rest = body.partition(b"\0")
    key = key_bytes[:LONGEST_KEY].decode("latin-1")
    packed = chunk == "zTXt" or (chunk == "iTXt" and rest[:1] == b"\1")
    if chunk == "iTXt":
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif chunk == "zTXt":
        rest = rest[1:]
    place = None if packed else start + len(body) - len(rest)
    content = inflated(rest) if packed else rest
    if key == XMP_KEY:
        survey.add(
            BlockKind.XMP, f"PNG {chunk}", (place, len(content)), content=content
        )
    elif key.startswith(PROFILE_KEY):
        _raw_profile(survey, key.removeprefix(PROFILE_KEY), content)
    else:
        # The standard has Latin-1 in tEXt and zTXt; most programs write UTF-8.
        survey.text("PNG text", key, content)


def _raw_profile(survey: Survey, kind: str, text: bytes) -> None:
    """ImageMagick's text form: a line with the kind, one with the length, hexadecimal.

    Raises ValueError where it is none.
    """
    _, _, digits = text.lstrip(b"\n").partition(b"\n")[2].lstrip().partition(b"\n")
    content = bytes.fromhex(digits.decode("ascii", "replace"))
    place = f"PNG text {PROFILE_KEY}{kind}"
    if content.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
        kind, content = "xmp", content[29:]
    content = content.removeprefix(b"Exif\0\0")
    if content.startswith((*photoshop.HEADERS, b"8BIM")):
        content = content.removeprefix(photoshop.HEADERS[0])
        photoshop.keep_resources(survey, content, None, place)
        return
    found = _PROFILES.get(kind)
    if found is not None:
        survey.add(found, place, (None, len(content)), content=content)

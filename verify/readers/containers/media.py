"""Files made of boxes: HEIF, AVIF, Canon CR3, JPEG 2000 and JPEG XL.

What each box is comes from ISO/IEC 14496-12, 15444-1 (JP2) and 18181-2 (JXL); where
Canon puts its directories in a CR3 was found by many and is told in lclevy's notes.
"""

import struct

from verify.readers.containers.boxes import Box, boxes
from verify.readers.containers.heif import keep_items
from verify.readers.directories import order_of
from verify.readers.survey import BlockKind, Survey

XMP_UUID = "be7acfcb97a942e89c71999491e3afac"
C2PA_UUID = "d8fec3d61b0e483c92975828877ec481"
EXIF_UUID = "4a706754696666457869662d3e4a5032"
IPTC_UUIDS = frozenset(
    {"33c7a4d2b81d4723a0baf1a3e097ad38", "09a14e97c0b442e0bebf36df6f0ce36f"}
)
CANON_UUID = "85c0b687820f11e08111f4ce462b6a48"
_BRANDS = {
    "avif": "AVIF", "avis": "AVIF", "crx ": "CR3", "jp2 ": "JP2", "jpx ": "JPX",
    "jxl ": "JXL", "jph ": "JPH",
}  # fmt: skip
_HEIC = frozenset({"heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"})
_HEIF = frozenset({"mif1", "mif2", "msf1", "miaf", "MiHE"})
_RATIOS = ((1, 1), (1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
_CANON_PLACES = {"CMT1": "", "CMT2": " ExifIFD", "CMT4": " GPS"}
_DEEPEST_BOXES = 6
_OUTER = frozenset({"moov", "jp2h", "meco"})
_KNOWN = frozenset(
    {"ftyp", "meta", "mdat", "free", "skip", "moov", "uuid", "idat", "wide", "jumb"}
    | {"jP  ", "jp2h", "jp2c", "JXL ", "jxlc", "jxlp", "jxll", "jxli", "Exif", "xml "}
    | {"brob", "jbrd", "pnot", "udta", "mpvd", "sefd", "jplh", "jumd", "iods", "etyp"}
    | {"moof", "mfra", "styp", "sidx", "grpl", "jhgm", "meco", "jp2i", "res ", "ftbl"}
    | {"asoc", "rreq", "colr", "cgrp", "opct", "creg", "dtbl", "cref", "jpch"}
)


def walk(survey: Survey) -> None:
    """Fill the survey from a file of boxes."""
    content = survey.content
    survey.format = _format(content)
    end = 0
    for box in boxes(content, 0, len(content)):
        if box.kind not in _KNOWN and end:
            break
        end = box.end
        _box(survey, box, 0)
    if 0 < end < len(content):
        survey.trailing("after the last box", end)


def walk_codestream(survey: Survey) -> None:
    """A JPEG XL picture without boxes, which holds no metadata."""
    survey.format = "JXL"
    _jxl_size(survey, survey.content[2:20])


def _jxl_size(survey: Survey, body: bytes) -> None:
    """The size header behind the codestream's signature (ISO/IEC 18181-1, D.2)."""
    bits, at = int.from_bytes(body, "little"), 0

    def take(count: int) -> int:
        nonlocal at
        at += count
        return bits >> (at - count) & ((1 << count) - 1)

    small = take(1)

    def side() -> int:
        return (take(5) + 1) * 8 if small else take((9, 13, 18, 30)[take(2)]) + 1

    height = side()
    ratio = take(3)
    above, below = _RATIOS[ratio]
    width = height * above // below if ratio else side()
    survey.size("JXL", width, height)


def _format(content: bytes) -> str:
    head = next(boxes(content, 0, len(content)), None)
    if head is not None and head.kind == "JXL ":
        return "JXL"
    found = next((b for b in boxes(content, 0, len(content)) if b.kind == "ftyp"), None)
    if found is None:
        return "JP2"
    body = content[found.start : min(found.end, found.start + 260)].decode("latin-1")
    brands = [body[:4], *(body[n : n + 4] for n in range(8, len(body) - 3, 4))]
    if brands[0] in _BRANDS:
        return _BRANDS[brands[0]]
    if _HEIC & set(brands):
        return "HEIC"
    if {"avif", "avis"} & set(brands):
        return "AVIF"
    return "HEIF" if _HEIF & set(brands) else "MP4"


def _box(survey: Survey, box: Box, depth: int) -> None:
    content = survey.content
    if depth > _DEEPEST_BOXES:
        return
    if box.kind in _OUTER or box.uuid == CANON_UUID:
        for inner in boxes(content, box.start, box.end):
            _box(survey, inner, depth + 1)
    elif box.kind == "meta":
        keep_items(survey, box)
    elif box.kind in _CANON_PLACES:
        name = f"CR3 {box.kind}{_CANON_PLACES[box.kind]}"
        survey.keep(BlockKind.EXIF, name, box.start, box.end)
    elif not _text_box(survey, box):
        _small(survey, box)


def _text_box(survey: Survey, box: Box) -> bool:
    """Keep a box that JPEG 2000 and JPEG XL have for metadata; whether it was one."""
    content = survey.content
    if box.kind == "xml ":
        if b"xmpmeta" in content[box.start : box.start + 4096]:
            survey.keep(BlockKind.XMP, "xml box", box.start, box.end)
        else:
            survey.add(BlockKind.TEXT, "xml box", (box.start, box.end - box.start))
    elif box.kind == "Exif":
        skipped = 4 + int.from_bytes(content[box.start : box.start + 4])
        survey.keep(BlockKind.EXIF, "JXL Exif", box.start + skipped, box.end)
    elif box.kind == "jumb" and b"c2pa" in content[box.start : box.start + 64]:
        survey.keep(BlockKind.C2PA, "jumb box", box.start - 8, box.end)
    elif box.kind == "brob":
        what = content[box.start : box.start + 4].decode("latin-1")
        survey.problem(f"JXL: a {what} box is packed with Brotli and was not read")
    else:
        return False
    return True


def _small(survey: Survey, box: Box) -> None:
    content = survey.content
    body = content[box.start : min(box.end, box.start + 32)]
    if box.uuid:
        _uuid(survey, box)
    elif box.kind == "ihdr" and len(body) >= 8:  # noqa: PLR2004
        height, width = struct.unpack_from(">LL", body)
        survey.size("JP2", width, height)
    elif box.kind in {"jxlc", "jxlp"} and survey.is_broken:
        start = box.start + (4 if box.kind == "jxlp" else 0)
        if content[start : start + 2] == b"\xff\x0a":
            _jxl_size(survey, content[start + 2 : start + 20])
    elif box.kind == "colr" and body[:1] in {b"\2", b"\3"}:
        survey.keep(BlockKind.ICC, "JP2 colr", box.start + 3, box.end)


def _uuid(survey: Survey, box: Box) -> None:
    start, content = box.start, survey.content
    if box.uuid == XMP_UUID:
        survey.keep(BlockKind.XMP, "uuid box", start, box.end)
    elif box.uuid == C2PA_UUID:
        survey.keep(BlockKind.C2PA, "uuid box", start, box.end)
    elif box.uuid in IPTC_UUIDS:
        survey.keep(BlockKind.IPTC, "uuid box", start, box.end)
    elif box.uuid == EXIF_UUID or content[start : start + 6] == b"Exif\0\0":
        if content[start : start + 6] == b"Exif\0\0":
            start += 6
        if order_of(content[start : start + 4]):
            survey.keep(BlockKind.EXIF, "uuid box", start, box.end)

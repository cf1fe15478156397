"""Files read only for the blocks they hold: BMP, PSD, Fujifilm and Minolta raw.

Sources: Adobe Photoshop File Formats Specification; for the raw files, what several
free readers agree on.
"""

import struct

from verify.readers.containers import jpeg, photoshop
from verify.readers.survey import DEEPEST, BlockKind, Survey

_TTW = b"\0TTW"


def walk_bmp(survey: Survey) -> None:
    """The size in the header, which counts rows downward when negative."""
    survey.format = "BMP"
    head = survey.content[:26]
    if len(head) < 26:  # noqa: PLR2004
        survey.problem("the BMP's header is cut")
        return
    if int.from_bytes(head[14:18], "little") == 12:  # noqa: PLR2004 - OS/2
        survey.size("BMP", *struct.unpack_from("<HH", head, 18))
    else:
        width, height = struct.unpack_from("<ll", head, 18)
        survey.size("BMP", width, abs(height))


def walk_psd(survey: Survey) -> None:
    """Size and image resources of a Photoshop document, PSD or PSB."""
    content = survey.content
    survey.format = "PSD"
    if len(content) < 30:  # noqa: PLR2004
        survey.problem("the PSD's header is cut")
        return
    height, width = struct.unpack_from(">LL", content, 14)
    survey.size("PSD", width, height)
    start = 30 + int.from_bytes(content[26:30])
    size = int.from_bytes(content[start : start + 4])
    body = content[start + 4 : start + 4 + size]
    photoshop.keep_resources(survey, body, start + 4, "PSD")


def walk_raf(survey: Survey) -> None:
    """The JPEG preview of a Fujifilm raw file, which has its EXIF."""
    survey.format = "RAF"
    start, size = struct.unpack_from(">LL", survey.content.ljust(92, b"\0"), 84)
    preview(survey, start, size, "RAF preview: ")


def walk_mrw(survey: Survey) -> None:
    """The EXIF block of a Minolta raw file."""
    survey.format = "MRW"
    content = survey.content
    at, end = 8, 8 + int.from_bytes(content[4:8])
    while at + 8 <= min(end, len(content)):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8])
        if name == _TTW:
            survey.keep(BlockKind.EXIF, "MRW TTW", at + 8, at + 8 + size)
        at += 8 + size


def preview(survey: Survey, start: int, size: int, prefix: str) -> None:
    """Walk a JPEG inside the file, and tell it as an embedded picture."""
    content = survey.content[start : start + size]
    if not content.startswith(jpeg.SOI) or survey.depth >= DEEPEST:
        return
    survey.picture(prefix.rstrip(": "), "JPEG", start, len(content))
    inner = survey.within(content, start, prefix)
    jpeg.walk(inner)

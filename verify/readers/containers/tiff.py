"""TIFF and the raw files built like it: the file itself is one block of directories.

The parts inside (XMP, IPTC, profiles, previews) come from `directories_parts`, which
does the same for EXIF blocks of other containers.
"""

from verify.readers.directories import order_of
from verify.readers.survey import BlockKind, Survey

_RAW = {b"IIRO": "ORF", b"IIRS": "ORF", b"MMOR": "ORF", b"IIU\0": "RW2"}
_CR2 = b"CR\2"


def walk(survey: Survey) -> None:
    """Fill the survey from a TIFF file; its content is an EXIF block as a whole."""
    content = survey.content
    survey.format = _RAW.get(content[:4], "TIFF")
    if content[8:11] == _CR2:
        survey.format = "CR2"
    if order_of(content) is None:
        survey.problem("the TIFF header is damaged")
        return
    survey.add(BlockKind.EXIF, "TIFF", (0, len(content)), content=content)

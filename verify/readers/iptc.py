"""IPTC-IIM datasets: captions, by-lines and places as news agencies write them.

Text is in the character set that the envelope names (1:90), else UTF-8 where it is
that, else Windows-1252. Source: IPTC-IIM 4.2.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from verify.readers.readings import Notes, as_written

PLACE = "IPTC"
MOST_DATASETS = 2000
LONGEST_DATASET = 1 << 20
UTF8 = (b"\x1b%G", b"\x1b%/I")
# Names that exiftool made usual.
NAMES = {
    5: "ObjectName", 7: "EditStatus", 10: "Urgency", 15: "Category",
    20: "SupplementalCategories", 22: "FixtureIdentifier", 25: "Keywords",
    26: "ContentLocationCode", 27: "ContentLocationName", 30: "ReleaseDate",
    35: "ReleaseTime", 37: "ExpirationDate", 40: "SpecialInstructions",
    55: "DateCreated", 60: "TimeCreated", 62: "DigitalCreationDate",
    63: "DigitalCreationTime", 65: "OriginatingProgram", 70: "ProgramVersion",
    75: "ObjectCycle", 80: "By-line", 85: "By-lineTitle", 90: "City",
    92: "Sub-location", 95: "Province-State", 100: "Country-PrimaryLocationCode",
    101: "Country-PrimaryLocationName", 103: "OriginalTransmissionReference",
    105: "Headline", 110: "Credit", 115: "Source", 116: "CopyrightNotice",
    118: "Contact", 120: "Caption-Abstract", 121: "LocalCaption",
    122: "Writer-Editor", 131: "ImageOrientation", 135: "LanguageIdentifier",
    184: "JobID", 187: "UniqueDocumentID", 188: "DocumentNotes",
}  # fmt: skip


class DataSet(NamedTuple):
    """One dataset: its record, number and bytes."""

    record: int
    number: int
    content: bytes


def read_iptc(content: bytes, place: str, notes: Notes) -> None:
    """Add the datasets of record 2, repeated ones each as a tag."""
    found = list(datasets(content))
    stated = next((d.content for d in found if d[:2] == (1, 90)), b"")
    for one in found:
        name = NAMES.get(one.number)
        if one.record != 2 or name is None:  # noqa: PLR2004
            continue
        text = _text(one.content, unicode=stated in UTF8)
        notes.add(place, name, text, as_written(one.content[:4096]))


def datasets(content: bytes) -> Iterator[DataSet]:
    """The datasets in order; bytes between them are passed over."""
    at = 0
    for _ in range(MOST_DATASETS):
        at = content.find(b"\x1c", at)
        if at < 0 or at + 5 > len(content):
            return
        record, number, size = struct.unpack_from(">BBH", content, at + 1)
        at += 5
        if size & 0x8000:  # an extended dataset states the size of its size
            width = size & 0x7FFF
            if width > 8:  # noqa: PLR2004
                continue
            size = int.from_bytes(content[at : at + width])
            at += width
        yield DataSet(record, number, content[at : at + min(size, LONGEST_DATASET)])
        at += size


def _text(content: bytes, *, unicode: bool) -> str:
    content = content.rstrip(b"\0 ")
    if unicode:
        return content.decode("utf-8", "replace")
    for code in ("utf-8", "cp1252"):
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")

"""Our own reader: what the parts of a survey say, read from their bytes directly.

EXIF entries by their directories, XMP, IPTC and profiles; the container's own tags are
in the survey already. It reads more places than any library, and is the first reader
of the table; the others are second opinions on it.
"""

from functools import partial

from verify.readers import icc, iptc, maker_notes, xmp
from verify.readers.directories import Directories, Entry, ExifBlock
from verify.readers.exif_parts import BLOBS, INSIDE, exif_blocks
from verify.readers.exif_text import entry_text
from verify.readers.exif_values import SUB, tag_name
from verify.readers.readings import Reading
from verify.readers.survey import BlockKind, Part, Survey

NAME = "verify"
VERSION = "1"

_MAKE = 0x010F
# Where the picture's strips and tiles stand: thousands of numbers, of no use to people.
_STORAGE = frozenset({0x0111, 0x0117, 0x0120, 0x0121, 0x0144, 0x0145})
MOST_OF_STORAGE = 4
MOST_BLOCKS = 50


def read(survey: Survey) -> Reading:
    """The tags of every part, behind those of the container; never raises."""
    notes = survey.notes
    notes.attempt("EXIF", lambda: survey.exif.extend(exif_blocks(survey)))
    for block in survey.exif:
        notes.attempt(block.origin, partial(_exif, survey, block))
    for kind, act in (
        (BlockKind.IPTC, iptc.read_iptc),
        (BlockKind.ICC, icc.read_icc),
    ):
        for number, part in enumerate(survey.contents(kind)[:MOST_BLOCKS], 1):
            place = kind if number == 1 else f"{kind} (block {number})"
            if part.content:
                notes.attempt(
                    part.block.place, partial(act, part.content, place, notes)
                )
    for number, part in enumerate(survey.contents(BlockKind.XMP)[:MOST_BLOCKS], 1):
        notes.attempt(part.block.place, partial(_xmp, survey, part, number))
    return notes.reading()


def _xmp(survey: Survey, part: Part, number: int) -> None:
    place = xmp.PLACE if number == 1 else f"{xmp.PLACE} (block {number})"
    survey.history += xmp.read_xmp(part.content, place, survey.notes)


def _exif(survey: Survey, block: ExifBlock) -> None:
    found, notes = block.directories, survey.notes
    places: dict[str, str] = {}
    for entry in found.entries:
        if entry.place not in places:
            places[entry.place] = block.place(entry.place)
        number = entry.number
        if number in INSIDE or (number in _STORAGE and entry.amount > MOST_OF_STORAGE):
            continue
        place = places[entry.place]
        if number in BLOBS:
            name = tag_name(SUB, number) or ""
            notes.add(place, name, f"({entry.size} bytes)", f"({entry.size} bytes)")
        else:
            _keep(survey, entry, place, found)
    make = found.find("EXIF IFD0", _MAKE)
    maker = entry_text("Make", make, found)[0] if make else ""
    maker_notes.read_serials(found, maker, notes, block.number)


def _keep(survey: Survey, entry: Entry, place: str, found: Directories) -> None:
    name = tag_name(entry.place, entry.number)
    if name is not None and entry.amount:
        text, raw = entry_text(name, entry, found)
        survey.notes.add(place, name, text, raw)

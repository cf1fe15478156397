"""A second opinion on EXIF blocks by ExifRead.

It is called with `details=False` only: with its defaults, a crafted MakerNote of 2 KB
keeps it busy without end (exif-py issue 182). Strings are taken from `values`, never
from `printable`, which holds Python's own notation for undecodable bytes. It is given
the block, not the file, whose structure it would have to guess.
"""

import io
import logging
from functools import partial
from typing import Any

import exifread

from verify.readers import exif_values
from verify.readers.directories import ExifBlock
from verify.readers.exif_parts import BLOBS, INSIDE
from verify.readers.readings import Notes, Reading
from verify.readers.survey import Survey

NAME = "exifread"
VERSION = str(exifread.__version__)

MOST_BLOCKS = 4
LARGEST_BLOCK = 64 << 20
_PLACES = {
    "Image": exif_values.IFD0,
    "Thumbnail": exif_values.IFD1,
    "EXIF": exif_values.SUB,
    "GPS": exif_values.GPS,
    "Interoperability": exif_values.INTEROP,
}
_UNDEFINED = 7
_BYTE = 1

# Its warnings are of the kind "possibly corrupted field"; problems are told as values.
logging.getLogger("exifread").addHandler(logging.NullHandler())
logging.getLogger("exifread").propagate = False
logging.getLogger("exifread").setLevel(logging.CRITICAL)


def read(survey: Survey) -> Reading:
    """The EXIF tags of the first blocks; never raises."""
    notes = Notes(NAME)
    for block in survey.exif[:MOST_BLOCKS]:
        if block.directories.is_sound and len(block.content) <= LARGEST_BLOCK:
            notes.attempt(block.origin, partial(_read, block, notes))
    return notes.reading()


def _read(block: ExifBlock, notes: Notes) -> None:
    tags = exifread.process_file(
        io.BytesIO(block.content),
        details=False,
        extract_thumbnail=False,
        truncate_tags=True,
    )
    for key, tag in tags.items():
        directory, _, _ = key.partition(" ")
        if directory == "IFD":
            directory = " ".join(key.split(" ")[:2])
        place = _PLACES.get(directory, f"EXIF {directory}")
        _keep(tag, block, place, notes)


def _keep(tag: Any, block: ExifBlock, place: str, notes: Notes) -> None:
    number = int(tag.tag)
    name = exif_values.tag_name(place, number)
    if name is None or not exif_values.bears_on_origin(place, name):
        return
    value = tag.values
    # It leaves out the values of long lists and of what it holds for private.
    if number in INSIDE or number in BLOBS or value in ("", [], b""):
        return
    if int(tag.field_type) in {_UNDEFINED, _BYTE} and isinstance(value, list):
        value = bytes(one & 0xFF for one in value)
    elif isinstance(value, list) and len(value) == 1:
        value = value[0]
    text = exif_values.value_text(name, value)
    notes.add(block.place(place), name, text, exif_values.raw_text(value))

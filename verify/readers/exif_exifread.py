"""EXIF tags of JPEG, TIFF, HEIC, PNG and WebP by ExifRead.

ExifRead is called with `details=False` only: with its defaults, a crafted MakerNote of
2 KB keeps it busy without end (exif-py issue 182). Strings are taken from `values`,
never from `printable`, which holds Python's own notation for undecodable bytes. It
does not read XMP, IPTC, ICC or MakerNotes.
"""

import io
import logging
from functools import partial
from typing import Any

import exifread

from verify.readers import exif_values
from verify.readers.readings import Notes, Reading

NAME = "exifread"
VERSION = str(exifread.__version__)

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


def read(content: bytes) -> Reading:
    """All EXIF tags; never raises."""
    notes = Notes(NAME)
    notes.attempt("EXIF", lambda: _read(content, notes))
    return notes.reading()


def _read(content: bytes, notes: Notes) -> None:
    tags = exifread.process_file(
        io.BytesIO(content),
        details=False,
        extract_thumbnail=False,
        truncate_tags=True,
    )
    for key, tag in tags.items():
        directory, _, _ = key.partition(" ")
        if directory == "IFD":
            directory = " ".join(key.split(" ")[:2])
        place = _PLACES.get(directory, f"EXIF {directory}")
        notes.attempt(key, partial(_keep, tag, place, notes))


def _keep(tag: Any, place: str, notes: Notes) -> None:
    name = exif_values.tag_name(place, int(tag.tag))
    if name is None:
        return
    value = tag.values
    if int(tag.field_type) in {_UNDEFINED, _BYTE} and isinstance(value, list):
        value = bytes(number & 0xFF for number in value)
    elif isinstance(value, list) and len(value) == 1:
        value = value[0]
    text = exif_values.value_text(name, value)
    notes.add(place, name, text, exif_values.raw_text(value))

"""A second opinion by Pillow on EXIF blocks.

It is given the blocks, never the file: opened whole, a HEIF picture has its orientation
rewritten, a PNG can be decoded for its EXIF, and Pillow's default list of formats would
start Ghostscript on an EPS.
"""

import warnings
from collections.abc import Mapping
from functools import partial
from typing import Any

from PIL import ExifTags, Image, __version__

from verify.readers import exif_values
from verify.readers.directories import ExifBlock
from verify.readers.readings import Notes, Reading
from verify.readers.survey import Survey

NAME = "pillow"
VERSION = str(__version__)

MOST_BLOCKS = 4
LARGEST_BLOCK = 64 << 20
_DIRECTORIES = (
    (exif_values.SUB, ExifTags.IFD.Exif),
    (exif_values.GPS, ExifTags.IFD.GPSInfo),
)


def read(survey: Survey) -> Reading:
    """What Pillow finds without decoding; never raises."""
    notes = Notes(NAME)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for block in survey.exif[:MOST_BLOCKS]:
            if block.directories.is_sound and len(block.content) <= LARGEST_BLOCK:
                notes.attempt(block.origin, partial(_exif, block, notes))
    return notes.reading()


def _exif(block: ExifBlock, notes: Notes) -> None:
    exif = Image.Exif()
    exif.load(block.content)
    _directory(block.place(exif_values.IFD0), exif, notes)
    if block.main != exif_values.IFD0:
        return
    for place, number in _DIRECTORIES:
        act = partial(_sub_directory, exif, number, block.place(place), notes)
        notes.attempt(place, act)


def _sub_directory(
    exif: Image.Exif, number: ExifTags.IFD, place: str, notes: Notes
) -> None:
    _directory(place, exif.get_ifd(number), notes)


def _directory(place: str, tags: Mapping[int, Any], notes: Notes) -> None:
    for number in list(tags):
        name = exif_values.tag_name(place, number)
        if name is None or not exif_values.bears_on_origin(place, name):
            continue
        act = partial(_keep, tags, number, place=place, notes=notes)
        notes.attempt(f"{place} 0x{number:04x}", act)


def _keep(tags: Mapping[int, Any], number: int, *, place: str, notes: Notes) -> None:
    value = tags[number]
    name = exif_values.tag_name(place, number)
    if name is None or isinstance(value, dict):
        return
    text = exif_values.value_text(name, value)
    notes.add(place, name, text, exif_values.raw_text(value))

"""The readers: each tells what the parts of a file say about the picture.

One file is one reader; this table is all there is to register, and the first comes
first wherever one value is asked for. Readers run inside a limited worker process, on
hostile files: a reader never raises, bounds what it gives, and keeps the place and the
raw form of each tag. `verify.readers.metadata` runs them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from verify.readers import exif_exifread, pillow, walked
from verify.readers.readings import Reading
from verify.readers.survey import Survey


@dataclass(frozen=True)
class Reader:
    """One reader; its name stands in each of its tags."""

    name: str
    version: str
    read: Callable[[Survey], Reading]


READERS: tuple[Reader, ...] = (
    Reader(walked.NAME, walked.VERSION, walked.read),
    Reader(exif_exifread.NAME, exif_exifread.VERSION, exif_exifread.read),
    Reader(pillow.NAME, pillow.VERSION, pillow.read),
)

"""The readers: each tells what the bytes of a file say about the picture.

One file is one reader; this table is all there is to register. Readers run inside a
limited worker process, on hostile files: a reader never raises, bounds what it gives,
and keeps the place and the raw form of each tag. `verify.readers.metadata` runs them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from verify.readers import exif_exifread, pillow
from verify.readers.readings import Reading


@dataclass(frozen=True)
class Reader:
    """One reader; its name stands in each of its tags."""

    name: str
    version: str
    read: Callable[[bytes], Reading]


READERS: tuple[Reader, ...] = (
    Reader(exif_exifread.NAME, exif_exifread.VERSION, exif_exifread.read),
    Reader(pillow.NAME, pillow.VERSION, pillow.read),
)

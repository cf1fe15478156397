"""The walkers: each follows the structure of one kind of file, bounded.

A walker knows where things stand and what kind they are; what they say is for the
readers. One file is one walker; this table is all there is to register, and the first
whose signature fits walks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from verify.readers.containers import gif, jpeg, media, others, png, tiff, webp
from verify.readers.survey import Survey


@dataclass(frozen=True)
class Walker:
    """The bytes a file of this kind has at a place, and what walks over it."""

    signature: bytes
    walk: Callable[[Survey], None]
    at: int = 0


WALKERS: tuple[Walker, ...] = (
    Walker(jpeg.SOI, jpeg.walk),
    Walker(png.SIGNATURE, png.walk),
    Walker(b"WEBP", webp.walk, at=8),
    Walker(b"GIF8", gif.walk),
    Walker(b"ftyp", media.walk, at=4),
    Walker(b"\0\0\0\x0cjP  ", media.walk),
    Walker(b"\0\0\0\x0cJXL ", media.walk),
    Walker(b"\xff\x0a", media.walk_codestream),
    Walker(b"8BPS", others.walk_psd),
    Walker(b"FUJIFILMCCD-RAW", others.walk_raf),
    Walker(b"\0MRM", others.walk_mrw),
    Walker(b"BM", others.walk_bmp),
    *(Walker(magic, tiff.walk) for magic in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    *(Walker(magic, tiff.walk) for magic in (b"IIRO", b"IIRS", b"MMOR", b"IIU\0")),
)

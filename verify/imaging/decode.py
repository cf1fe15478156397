"""Decode untrusted bytes to an upright sRGB picture, or refuse in plain words.

Size is judged by the header before any pixel is decoded. A damaged file is decoded as
far as it goes, and says so. The same bytes give the same pixels as long as
`DECODE_PIPELINE` is the same. Decoders are native code: callers run this inside a
worker process. This module reads no metadata but the orientation and colour profile.
"""

import hashlib
import io
import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
import PIL
import pillow_heif
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageFile

from verify.domain.evidence import Digest
from verify.errors import BadInput
from verify.imaging.colour import to_srgb
from verify.imaging.formats import plugins_for, received
from verify.imaging.picture import Picture

DECODE_PIPELINE = f"pillow-{PIL.__version__}/1"
"""Decoder and our own steps after it; goes into every result's versions."""

PARTIAL = (
    "partial: the file is damaged or cut short; only what could be decoded of the "
    "picture was examined"
)
PIXELS_PREFIX = b"verify-pixels/1"
READABLE = "JPEG, PNG, WebP, TIFF, GIF, BMP, HEIC/HEIF or AVIF"
STRIP_ROWS = 512
MAX_WARNINGS = 5
MAX_WARNING_LENGTH = 200

# What Pillow and its plug-ins were seen to raise, or can, on broken files. MemoryError
# is not among them: the caller knows the limit that was met.
DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    struct.error,
    zlib.error,
)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)

# Registered for HEIF alone; thumbnails, depth and auxiliary pictures are not decoded.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


@dataclass(frozen=True)
class DecodeLimits:
    """What a file may claim in its header before it is refused undecoded."""

    max_pixels: int = 100_000_000
    max_frames: int = 1000


@dataclass(frozen=True)
class Enough:
    """How many pixels suffice; a JPEG then is decoded at 1/2, 1/4 or 1/8 of its size.

    Every coefficient is still read, so a damaged file is noticed all the same. Other
    formats have no such short cut and are decoded whole.
    """

    long_side_px: int
    short_side_px: int


def decode(
    content: bytes, limits: DecodeLimits, *, enough: Enough | None = None
) -> Picture:
    """The picture in these bytes; raises BadInput with a next step where there is none.

    MemoryError passes through. Not for use from several threads at once: Pillow's
    limits and Python's warning filters are set for the length of the call.
    """
    plugins = plugins_for(content)
    if not plugins:
        raise _unknown(content)
    with _pillow_set(limits) as heard:
        try:
            picture = _decoded(content, plugins, limits, enough)
        except BOMBS as error:
            raise _too_large(str(limits.max_pixels)) from error
        except DECODER_ERRORS:
            picture = _salvaged(content, plugins, limits, enough)
    notes = tuple(dict.fromkeys((*picture.notes, *_worth_noting(heard))))
    return replace(picture, notes=notes)


def pixels_digest(picture: Picture) -> Digest:
    """SHA-256 over a fixed prefix, width and height (4 bytes each), and RGB bytes.

    Raises ValueError for a picture that was not decoded whole.
    """
    if picture.decoded_from is not None:
        raise ValueError("identity needs every pixel of the picture")
    digest = hashlib.sha256(PIXELS_PREFIX)
    digest.update(struct.pack(">II", picture.width, picture.height))
    digest.update(np.ascontiguousarray(picture.pixels).data)
    return Digest(digest.hexdigest())


def _decoded(
    content: bytes,
    plugins: tuple[str, ...],
    limits: DecodeLimits,
    enough: Enough | None,
) -> Picture:
    with Image.open(io.BytesIO(content), formats=plugins) as image:
        _refuse_by_header(image, limits)
        whole = _shrunk_on_load(image, enough)
        image.load()
        name = image.format or plugins[0]
        # libheif has turned the pixels already; Pillow's TIFF reader turns them while
        # loading and leaves no orientation behind.
        turn = 1 if name in {"HEIF", "TIFF"} else _orientation(image)
        rgb, colour_notes = to_srgb(image)
        pixels = _upright(_array(rgb), turn)
        del rgb
        # Last, because counting moves the reader through a file that may be broken.
        frames, frame_notes = _frames(image, limits)
    whole = whole[::-1] if whole and turn >= 5 else whole  # noqa: PLR2004
    return Picture(pixels, name, frames, (*frame_notes, *colour_notes), whole)


def _shrunk_on_load(
    image: ImageFile.ImageFile, enough: Enough | None
) -> tuple[int, int] | None:
    """Ask the decoder for fewer pixels; the whole's size where it will give fewer."""
    if enough is None:
        return None
    width, height = whole = image.size
    share = max(enough.long_side_px / max(whole), enough.short_side_px / min(whole))
    image.draft(None, (math.ceil(width * share), math.ceil(height * share)))
    return whole if image.size != whole else None


def _salvaged(
    content: bytes,
    plugins: tuple[str, ...],
    limits: DecodeLimits,
    enough: Enough | None,
) -> Picture:
    """What a second, tolerant attempt makes of a damaged file, marked as partial."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        picture = _decoded(content, plugins, limits, enough)
    except BOMBS as error:
        raise _too_large(str(limits.max_pixels)) from error
    except DECODER_ERRORS as error:
        raise _damaged(plugins[0]) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    first = picture.pixels[:1, :1]
    if bool((picture.pixels == first).all()):
        raise _damaged(plugins[0])
    return replace(picture, notes=(PARTIAL, *picture.notes))


def _refuse_by_header(image: Image.Image, limits: DecodeLimits) -> None:
    width, height = image.size
    if width < 1 or height < 1:
        raise _damaged(image.format or "picture")
    if width * height > limits.max_pixels:
        raise _too_large(f"{limits.max_pixels}", f"{width} x {height}")


def _frames(
    image: ImageFile.ImageFile, limits: DecodeLimits
) -> tuple[int, tuple[str, ...]]:
    """How many pictures the file holds, and the note on those not examined."""
    try:
        frames = int(getattr(image, "n_frames", 1))
    except DECODER_ERRORS:
        return 1, ("further pictures in the file are damaged and were not examined",)
    if frames > limits.max_frames:
        raise BadInput(
            f"it holds {frames} pictures, more than the {limits.max_frames} allowed",
            next_step="Save the frame that you mean as a picture of its own.",
        )
    if frames <= 1:
        return 1, ()
    if image.format in {"GIF", "PNG", "WEBP"}:
        note = f"animated: {frames} frames, of which the first was examined"
    else:
        which = "main one" if image.format == "HEIF" else "first"
        note = f"the file holds {frames} pictures, of which the {which} was examined"
    return frames, (note,)


def _orientation(image: Image.Image) -> int:
    """EXIF orientation 1..8; what XMP says of it is not followed, as in browsers."""
    content = image.info.get("exif")
    if not isinstance(content, bytes):
        return 1
    exif = Image.Exif()
    try:
        exif.load(content)
        stated = exif.get(ExifTags.Base.Orientation, 1)
    except DECODER_ERRORS:
        return 1
    return stated if isinstance(stated, int) and 1 <= stated <= 8 else 1  # noqa: PLR2004


def _array(image: Image.Image) -> NDArray[np.uint8]:
    """Pixels as an array, strip by strip: Pillow's own way holds them three times."""
    width, height = image.size
    pixels = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, STRIP_ROWS):
        bottom = min(top + STRIP_ROWS, height)
        pixels[top:bottom] = np.asarray(image.crop((0, top, width, bottom)))
    return pixels


def _upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Pixels turned as EXIF orientation asks (CIPA DC-008, tag 0x0112), read-only."""
    if orientation in {5, 6, 7, 8}:
        pixels = pixels.swapaxes(0, 1)
    if orientation in {3, 4, 7, 8}:
        pixels = pixels[::-1]
    if orientation in {2, 3, 6, 7}:
        pixels = pixels[:, ::-1]
    pixels = np.ascontiguousarray(pixels)
    pixels.flags.writeable = False
    return pixels


@contextmanager
def _pillow_set(limits: DecodeLimits) -> Iterator[list[warnings.WarningMessage]]:
    """Pillow's own limit set to ours, its warnings collected; both put back after."""
    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = limits.max_pixels
    try:
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield heard
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _worth_noting(heard: list[warnings.WarningMessage]) -> tuple[str, ...]:
    """The decoder's own remarks on the file, few and short: their text is hostile."""
    remarks = [
        " ".join(str(warning.message).split())[:MAX_WARNING_LENGTH]
        for warning in heard
        if issubclass(warning.category, UserWarning | RuntimeWarning)
    ]
    unique = list(dict.fromkeys(remarks))[:MAX_WARNINGS]
    return tuple(f"the decoder remarks: {remark}" for remark in unique)


def _unknown(content: bytes) -> BadInput:
    if not content:
        return BadInput("the file is empty", next_step="Ask for another copy of it.")
    what = received(content)
    seems = f"it seems to be {what}, not" if what else "its content is not that of"
    return BadInput(
        f"{seems} a picture of a format that can be read ({READABLE})",
        next_step="Open it in the program it belongs to and save the picture as PNG.",
    )


def _damaged(plugin: str) -> BadInput:
    return BadInput(
        f"it begins like a {plugin} picture, but nothing of it can be decoded",
        next_step="Ask for another copy of the file; it is damaged or cut short.",
    )


def _too_large(limit: str, size: str = "") -> BadInput:
    of = f" ({size})" if size else ""
    return BadInput(
        f"its header claims more pixels{of} than the limit of {limit}, so it was not "
        "decoded",
        next_step="Make a smaller copy with an image editor that you trust with it.",
    )

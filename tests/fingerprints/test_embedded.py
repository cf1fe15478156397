"""Thumbnails against pictures, over what honest files do to a thumbnail."""

import io
import json
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageOps

from tests.scenes import scene
from verify.checks.thumbnails import AGREE_BITS, LOOK_BITS
from verify.domain.examination import EmbeddedComparison
from verify.domain.metadata import EmbeddedPicture, Metadata
from verify.fingerprints.embedded import (
    compare_embedded,
    embedded_from_json,
    embedded_to_json,
    without_bands,
)
from verify.imaging.picture import Picture
from verify.readers.metadata import read_metadata


def photo(seed: int = 3) -> Image.Image:
    return Image.fromarray(scene(seed)).resize((1200, 800))


def jpeg(image: Image.Image, quality: int = 70) -> bytes:
    made = io.BytesIO()
    image.save(made, "JPEG", quality=quality)
    return made.getvalue()


def compared(
    shown: Image.Image, thumbnail: bytes, *, form: str = "JPEG"
) -> tuple[EmbeddedComparison, ...]:
    """The picture against bytes that stand at 100 in its file."""
    inside = EmbeddedPicture("EXIF IFD1", "JPEG", 100, len(thumbnail))
    picture = Picture(np.asarray(shown.convert("RGB")), form, 1, ())
    metadata = Metadata(format=form, embedded=(inside, inside))
    return compare_embedded(b"\0" * 100 + thumbnail, metadata, picture)


def as_it_is(image: Image.Image) -> Image.Image:
    return image.resize((160, 107))


def letterboxed(image: Image.Image) -> Image.Image:
    return ImageOps.pad(image, (160, 120), color="black")


def turned(image: Image.Image) -> Image.Image:
    return image.resize((160, 107)).transpose(Image.Transpose.ROTATE_90)


def squared(image: Image.Image) -> Image.Image:
    return ImageOps.fit(image, (120, 120))


@pytest.mark.parametrize("kept", [as_it_is, letterboxed, turned, squared])
def test_what_cameras_do_to_thumbnails_agrees(
    kept: Callable[[Image.Image], Image.Image],
) -> None:
    (found,) = compared(photo(), jpeg(kept(photo())))
    assert found.distance_bits is not None
    assert found.distance_bits <= AGREE_BITS, found.how


def test_another_picture_differs() -> None:
    (found,) = compared(photo(), jpeg(as_it_is(photo(8))))
    assert found.distance_bits is not None
    assert found.distance_bits > LOOK_BITS


def test_a_mirrored_picture_is_told_apart() -> None:
    (found,) = compared(ImageOps.mirror(photo()), jpeg(as_it_is(photo())))
    assert found.distance_bits is not None
    assert found.mirrored_bits is not None
    assert found.distance_bits > AGREE_BITS >= found.mirrored_bits


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (jpeg(Image.new("RGB", (160, 120), "grey")), "too flat"),
        (b"\xff\xd8\xff\xd9", ""),
        (b"", ""),
    ],
)
def test_what_cannot_be_compared_says_why(content: bytes, reason: str) -> None:
    (found,) = compared(photo(), content)
    assert found.distance_bits is None
    assert reason in found.reason
    assert found.reason


def test_pages_of_a_tiff_are_no_thumbnails() -> None:
    assert compared(photo(), jpeg(as_it_is(photo(8))), form="TIFF") == ()


def test_bands_are_cut_and_dark_pictures_are_not() -> None:
    padded = np.asarray(letterboxed(photo()))
    assert abs(without_bands(padded).shape[0] - 107) <= 2
    night = np.zeros((120, 160, 3), np.uint8)
    night[50:60, 70:80] = 255
    assert without_bands(night).shape == night.shape


def test_a_real_file_from_end_to_end() -> None:
    exif = Image.Exif()
    made = io.BytesIO()
    photo().save(made, "JPEG", exif=exif)
    content = with_thumbnail(made.getvalue(), jpeg(as_it_is(photo())))
    (found,) = compare_embedded(
        content,
        read_metadata(content),
        Picture(np.asarray(photo()), "JPEG", 1, ()),
    )
    assert found.place == "EXIF IFD1"
    assert found.distance_bits is not None
    assert found.distance_bits <= AGREE_BITS


def with_thumbnail(content: bytes, thumbnail: bytes) -> bytes:
    """The JPEG with an EXIF block that has no directory but the thumbnail's."""
    at = 8 + 2 + 4 + 2 + 3 * 12 + 4
    directory = b"".join(
        number.to_bytes(2, "little")
        + (4).to_bytes(2, "little")
        + (1).to_bytes(4, "little")
        + value.to_bytes(4, "little")
        for number, value in ((0x0103, 6), (0x0201, at), (0x0202, len(thumbnail)))
    )
    tiff = b"II*\0\x08\0\0\0" + b"\0\0" + (14).to_bytes(4, "little")
    tiff += b"\x03\0" + directory + b"\0\0\0\0" + thumbnail
    block = b"Exif\0\0" + tiff
    size = (len(block) + 2).to_bytes(2, "big")
    return content[:2] + b"\xff\xe1" + size + block + content[2:]


def test_comparisons_survive_the_pipe() -> None:
    found = compared(photo(), jpeg(as_it_is(photo())))
    assert embedded_from_json(json.loads(json.dumps(embedded_to_json(found)))) == found
    with pytest.raises(ValueError, match="no comparison"):
        embedded_from_json([{"place": "EXIF IFD1"}])

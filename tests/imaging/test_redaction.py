"""What is covered is gone: not a pixel, nor anything beside it, tells what it was."""

from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from verify.domain.regions import stated_region
from verify.imaging.decode import DecodeLimits, decode
from verify.imaging.redaction import MARGIN_PX, covered, png

Pixels = NDArray[np.uint8]
BOX = (48, 64, 112, 96)  # left, upper, right, lower
ASKED = "0.24,0.4,0.56,0.6"


def scene(secret: int) -> Pixels:
    """160 x 200 pixels that differ only in the box, by what is secret."""
    pixels = np.random.default_rng(1).integers(0, 256, (160, 200, 3), np.uint8)
    left, upper, right, lower = BOX
    part = np.random.default_rng(secret).integers(
        0, 256, (lower - upper, right - left, 3), np.uint8
    )
    pixels[upper:lower, left:right] = part
    return pixels


def encoded(pixels: Pixels, **how: object) -> bytes:
    out = BytesIO()
    Image.fromarray(pixels).save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("how", [
    {"format": "JPEG", "quality": 30, "subsampling": 2},
    {"format": "JPEG", "quality": 95, "subsampling": 0},
    {"format": "JPEG", "quality": 60, "subsampling": 1, "progressive": True},
    {"format": "PNG"},
], ids=["420", "444", "422", "png"])  # fmt: skip
def test_two_secrets_leave_one_picture(how: dict[str, object]) -> None:
    """Pictures that differ only in the region come out as the same bytes."""
    one, other = (
        decode(encoded(scene(n), **how), DecodeLimits()).pixels for n in (2, 3)
    )
    assert (one != other).any()
    region = stated_region(ASKED)
    left = png(covered(one, [region])), png(covered(other, [region]))
    assert left[0] == left[1]


def test_without_the_margin_a_jpeg_would_tell() -> None:
    """The control: pixels beside the region differ, and only the margin hides them."""
    how = {"format": "JPEG", "quality": 30, "subsampling": 2}
    one, other = (
        decode(encoded(scene(n), **how), DecodeLimits()).pixels.copy() for n in (2, 3)
    )
    left, upper, right, lower = BOX
    for pixels in (one, other):
        pixels[upper:lower, left:right] = 0
    assert (one != other).any()


def test_the_cover_reaches_the_edges_and_no_further() -> None:
    pixels = np.full((100, 80, 3), 200, np.uint8)
    result = covered(pixels, [stated_region("0,0,0.5,0.25")])
    assert (result[: 25 + MARGIN_PX, : 40 + MARGIN_PX] == 0).all()
    assert (result[25 + MARGIN_PX :] == 200).all()
    assert (result[:, 40 + MARGIN_PX :] == 200).all()
    assert (pixels == 200).all()


def test_the_file_holds_pixels_and_nothing_else() -> None:
    content = png(np.zeros((8, 8, 3), np.uint8))
    kinds, at = [], 8
    while at < len(content):
        size = int.from_bytes(content[at : at + 4])
        kinds.append(content[at + 4 : at + 8])
        at += 12 + size
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}

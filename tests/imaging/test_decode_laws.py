"""Whatever is done to the bytes, decoding gives a Picture or BadInput."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imaging.pictures import can_write_heif, photo, saved
from verify.errors import BadInput
from verify.imaging.decode import DecodeLimits, decode

KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("JPEG", {}),
    ("JPEG", {"progressive": True}),
    ("PNG", {}),
    ("WEBP", {}),
    ("TIFF", {"compression": "tiff_lzw"}),
    ("TIFF", {}),
    ("GIF", {}),
    ("BMP", {}),
    ("AVIF", {}),
    *((("HEIF", {}),) if can_write_heif() else ()),
)
SEEDS = tuple(saved(photo((48, 32)), kind, **options) for kind, options in KINDS)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(content) - 1))
        content[place] = draw(st.integers(0, 255))
    return bytes(content[: draw(st.integers(0, len(content)))])


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_damaged_bytes_give_a_picture_or_bad_input(content: bytes) -> None:
    try:
        picture = decode(content, DecodeLimits(max_pixels=1_000_000))
    except BadInput:
        return
    assert picture.pixels.shape == (picture.height, picture.width, 3)

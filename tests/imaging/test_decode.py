"""Decoding: upright once, sRGB, partial pictures said to be so, or BadInput."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps

from tests.imaging.pictures import can_write_heif, photo, saved
from verify.errors import BadInput
from verify.imaging.decode import (
    DECODE_PIPELINE,
    PARTIAL,
    DecodeLimits,
    Enough,
    decode,
    pixels_digest,
)
from verify.imaging.formats import plugins_for
from verify.imaging.picture import Picture

LIMITS = DecodeLimits()
SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "metadata" / "files"


def png_chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def png_claiming(width: int, height: int, *more: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + b"".join(more)


def off(picture: Picture, image: Image.Image) -> float:
    expected = np.asarray(image.convert("RGB")).astype(int)
    return float(np.abs(picture.pixels.astype(int) - expected).mean())


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"quality": 95}),
        ("JPEG", {"quality": 95, "progressive": True}),
        ("PNG", {}),
        ("WEBP", {"lossless": True}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("BMP", {}),
        ("AVIF", {"quality": 95}),
        ("HEIF", {"quality": 95}),
    ],
)
def test_each_format_gives_the_picture(kind: str, options: dict[str, Any]) -> None:
    if kind == "HEIF" and not can_write_heif():
        pytest.skip("this pillow-heif cannot write HEIF")
    picture = decode(saved(photo(), kind, **options), LIMITS)
    assert picture.format == kind
    assert (picture.width, picture.height, picture.frames) == (120, 80, 1)
    assert picture.pixels.dtype == np.uint8
    assert picture.pixels.flags.c_contiguous
    assert not picture.pixels.flags.writeable
    assert picture.notes == ()
    assert off(picture, photo()) < 3


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_orientation_is_applied_once(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = photo()
    image.info["exif"] = exif.tobytes()
    expected = ImageOps.exif_transpose(image)
    more: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": 95},
        "WEBP": {"lossless": True},
        "AVIF": {"quality": 95},
    }
    content = saved(photo(), kind, exif=exif, **more.get(kind, {}))
    picture = decode(content, LIMITS)
    assert (picture.width, picture.height) == expected.size
    assert off(picture, expected) < 3


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_heif_is_turned_once(orientation: int) -> None:
    if not can_write_heif():
        pytest.skip("this pillow-heif cannot write HEIF")
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = photo()
    image.info["exif"] = exif.tobytes()
    expected = ImageOps.exif_transpose(image)
    picture = decode(saved(photo(), "HEIF", exif=exif.tobytes(), quality=95), LIMITS)
    assert (picture.width, picture.height) == expected.size
    assert off(picture, expected) < 3


@pytest.mark.shared
def test_real_heif_files_keep_the_size_libheif_gives() -> None:
    folder = SHARED / "pillow-heif-tests" / "tests" / "images"
    if not folder.is_dir():
        pytest.skip("the measuring data beside the repository is absent")
    for path in [*folder.glob("heif/*RGB_8*"), folder / "heif_other" / "arrow.heic"]:
        content = path.read_bytes()
        with Image.open(io.BytesIO(content), formats=("HEIF",)) as image:
            size = image.size
        picture = decode(content, LIMITS)
        assert (picture.width, picture.height) == size
        assert picture.format == "HEIF"


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr", "LAB", "I;16", "F"])
def test_every_mode_becomes_rgb(mode: str) -> None:
    grey = photo().convert("L")
    if mode == "I;16":
        image = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    elif mode == "LAB":
        profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        in_lab = ImageCms.profileToProfile(photo(), *profiles, outputMode="LAB")
        assert in_lab is not None
        image = in_lab
    else:
        image = (grey if mode == "F" else photo()).convert(mode)
    picture = decode(saved(image, "TIFF"), LIMITS)
    source = {"1": image, "L": grey, "I;16": grey, "F": grey}.get(mode, photo())
    assert off(picture, source) < (40 if mode == "P" else 4)


def test_transparency_is_shown_on_white_and_noted() -> None:
    image = photo().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 60, 80))
    picture = decode(saved(image, "PNG"), LIMITS)
    assert picture.pixels[40, 10].tolist() == [255, 255, 255]
    assert picture.notes == ("transparent parts are shown on white",)
    opaque = decode(saved(photo().convert("RGBA"), "PNG"), LIMITS)
    assert opaque.notes == ()


def test_a_colour_profile_is_followed() -> None:
    swapped = profile_with_red_and_blue_exchanged()
    plain = decode(saved(photo(), "PNG"), LIMITS)
    picture = decode(saved(photo(), "PNG", icc_profile=swapped), LIMITS)
    reversed_channels = plain.pixels[:, :, ::-1].astype(int)
    assert np.abs(picture.pixels.astype(int) - reversed_channels).mean() < 6
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = decode(saved(photo(), "PNG", icc_profile=srgb), LIMITS)
    assert np.array_equal(same.pixels, plain.pixels)


def profile_with_red_and_blue_exchanged() -> bytes:
    """sRGB with the names of two of its colourants exchanged in the tag table."""
    content = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = content.replace(b"rXYZ", b"tmp!", 1).replace(b"bXYZ", b"rXYZ", 1)
    return exchanged.replace(b"tmp!", b"bXYZ", 1)


def test_a_broken_profile_is_noted_not_fatal() -> None:
    picture = decode(saved(photo(), "PNG", icc_profile=b"nonsense" * 20), LIMITS)
    assert any("colour profile" in note for note in picture.notes)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_animations_give_the_first_frame_with_a_note(kind: str) -> None:
    frames = [photo(), ImageOps.invert(photo()), photo().rotate(180)]
    content = saved(frames[0], kind, save_all=True, append_images=frames[1:])
    picture = decode(content, LIMITS)
    assert picture.frames == 3
    assert off(picture, photo()) < 8
    assert picture.notes == ("animated: 3 frames, of which the first was examined",)


def test_several_pictures_in_a_jpeg_are_noted() -> None:
    content = saved(photo(), "MPO", save_all=True, append_images=[photo().rotate(180)])
    picture = decode(content, LIMITS)
    assert (picture.format, picture.frames) == ("MPO", 2)
    assert "holds 2 pictures" in picture.notes[0]


def test_too_many_frames_are_refused() -> None:
    frames = [Image.new("L", (8, 8), level * 20) for level in range(12)]
    content = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(BadInput, match="12 pictures"):
        decode(content, DecodeLimits(max_frames=5))


def test_a_cut_jpeg_is_decoded_and_said_to_be_partial() -> None:
    content = saved(photo((640, 480)), "JPEG", quality=95)
    picture = decode(content[: len(content) // 2], LIMITS)
    assert picture.notes[0] == PARTIAL
    assert off(picture, photo((640, 480))) > 1
    with pytest.raises(BadInput, match="nothing of it can be decoded"):
        decode(content[:300], LIMITS)


def test_a_bomb_is_refused_by_its_header() -> None:
    almost_empty = png_chunk(b"IDAT", zlib.compress(b"\0"))
    with pytest.raises(BadInput, match="more pixels"):
        decode(png_claiming(65500, 65500, almost_empty), LIMITS)
    content = saved(photo(), "PNG")
    with pytest.raises(BadInput, match="more pixels"):
        decode(content, DecodeLimits(max_pixels=120 * 80 - 1))
    assert decode(content, DecodeLimits(max_pixels=120 * 80)).width == 120


def test_pillow_is_left_as_it_was() -> None:
    before = Image.MAX_IMAGE_PIXELS
    with pytest.raises(BadInput):
        decode(saved(photo(), "PNG"), DecodeLimits(max_pixels=10))
    assert before == Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"<svg xmlns=''/>", "an SVG drawing"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "a video"),
        (b"hello", "not that of a picture"),
        (b"\xff\xd8", "not that of a picture"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"BM", "BMP"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as caught:
        decode(content, LIMITS)
    assert caught.value.next_step


def test_the_format_is_judged_by_content_alone() -> None:
    assert plugins_for(saved(photo(), "AVIF")) == ("AVIF",)
    mif1 = b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"
    assert plugins_for(mif1) == ("AVIF",)
    assert plugins_for(mif1.replace(b"avif", b"heic")) == ("HEIF",)
    assert plugins_for(b"RIFF\0\0\0\0WAVE") == ()


def test_pixels_digest_names_pixels_and_shape() -> None:
    one = decode(saved(photo(), "PNG"), LIMITS)
    same = decode(saved(photo(), "BMP"), LIMITS)
    other = decode(saved(photo().rotate(180), "PNG"), LIMITS)
    assert pixels_digest(one) == pixels_digest(same) != pixels_digest(other)
    tall = Picture(one.pixels.reshape(120, 80, 3), "PNG", 1, ())
    assert pixels_digest(tall) != pixels_digest(one)
    assert DECODE_PIPELINE.startswith("pillow-")


def test_a_large_jpeg_is_decoded_no_larger_than_is_enough() -> None:
    content = saved(photo((1600, 900)), "JPEG", quality=95)
    small = decode(content, LIMITS, enough=Enough(256, 64))
    assert (small.width, small.height, small.decoded_from) == (400, 225, (1600, 900))
    assert off(small, photo((1600, 900)).reduce(4)) < 3
    with pytest.raises(ValueError, match="every pixel"):
        pixels_digest(small)


def test_enough_is_held_on_both_sides_and_turns_with_the_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = saved(photo((1600, 100)), "JPEG", exif=exif)
    small = decode(content, LIMITS, enough=Enough(256, 64))
    assert (small.width, small.height, small.decoded_from) == (100, 1600, None)
    large = decode(content, LIMITS, enough=Enough(256, 32))
    assert (large.width, large.height, large.decoded_from) == (50, 800, (100, 1600))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_too_few_pixels_or_another_format_are_decoded_whole(kind: str) -> None:
    content = saved(photo(), kind)
    small = decode(content, LIMITS, enough=Enough(100 if kind == "JPEG" else 8, 1))
    assert (small.width, small.height, small.decoded_from) == (120, 80, None)


def test_a_jpeg_cut_short_is_noticed_also_where_little_of_it_is_enough() -> None:
    content = saved(photo((1600, 900)), "JPEG", quality=95)
    small = decode(content[: len(content) // 2], LIMITS, enough=Enough(256, 64))
    assert PARTIAL in small.notes
    assert small.decoded_from == (1600, 900)

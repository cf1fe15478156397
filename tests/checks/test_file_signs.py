"""Screenshots, devices, what stands beside a picture, and stripped metadata."""

from dataclasses import replace

import pytest

from tests.checks.files import CAMERA, file
from tests.facts import codes, findings, outcomes, tag
from verify.checks import CHECKS
from verify.domain.examination import EmbeddedComparison, Outcome
from verify.domain.findings import Bearing, State
from verify.domain.metadata import Block, BlockKind, EmbeddedPicture

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/screenCapture"


@pytest.mark.parametrize(
    ("name", "size", "code"),
    [
        ("Screenshot_20240726-101112.png", (900, 600), "screenshot_named"),
        ("Снимок экрана 2024-07-26.png", (900, 600), "screenshot_named"),
        ("a.png", (1080, 2400), "sized_like_screen"),
        ("a.png", (1920, 1080), "sized_like_screen"),
        ("a.png", (1081, 2400), "no_screen"),
    ],
)
def test_screens_by_name_and_size(name: str, size: tuple[int, int], code: str) -> None:
    assert codes(file(name=name, size=size), "screenshots") == [code]


def test_a_photo_with_an_exposure_is_no_screen() -> None:
    assert codes(file(*CAMERA, size=(1920, 1080)), "screenshots") == ["no_screen"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UserComment", "Screenshot"),
        ("Iptc4xmpExt:DigitalSourceType", SOURCE),
        ("Software", "Android 14 Screenshot"),
    ],
)
def test_a_screen_by_the_files_own_word(name: str, value: str) -> None:
    assert codes(file(tag(name, value)), "screenshots") == ["screenshot_declared"]


def test_a_device_and_its_number_are_named() -> None:
    given = file(*CAMERA, tag("BodySerialNumber", "062062059949", "EXIF"))
    (found,) = findings(given, "device")
    assert "“Canon EOS 5D”, number “062062059949”" in found.summary


@pytest.mark.parametrize(
    ("name", "value", "differs"),
    [
        ("tiff:Model", "NIKON D70", True),
        ("tiff:Model", "CANON EOS 5D", False),
        ("tiff:Make", "Canon Inc.", False),
        ("tiff:Make", "NIKON CORPORATION", True),
    ],
)
def test_devices_that_differ_within_a_file(
    name: str,
    value: str,
    differs: bool,  # noqa: FBT001
) -> None:
    given = file(*CAMERA, tag(name, value, "XMP"))
    assert ("devices_differ" in codes(given, "device")) is differs


def test_a_thumbnails_own_model_is_none_of_the_pictures() -> None:
    given = file(*CAMERA, tag("Model", "Digital Cam", "EXIF IFD1"))
    assert codes(given, "device") == ["device_named"]


def test_bytes_behind_before_and_views_beside() -> None:
    given = file(
        blocks=(
            Block(BlockKind.TRAILING, "after the JPEG's end", 900, 30, "a ZIP archive"),
            Block(BlockKind.LEADING, "before the JPEG", 0, 8),
        ),
        embedded=(EmbeddedPicture("MPF image 2", "JPEG", 500, 100, 640, 480),),
    )
    found = findings(given, "trailing")
    assert [one.code for one in found] == ["bytes_behind", "bytes_before",
                                           "further_views"]  # fmt: skip
    assert "beginning like a ZIP archive" in found[0].summary
    assert "at byte 900" in found[0].basis[0]


@pytest.mark.parametrize(
    ("name", "form", "code"),
    [
        ("a.png", "JPEG", "named_otherwise"),
        ("a.JPG", "JPEG", "nothing_beside"),
        ("a.jpg.egd", "JPEG", "nothing_beside"),
        ("a", "JPEG", "nothing_beside"),
        ("a.jpg", "HEIC", "named_otherwise"),
        ("a.jpg", "MPO", "nothing_beside"),
    ],
)
def test_the_ending_of_the_name(name: str, form: str, code: str) -> None:
    assert codes(file(name=name, format=form), "trailing") == [code]


@pytest.mark.parametrize(
    ("bits", "mirrored", "code"),
    [
        (0, 30, "thumbnail_agrees"),
        (8, 30, "thumbnail_agrees"),
        (9, 30, "thumbnail_look"),
        (16, 30, "thumbnail_look"),
        (17, 30, "thumbnail_differs"),
        (30, 4, "thumbnail_mirrored"),
        (None, None, "thumbnail_not_compared"),
    ],
)
def test_bands_of_thumbnails(bits: int | None, mirrored: int | None, code: str) -> None:
    compared = EmbeddedComparison(
        "EXIF IFD1", 100, 2000, 160, 120, bits, mirrored, "as it is", "too flat"
    )
    given = replace(file(), embedded=(compared,))
    (found,) = findings(given, "thumbnails")
    assert (found.code, found.bearing) == (code, Bearing.NEUTRAL)


def test_stripped_metadata_are_neutral_and_say_who_strips() -> None:
    (found,) = findings(file(), "stripped")
    assert (found.code, found.bearing) == ("metadata_absent", Bearing.NEUTRAL)
    assert any("WhatsApp" in limit for limit in found.limits)
    assert codes(file(*CAMERA), "stripped") == ["origin_stated"]


def test_a_file_that_says_nothing_is_held_against_nobody() -> None:
    given = file()
    for check in CHECKS:
        for found in findings(given, check.name):
            assert found.bearing is Bearing.NEUTRAL, found
            assert found.state is not State.NOT_DETERMINED, found
    assert outcomes(given) == [("picture", Outcome.NOTHING_FOUND)]

"""EXIF values in one form, whichever library read them."""

from fractions import Fraction

import pytest
from PIL.TiffImagePlugin import IFDRational

from verify.readers.exif_values import GPS, IFD0, SUB, raw_text, tag_name, value_text


@pytest.mark.parametrize(
    ("value", "text", "raw"),
    [
        (5, "5", "5"),
        (Fraction(1, 3), "0.3333333333", "1/3"),
        (IFDRational(10, 5), "2", "10/5"),
        (IFDRational(1, 0), "undef", "1/0"),
        ((IFDRational(1, 2), 3), "0.5 3", "1/2 3"),
        ("Maker \0\0", "Maker", "Maker \0\0"),
        ("caf\xc3\xa9", "café", "café"),
        (b"0231", "0231", "0231"),
        (b"\x01" * 5000, "(5000 bytes)", "\x01" * 4096),
    ],
)
def test_values(value: object, text: str, raw: str) -> None:
    assert (value_text("Any", value), raw_text(value)) == (text, raw)


def test_long_lists_are_cut_and_say_so() -> None:
    assert value_text("StripOffsets", tuple(range(5000))).endswith("(cut, 5000 values)")


def test_names_are_by_directory_and_pointers_have_none() -> None:
    assert tag_name(IFD0, 0x010F) == "Make"
    assert tag_name(GPS, 1) == "GPSLatitudeRef"
    assert tag_name(SUB, 0x9291) == "SubSecTimeOriginal"
    assert tag_name(IFD0, 0xFFF1) == "0xfff1"
    assert tag_name(IFD0, 0x8769) is None


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"ASCII\0\0\0hello\0", "hello"),
        (b"UNICODE\0" + "hello".encode("utf-16-be"), "hello"),
        (b"UNICODE\0" + "hello".encode("utf-16-le"), "hello"),
        (b"\0" * 8 + b"hello", "hello"),
    ],
)
def test_user_comments(content: bytes, text: str) -> None:
    assert value_text("UserComment", content) == text

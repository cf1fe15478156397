"""Names and values of EXIF tags in one form, whichever library read them.

The names are those of the EXIF 2.32 standard as Pillow lists them; two readers that
saw the same tag give the same name, place and value. Nothing here reads bytes of a
file or interprets a MakerNote.
"""

from collections.abc import Sequence
from functools import cache
from numbers import Rational

from PIL import ExifTags

from verify.readers.readings import decoded

IFD0 = "EXIF IFD0"
IFD1 = "EXIF IFD1"
SUB = "EXIF"
GPS = "EXIF GPS"
INTEROP = "EXIF Interop"
BINARY_SHOWN = 64
NUMBERS_SHOWN = 16
"""Bytes that are no text and not more than these are told as numbers."""
MOSTLY = 0.8
"""Share of printable characters from which longer bytes pass for text."""
MOST_NUMBERS = 100

ORIGIN_BEARING = frozenset(
    {"Make", "Model", "Software", "Artist", "Copyright", "ImageDescription"}
    | {"Orientation", "DateTime", "DateTimeOriginal", "DateTimeDigitized"}
    | {"SubSecTime", "SubSecTimeOriginal", "SubSecTimeDigitized", "OffsetTime"}
    | {"OffsetTimeOriginal", "OffsetTimeDigitized", "HostComputer", "UserComment"}
    | {"ProcessingSoftware", "CameraOwnerName", "BodySerialNumber", "LensModel"}
    | {"LensMake", "LensSerialNumber", "ImageUniqueID", "ExifImageWidth"}
    | {"ExifImageHeight", "ExposureTime", "FNumber", "ISOSpeedRatings", "FocalLength"}
    | {"XPTitle", "XPComment", "XPAuthor", "XPKeywords", "XPSubject", "ImageWidth"}
    | {"ImageLength", "JpegIFByteCount", "JpegIFOffset", "ExifVersion"}
)
"""Beside all of GPS, the tags for which a second and third reader are worth their time:
those that bear on when, where, with what and by whom a picture was made."""

_NAMES = {0x9290: "SubSecTime", 0x9291: "SubSecTimeOriginal"}
_NAMES[0x9292] = "SubSecTimeDigitized"
_POINTERS = frozenset({0x8769, 0x8825, 0xA005, 0x014A})
_NUMBERS_AS_BYTES = frozenset(
    {"GPSVersionID", "GPSAltitudeRef", "GPSDifferential", "DNGVersion"}
    | {"DNGBackwardVersion", "FileSource", "SceneType", "ComponentsConfiguration"}
    | {"CFAPlaneColor", "CFARepeatPatternDim", "LensInfo"}
)
_UTF16 = frozenset({"XPTitle", "XPComment", "XPAuthor", "XPKeywords", "XPSubject"})
_CHARSETS = {
    b"ASCII\0\0\0": "latin-1",
    b"UNICODE\0": "utf-16",
    b"JIS\0\0\0\0\0": "iso2022_jp",
    b"\0" * 8: "utf-8",
}
_CODED = frozenset({"UserComment", "GPSProcessingMethod", "GPSAreaInformation"})


@cache
def tag_name(place: str, number: int) -> str | None:
    """The tag's usual name; None for pointers from one directory to another."""
    if number in _POINTERS:
        return None
    table = ExifTags.GPSTAGS if place.startswith(GPS) else ExifTags.TAGS
    known = _NAMES.get(number) if place.startswith(SUB) else None
    return known or table.get(number, f"0x{number:04x}")


def bears_on_origin(place: str, name: str) -> bool:
    """Whether further readers give an opinion on this tag."""
    return name in ORIGIN_BEARING or place.startswith(GPS)


def value_text(name: str, value: object) -> str:  # noqa: PLR0911 - one for each type
    """The value for people and rules; rationals as decimals, lists side by side."""
    if isinstance(value, bytes):
        return bytes_text(name, value)
    if isinstance(value, str):
        return one_text(name, _repaired(value))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Rational):
        return _decimal(value)
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, Sequence):
        return _listed([value_text(name, one) for one in value[:MOST_NUMBERS]], value)
    return str(value)


def one_text(name: str, text: str) -> str:
    """Text up to its first NUL; what stands behind it is in the raw form.

    `Copyright` alone has two texts by the standard, of photographer and editor.
    """
    if name != "Copyright":
        text = text.partition("\0")[0] or text
    return text.strip("\0 ")


def raw_text(value: object) -> str:
    """The value as it was written, before any reading of meaning into it."""
    if isinstance(value, bytes):
        return value[:4096].decode("latin-1")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Rational):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, str):
        return _repaired(value)
    if isinstance(value, Sequence):
        return _listed([raw_text(one) for one in value[:MOST_NUMBERS]], value)
    return str(value)


def _listed(texts: list[str], values: Sequence[object]) -> str:
    cut = len(values) > len(texts)
    return " ".join(texts) + (f"… (cut, {len(values)} values)" if cut else "")


def _decimal(value: Rational) -> str:
    numerator, denominator = int(value.numerator), int(value.denominator)
    if denominator == 0:
        return "undef"
    if numerator % denominator == 0:
        return str(numerator // denominator)
    return f"{numerator / denominator:.10g}"


def bytes_text(name: str, value: bytes) -> str:  # noqa: PLR0911 - one for each form
    """Bytes as text where they are text, as numbers where they are few, or counted."""
    if name in _UTF16:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    if name in _CODED and value[:8] in _CHARSETS:
        return _coded(value)
    if name in _NUMBERS_AS_BYTES:
        return " ".join(map(str, value))
    text = decoded(value[:4096])
    if text[:BINARY_SHOWN].isprintable():
        return text if text or not value else " ".join(map(str, value[:16]))
    if len(value) <= NUMBERS_SHOWN:
        return " ".join(map(str, value))
    if name in _CODED or sum(map(str.isprintable, text)) > MOSTLY * len(text):
        return text
    return f"({len(value)} bytes)"


def _coded(value: bytes) -> str:
    """Text behind the eight bytes that name its character code (EXIF 4.6.5)."""
    charset, content = _CHARSETS[value[:8]], value[8:4096]
    if charset == "utf-16" and content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        # No byte order is said: of text in most scripts, the high bytes are alike.
        high_first = len(set(content[::2])) <= len(set(content[1::2]))
        charset = "utf-16-be" if high_first else "utf-16-le"
    return content.decode(charset, "replace").rstrip("\0 ")


def _repaired(text: str) -> str:
    """Text that a library took for Latin-1 though its bytes are UTF-8."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text

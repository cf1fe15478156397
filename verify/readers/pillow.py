"""What Pillow finds: EXIF again, XMP, IPTC, text, comments, colour profile, size.

The file is opened from memory with an allow-list of formats (Pillow's default list
would start Ghostscript on an EPS) and never decoded: `getexif()` of a PNG would. HEIF
goes through pillow-heif directly, since its Pillow plugin rewrites the orientation.
What stands behind the picture data of a PNG is not seen, nor a MakerNote.
"""

import io
import warnings
from collections.abc import Mapping
from functools import partial
from typing import Any

import pillow_heif
from PIL import ExifTags, Image, ImageCms, IptcImagePlugin, JpegImagePlugin, __version__

from verify.readers import exif_values
from verify.readers.readings import Notes, Reading, decoded
from verify.readers.xmp import read_xmp

NAME = "pillow"
VERSION = str(__version__)

# An MPO is opened by way of JPEG.
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF")
LARGEST_PROFILE = 4_000_000
_HEIF_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
)
_NOT_TEXT = frozenset({"exif", "xmp", "icc_profile", "photoshop", "XML:com.adobe.xmp"})
_TEXT_KEYS = frozenset({"comment"})
_ORIENTATION = int(ExifTags.Base.Orientation)
_UNCHECKED = "a manifest is there; its signature is not checked"
_SAMPLINGS = {0: "1 1", 1: "2 1", 2: "2 2"}
# Record 2 of IPTC-IIM 4.2, section 6, under the names that exiftool made usual.
_IPTC = {
    5: "ObjectName", 25: "Keywords", 40: "SpecialInstructions", 55: "DateCreated",
    60: "TimeCreated", 80: "By-line", 90: "City",
    101: "Country-PrimaryLocationName", 105: "Headline", 110: "Credit",
    115: "Source", 116: "CopyrightNotice", 120: "Caption-Abstract",
}  # fmt: skip


def read(content: bytes) -> Reading:
    """All that Pillow and pillow-heif find without decoding; never raises."""
    notes = Notes(NAME)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
            notes.attempt("the HEIF container", lambda: _read_heif(content, notes))
        else:
            notes.attempt("the picture's header", lambda: _read(content, notes))
    return notes.reading()


def _read_heif(content: bytes, notes: Notes) -> None:
    opened = pillow_heif.open_heif(io.BytesIO(content))
    _size("HEIF header", opened.size, notes)
    _blocks(opened.info, notes)


def _read(content: bytes, notes: Notes) -> None:
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        _size(f"{picture.format} header", picture.size, notes)
        _blocks(picture.info, notes)
        if "exif" not in picture.info and picture.format == "TIFF":
            notes.attempt("EXIF", lambda: _tiff_exif(picture, notes))
        notes.attempt("IPTC", lambda: _iptc(picture, notes))
        if isinstance(picture, JpegImagePlugin.JpegImageFile):
            notes.attempt("JPEG segments", lambda: _jpeg(picture, notes))
        else:
            notes.attempt("text", lambda: _texts(picture, notes))


def _size(place: str, size: tuple[int, int], notes: Notes) -> None:
    for name, number in zip(("ImageWidth", "ImageHeight"), size, strict=True):
        notes.add(place, name, str(number), str(number))


def _blocks(found: Mapping[Any, Any], notes: Notes) -> None:
    """EXIF, XMP and colour profile, which Pillow gives as bytes for every format."""
    if isinstance(found.get("exif"), bytes):
        notes.attempt("EXIF", lambda: _exif_block(found["exif"], notes))
    elif "Raw profile type exif" in found:
        notes.attempt("EXIF", lambda: _hex_exif(found, notes))
    packet = found.get("xmp") or found.get("XML:com.adobe.xmp")
    if packet:
        content = packet.encode() if isinstance(packet, str) else bytes(packet)
        notes.attempt("XMP", lambda: read_xmp(content, notes))
    if found.get("icc_profile"):
        notes.attempt("the colour profile", lambda: _profile(found, notes))


def _hex_exif(found: Mapping[Any, Any], notes: Notes) -> None:
    """EXIF as ImageMagick writes it into PNG text: three lines, then hexadecimal."""
    lines = str(found["Raw profile type exif"]).split("\n")[3:]
    _exif_block(bytes.fromhex("".join(lines)), notes)


def _exif_block(block: bytes, notes: Notes) -> None:
    exif = Image.Exif()
    exif.load(block)
    _exif(exif, notes)


def _tiff_exif(picture: Image.Image, notes: Notes) -> None:
    exif = picture.getexif()
    if _ORIENTATION not in getattr(picture, "tag_v2", {}):
        exif.pop(_ORIENTATION, None)  # Pillow copies one from the XMP in its place
    _exif(exif, notes)


def _exif(exif: Image.Exif, notes: Notes) -> None:
    _directory(exif_values.IFD0, exif, notes)
    for place, number in (
        (exif_values.SUB, ExifTags.IFD.Exif),
        (exif_values.GPS, ExifTags.IFD.GPSInfo),
        (exif_values.INTEROP, ExifTags.IFD.Interop),
        (exif_values.IFD1, ExifTags.IFD.IFD1),
    ):
        act = partial(_sub_directory, exif, number, place=place, notes=notes)
        notes.attempt(place, act)


def _sub_directory(
    exif: Image.Exif, number: ExifTags.IFD, *, place: str, notes: Notes
) -> None:
    _directory(place, exif.get_ifd(number), notes)


def _directory(place: str, tags: Mapping[int, Any], notes: Notes) -> None:
    for number in list(tags):
        act = partial(_keep, tags, number, place=place, notes=notes)
        notes.attempt(f"{place} 0x{number:04x}", act)


def _keep(tags: Mapping[int, Any], number: int, *, place: str, notes: Notes) -> None:
    name, value = exif_values.tag_name(place, number), tags[number]
    if name is None or isinstance(value, dict):
        return
    text = exif_values.value_text(name, value)
    notes.add(place, name, text, exif_values.raw_text(value))


def _profile(found: Mapping[Any, Any], notes: Notes) -> None:
    content = found["icc_profile"]
    if len(content) > LARGEST_PROFILE:
        raise ValueError(f"the profile is larger than {LARGEST_PROFILE:,} bytes")
    profile = ImageCms.ImageCmsProfile(io.BytesIO(content))
    name = ImageCms.getProfileDescription(profile)
    notes.add("ICC profile", "ProfileDescription", name, name)


def _iptc(picture: Image.Image, notes: Notes) -> None:
    found = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]
    for (record, number), value in found.items():
        name = _IPTC.get(number)
        if record != 2 or name is None:  # noqa: PLR2004
            continue
        for one in value if isinstance(value, list) else [value]:
            text = decoded(bytes(one or b""))
            notes.add("IPTC", name, text, text)


def _jpeg(picture: JpegImagePlugin.JpegImageFile, notes: Notes) -> None:
    """Comments (a file can have several), the kind of coding, further pictures."""
    for segment, content in picture.applist:
        if segment == "COM":
            text = decoded(content)
            notes.add("JPEG COM", "Comment", text, text)
        elif segment == "APP11" and b"c2pa" in content:
            notes.add("JPEG APP11", "C2PA", _UNCHECKED, content[:64].decode("latin-1"))
    progressive = str(int(bool(picture.info.get("progressive"))))
    notes.add("JPEG SOF", "Progressive", progressive, progressive)
    sampling = _SAMPLINGS.get(JpegImagePlugin.get_sampling(picture))
    if sampling:
        notes.add("JPEG SOF", "YCbCrSubSampling", sampling, sampling)
    if picture.format == "MPO":
        count = str(getattr(picture, "n_frames", 1))
        notes.add("MPF", "NumberOfImages", count, count)


def _texts(picture: Image.Image, notes: Notes) -> None:
    """Text chunks of a PNG, and the comment of a GIF."""
    place = "PNG text" if picture.format == "PNG" else f"{picture.format} comment"
    for key, value in picture.info.items():
        if key in _NOT_TEXT or str(key).startswith("Raw profile type"):
            continue
        text = decoded(value) if isinstance(value, bytes) else value
        if not isinstance(text, str) or not (
            picture.format == "PNG" or key in _TEXT_KEYS
        ):
            continue
        notes.add(place, str(key), text, text)

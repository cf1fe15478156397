"""exiftool as an optional further reader, where somebody has installed it.

It is given the bytes on standard input, never a name; starts without anybody's
configuration file; and has a deadline and a limit on what it may say. Versions before
12.24 ran code from DjVu files (CVE-2021-22204) and are refused. Tags of EXIF that we
know get our names, so that agreement shows; all others keep exiftool's group and name.
"""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

from verify.domain.metadata import Tag
from verify.errors import SurroundingsError
from verify.readers.readings import MOST_TAGS, escaped, shown

NAME = "exiftool"
DEADLINE_S = 30
OLDEST = (12, 24)
LARGEST_REPLY = 8 << 20
_ARGUMENTS = ("-j", "-G1", "-n", "-a", "-struct", "-x", "ThumbnailImage", "-")
_PLACES = {
    "IFD0": "EXIF IFD0", "ExifIFD": "EXIF", "IFD1": "EXIF IFD1",
    "InteropIFD": "EXIF Interop", "IPTC": "IPTC", "ICC_Profile": "ICC profile",
}  # fmt: skip
# Where exiftool's name is not that of the standard.
_NAMES = {
    ("IFD0", "ModifyDate"): "DateTime",
    ("ExifIFD", "CreateDate"): "DateTimeDigitized",
    ("ExifIFD", "ISO"): "ISOSpeedRatings",
    ("ExifIFD", "SerialNumber"): "BodySerialNumber",
    ("ExifIFD", "OwnerName"): "CameraOwnerName",
    ("ExifIFD", "LensInfo"): "LensSpecification",
    ("ExifIFD", "ExposureCompensation"): "ExposureBiasValue",
    ("IFD1", "ThumbnailLength"): "JpegIFByteCount",
}
_COMPARED = frozenset(
    {"Make", "Model", "Software", "Artist", "Copyright", "ImageDescription"}
    | {"Orientation", "DateTimeOriginal", "OffsetTime", "OffsetTimeOriginal"}
    | {"SubSecTimeOriginal", "ExposureTime", "FNumber", "FocalLength", "ImageUniqueID"}
    | {"LensModel", "LensMake", "LensSerialNumber", "ExifImageWidth"}
    | {"ExifImageHeight", "HostComputer", "ProcessingSoftware", "City", "By-line"}
    | {"Caption-Abstract", "Credit", "Country-PrimaryLocationName", "Headline"}
    | {"SpecialInstructions", "ProfileDescription", *_NAMES.values()}
)
_OWN_FACTS = frozenset({"ExifTool", "System", "SourceFile"})


@dataclass(frozen=True)
class Exiftool:
    """An installed exiftool: where it is and which version."""

    path: str
    version: str

    def read(self, content: bytes) -> tuple[tuple[Tag, ...], tuple[str, ...]]:
        """Its tags, and its warnings and failures as problems; never raises."""
        try:
            done = subprocess.run(  # noqa: S603 - the program a person asked for
                [self.path, "-config", "", *_ARGUMENTS],
                input=content,
                capture_output=True,
                timeout=DEADLINE_S,
                check=False,
                env=_environment(),
            )
            found = json.loads(done.stdout[:LARGEST_REPLY].decode("utf-8", "replace"))
            tags = [tag for key, value in found[0].items() for tag in _tags(key, value)]
        except subprocess.TimeoutExpired:
            return (), (f"{NAME}: it took longer than {DEADLINE_S} seconds",)
        except (OSError, ValueError, LookupError, AttributeError) as error:
            return (), (f"{NAME}: it gave no answer ({type(error).__name__})",)
        warned = [t for t in tags if t.name in {"Warning", "Error"}]
        kept = tuple(t for t in tags if t not in warned)[:MOST_TAGS]
        return kept, tuple(f"{NAME}: {tag.value}" for tag in warned)


def find_exiftool() -> Exiftool:
    """The exiftool on the path. Raises SurroundingsError where none can be used."""
    path = shutil.which(NAME)
    if path is None:
        raise SurroundingsError(
            "exiftool is not installed, or not on the path",
            next_step="Install it (Debian: libimage-exiftool-perl) or leave out "
            "--with exiftool.",
        )
    try:
        done = subprocess.run(  # noqa: S603 - the program a person asked for
            [path, "-config", "", "-ver"], capture_output=True, timeout=DEADLINE_S,
            check=False, env=_environment(), stdin=subprocess.DEVNULL,
        )  # fmt: skip
        said = done.stdout.decode("ascii", "replace").strip()
    except (OSError, subprocess.TimeoutExpired) as error:
        said = type(error).__name__
    numbers = re.match(r"(\d+)\.(\d+)", said)
    if numbers is None or (int(numbers[1]), int(numbers[2])) < OLDEST:
        raise SurroundingsError(
            f"exiftool {said or '(no version)'} cannot be used",
            next_step=f"Install version {OLDEST[0]}.{OLDEST[1]} or newer.",
        )
    return Exiftool(path, numbers[0])


def _environment() -> dict[str, str]:
    kept = {k: os.environ[k] for k in ("PATH", "SYSTEMROOT") if k in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8", "HOME": os.devnull}


def _tags(key: str, value: Any) -> list[Tag]:
    group, _, name = key.partition(":")
    if group in _OWN_FACTS and name not in {"Warning", "Error"}:
        return []
    text = _text(value)
    name = _NAMES.get((group, name), name)
    known = _PLACES.get(group) if name in _COMPARED else None
    place = known or f"exiftool {shown(group)}"
    return [Tag(shown(name), shown(text), escaped(text), place, NAME)]


def _text(value: Any) -> str:
    if isinstance(value, list) and not any(isinstance(v, dict | list) for v in value):
        return "; ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

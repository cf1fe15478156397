"""Tells which device a file names, and where it names several.

The names and numbers are the file's own words and easily copied with the rest of its
metadata. What is told here is whether they agree with each other; several photos are
held against each other by `verify.checks.device_set`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from verify.checks.dates import basis_of
from verify.checks.findings import Maker, quoted
from verify.checks.tags import tags_named, values_named
from verify.domain.examination import Facts
from verify.domain.findings import Finding, State
from verify.domain.metadata import Metadata

NAME = "device"
VERSION = "1"

COPIED = "Names and numbers of devices are copied with other metadata by many programs."
STRIPPED = "Most platforms remove the device's name: absence says nothing."
RENAMED = (
    "Makers write their names in several ways; programs shorten or translate them."
)

MAKE = ("Make", "tiff:Make")
MODEL = ("Model", "tiff:Model")
SERIAL = ("BodySerialNumber", "aux:SerialNumber", "exifEX:BodySerialNumber",
          "CameraSerialNumber")  # fmt: skip
NOTED_SERIAL = ("SerialNumber", "InternalSerialNumber")
LENS_SERIAL = ("LensSerialNumber", "aux:LensSerialNumber", "exifEX:LensSerialNumber")
UNIQUE = ("ImageUniqueID", "exif:ImageUniqueID")

_made = Maker(NAME, VERSION)


@dataclass(frozen=True)
class Device:
    """What one file says took the picture; empty texts where it does not say."""

    make: str
    model: str
    serials: tuple[str, ...]
    """The maker's note may hold another number than EXIF: both are kept."""
    unique: tuple[str, ...]
    """Identifiers that a camera gives one picture only."""

    @property
    def words(self) -> str:
        """Make and model, the make said once."""
        if self.model.lower().startswith(self.make.split(" ")[0].lower()):
            return self.model
        return f"{self.make} {self.model}".strip()


def device_of(metadata: Metadata) -> Device:
    """The device that the file names first."""
    first = [values_named(metadata, *names)[:1] for names in (MAKE, MODEL)]
    makes, models = first
    return Device(
        make=makes[0] if makes else "",
        model=models[0] if models else "",
        serials=values_named(metadata, *SERIAL, *NOTED_SERIAL),
        unique=tuple(one for one in values_named(metadata, *UNIQUE) if _telling(one)),
    )


def run(facts: Facts) -> tuple[Finding, ...]:
    """The device named, and names of one kind that differ."""
    metadata = facts.metadata
    found = [*_named(metadata), *_several(metadata)]
    return tuple(found) or (
        _made(
            "no_device",
            "The file names no device.",
            state=State.NOT_OBSERVED,
            limits=(STRIPPED,),
        ),
    )


def _named(metadata: Metadata) -> Iterator[Finding]:
    device = device_of(metadata)
    if not device.words:
        return
    number = f", number {quoted(device.serials[0])}" if device.serials else ""
    yield _made(
        "device_named",
        f"The file names the device {quoted(device.words)}{number}.",
        basis=tuple(
            basis_of(tag)
            for tag in tags_named(metadata, *MAKE, *MODEL, *SERIAL, *NOTED_SERIAL)
        )[:8],
        limits=(COPIED,),
    )


def _several(metadata: Metadata) -> Iterator[Finding]:
    for what, names in (
        ("models", MODEL), ("makers", MAKE), ("serial numbers", SERIAL),
        ("serial numbers of a lens", LENS_SERIAL),
    ):  # fmt: skip
        values = values_named(metadata, *names)
        if len({_plain(value) for value in values}) < 2:  # noqa: PLR2004
            continue
        listed = ", ".join(quoted(value) for value in values[:4])
        yield _made(
            "devices_differ",
            f"The file names different {what}: {listed}.",
            basis=tuple(basis_of(tag) for tag in tags_named(metadata, *names))[:8],
            limits=(RENAMED, COPIED),
        )


def _plain(value: str) -> str:
    """Letters and digits alone, without zeros in front or words of firms behind."""
    kept = "".join(c for c in value.lower() if c.isalnum()).lstrip("0")
    for ending in ("corporation", "coltd", "imagingcorp", "company", "inc", "corp"):
        kept = kept.removesuffix(ending)
    return kept


def _telling(identifier: str) -> bool:
    """Whether an identifier is more than a filler that every file of a model has."""
    return len(set(identifier.replace(" ", ""))) > 3 and len(identifier) >= 12  # noqa: PLR2004

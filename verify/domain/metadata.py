"""What a file says about itself: tags with the place each stood in.

Nothing is picked silently: two readers or two places that disagree are two tags.
"""

from dataclasses import dataclass

from verify.domain.places import StatedPlace
from verify.domain.times import StatedTime

IMPOSSIBLE_DATE = "impossible date:"
IMPOSSIBLE_PLACE = "impossible place:"
"""How those of a Metadata's problems begin that are statements which cannot be."""


@dataclass(frozen=True)
class Tag:
    """One statement of a file: `place` is where it stood, `raw` how it was written."""

    name: str
    """The field's usual name, such as `DateTimeOriginal` or `GPSLatitude`."""
    value: str
    raw: str
    place: str
    """Such as `EXIF IFD0`, `EXIF GPS`, `PNG tEXt`, `JPEG COM`, `JFIF`."""
    reader: str


@dataclass(frozen=True)
class TimeStatement:
    """A time in the file, and the tag that states it."""

    role: str
    """`taken`, `digitised`, `modified`, `gps`."""
    time: StatedTime
    tag: Tag


@dataclass(frozen=True)
class PlaceStatement:
    """A place in the file, and the tag that states it."""

    place: StatedPlace
    tag: Tag


@dataclass(frozen=True)
class Metadata:
    """Everything the readers found, with what they could not read and why."""

    tags: tuple[Tag, ...] = ()
    times: tuple[TimeStatement, ...] = ()
    places: tuple[PlaceStatement, ...] = ()
    problems: tuple[str, ...] = ()
    readers: tuple[tuple[str, str], ...] = ()
    """Name and version of each reader that ran."""

"""Times and places that tags state, with the zone that stands in another tag.

A date that cannot be is a problem in words, never an exception and never a time. Tags
are read reader by reader, so that the zone of one never goes to the time of another.
Nothing here decides which of two statements is right.
"""

import math
from collections.abc import Iterable, Mapping

from verify.domain.metadata import (
    IMPOSSIBLE_DATE,
    IMPOSSIBLE_PLACE,
    NO_POSITION,
    PlaceStatement,
    Tag,
    TimeStatement,
)
from verify.domain.places import StatedPlace
from verify.domain.times import StatedTime, stated_time
from verify.readers.exif_values import GPS, IFD0, SUB

DEFAULT_RADIUS_KM = 0.1
"""Where a file states no error: a phone's fix is within tens of metres in the open."""
DEGREE_KM = 111.2  # of latitude, on the mean sphere
SIXTY = 60

# Tag of the time, tag of its zone (EXIF 2.31), role.
_EXIF_TIMES = (
    ((SUB, "DateTimeOriginal"), (SUB, "OffsetTimeOriginal"), "taken"),
    ((SUB, "DateTimeDigitized"), (SUB, "OffsetTimeDigitized"), "digitised"),
    ((IFD0, "DateTime"), (SUB, "OffsetTime"), "modified"),
)
# Roles as the Metadata Working Group pairs XMP with EXIF (guidelines 2.0, 5.1.1).
_XMP_TIMES = {
    "exif:DateTimeOriginal": "taken",
    "photoshop:DateCreated": "taken",
    "xmp:CreateDate": "digitised",
    "exif:DateTimeDigitized": "digitised",
    "xmp:ModifyDate": "modified",
}
_AXES = (
    ("GPSLatitude", "GPSLatitudeRef", "NS", 90),
    ("GPSLongitude", "GPSLongitudeRef", "EW", 180),
)

Located = Mapping[tuple[str, str], Tag]


def times_of(tags: Iterable[Tag]) -> tuple[list[TimeStatement], list[str]]:
    """The times that one reader's tags state, and the dates that cannot be."""
    tags = tuple(tags)
    located, problems = _located(tags), list[str]()
    found = [_exif_time(located, *entry, problems) for entry in _EXIF_TIMES]
    found.append(_gps_time(located, problems))
    found += [
        _statement(_XMP_TIMES[tag.name], tag, tag.value, None, problems)
        for tag in tags
        if tag.place == "XMP" and tag.name in _XMP_TIMES
    ]
    return [one for one in found if one is not None], problems


def places_of(tags: Iterable[Tag]) -> tuple[list[PlaceStatement], list[str]]:
    """The place that one reader's GPS tags state, and what in them cannot be."""
    located, problems = _located(tags), list[str]()
    latitude_tag = located.get((GPS, "GPSLatitude"))
    if latitude_tag is None and (GPS, "GPSLongitude") not in located:
        return [], []
    try:
        latitude, longitude = (_degrees(located, *axis) for axis in _AXES)
    except ValueError as error:
        return [], [f"{IMPOSSIBLE_PLACE} {error}"]
    if latitude == longitude == 0:
        # Devices without a position write zeros; the point is in the open sea.
        return [], [f"{IMPOSSIBLE_PLACE} {NO_POSITION}"]
    radius_km = _radius_km(located, problems)
    tag = located[GPS, "GPSLatitude"]
    place = StatedPlace(
        f"{latitude:.6f},{longitude:.6f}", latitude, longitude, radius_km
    )
    return [PlaceStatement(place, tag)], problems


def _located(tags: Iterable[Tag]) -> Located:
    found: dict[tuple[str, str], Tag] = {}
    for tag in tags:
        found.setdefault((tag.place, tag.name), tag)
    return found


def _exif_time(
    located: Located,
    key: tuple[str, str],
    zone_key: tuple[str, str],
    role: str,
    problems: list[str],
) -> TimeStatement | None:
    tag, zone_tag = located.get(key), located.get(zone_key)
    if tag is None:
        return None
    zone = zone_tag.value.strip(" :") if zone_tag else ""
    if zone:
        try:
            stated_time("2000-01-01", zone=zone)
        except ValueError as error:
            problems.append(f"{IMPOSSIBLE_DATE} {zone_key[1]}: {error}")
            zone = ""
    return _statement(role, tag, tag.value, zone or None, problems)


def _gps_time(located: Located, problems: list[str]) -> TimeStatement | None:
    """GPS date and time are UTC by the standard (EXIF 2.32, 4.6.6)."""
    tag = located.get((GPS, "GPSDateStamp"))
    if tag is None:
        return None
    clock, text = located.get((GPS, "GPSTimeStamp")), tag.value
    if clock is not None:
        numbers = _numbers(clock.value)
        if len(numbers) == 3 and all(0 <= n < 100 for n in numbers):  # noqa: PLR2004
            text = f"{text} {':'.join(f'{int(n):02}' for n in numbers)}"
        else:
            problems.append(f"{IMPOSSIBLE_DATE} GPSTimeStamp {clock.value!r}")
    return _statement("gps", tag, text, "Z", problems)


def _statement(
    role: str, tag: Tag, text: str, zone: str | None, problems: list[str]
) -> TimeStatement | None:
    if not text.strip(" :-/"):
        return None  # blanks are how the standard writes "not known"
    try:
        time: StatedTime = stated_time(text, zone=zone)
    except ValueError as error:
        what, _, _ = str(error).partition(";")  # without what a person could type
        problems.append(f"{IMPOSSIBLE_DATE} {tag.place} {tag.name}: {what}")
        return None
    return TimeStatement(role, time, tag)


def _degrees(
    located: Located, name: str, ref_name: str, letters: str, limit: int
) -> float:
    """Signed decimal degrees of one axis; raises ValueError where it cannot be."""
    tag, ref_tag = located.get((GPS, name)), located.get((GPS, ref_name))
    if tag is None:
        raise ValueError(f"{name} is missing")
    ref = ref_tag.value.strip().upper()[:1] if ref_tag else ""
    if not ref or ref not in letters:
        raise ValueError(f"{ref_name} does not say which of {'/'.join(letters)}")
    # Seconds of 0/0 follow decimal minutes in files of some cameras.
    numbers = _numbers(tag.value.removesuffix(" undef"))
    if not numbers or len(numbers) > 3:  # noqa: PLR2004
        raise ValueError(f"{name} {tag.value!r} is no angle")
    degrees, minutes, seconds = (*numbers, 0.0, 0.0)[:3]
    value = degrees + minutes / SIXTY + seconds / SIXTY**2
    # Some phones round the seconds up to 60.
    if min(numbers) < 0 or minutes > SIXTY or seconds > SIXTY or value > limit:
        raise ValueError(f"{name} {tag.value!r} is out of range")
    return -value if ref in "SW" else value


def _radius_km(located: Located, problems: list[str]) -> float:
    """The stated horizontal error, or what the way of writing leaves open."""
    tag = located.get((GPS, "GPSHPositioningError"))
    if tag is not None:
        metres = _numbers(tag.value)
        if len(metres) == 1 and metres[0] >= 0:
            return metres[0] / 1000
        problems.append(f"{IMPOSSIBLE_PLACE} GPSHPositioningError {tag.value!r}")
    written = [
        (*_numbers(located[GPS, axis[0]].value.removesuffix(" undef")), 0.0, 0.0)[:3]
        for axis in _AXES
    ]
    if all(part.is_integer() for angle in written for part in angle) and not any(
        angle[2] for angle in written
    ):
        return DEGREE_KM if not any(a[1] for a in written) else DEGREE_KM / SIXTY
    return DEFAULT_RADIUS_KM


def _numbers(text: str) -> list[float]:
    """The finite numbers in a value; empty where anything in it is none."""
    try:
        numbers = [float(part) for part in text.split()]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []

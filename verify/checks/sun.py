"""Tells where the sun stood at the stated times and places, for a person to compare.

Night or day, height and direction, and where shadows fall. Whether the picture agrees
is for the person who looks at it: nothing here sees shadows. The one comparison made is
with the file's own exposure: settings that fit only full daylight, at a moment that the
file itself puts in the night. All of it is neutral.
"""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta

from verify.checks.dates import basis_of
from verify.checks.findings import Maker
from verify.checks.local_time import SOURCES, local, offset_at, offset_words, zone_at
from verify.domain.examination import Facts
from verify.domain.findings import Finding, State
from verify.domain.metadata import Metadata, TimeStatement
from verify.domain.places import StatedPlace
from verify.domain.sun import Light, SunPosition, sun_position
from verify.domain.times import Precision, StatedTime, in_words

NAME = "sun"
VERSION = "1"

GROUND = (
    "Shadows are for level ground and upright things; hills hide a low sun; measuring "
    "a direction in a picture is off by 5 to 10 degrees at best."
)
TWICE = "Two times of a day, and two days of a year, have the same shadows."
CLOCK = "It holds if the time, its zone and the place are right."
SHORT = timedelta(hours=2)
LONGEST = timedelta(days=62)
COARSE_KM = 200
"""A place known less well moves the sun by more than a degree or two."""
DAYLIGHT_EV = 13.0
"""Exposure value at ISO 100 of an overcast noon and brighter (ISO 2720); lamps and
flash stay below 10."""
STEP = timedelta(minutes=5)

_made = Maker(NAME, VERSION)
_WINDS = (
    "north", "north-east", "east", "south-east", "south", "south-west", "west",
    "north-west",
)  # fmt: skip


def run(facts: Facts) -> tuple[Finding, ...]:
    """The sun at the claimed time and place, and at those that the file states."""
    found = [*_claimed(facts), *_of_file(facts)]
    return tuple(found) or (_nothing(),)


def _claimed(facts: Facts) -> Iterator[Finding]:
    time, place = facts.claim.time, facts.claim.place
    if time is None or place is None or place.radius_km > COARSE_KM:
        return
    if time.zone is not None and time.end - time.earliest <= SHORT:
        middle = time.earliest + (time.end - time.earliest) / 2
        at = sun_position(middle, place.latitude, place.longitude)
        yield _placed(
            "claimed", f"At the claimed time and place ({in_words(time)})", at
        )
    elif time.end - time.earliest <= LONGEST:
        yield _over_days(time, place)


def _of_file(facts: Facts) -> Iterator[Finding]:
    """The file's own moment, at its own place or else at the claimed one."""
    statement = _moment(facts.metadata)
    if statement is None:
        return
    stated = [one for one in facts.metadata.places if one.place.radius_km <= COARSE_KM]
    place = stated[0].place if stated else facts.claim.place
    if place is None or place.radius_km > COARSE_KM:
        return
    where = "place that it states" if stated else "claimed place"
    instant, assumed = _instant(statement.time, place)
    if instant is None:
        return
    at = sun_position(instant, place.latitude, place.longitude)
    basis = (basis_of(statement.tag), *(basis_of(stated[0].tag) for _ in stated[:1]))
    subject = f"At the file's own time ({in_words(statement.time)}{assumed}) and the "
    yield _placed("stated", subject + where, at, basis)
    yield from _exposure(facts.metadata, at, basis)


def _moment(metadata: Metadata) -> TimeStatement | None:
    """The time taken, with a zone if one has it; else the satellite time."""
    exact = [
        one
        for one in metadata.times
        if one.role in {"taken", "gps"}
        and one.time.precision in {Precision.MINUTE, Precision.SECOND}
    ]
    return min(exact, key=lambda one: (one.time.zone is None, one.role != "taken"),
               default=None)  # fmt: skip


def _instant(time: StatedTime, place: StatedPlace) -> tuple[datetime | None, str]:
    """The instant, and what was assumed of its zone."""
    if time.zone is not None:
        return time.earliest, ""
    zone = zone_at(place)
    if not zone:
        return None, ""
    return local(zone, time.clock), f", read as {zone}"


def _placed(
    which: str, subject: str, at: SunPosition, basis: tuple[str, ...] = ()
) -> Finding:
    code = f"{which}_{at.light.value}"
    limits = (CLOCK, GROUND, TWICE)
    if at.light is not Light.DAY:
        words = f"{subject} the sun was {-at.true_elevation:.0f} degrees below the "
        words += f"horizon: {at.light.value}."
        return _made(code, words, basis=(*basis, SOURCES), limits=(CLOCK,))
    words = (
        f"{subject} the sun stood {at.elevation:.0f} degrees high in the "
        f"{wind(at.azimuth)} ({at.azimuth:.0f}°); shadows fall to the "
        f"{wind(at.shadow_azimuth)} ({at.shadow_azimuth:.0f}°)"
    )
    length = at.shadow_length
    if length is not None and length < 20:  # noqa: PLR2004  (the sun is on the horizon)
        words += f", {length:.1f} times as long as things are high"
    return _made(code, f"{words}.", basis=(*basis, SOURCES), limits=limits)


def _over_days(time: StatedTime, place: StatedPlace) -> Finding:
    """How high the sun came, and when it was up, over the middle day of the claim."""
    middle = time.earliest + (time.end - time.earliest) / 2
    zone = zone_at(place)
    shift = offset_at(zone, middle) if zone else timedelta(hours=place.longitude / 15)
    midnight = (middle + shift).replace(hour=0, minute=0, second=0, microsecond=0)
    course = [
        (moment, sun_position(moment - shift, place.latitude, place.longitude))
        for moment in (midnight + n * STEP for n in range(24 * 12))
    ]
    high_at, highest = max(course, key=lambda pair: pair[1].elevation)
    up = [moment for moment, at in course if at.light is Light.DAY]
    kept = f"{zone or 'sun time'}, {offset_words(shift)}"
    day = f"On {midnight:%Y-%m-%d} at the claimed place"
    if not up:
        words = f"{day} the sun did not rise."
    elif len(up) == len(course):
        words = f"{day} the sun did not set."
    else:
        # a night that spans midnight: the day begins after the last dark step
        first, last = _span(course)
        words = (
            f"{day} the sun was up from about {first:%H:%M} to {last:%H:%M} ({kept}) "
            f"and highest at {high_at:%H:%M}, {highest.elevation:.0f} degrees in the "
            f"{wind(highest.azimuth)}."
        )
    limits = (CLOCK, GROUND, "Give --claimed-date with a time and zone for more.")
    return _made("claimed_course", words, basis=(SOURCES,), limits=limits)


def _span(course: list[tuple[datetime, SunPosition]]) -> tuple[datetime, datetime]:
    """When the sun rose and set, also where it set after the clock's midnight."""
    light = [at.light is Light.DAY for _, at in course]
    rises = [n for n in range(len(light)) if light[n] and not light[n - 1]]
    sets = [n for n in range(len(light)) if not light[n] and light[n - 1]]
    return course[rises[0]][0], course[sets[0]][0]


def _exposure(
    metadata: Metadata, at: SunPosition, basis: tuple[str, ...]
) -> Iterator[Finding]:
    """Settings that fit daylight alone, at a moment in the night."""
    value = exposure_value(metadata)
    if value is None or at.light is not Light.NIGHT or value < DAYLIGHT_EV:
        return
    yield _made(
        "daylight_exposure_at_night",
        f"The file's exposure (value {value:.0f} at ISO 100) fits daylight, but at the "
        f"time and place named the sun was {-at.true_elevation:.0f} degrees below the "
        "horizon: a time, zone or place is off.",
        basis=basis,
        limits=(CLOCK, "Very bright lamps or a burning wreck close by can do it too."),
    )


def exposure_value(metadata: Metadata) -> float | None:
    """The brightness that the settings fit, as exposure value at ISO 100 (ISO 2720)."""
    seconds, number, speed = (
        _number(metadata, names)
        for names in (
            ("ExposureTime",), ("FNumber",),
            ("ISOSpeedRatings", "PhotographicSensitivity", "ISO"),
        )
    )  # fmt: skip
    if not seconds or not number or not speed:
        return None
    return math.log2(number**2 / seconds) - math.log2(speed / 100)


def _number(metadata: Metadata, names: tuple[str, ...]) -> float | None:
    for tag in metadata.tags:
        if tag.name in names:
            first, _, under = tag.value.partition("/")
            try:
                value = float(first) / float(under or 1)
            except (ValueError, ZeroDivisionError):
                continue
            if math.isfinite(value) and value > 0:
                return value
    return None


def wind(azimuth: float) -> str:
    """The nearest of eight directions."""
    return _WINDS[round(azimuth / 45) % 8]


def _nothing() -> Finding:
    return _made(
        "no_moment",
        "No time and place are stated together, so the sun is not known.",
        state=State.NOT_OBSERVED,
    )

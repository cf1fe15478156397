"""The time zone kept at a place, and how far its clocks were from UTC at an instant.

tzfpy holds the zones' borders, tzdata their rules, both at pinned versions: two systems
give the same answer. At sea zones are by longitude. Near a border the neighbour's zone
may be named, and whoever holds a place may keep another than the map says.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from zoneinfo import ZoneInfo

import tzfpy

from verify.domain.places import StatedPlace

LARGEST_RADIUS_KM = 100
"""A place known less well than this may lie in several zones."""
SOURCES = f"tzfpy {tzfpy.data_version()}, tzdata {version('tzdata')}"


def zone_at(place: StatedPlace) -> str:
    """`Europe/Kyiv`; empty where the place is known too coarsely or none is kept."""
    if place.radius_km > LARGEST_RADIUS_KM:
        return ""
    return tzfpy.get_tz(place.longitude, place.latitude)


def offset_at(zone: str, instant: datetime) -> timedelta:
    """How far the zone's clocks were ahead of UTC at the instant."""
    return instant.astimezone(_rules(zone)).utcoffset() or timedelta()


def local(zone: str, clock: datetime) -> datetime:
    """The instant at which clocks of the zone showed this time."""
    return clock.replace(tzinfo=_rules(zone))


@lru_cache
def _rules(zone: str) -> ZoneInfo:
    # A fixed table within a pinned package, never the system's own copy.
    with files("tzdata.zoneinfo").joinpath(*zone.split("/")).open("rb") as table:
        return ZoneInfo.from_file(table, key=zone)


def offset_words(offset: timedelta) -> str:
    """`UTC+02:00`."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"

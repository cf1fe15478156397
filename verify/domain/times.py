"""Times that somebody or something states, as the interval of instants they allow.

A stated time is never a bare datetime: "July 2024", with no zone, allows every
instant from 30 June 10:00 UTC to 1 August 12:00 UTC. This module reads such texts
and compares such intervals; it never asks what time it is.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

# A date without a zone may have been written anywhere from UTC+14 (Kiritimati) to
# UTC-12 (Baker Island): design rule (3), IANA time zone database.
EASTERNMOST = timedelta(hours=14)
WESTERNMOST = timedelta(hours=-12)

# The two separators of a date are alike, so that "2024-07:25" is no date; and a zone
# needs a day, so that "2024-0730" is not the year 2024 at UTC-07:30.
_STAMP = re.compile(
    r"(?P<year>\d{4})"
    r"(?:(?P<mark>[-:/])(?P<month>\d{1,2})"
    r"(?:(?P=mark)(?P<day>\d{1,2})"
    r"(?:[T ](?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"(?:\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2}))?)?)?",
    re.ASCII | re.IGNORECASE,
)
_PARTS = frozenset({"year", "month", "day", "hour", "minute", "second"})
_ZONE = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})", re.ASCII)

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


class Precision(StrEnum):
    """How finely a time is stated; `range` for "from .. to"."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"
    RANGE = "range"


_PREPOSITIONS = {
    Precision.YEAR: "in",
    Precision.MONTH: "in",
    Precision.RANGE: "within",
}


@dataclass(frozen=True)
class StatedTime:
    """The instants `[earliest, end)` in UTC that the text allows; `end` is outside."""

    text: str
    earliest: datetime
    end: datetime
    precision: Precision
    zone: str | None
    """The zone as written, or None where none is stated."""

    @property
    def clock(self) -> datetime:
        """The first moment as the clock that wrote it showed it, without a zone."""
        return _nominal_start(self).replace(tzinfo=None)

    @property
    def offset(self) -> timedelta | None:
        """The stated zone's distance from UTC; None where none is stated."""
        return None if self.zone is None else _offset(self.zone)

    def before(self, other: "StatedTime") -> bool:
        """Whether the latest instant allowed here precedes the earliest of `other`."""
        return self.end <= other.earliest

    def overlaps(self, other: "StatedTime") -> bool:
        """Whether some instant is allowed by both."""
        return not self.before(other) and not other.before(self)


def stated_time(text: str, *, zone: str | None = None) -> StatedTime:
    """Read `2024`, `2024-07`, `2024-07-25`, `2024-07-25T14:50[:10][+02:00]`, `a..b`.

    EXIF's colons (`2024:07:25 14:50:10`) are read too; `zone` is the zone where it is
    written in a separate place. Raises ValueError, saying what is wrong.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return _one(text.strip(), zone)
    start, stop = _one(first.strip(), zone), _one(last.strip(), zone)
    reversed_as_written = (
        start.zone is None
        and stop.zone is None
        and (_nominal_end(stop) <= _nominal_start(start))
    )
    if reversed_as_written or stop.end <= start.earliest:
        raise ValueError(f"{text!r} ends before it begins")
    shared = start.zone if start.zone == stop.zone else None
    return StatedTime(text.strip(), start.earliest, stop.end, Precision.RANGE, shared)


def in_words(time: StatedTime) -> str:
    """The time as a sentence would have it: `3 March 2022`, `25 July 2024 to ...`.

    A clock time is followed by its zone, or by the fact that none is stated.
    """
    if time.precision is Precision.RANGE:
        first, _, last = time.text.partition("..")
        try:
            return f"{in_words(stated_time(first))} to {in_words(stated_time(last))}"
        except ValueError:
            return time.text
    start = _nominal_start(time)
    if time.precision is Precision.YEAR:
        return f"{start.year}"
    month = f"{_MONTHS[start.month - 1]} {start.year}"
    if time.precision is Precision.MONTH:
        return month
    zone = "UTC" if time.zone == "Z" else f"zone {time.zone}" if time.zone else ""
    if time.precision is Precision.DAY:
        return f"{start.day} {month}" + (f" ({zone})" if zone else "")
    clock = (
        f"{start:%H:%M}" if time.precision is Precision.MINUTE else f"{start:%H:%M:%S}"
    )
    return f"{start.day} {month}, {clock} ({zone or 'zone not stated'})"


def on_date(time: StatedTime) -> str:
    """The time with its preposition: `on 3 March 2022`, `in March 2022`."""
    return f"{_PREPOSITIONS.get(time.precision, 'on')} {in_words(time)}"


def _nominal_start(time: StatedTime) -> datetime:
    """The first moment as written, read as if the clock showed UTC."""
    shift = EASTERNMOST if time.zone is None else _offset(time.zone)
    return time.earliest + shift


def _nominal_end(time: StatedTime) -> datetime:
    return time.end + (WESTERNMOST if time.zone is None else _offset(time.zone))


def _one(text: str, zone: str | None) -> StatedTime:
    match = _STAMP.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{text!r} is not a date; write 2024, 2024-07, 2024-07-25 or "
            "2024-07-25T14:50+02:00, or two of these joined by '..'"
        )
    stated_zone = match["zone"] or zone
    try:
        start, stop, precision = _span(match)
        if stated_zone is None:
            start, stop = start - EASTERNMOST, stop - WESTERNMOST
        else:
            offset = _offset(stated_zone)
            start, stop = start - offset, stop - offset
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is not a possible date: {error}") from None
    return StatedTime(text, start, stop, precision, stated_zone)


def _span(match: re.Match[str]) -> tuple[datetime, datetime, Precision]:
    parts = {k: int(v) for k, v in match.groupdict().items() if v and k in _PARTS}
    start = datetime(
        parts["year"], parts.get("month", 1), parts.get("day", 1),
        parts.get("hour", 0), parts.get("minute", 0), parts.get("second", 0),
        tzinfo=UTC,
    )  # fmt: skip
    if "second" in parts:
        return start, start + timedelta(seconds=1), Precision.SECOND
    if "hour" in parts:
        return start, start + timedelta(minutes=1), Precision.MINUTE
    if "day" in parts:
        return start, start + timedelta(days=1), Precision.DAY
    if "month" in parts:
        year, month = divmod(start.year * 12 + start.month, 12)
        return start, start.replace(year=year, month=month + 1), Precision.MONTH
    return start, start.replace(year=start.year + 1), Precision.YEAR


def _offset(zone: str) -> timedelta:
    if zone.upper() in {"Z", "UTC"}:
        return timedelta()
    match = _ZONE.fullmatch(zone)
    if match is None or int(match["minutes"]) >= 60:  # noqa: PLR2004
        raise ValueError(f"{zone!r} is not a zone; write Z or +02:00")
    size = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    offset = -size if match["sign"] == "-" else size
    if not WESTERNMOST <= offset <= EASTERNMOST:
        raise ValueError(f"no place on Earth keeps the zone {zone}")
    return offset

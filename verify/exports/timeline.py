"""Places on one horizontal line for every time known about a photo.

Positions are per cents of the line's width, so that a page can draw the line at any
width with type at its own size. A time is drawn as the whole interval it allows. This
module orders and places; the template draws.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime

from verify.domain.examination import Examination
from verify.domain.references import Reference
from verify.domain.times import StatedTime, in_words
from verify.exports.plain_text import file_name

MARGIN = 6.0  # per cent kept free at both ends for the outer marks
NEAR = 7.5  # per cent: closer marks would overlap on a phone's 340 pixels
MOST_TICKS = 4
DAY_S = 86_400
YEAR_S = 365.2425 * DAY_S
# A file may state the year 1 or 9999; the calendar ends there.
EARLIEST_S = datetime(MINYEAR, 1, 1, tzinfo=UTC).timestamp()
LATEST_S = datetime(MAXYEAR, 12, 31, tzinfo=UTC).timestamp()


@dataclass(frozen=True)
class Entry:
    """One stated time: what it is and what states it."""

    group: str
    """`claim`, `library` or `file`."""
    label: str
    time: StatedTime


@dataclass(frozen=True)
class Mark:
    """An entry placed: left edge and width of its interval, and its number's lane."""

    number: int
    group: str
    label: str
    words: str
    interval: str
    left: float
    width: float
    lane: int

    @property
    def middle(self) -> float:
        """Where the number stands, in per cent."""
        return round(self.left + self.width / 2, 2)


@dataclass(frozen=True)
class Line:
    """Everything on the line, left to right, and its scale."""

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    lanes: int


def entries(e: Examination) -> tuple[Entry, ...]:
    """The claimed event, the publications and captures known, the file's own times."""
    found = []
    if e.claim.time is not None:
        names = f": {', '.join(e.claim.names)}" if e.claim.names else ""
        found.append(Entry("claim", f"Claimed event{names}", e.claim.time))
    for match in e.matches:
        found += _history(match.reference)
    for stated in e.metadata.times:
        tag = stated.tag
        label = f"{stated.role.capitalize()}, says the file ({tag.name}, {tag.place})"
        found.append(Entry("file", label, stated.time))
    return tuple(found)


def line(found: Iterable[Entry]) -> Line | None:
    """The entries on one line; None where there is nothing to draw."""
    ordered = sorted(found, key=lambda entry: (entry.time.earliest, entry.time.end))
    if not ordered:
        return None
    first = min(entry.time.earliest for entry in ordered).timestamp()
    last = max(entry.time.end for entry in ordered).timestamp()
    pad = max(DAY_S, (last - first) * 0.04)
    first, last = max(EARLIEST_S, first - pad), min(LATEST_S, last + pad)
    scale = (100 - 2 * MARGIN) / (last - first)
    marks: list[Mark] = []
    for number, entry in enumerate(ordered, 1):
        start = entry.time.earliest.timestamp()
        left = round(MARGIN + (start - first) * scale, 2)
        width = round((entry.time.end.timestamp() - start) * scale, 2)
        lane = _free_lane(marks, left + width / 2)
        marks.append(
            Mark(number, entry.group, entry.label, in_words(entry.time),
                 _interval(entry.time), left, width, lane)
        )  # fmt: skip
    ticks = tuple(
        (round(MARGIN + (at - first) * scale, 2), text)
        for at, text in _ticks(first, last)
    )
    return Line(tuple(marks), ticks, max(mark.lane for mark in marks) + 1)


def _history(r: Reference) -> list[Entry]:
    found = []
    if r.captured_at is not None:
        label = f"Taken, says the library: {r.title or file_name(r.name)}"
        found.append(Entry("library", label, r.captured_at))
    for p in r.publications:
        if p.published_at is not None:
            by = f" by {p.publisher}" if p.publisher else ""
            label = f"Published{by}: {p.title or r.title or file_name(r.name)}"
            found.append(Entry("library", label, p.published_at))
    return found


def _free_lane(marks: list[Mark], middle: float) -> int:
    taken = {mark.lane for mark in marks if abs(mark.middle - middle) < NEAR}
    return next(lane for lane in range(len(marks) + 1) if lane not in taken)


def _interval(time: StatedTime) -> str:
    span = f"{_utc(time.earliest)} to {_utc(time.end)} UTC"
    why = "" if time.zone else "no zone stated: "
    return f"{why}any instant from {span}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def _ticks(first: float, last: float) -> list[tuple[float, str]]:
    """Starts of years or months, or days, so many that a phone can show them."""
    start, stop = datetime.fromtimestamp(first, UTC), datetime.fromtimestamp(last, UTC)
    years = range(start.year, min(stop.year + 1, MAXYEAR) + 1)
    scales = [([datetime(year, 1, 1, tzinfo=UTC) for year in years], "%Y")]
    if last - first < 3 * YEAR_S:
        months = [datetime(y, m, 1, tzinfo=UTC) for y in years for m in range(1, 13)]
        scales.append((months, "%b %Y"))
    for moments, pattern in scales:
        inside = [m for m in moments if first <= m.timestamp() <= last]
        if len(inside) >= 2:  # noqa: PLR2004 - one tick shows no scale
            step = -(-len(inside) // MOST_TICKS)
            return [(m.timestamp(), m.strftime(pattern)) for m in inside[::step]]
    step_s = (last - first) / (MOST_TICKS - 1)
    days = [
        (first + (i + 0.5) * step_s) // DAY_S * DAY_S for i in range(MOST_TICKS - 1)
    ]
    chosen = sorted({day for day in days if first <= day <= last})
    return [(day, f"{datetime.fromtimestamp(day, UTC):%d %b %Y}") for day in chosen]

"""Places on one horizontal line for every time known about a photo.

Positions are per cents of the line's width, so that a page can draw the line at any
width with type at its own size. A time is drawn as the whole interval it allows. This
module orders and places; the template draws.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from verify.domain.examination import Examination
from verify.domain.times import StatedTime, in_words

MARGIN = 6.0  # per cent kept free at both ends for the outer marks
NEAR = 7.5  # per cent: closer marks would overlap on a phone's 340 pixels
MOST_TICKS = 4
DAY_S = 86_400
YEAR_S = 365.2425 * DAY_S


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
        r = match.reference
        if r.captured_at is not None:
            found.append(Entry("library", f"Taken, says the library: {_title(r.title, r.name)}",
                               r.captured_at))  # fmt: skip
        found += [
            Entry("library", f"Published{_by(p.publisher)}: {_title(p.title, r.title, r.name)}",
                  p.published_at)
            for p in r.publications
            if p.published_at is not None
        ]  # fmt: skip
    found += [
        Entry("file", f"{s.role.capitalize()}, says the file ({s.tag.name}, {s.tag.place})", s.time)
        for s in e.metadata.times
    ]  # fmt: skip
    return tuple(found)


def line(found: Iterable[Entry]) -> Line | None:
    """The entries on one line; None where there is nothing to draw."""
    ordered = sorted(found, key=lambda entry: (entry.time.earliest, entry.time.end))
    if not ordered:
        return None
    first = min(entry.time.earliest for entry in ordered).timestamp()
    last = max(entry.time.end for entry in ordered).timestamp()
    pad = max(DAY_S, (last - first) * 0.04)
    first, last = first - pad, last + pad
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
    years = [
        datetime(y, 1, 1, tzinfo=UTC)
        for y in range(start.year, stop.year + 2)
        if y < 10_000
    ]  # noqa: E501, PLR2004
    months = (
        [datetime(y.year, m, 1, tzinfo=UTC) for y in years for m in range(1, 13)]
        if last - first < 3 * YEAR_S
        else []
    )  # noqa: E501
    for moments, pattern in ((years, "%Y"), (months, "%b %Y")):
        inside = [m for m in moments if first <= m.timestamp() <= last]
        if len(inside) >= 2:  # noqa: PLR2004
            step = -(-len(inside) // MOST_TICKS)
            return [(m.timestamp(), m.strftime(pattern)) for m in inside[::step]]
    step_s = (last - first) / (MOST_TICKS - 1)
    days = [
        (first + (i + 0.5) * step_s) // DAY_S * DAY_S for i in range(MOST_TICKS - 1)
    ]
    chosen = sorted({day for day in days if first <= day <= last})
    return [(day, f"{datetime.fromtimestamp(day, UTC):%d %b %Y}") for day in chosen]


def _title(*choices: str) -> str:
    return next((text for text in choices if text), "untitled")


def _by(publisher: str) -> str:
    return f" by {publisher}" if publisher else ""

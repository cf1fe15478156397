"""Tells whether the times in the file speak for or against the claimed time.

A photo taken, by its own file, wholly before the event cannot show it if that clock is
right. So that no wrong clock accuses an honest photo, a date is held against a claim
only if it is none that unset clocks show, lies before the event by more than a wrong
zone explains, and no other statement of the file allows the event. The absence of a
date says nothing: most platforms remove it. Times of change are told, never held
against a claim; nothing here knows whether a clock was right.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

from verify.checks.clock_defaults import looks_unset
from verify.checks.findings import Maker
from verify.domain.examination import Facts
from verify.domain.findings import Bearing, Finding, State
from verify.domain.metadata import IMPOSSIBLE_DATE, Tag, TimeStatement
from verify.domain.times import Precision, StatedTime, in_words, on_date

NAME = "dates"
VERSION = "2"

CLOCK = "A camera's clock can be wrong or unset, and a file's dates can be set by hand."
ZONE = "No zone is stated, so that the instant is known only to within 26 hours."
STRIPPED = "Most platforms and messengers remove dates: their absence says nothing."
UNSET = "Clocks that were never set, or lost power, show such dates."
WRONG_ZONE = timedelta(hours=12)
"""How far a clock that states a zone can be off by a wrong zone or a stale fix; where
none is stated, the 26 hours that are then allowed hold that already."""
FIRST_PHOTOGRAPH = datetime(1826, 1, 1, tzinfo=UTC)

_made = Maker(NAME, VERSION)

_VERBS = {
    "taken": "the picture was taken",
    "digitised": "the picture was made digital",
    "gps": "the picture was located by satellite",
    "modified": "the file was last changed",
}
# What was made before the event cannot show it; a time of change says less.
_MADE = frozenset({"taken", "digitised", "gps"})
# Which other statements, if they allow the event, take the force from one before it. A
# later digitisation takes none from a time taken: a scan has one by right.
_DISPUTE = {
    "taken": frozenset({"taken", "gps"}),
    "gps": frozenset({"taken", "digitised"}),
    "digitised": frozenset({"taken", "gps"}),
}


def run(facts: Facts) -> tuple[Finding, ...]:
    """One finding for each stated time, and for dates that disagree or cannot be."""
    times = facts.metadata.times
    found = [_against_claim(statement, facts) for statement in times]
    found += _disagreements(times)
    found += _odd(times, facts.examined_at)
    found += [
        _made("impossible_date", f"The file holds a date that cannot be: {problem}.")
        for problem in (
            text.removeprefix(IMPOSSIBLE_DATE).strip().rstrip(".")
            for text in facts.metadata.problems
            if text.startswith(IMPOSSIBLE_DATE)
        )
    ]
    return tuple(found) or (_no_date(),)


def _against_claim(statement: TimeStatement, facts: Facts) -> Finding:
    time, verb = statement.time, _VERBS.get(statement.role, "it is dated")
    said = f"The file says that {verb} {on_date(time)}"
    limits = (CLOCK,) if time.zone is not None else (CLOCK, ZONE)
    basis = (basis_of(statement.tag),)
    event = facts.claim.time
    if event is None:
        return _made("date_stated", f"{said}.", basis=basis, limits=limits)
    claimed = f"the claimed event ({in_words(event)})"
    role = "taken" if statement.role in _MADE else "changed"
    if time.before(event):
        reason = _no_weight(statement, facts.metadata.times, event)
        weighs = role == "taken" and not reason
        bearing = Bearing.CONTRADICTS if weighs else Bearing.NEUTRAL
        code = f"{role}_before" + ("_unsure" if role == "taken" and reason else "")
        said = f"{said}, before {claimed}."
        limits = (reason, *limits) if role == "taken" and reason else limits
    elif event.before(time):
        # Copies, edits and exports made later state later times.
        bearing = Bearing.NEUTRAL
        said, code = f"{said}, after {claimed}.", f"{role}_after"
    else:
        bearing = Bearing.SUPPORTS if role == "taken" else Bearing.NEUTRAL
        said, code = f"{said}, which can be within {claimed}.", f"{role}_during"
    return _made(code, said, bearing=bearing, basis=basis, limits=limits)


def _no_weight(
    statement: TimeStatement, times: tuple[TimeStatement, ...], event: StatedTime
) -> str:
    """Why a time before the event is not held against the claim; empty if it is."""
    time = statement.time
    if looks_unset(time):
        return UNSET
    if time.zone is not None and event.earliest - time.end < WRONG_ZONE:
        return "A wrong zone or a stale satellite fix explains so small a difference."
    if time.end <= FIRST_PHOTOGRAPH:
        return "No photograph is so old: the date is wrong."
    for other in times:
        if (
            other.role in _DISPUTE.get(statement.role, ())
            and not other.time.before(event)
            and not looks_unset(other.time)
        ):
            return (
                f"The file also says that {_VERBS[other.role]} {on_date(other.time)}."
            )
    return ""


def _odd(
    times: tuple[TimeStatement, ...], examined_at: datetime | None
) -> Iterator[Finding]:
    """Dates of clocks never set, in the future, or out of order; all neutral."""
    for one in times:
        said = f"The file says that {_VERBS.get(one.role, 'it is dated')} "
        said += on_date(one.time)
        basis = (basis_of(one.tag),)
        if looks_unset(one.time):
            words = f"{said}, as clocks show that were never set."
            yield _made("clock_perhaps_unset", words, basis=basis)
        elif one.time.precision is Precision.SECOND and _round(one.time):
            words = (
                f"{said}: exactly at the full hour of midnight or noon, as programs "
            )
            words += "write that know only the day."
            yield _made("date_round", words, basis=basis)
        if examined_at is not None and one.time.earliest > examined_at:
            words = f"{said}, which is after this examination: a clock was wrong."
            yield _made("date_in_future", words, basis=basis)
        if one.time.end <= FIRST_PHOTOGRAPH:
            words = f"{said}, before there was photography."
            yield _made("date_before_photography", words, basis=basis)
    yield from _out_of_order(times)


def _round(time: StatedTime) -> bool:
    clock = time.clock
    return (clock.hour, clock.minute, clock.second) in {(0, 0, 0), (12, 0, 0)}


def _out_of_order(times: tuple[TimeStatement, ...]) -> Iterator[Finding]:
    """A change stated wholly before the picture was taken."""
    for taken in (one for one in times if one.role == "taken"):
        for changed in (one for one in times if one.role == "modified"):
            if changed.time.before(taken.time):
                yield _made(
                    "changed_before_taken",
                    f"The file says that {_VERBS['modified']} {on_date(changed.time)}, "
                    f"before it says that {_VERBS['taken']} ({in_words(taken.time)}).",
                    basis=(basis_of(changed.tag), basis_of(taken.tag)),
                    limits=(CLOCK,),
                )


def _disagreements(times: tuple[TimeStatement, ...]) -> list[Finding]:
    """Pairs of a time taken and another time of making that cannot be one moment."""
    taken = [one for one in times if one.role == "taken"]
    made = [one for one in times if one.role in _MADE]
    pairs = [
        (one, other)
        for one, other in product(taken, made)
        if one != other
        and not one.time.overlaps(other.time)
        and (other.role != "taken" or times.index(one) < times.index(other))
    ]
    return [
        _made(
            "dates_disagree",
            f"The file says that {_VERBS[one.role]} {on_date(one.time)} but that "
            f"{_VERBS[other.role]} {on_date(other.time)}.",
            basis=(basis_of(one.tag), basis_of(other.tag)),
            limits=(CLOCK, "A scan or an export has a later second date by right."),
        )
        for one, other in pairs
    ]


def _no_date() -> Finding:
    return _made(
        "no_date",
        "The file states no date; most platforms remove them.",
        state=State.NOT_OBSERVED,
        limits=(STRIPPED,),
    )


def basis_of(tag: Tag) -> str:
    """A tag as a line of basis: place, name, raw text and the reader that gave it."""
    return f"{tag.place} {tag.name} = {tag.raw} (read by {tag.reader})"

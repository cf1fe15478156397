"""Tells whether the times in the file speak for or against the claimed time.

A photo taken, by its own file, wholly before the event cannot show it if that clock is
right. The absence of a date says nothing: most platforms remove it. Times of change
are told, never held against a claim; nothing here knows whether a clock was right.
"""

from itertools import product

from verify.domain.examination import Facts
from verify.domain.findings import Bearing, Finding, State
from verify.domain.metadata import IMPOSSIBLE_DATE, Tag, TimeStatement
from verify.domain.times import StatedTime, in_words, on_date

NAME = "dates"
VERSION = "1"

CLOCK = "A camera's clock can be wrong or unset, and a file's dates can be set by hand."
ZONE = "No zone is stated, so that the instant is known only to within 26 hours."
STRIPPED = "Most platforms and messengers remove dates: their absence says nothing."

_VERBS = {
    "taken": "the picture was taken",
    "digitised": "the picture was made digital",
    "gps": "the picture was located by satellite",
    "modified": "the file was last changed",
}
# What was made before the event cannot show it; a time of change says less.
_MADE = frozenset({"taken", "digitised", "gps"})


def run(facts: Facts) -> tuple[Finding, ...]:
    """One finding for each stated time, and for dates that disagree or cannot be."""
    times = facts.metadata.times
    found = [_against_claim(statement, facts.claim.time) for statement in times]
    found += _disagreements(times)
    found += [
        _finding("impossible_date", f"The file holds a date that cannot be: {problem}.")
        for problem in (
            text.removeprefix(IMPOSSIBLE_DATE).strip().rstrip(".")
            for text in facts.metadata.problems
            if text.startswith(IMPOSSIBLE_DATE)
        )
    ]
    return tuple(found) or (_no_date(),)


def _against_claim(statement: TimeStatement, event: StatedTime | None) -> Finding:
    time, verb = statement.time, _VERBS.get(statement.role, "it is dated")
    said = f"The file says that {verb} {on_date(time)}"
    limits = (CLOCK,) if time.zone is not None else (CLOCK, ZONE)
    basis = (basis_of(statement.tag),)
    if event is None:
        return _finding("date_stated", f"{said}.", basis=basis, limits=limits)
    claimed = f"the claimed event ({in_words(event)})"
    role = "taken" if statement.role in _MADE else "changed"
    if time.before(event):
        bearing = Bearing.CONTRADICTS if role == "taken" else Bearing.NEUTRAL
        said, code = f"{said}, before {claimed}.", f"{role}_before"
    elif event.before(time):
        # Copies, edits and exports made later state later times.
        bearing = Bearing.NEUTRAL
        said, code = f"{said}, after {claimed}.", f"{role}_after"
    else:
        bearing = Bearing.SUPPORTS if role == "taken" else Bearing.NEUTRAL
        said, code = f"{said}, which can be within {claimed}.", f"{role}_during"
    return _finding(code, said, bearing=bearing, basis=basis, limits=limits)


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
        _finding(
            "dates_disagree",
            f"The file says that {_VERBS[one.role]} {on_date(one.time)} but that "
            f"{_VERBS[other.role]} {on_date(other.time)}.",
            basis=(basis_of(one.tag), basis_of(other.tag)),
            limits=(CLOCK, "A scan or an export has a later second date by right."),
        )
        for one, other in pairs
    ]


def _no_date() -> Finding:
    return Finding(
        check=NAME,
        version=VERSION,
        code="no_date",
        state=State.NOT_OBSERVED,
        bearing=Bearing.NEUTRAL,
        summary="The file states no date; most platforms remove them.",
        limits=(STRIPPED,),
    )


def basis_of(tag: Tag) -> str:
    """A tag as a line of basis: place, name, raw text and the reader that gave it."""
    return f"{tag.place} {tag.name} = {tag.raw} (read by {tag.reader})"


def _finding(
    code: str,
    summary: str,
    *,
    bearing: Bearing = Bearing.NEUTRAL,
    basis: tuple[str, ...] = (),
    limits: tuple[str, ...] = (CLOCK,),
) -> Finding:
    return Finding(
        check=NAME,
        version=VERSION,
        code=code,
        state=State.OBSERVED,
        bearing=bearing,
        summary=summary,
        basis=basis,
        limits=limits,
    )

"""Tells how the file's clock, its stated zone, its satellite time and its place agree.

All of it is neutral: soldiers and travellers keep the clock of home, telephones near a
front take the time of whichever network reaches them, and cameras are set by hand. What
disagrees here is a reason to look, and says by how much a time may be off.
"""

from datetime import timedelta

from verify.checks.dates import basis_of
from verify.checks.findings import Maker
from verify.checks.local_time import SOURCES, offset_at, offset_words, zone_at
from verify.domain.examination import Facts
from verify.domain.findings import Finding, State
from verify.domain.metadata import PlaceStatement, TimeStatement
from verify.domain.times import Precision, StatedTime, in_words

NAME = "zones"
VERSION = "1"

HOME = (
    "Travellers and soldiers keep the zone of home, cameras are set by hand, and "
    "telephones near a border take the time of a foreign network."
)
FIX = "A satellite time is that of the last fix, which can be minutes or hours old."
BORDERS = "Near a border or a front the map's zone need not be the one kept there."
NEVER_MISSED = timedelta(minutes=5)
HALF = timedelta(minutes=30)
IN_USE = (
    *(n * timedelta(minutes=30) for n in range(-24, 29)),
    # Nepal, Eucla, and the Chatham Islands in winter and summer
    *(timedelta(hours=h, minutes=45) for h in (5, 8, 12, 13)),
)
"""Distances from UTC that zones keep, by the tz database; few half hours are unused."""

_made = Maker(NAME, VERSION)


def run(facts: Facts) -> tuple[Finding, ...]:
    """Stated zones against places, and the clock against the satellites."""
    times, places = facts.metadata.times, facts.metadata.places
    taken = [one for one in times if one.role == "taken" and _to_minutes(one.time)]
    fixes = [one for one in times if one.role == "gps" and _to_minutes(one.time)]
    found = [
        finding
        for time in taken
        if time.time.offset is not None
        for finding in _at_places(time, places, facts)
    ]
    found += [_by_satellite(time, fix) for time in taken for fix in fixes[:1]]
    unique = tuple(dict.fromkeys(one for one in found if one is not None))
    return unique or (_nothing(),)


def _to_minutes(time: StatedTime) -> bool:
    return time.precision in {Precision.MINUTE, Precision.SECOND}


def _at_places(
    time: TimeStatement, places: tuple[PlaceStatement, ...], facts: Facts
) -> list[Finding | None]:
    """The stated zone against the zone at the file's place, else at the claimed one."""
    stated = [
        (one.place, "the place that the file states", basis_of(one.tag))
        for one in places
    ]
    if not stated and facts.claim.place is not None:
        claimed = (facts.claim.place, *facts.claim.other_places)
        words = "a claimed place" if facts.claim.other_places else "the claimed place"
        stated = [(one, words, "") for one in claimed]
    found = list[Finding | None]()
    for place, words, resting in stated:
        zone, offset = zone_at(place), time.time.offset
        if not zone or offset is None:
            continue
        kept = offset_at(zone, time.time.earliest)
        said = (
            f"The file states its time in {offset_words(offset)}; at {words} clocks "
            f"kept {offset_words(kept)} ({zone})."
        )
        basis = (basis_of(time.tag), *filter(None, (resting, SOURCES)))
        code = "zone_as_at_place" if kept == offset else "zone_unlike_place"
        limits = (HOME, BORDERS)
        found.append(_made(code, said, basis=basis, limits=limits))
    return found


def _by_satellite(time: TimeStatement, fix: TimeStatement) -> Finding | None:
    """What zone the clock must have kept if the satellite time is of that moment."""
    apart = time.time.clock - fix.time.clock
    implied = min(IN_USE, key=lambda offset: abs(apart - offset))
    if not min(IN_USE) - HALF <= apart <= max(IN_USE) + HALF:
        return None  # the check `dates` tells that
    basis = (basis_of(time.tag), basis_of(fix.tag))
    stated = time.time.offset
    if abs(apart - implied) > NEVER_MISSED:
        return _made(
            "clock_off_satellite",
            f"The file's clock ({in_words(time.time)}) and its satellite time "
            f"({in_words(fix.time)}) differ by no whole zone.",
            basis=basis,
            limits=(FIX, "A clock set by hand can be minutes off."),
        )
    said = f"Against its satellite time the file's clock kept {offset_words(implied)}"
    if stated is None or stated == implied:
        code = "zone_by_satellite"
        said += "." if stated is None else ", as it states."
    else:
        code = "zone_unlike_satellite"
        said += f", but it states {offset_words(stated)}."
    return _made(code, said, basis=basis, limits=(FIX, HOME))


def _nothing() -> Finding:
    return _made(
        "no_zone",
        "The file states too little for its zone to be compared with anything.",
        state=State.NOT_OBSERVED,
        limits=("Few files state a zone, and platforms remove it: neutral.",),
    )

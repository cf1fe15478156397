"""The arithmetic of losses: how many each party claims, admits, and pictures support.

Numbers are intervals: "at least two" has no upper end. A party's number for a kind of
equipment is the highest that one statement of it gives, not the sum over its
statements, since parties repeat and correct themselves; what it says of different
fates within one statement adds up. Statements that go back to one source count once.
A count of a narrow kind counts for every wider kind it lies within. Nothing here
decides who is right: what cannot all be true is in `verify.domain.contradictions`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from verify.domain.case_values import Condition, Stance
from verify.domain.equipment import Catalogue
from verify.domain.spans import NOTHING, Span

UNKNOWN_SIDE = ""
SAID = frozenset({Stance.CLAIMED, Stance.ADMITTED})


@dataclass(frozen=True)
class Count:
    """So many of one kind, of one side, with one fate, as one statement has it."""

    claim: str
    party: str
    stance: Stance
    side: str
    """The side that lost them; empty where the statement does not say."""
    equipment: str
    """Id in the catalogue; a name that is in no list stands for itself."""
    span: Span
    statuses: frozenset[Condition] = frozenset()
    every: bool = False
    """Whether the statement speaks of all that took part."""
    origin: str = ""
    """The statement it goes back to; its own id where it goes back to none."""


@dataclass(frozen=True)
class Strength:
    """The order of battle: how many of one kind took part, as one statement has it."""

    claim: str
    party: str
    side: str
    equipment: str
    span: Span


class Standing(StrEnum):
    """What a loss rests on, from most to least."""

    SUPPORTED = "visually supported"
    ADMITTED = "admitted"
    CLAIMED = "claimed"
    RECORDED = "recorded only"
    """Without any claim or picture that stands."""
    REJECTED = "rejected"


@dataclass(frozen=True)
class Counted:
    """A loss as the arithmetic sees it."""

    loss: str
    side: str
    equipment: str
    statuses: frozenset[Condition]
    """Everything that became of it over time."""
    standing: Standing
    claims: tuple[str, ...] = ()
    group: str = ""
    """Losses with one group are one vehicle; its own id where nothing says so."""


@dataclass(frozen=True)
class Row:
    """One side and kind: what is said, and what is recorded."""

    side: str
    equipment: str
    depth: int
    claimed: Mapping[str, Span]
    """For each party its own number; dependent repeats are in the origin's party."""
    admitted: Span | None
    supported: int
    recorded: int
    rejected: int


@dataclass(frozen=True)
class Ledger:
    """Everything that is counted, ready for questions."""

    counts: tuple[Count, ...]
    losses: tuple[Counted, ...]
    catalogue: Catalogue
    strengths: tuple[Strength, ...] = ()

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Who claims or admits losses on its own account, in order of appearance."""
        said = [c.party for c in self.originals if c.stance in SAID]
        return tuple(dict.fromkeys(said))

    @cached_property
    def originals(self) -> tuple[Count, ...]:
        """The counts of statements that repeat no other of the case."""
        return tuple(c for c in self.counts if c.origin in {"", c.claim})

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """One row for each side and kind that somebody names, widest first."""
        return tuple(
            self.row(side, kind, depth)
            for side, kinds in self._kinds.items()
            for kind, depth in kinds
        )

    def row(self, side: str, equipment: str, depth: int = 0) -> Row:
        """The numbers of one side and kind, narrower kinds included."""
        inside = [
            count
            for count in self._of(side)
            if self.catalogue.holds(equipment, count.equipment)
        ]
        lost = [one for one in self.losses if one.side == side
                and self.catalogue.holds(equipment, one.equipment)]  # fmt: skip
        claimed = self._by_party(inside, SAID)
        admitted = self._by_party(inside, frozenset({Stance.ADMITTED}))
        best = max(admitted.values(), key=_size, default=None)
        tallied = {standing: _vehicles(lost, standing) for standing in Standing}
        return Row(
            side=side, equipment=equipment, depth=depth, claimed=claimed,
            admitted=best, supported=len(tallied[Standing.SUPPORTED]),
            recorded=len({one.group or one.loss for one in lost}
                         - tallied[Standing.REJECTED]),
            rejected=len(tallied[Standing.REJECTED]),
        )  # fmt: skip

    def total(self, standing: Standing) -> int:
        """How many vehicles have this standing, each counted once."""
        return len(_vehicles(self.losses, standing))

    def _of(self, side: str) -> list[Count]:
        return [count for count in self.originals if count.side == side]

    def _by_party(
        self, counts: Sequence[Count], stances: frozenset[Stance]
    ) -> dict[str, Span]:
        found: dict[str, Span] = {}
        for party in dict.fromkeys(count.party for count in counts):
            own = [c for c in counts if c.party == party and c.stance in stances]
            sums = [
                _sum([c for c in own if c.claim == claim], self.catalogue)
                for claim in dict.fromkeys(c.claim for c in own)
            ]
            if sums:
                found[party] = max(sums, key=_size)
        return found

    @cached_property
    def _kinds(self) -> dict[str, list[tuple[str, int]]]:
        """For each side the kinds named, each with how many named ones hold it."""
        named: dict[str, set[str]] = {}
        for count in self.originals:
            named.setdefault(count.side, set()).add(count.equipment)
        for one in self.losses:
            named.setdefault(one.side, set()).add(one.equipment)
        found = {}
        for side in sorted(named, key=lambda side: (side == UNKNOWN_SIDE, side)):
            kinds = sorted(named[side], key=lambda k: (self.catalogue.order(k), k))
            found[side] = [
                (kind, len(set(self.catalogue.path(kind)[:-1]) & named[side]))
                for kind in kinds
            ]
        return found


def _sum(counts: Sequence[Count], catalogue: Catalogue) -> Span:
    """The number of one statement: different fates are different vehicles.

    "Twelve vehicles captured, five of them armoured" is twelve, "five captured and
    two burnt" is seven. Two that were "captured and then burnt" may stand in either of
    those numbers or beside them, which is five to nine. What is said without a fate may
    be those with one, where one kind lies within the other, and then the higher number
    stands.
    """
    by_fate = {
        fate: nested([c for c in counts if c.statuses == fate], catalogue)
        for fate in dict.fromkeys(count.statuses for count in counts)
        if fate
    }
    told = NOTHING
    for number in by_fate.values():
        told = told.plus(number)
    if twice := _told_twice(by_fate):
        highest = max(number.least for number in by_fate.values())
        told = Span(max(highest, told.least - twice), told.most)
    fated = {count.equipment for count in counts if count.statuses}
    open_ones = [count for count in counts if not count.statuses]
    apart = [c for c in open_ones if not _related(c.equipment, fated, catalogue)]
    maybe = nested([c for c in open_ones if c not in apart], catalogue)
    told = max(told, maybe, key=_size)
    return told.plus(nested(apart, catalogue))


def _told_twice(by_fate: Mapping[frozenset[Condition], Span]) -> int:
    """How many of the lowest sum may be vehicles of several fates, told again in each.

    What is captured and destroyed may stand among the captured, among the destroyed,
    or in both.
    """
    most = 0
    for fates, number in by_fate.items():
        within = [by_fate[one].least for one in by_fate if one < fates]
        # of "several" no more than helps: each more of them is a vehicle more
        tried = {number.least, *(n for n in within if n > number.least)}
        allowed = [n for n in tried if number.most is None or n <= number.most]
        most += max(
            sum(min(n, one) for one in within) - (n - number.least) for n in allowed
        )
    return most


def _related(kind: str, kinds: set[str], catalogue: Catalogue) -> bool:
    return any(catalogue.holds(a, b) for k in kinds for a, b in ((kind, k), (k, kind)))


def nested(counts: Sequence[Count], catalogue: Catalogue) -> Span:
    """The sum over kinds: a kind that lies within another is part of it.

    Where the narrower kinds come to more, their sum stands.
    """
    kinds: dict[str, Span] = {}
    for count in counts:
        known = kinds.get(count.equipment)
        kinds[count.equipment] = known.plus(count.span) if known else count.span
    tops = [k for k in kinds
            if not any(o != k and catalogue.holds(o, k) for o in kinds)]  # fmt: skip
    total = NOTHING
    for top in tops:
        inner = [
            count for count in counts
            if count.equipment != top and catalogue.holds(top, count.equipment)
        ]  # fmt: skip
        total = total.plus(max(kinds[top], nested(inner, catalogue), key=_size))
    return total


def _vehicles(losses: Iterable[Counted], standing: Standing) -> set[str]:
    """The vehicles of this standing: a group has the best standing of its losses."""
    best: dict[str, Standing] = {}
    ranks = list(Standing)
    for one in losses:
        key = one.group or one.loss
        best[key] = min(best.get(key, one.standing), one.standing, key=ranks.index)
    return {key for key, found in best.items() if found is standing}


def _size(span: Span) -> tuple[int, float]:
    return span.least, float("inf") if span.most is None else span.most

"""The fewest vehicles that one statement can mean, whatever became of each.

A statement that lists "five captured, three destroyed" means eight: no vehicle is taken
in order and burnt out at one moment. If it also says that two were captured and then
destroyed, those two may stand in both of its numbers, and it means no more than six.
Any other fates may be those of the same vehicles. Two statements are never added up:
what was captured in the first may be burnt in the second.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verify.domain.arithmetic import Count, nested
from verify.domain.case_values import Condition
from verify.domain.equipment import Catalogue
from verify.domain.spans import NOTHING, Span

TAKEN, BURNT = Condition.CAPTURED, Condition.DESTROYED


@dataclass(frozen=True)
class Fewest:
    """The lowest reading of one statement, and the numbers that it rests on."""

    least: int
    told: tuple[tuple[str, Span], ...] = ()
    """In words what became of them, and how many, as the statement has it."""


def fewest(counts: Sequence[Count], catalogue: Catalogue) -> Fewest:
    """Of the counts of one statement about one kind, narrower kinds included."""
    taken = _largest((c for c in counts if _is(c, taken=True, burnt=False)), catalogue)
    burnt = _largest((c for c in counts if _is(c, taken=False, burnt=True)), catalogue)
    both = _largest((c for c in counts if _is(c, taken=True, burnt=True)), catalogue)
    other = _largest((c for c in counts if _is(c, taken=False, burnt=False)), catalogue)
    shared = min(taken.least, burnt.least)
    if both.most is not None:
        shared = min(shared, both.most)
    apart = taken.least + burnt.least - shared
    if max(apart, both.least) < other.least:
        return Fewest(other.least, (("lost", other),))
    told = (
        ("captured", taken), ("destroyed", burnt),
        ("captured and then destroyed", both),
    )  # fmt: skip
    return Fewest(
        max(apart, both.least),
        tuple((fate, number) for fate, number in told if number != NOTHING),
    )


def _is(count: Count, *, taken: bool, burnt: bool) -> bool:
    return (TAKEN in count.statuses, BURNT in count.statuses) == (taken, burnt)


def _largest(counts: Iterable[Count], catalogue: Catalogue) -> Span:
    """Counts of one fate add up over kinds; of several, one may be within another."""
    by_fate: dict[frozenset[Condition], list[Count]] = {}
    for count in counts:
        by_fate.setdefault(count.statuses, []).append(count)
    numbers = [nested(own, catalogue) for own in by_fate.values()]
    return max(numbers, key=lambda number: number.least, default=NOTHING)

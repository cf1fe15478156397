"""Which matches of a picture a page shows as two pictures side by side.

Earlier pictures come first, then those of the case, one for each group of copies: the
second copy of one picture teaches a reader nothing new.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from verify.domain.case_copies import copy_groups, resembling
from verify.domain.case_records import Resemblance
from verify.domain.matches import MatchKind
from verify.exports.case_sheet import CaseSheet

MOST_PAIRS, MANY_CARDS = 3, 60
"""Pairs a card; beyond so many cards one each, so that the page can be opened."""


@dataclass(frozen=True)
class Pair:
    """One match of one evidence; `own` and `other` name its two pictures."""

    evidence: str
    match: Resemblance

    @property
    def own(self) -> str:
        """Key of the evidence's picture, with the shared part outlined."""
        return f"{self.evidence} beside {self.match.digest}"

    @property
    def other(self) -> str:
        """Key of the other picture."""
        return f"{self.match.digest} beside {self.evidence}"

    @property
    def other_evidence(self) -> str:
        """The other picture's id, where it is evidence of this case; else empty."""
        return "" if self.match.case else self.match.evidence


def pairs_of(case: CaseSheet, cards: Iterable[str]) -> dict[str, tuple[Pair, ...]]:
    """For each of these cards the pairs that it shows."""
    groups, found = copy_groups(case.state), resembling(case.state)
    shown = list(cards)
    most = MOST_PAIRS if len(shown) <= MANY_CARDS else 1
    chosen = {}
    for ident in shown:
        by_picture: dict[str, Pair] = {}
        for match in sorted(found.get(ident, ()), key=_rank):
            pair = Pair(ident, match)
            other = pair.other_evidence
            if other or match.shown:
                picture = groups[other][0] if other else match.digest
                by_picture.setdefault(picture, pair)
        if pairs := tuple(islice(by_picture.values(), most)):
            chosen[ident] = pairs
    return chosen


def _rank(match: Resemblance) -> tuple[bool, int]:
    kinds = [kind.value for kind in MatchKind]
    return not match.shown, kinds.index(match.kind) if match.kind in kinds else 9

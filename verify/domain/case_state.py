"""The whole of a case at one line of its chain, as `case_fold.fold` makes it.

All maps keep the order of the chain. Records that were retracted stay in them;
`standing` leaves them out. This module counts and decides nothing.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from verify.domain.case_records import (
    Acquisition,
    Derivative,
    Enrolment,
    Examined,
    Incident,
    Item,
    Receipt,
    Search,
    Told,
)
from verify.domain.case_values import Action, Role
from verify.domain.chain_entries import NO_LINE
from verify.domain.evidence import Digest
from verify.domain.judgements import (
    Closing,
    Correction,
    Dispute,
    HandedOver,
    Recovery,
    Review,
    Seal,
    Verdict,
    Withholding,
)
from verify.domain.losses import Claim, Link, Loss, SameVehicle, StatusEvent


class Record(Protocol):
    """Anything that a line of the chain says."""

    @property
    def told(self) -> Told:
        """Which line says it."""


R = TypeVar("R", bound=Record)
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass
class CaseState:
    """Every record of a case. Only `case_fold` changes it."""

    case: str = ""
    """32 hexadecimal digits."""
    seq: int = 0
    head: Digest = NO_LINE
    """SHA-256 of the last line."""
    opened_at: str = ""
    last_at: str = ""
    closed: bool = False
    incidents: dict[str, Incident] = field(default_factory=dict)
    actors: dict[str, tuple[Enrolment, ...]] = field(default_factory=dict)
    evidence: dict[str, Item] = field(default_factory=dict)
    acquisitions: dict[str, tuple[Acquisition, ...]] = field(default_factory=dict)
    """By their id; a batch has one for each of its files."""
    receipts: dict[str, Receipt] = field(default_factory=dict)
    derivatives: dict[str, Derivative] = field(default_factory=dict)
    examinations: dict[str, Examined] = field(default_factory=dict)
    searches: dict[str, Search] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    losses: dict[str, Loss] = field(default_factory=dict)
    statuses: dict[str, StatusEvent] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    same: dict[str, SameVehicle] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    disputes: dict[str, Dispute] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    withholdings: list[Withholding] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    recoveries: list[Recovery] = field(default_factory=list)
    exports: list[HandedOver] = field(default_factory=list)
    closings: list[Closing] = field(default_factory=list)
    files: dict[Digest, int] = field(default_factory=dict)
    """Every file that a line brought in, with that line's number."""
    by_digest: dict[Digest, str] = field(default_factory=dict)
    """Ids of evidence by their bytes."""
    last_number: dict[str, int] = field(default_factory=dict)
    """The last number given for each letter of ids."""
    actions: dict[Action, int] = field(default_factory=dict)
    """How many lines there are of each action."""

    @property
    def withheld(self) -> set[Digest]:
        """Files that a `withhold` line says were taken out."""
        return {one for each in self.withholdings for one in each.files}

    def next_id(self, letter: str) -> str:
        """The id that the next record of this kind gets."""
        return f"{letter}{self.last_number.get(letter, 0) + 1}"

    def roles(self, actor: str) -> frozenset[Role]:
        """What this actor may act as now."""
        standing = (one for one in self.actors.get(actor, ()) if not one.retired_from)
        return frozenset(role for one in standing for role in one.roles)

    def table(self, letter: str) -> Mapping[str, object]:
        """All records whose ids begin with this letter."""
        tables: dict[str, Mapping[str, object]] = {
            "I": self.incidents, "E": self.evidence, "A": self.acquisitions,
            "P": self.receipts, "F": self.derivatives, "X": self.examinations,
            "S": self.searches, "C": self.claims, "L": self.losses,
            "T": self.statuses, "K": self.links, "M": self.same,
            "V": self.verdicts, "R": self.reviews, "D": self.disputes,
        }  # fmt: skip
        return tables[letter]

    def knows(self, ident: str) -> bool:
        """Whether there is a record with this id."""
        return ident in self.table(ident[0])


def standing(records: Mapping[str, R]) -> list[R]:
    """The records that nobody took back, in the order of the chain."""
    return [one for one in records.values() if not one.told.retracted_by]


def grouped(records: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """The records by what `key` gives for each, in their order."""
    groups: dict[K, list[T]] = {}
    for one in records:
        groups.setdefault(key(one), []).append(one)
    return groups


def latest_examinations(state: CaseState) -> dict[str, Examined]:
    """The last standing examination of each evidence that has one, by evidence id."""
    return {one.evidence: one for one in standing(state.examinations)}


def standing_verdicts(state: CaseState) -> list[Verdict]:
    """Verdicts neither retracted nor superseded by a standing one."""
    given = standing(state.verdicts)
    replaced = {one.supersedes for one in given}
    return [one for one in given if one.id not in replaced]

"""A case as the exports are given it: records, words, reports and pictures, no paths.

Everything was read elsewhere. Texts are those that are not withheld; what is missing
is empty. Places are handed out rounded where rounding was asked for, so that no
export can forget to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from verify.domain.arithmetic import Ledger
from verify.domain.case_ledger import Supports, ledger, supports, vehicle_groups
from verify.domain.case_records import Item, Told
from verify.domain.case_state import CaseState, latest_examinations, standing
from verify.domain.contradictions import Contradiction, contradictions
from verify.domain.equipment import Catalogue
from verify.domain.places import StatedPlace
from verify.domain.times import StatedTime, in_words, stated_time
from verify.exports.case_map import rounded_place
from verify.exports.wording import STAND_IN_MARK

JSONObject = Mapping[str, Any]
TIMES = "\u00d7"  # the sign between a number and what is counted


@dataclass(frozen=True)
class CaseSheet:
    """One case at one head, ready to be written down."""

    state: CaseState
    catalogue: Catalogue
    words: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """Texts by line number, corrections already laid over; withheld ones absent."""
    reports: Mapping[str, JSONObject] = field(default_factory=dict)
    """The latest examination of an evidence, as `verify.examination/1`, by its id."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """JPEGs without metadata: by evidence id, and by link id with the region boxed."""
    picture_notes: Mapping[str, str] = field(default_factory=dict)
    """Why a picture is not shown or is blurred, by evidence id."""
    decimals: int | None = None
    """Decimals of a degree that places are rounded to; None leaves them as they are."""
    program: str = ""

    @cached_property
    def ledger(self) -> Ledger:
        """Everything that is counted."""
        return ledger(self.state, self.catalogue)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """What cannot all be true."""
        return contradictions(self.ledger)

    @cached_property
    def supports(self) -> Supports:
        """Which picture supports which loss."""
        return supports(self.state)

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """Losses that are one vehicle."""
        return vehicle_groups(self.state)

    @cached_property
    def outcomes(self) -> Mapping[str, str]:
        """The machine's latest outcome for each evidence that was examined."""
        found = latest_examinations(self.state)
        return {evidence: one.outcome for evidence, one in found.items()}

    @cached_property
    def stand_ins(self) -> frozenset[str]:
        """Evidence whose file says that it is a rendering made as an exercise."""
        return frozenset(
            evidence for evidence, report in self.reports.items()
            if _mentions_mark(report.get("metadata"))
        )  # fmt: skip

    @property
    def title(self) -> str:
        """What the case is called: its first incident."""
        return next((one.title for one in self.state.incidents.values()), "Case")

    def said(self, told: Told, name: str) -> str:
        """A text of this line; empty where there is none or it is withheld."""
        return self.words.get(told.line, {}).get(name, "")

    def place(self, place: StatedPlace | None) -> StatedPlace | None:
        """The place as it may be shown."""
        if place is None or self.decimals is None:
            return place
        return rounded_place(place, self.decimals)

    def equipment(self, words: str) -> str:
        """How a page calls what a record names."""
        entry = self.catalogue.find(words).entry
        return entry.name if entry else words or "Unknown equipment"

    def supporting(self, loss: str) -> tuple[str, ...]:
        """Ids of the evidence that counts for this loss, each once."""
        links = self.supports.by_loss.get(loss, ())
        return tuple(
            dict.fromkeys(one.link.evidence for one in links if not one.barred)
        )

    def rests_on_stand_ins(self, loss: str) -> bool:
        """Whether every picture that counts for this loss is a stand-in."""
        shown = self.supporting(loss)
        return bool(shown) and set(shown) <= self.stand_ins

    def is_rejected(self, item: Item) -> bool:
        """Whether the picture supports nothing: recycled, or refuted by somebody."""
        recycled = self.outcomes.get(item.id) == "recycled"
        supporting = any(
            item.id in self.supporting(loss) for loss in self.linked.get(item.id, ())
        )
        return item.id in self.supports.refuted or (recycled and not supporting)

    @cached_property
    def linked(self) -> Mapping[str, tuple[str, ...]]:
        """For each evidence the losses that standing links tie to it."""
        found: dict[str, list[str]] = {}
        for link in standing(self.state.links):
            found.setdefault(link.evidence, []).append(link.loss)
        return {one: tuple(dict.fromkeys(losses)) for one, losses in found.items()}


def _mentions_mark(value: object) -> bool:
    if isinstance(value, str):
        return STAND_IN_MARK in value.upper()
    if isinstance(value, Mapping):
        return any(map(_mentions_mark, value.values()))
    return isinstance(value, list) and any(map(_mentions_mark, value))


def when(time: StatedTime | None) -> str:
    """A stated time in words; "not stated" where there is none."""
    return in_words(time) if time is not None else "date not stated"


def written(told: Told) -> str:
    """Who wrote a line and when, by pseudonym and the writer's clock."""
    return f"{told.actor}, {moment(told.at)}"


def moment(at: str) -> str:
    """The time of a line, as `25 November 2026, 16:49 (UTC)`."""
    return in_words(stated_time(f"{at[:16]}Z"))


def listed(parts: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    found = list(parts)
    if len(found) < 2:  # noqa: PLR2004
        return "".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"


def counted(number: int, one: str, several: str = "") -> str:
    """`1 picture`, `2 pictures`, `no pictures`."""
    words = one if number == 1 else several or f"{one}s"
    return f"{number:,} {words}" if number else f"no {words}"

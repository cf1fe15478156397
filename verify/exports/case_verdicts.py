"""Verdicts on a picture for print: pillar by pillar, with what others made of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from verify.domain.case_records import Item
from verify.domain.case_state import grouped, standing, standing_verdicts
from verify.domain.case_values import Grade, Pillar
from verify.domain.judgements import Review, Verdict
from verify.exports.case_sheet import CaseSheet, written

GRADE_TONES = {
    Grade.CONFIRMED: "calm", Grade.PROBABLE: "calm", Grade.POSSIBLE: "look",
    Grade.DOUBTFUL: "grave", Grade.REFUTED: "grave", Grade.UNDETERMINED: "look",
}  # fmt: skip


@dataclass(frozen=True)
class PillarRow:
    """One pillar: the verdicts that stand on it, or none."""

    name: str
    grade: str
    tone: str
    reason: str
    against: str
    who: str
    reviews: tuple[str, ...]


@dataclass(frozen=True)
class PillarRows:
    """What the verdicts of all pictures are printed from, gathered once."""

    case: CaseSheet

    @cached_property
    def _verdicts(self) -> Mapping[str, list[Verdict]]:
        return grouped(standing_verdicts(self.case.state), lambda one: one.about)

    @cached_property
    def _reviews(self) -> Mapping[str, list[Review]]:
        return grouped(standing(self.case.state.reviews), lambda one: one.of)

    def rows(self, item: Item) -> Iterator[PillarRow]:
        """A row for each verdict, and one for each pillar that has none."""
        verdicts = self._verdicts.get(item.id, [])
        if not verdicts:
            return
        by_pillar = grouped(verdicts, lambda one: one.pillar)
        for pillar in Pillar:
            for one in by_pillar.get(pillar, ()):
                yield self._row(one)
            if pillar not in by_pillar:
                yield PillarRow(pillar.value, "", "", "", "", "", ())

    def _row(self, one: Verdict) -> PillarRow:
        case = self.case
        reviews = (
            f"{review.told.actor} {review.result}: {case.said(review.told, 'reason')}"
            for review in self._reviews.get(one.id, ())
        )
        about = (
            f" (as {case.state.incidents[one.incident].title})" if one.incident else ""
        )
        return PillarRow(
            name=one.pillar.value, grade=f"{one.grade.capitalize()}{about}",
            tone=GRADE_TONES[one.grade], reason=case.said(one.told, "reason"),
            against=case.said(one.told, "against"), who=written(one.told),
            reviews=tuple(reviews),
        )  # fmt: skip

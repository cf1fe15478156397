"""From the record of a case to the arithmetic: which loss rests on what, counted once.

A loss is visually supported by a link that stands, to a picture, or the part of a
collage, that is neither assessed as recycled nor refuted by an analyst, where no
objection to either was upheld. Losses of one vehicle, by an analyst's word on them or
on pictures that show one loss each, form a group and count once. Whether a picture was
examined at all is told elsewhere: not having looked is no finding.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from verify.domain.arithmetic import Count, Counted, Ledger, Standing, Strength
from verify.domain.case_records import Examined
from verify.domain.case_state import (
    CaseState,
    grouped,
    latest_examinations,
    standing,
    standing_verdicts,
)
from verify.domain.case_values import (
    Answer,
    Bound,
    Condition,
    Grade,
    Position,
    Stance,
)
from verify.domain.equipment import Catalogue
from verify.domain.examination import Outcome
from verify.domain.judgements import Verdict
from verify.domain.losses import Claim, Link, Loss, StatusEvent
from verify.domain.rules import COVERED_SHARE
from verify.domain.spans import span

RECYCLED = Outcome.RECYCLED.value


@dataclass(frozen=True)
class Support:
    """One link of a picture to a loss, and why it does not count; "" where it does."""

    link: Link
    barred: str = ""


@dataclass(frozen=True)
class Supports:
    """What pictures say for each loss, and why pictures support nothing."""

    by_loss: Mapping[str, tuple[Support, ...]]
    refuted: Mapping[str, tuple[Verdict, ...]]
    """Verdicts that refute an evidence or a loss, by its id."""


def ledger(state: CaseState, catalogue: Catalogue) -> Ledger:
    """Everything that is counted in this case."""
    claims = standing(state.claims)
    found = supports(state)
    groups = vehicle_groups(state)
    told = grouped(standing(state.statuses), lambda event: event.loss)
    spoken = claims_of_losses(state)
    losses = tuple(
        Counted(
            loss=loss.id,
            side=loss.side,
            equipment=equipment_id(loss.equipment, catalogue),
            statuses=_conditions(told.get(loss.id, ())),
            standing=_standing(loss, found, spoken.get(loss.id, ())),
            claims=tuple(claim.id for claim in spoken.get(loss.id, ())),
            group=groups.get(loss.id, loss.id),
        )
        for loss in standing(state.losses)
    )
    counts = tuple(one for claim in claims for one in _counts(claim, state, catalogue))
    strengths = tuple(one for claim in claims for one in _strengths(claim, catalogue))
    return Ledger(counts, losses, catalogue, strengths)


def supports(state: CaseState) -> Supports:
    """Each standing link with the reason, if there is one, why it does not count."""
    upheld = {one.about for one in standing(state.disputes)
              if one.position is Position.UPHELD}  # fmt: skip
    examined = latest_examinations(state)
    refuted = grouped(
        (one for one in standing_verdicts(state) if one.grade is Grade.REFUTED),
        lambda verdict: verdict.about,
    )
    by_loss: dict[str, list[Support]] = {}
    for link in standing(state.links):
        barred = ""
        against = [v for v in refuted.get(link.evidence, ())
                   if v.incident in {"", _incident(state, link)}]  # fmt: skip
        examination = examined.get(link.evidence)
        if examination is not None and _recycled(examination, link):
            barred = "assessed as recycled"
        elif against:
            barred = f"refuted by {against[0].told.actor} ({against[0].pillar})"
        elif upheld & {link.id, link.evidence}:
            barred = "an objection to it was upheld"
        by_loss.setdefault(link.loss, []).append(Support(link, barred))
    return Supports(
        {loss: tuple(links) for loss, links in by_loss.items()},
        {about: tuple(verdicts) for about, verdicts in refuted.items()},
    )


def _recycled(examined: Examined, link: Link) -> bool:
    """Of a collage the parts decide that the link's region lies in."""
    if examined.outcome != RECYCLED or link.region is None or not examined.parts:
        return examined.outcome == RECYCLED
    region = link.region
    return any(
        part.outcome == RECYCLED and region.share_inside(part.region) >= COVERED_SHARE
        for part in examined.parts
    )


def vehicle_groups(state: CaseState) -> dict[str, str]:
    """For each loss that is another's vehicle too, the first loss of its group."""
    shown = grouped(standing(state.links), lambda link: link.evidence)
    parents: dict[str, str] = {}

    def root(one: str) -> str:
        while parents.get(one, one) != one:
            one = parents[one]
        return one

    places = {loss: place for place, loss in enumerate(state.losses)}
    for pair in standing(state.same):
        ends = [_loss_meant(one, shown) for one in pair.pair]
        if pair.answer is not Answer.SAME or "" in ends:
            continue
        first, second = sorted(map(root, ends), key=places.__getitem__)
        parents[second] = first
        parents.setdefault(first, first)
    return {loss: root(loss) for loss in parents}


def claims_of_losses(state: CaseState) -> dict[str, tuple[Claim, ...]]:
    """The standing claims that speak of each loss, whichever of the two says so."""
    claims = {claim.id: claim for claim in standing(state.claims)}
    spoken: dict[str, dict[str, Claim]] = {}
    for loss in state.losses.values():
        for ident in loss.claims:
            if ident in claims:
                spoken.setdefault(loss.id, {})[ident] = claims[ident]
    for claim in claims.values():
        for ident in claim.losses:
            spoken.setdefault(ident, {})[claim.id] = claim
    order = {ident: place for place, ident in enumerate(state.claims)}
    return {
        loss: tuple(sorted(found.values(), key=lambda claim: order[claim.id]))
        for loss, found in spoken.items()
    }


def status_history(events: Iterable[StatusEvent]) -> tuple[StatusEvent, ...]:
    """The events by the time they state, those without a time where they were told."""
    found = list(events)
    timed = sorted(
        (one for one in found if one.time is not None),
        key=lambda one: (one.time.earliest, one.told.line) if one.time else (),
    )
    waiting = iter(timed)
    return tuple(one if one.time is None else next(waiting) for one in found)


def equipment_id(words: str, catalogue: Catalogue) -> str:
    """The catalogue's id for what a record says; its own words where none is found."""
    entry = catalogue.find(words).entry
    return entry.id if entry else words


def _loss_meant(ident: str, shown: Mapping[str, list[Link]]) -> str:
    """The loss itself, or the only loss that a picture shows; "" where that is open."""
    if ident.startswith("L"):
        return ident
    losses = {link.loss for link in shown.get(ident, ())}
    return losses.pop() if len(losses) == 1 else ""


def _incident(state: CaseState, link: Link) -> str:
    return state.losses[link.loss].incident


def _conditions(events: Iterable[StatusEvent]) -> frozenset[Condition]:
    return frozenset(condition for event in events for condition in event.conditions)


def _standing(loss: Loss, found: Supports, claims: Iterable[Claim]) -> Standing:
    links = found.by_loss.get(loss.id, ())
    stances = {claim.stance for claim in claims}
    if loss.id in found.refuted:
        return Standing.REJECTED
    if any(not link.barred for link in links):
        return Standing.SUPPORTED
    if Stance.ADMITTED in stances:
        return Standing.ADMITTED
    if Stance.CLAIMED in stances:
        return Standing.CLAIMED
    return Standing.REJECTED if links else Standing.RECORDED


def _counts(claim: Claim, state: CaseState, catalogue: Catalogue) -> Iterator[Count]:
    if claim.stance is Stance.PRESENT:
        return
    repeated = [one for one in claim.repeats if not state.claims[one].told.retracted_by]
    for count in claim.counts:
        yield Count(
            claim=claim.id, party=claim.party, stance=claim.stance, side=count.side,
            equipment=equipment_id(count.equipment, catalogue),
            span=span(count.count, count.bound),
            statuses=frozenset(count.conditions),
            every=count.bound is Bound.ALL,
            origin=repeated[0] if repeated else claim.id,
        )  # fmt: skip


def _strengths(claim: Claim, catalogue: Catalogue) -> Iterator[Strength]:
    if claim.stance is not Stance.PRESENT:
        return
    for count in claim.counts:
        yield Strength(
            claim.id, claim.party, count.side,
            equipment_id(count.equipment, catalogue), span(count.count, count.bound),
        )  # fmt: skip

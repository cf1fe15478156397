"""Losses for print: one card each, with its pictures and why it is no duplicate.

What counts is decided in `verify.domain.case_ledger`; here it becomes sentences, and
everything that a reader should doubt becomes a caution.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from verify.domain.arithmetic import Counted, Standing
from verify.domain.case_ledger import (
    Support,
    claims_of_losses,
    equipment_id,
    status_history,
)
from verify.domain.case_records import Examined
from verify.domain.case_state import grouped, latest_examinations, standing
from verify.domain.case_values import Answer, Condition
from verify.domain.losses import Claim, Loss, SameVehicle, StatusEvent
from verify.domain.matches import COPY_KINDS
from verify.domain.places import StatedPlace
from verify.domain.regions import WHOLE
from verify.exports.case_sheet import CaseSheet, listed, when, written
from verify.exports.wording import share_words

TONES = {
    Standing.SUPPORTED: "supported",
    Standing.ADMITTED: "look",
    Standing.CLAIMED: "",
    Standing.RECORDED: "",
    Standing.REJECTED: "rejected",
}
COPIES = frozenset(kind.value for kind in COPY_KINDS)
ANSWERS = {
    Answer.SAME: "the same vehicle",
    Answer.DIFFERENT: "different vehicles",
    Answer.CANNOT_TELL: "it cannot be told whether they are one vehicle",
}


@dataclass(frozen=True)
class LinkedPicture:
    """A picture that is tied to a loss, boxed, with what its link says."""

    evidence: str
    image: bytes
    region: str
    reason: str
    who: str
    note: str


@dataclass(frozen=True)
class LossCard:
    """One loss as a page prints it."""

    id: str
    side: str
    name: str
    standing: str
    tone: str
    why: str
    cautions: tuple[str, ...]
    pictures: tuple[LinkedPicture, ...]
    no_picture: str
    facts: tuple[tuple[str, str], ...]
    history: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    not_a_duplicate: tuple[str, ...]


@dataclass(frozen=True)
class LossCards:
    """What cards of all losses are made from, gathered once."""

    case: CaseSheet

    @cached_property
    def _claims(self) -> Mapping[str, tuple[Claim, ...]]:
        return claims_of_losses(self.case.state)

    @cached_property
    def _events(self) -> Mapping[str, list[StatusEvent]]:
        return grouped(standing(self.case.state.statuses), lambda event: event.loss)

    @cached_property
    def _counted(self) -> Mapping[str, Counted]:
        return {one.loss: one for one in self.case.ledger.losses}

    @cached_property
    def _compared(self) -> Mapping[str, list[SameVehicle]]:
        found: dict[str, list[SameVehicle]] = {}
        for one in standing(self.case.state.same):
            for ident in one.pair:
                found.setdefault(ident, []).append(one)
        return found

    @cached_property
    def _examined(self) -> Mapping[str, Examined]:
        return latest_examinations(self.case.state)

    @cached_property
    def _by_type(self) -> Mapping[tuple[str, str], list[str]]:
        """Losses by side and every kind they lie within, to find possible doubles."""
        found: dict[tuple[str, str], list[str]] = {}
        for one in self.case.ledger.losses:
            for kind in self.case.catalogue.path(one.equipment):
                found.setdefault((one.side, kind), []).append(one.loss)
        return found

    @cached_property
    def ordered(self) -> tuple[Loss, ...]:
        """Losses that stand: supported ones first, then in the order of the record."""
        ranks = list(Standing)
        losses = standing(self.case.state.losses)
        return tuple(
            sorted(
                losses, key=lambda loss: ranks.index(self._counted[loss.id].standing)
            )
        )

    def standing_of(self, loss: Loss) -> Standing:
        """What the loss rests on."""
        return self._counted[loss.id].standing

    def conditions(self, loss: Loss) -> tuple[str, ...]:
        """What is the matter with it by the last event on record."""
        events = status_history(self._events.get(loss.id, ()))
        return tuple(events[-1].conditions) if events else ()

    def card(self, loss: Loss) -> LossCard:
        """Everything a page says of one loss."""
        case = self.case
        found = self._counted[loss.id].standing
        links = case.supports.by_loss.get(loss.id, ())
        claims = self._claims.get(loss.id, ())
        return LossCard(
            id=loss.id, side=loss.side, name=case.equipment(loss.equipment),
            standing=standing_words(case, loss.id, found), tone=TONES[found],
            why=self._why(loss, found), cautions=tuple(self._cautions(loss)),
            pictures=tuple(self._picture(one) for one in links),
            no_picture="" if links else "No picture in this case shows it.",
            facts=tuple(self._facts(loss)),
            history=tuple(self._event(one) for one in
                          status_history(self._events.get(loss.id, ()))),
            claims=tuple((one.id, f"{one.party}, {one.stance}") for one in claims),
            not_a_duplicate=tuple(self._not_a_duplicate(loss)),
        )  # fmt: skip

    def _why(self, loss: Loss, found: Standing) -> str:
        case = self.case
        claims = self._claims.get(loss.id, ())
        if found is Standing.SUPPORTED:
            return f"Rests on {listed(case.supporting(loss.id))}."
        if found is Standing.REJECTED:
            against = case.supports.refuted.get(loss.id, ())
            if against:
                return f"Refuted by {against[0].told.actor}."
            return (
                "Every picture offered for it was rejected, and no claim speaks of it."
            )
        parties = [c.party for c in claims if c.stance.value == found.value]
        if found in {Standing.ADMITTED, Standing.CLAIMED} and parties:
            return f"{found.value.capitalize()} by {listed(dict.fromkeys(parties))}."
        return "No claim and no picture that stands speaks of it."

    def _cautions(self, loss: Loss) -> Iterator[str]:
        case = self.case
        group = case.groups.get(loss.id, loss.id)
        others = [one for one, lead in case.groups.items()
                  if lead == group and one != loss.id]  # fmt: skip
        if others:
            yield f"Counted once together with {listed(others)}: the same vehicle."
        supported = case.supporting(loss.id)
        for evidence in supported:
            if evidence not in self._examined:
                yield f"{evidence} was never examined for earlier appearances."
            if len(case.state.evidence[evidence].incidents) > 1:
                offered = listed(case.state.evidence[evidence].incidents)
                yield f"{evidence} is offered for more than one incident: {offered}."
        yield from self._shared(loss, supported)
        both = {Condition.CAPTURED, Condition.DESTROYED}
        if both <= self._counted[loss.id].statuses:
            yield "Both captured and destroyed are on record: see what came first."

    def _shared(self, loss: Loss, supported: tuple[str, ...]) -> Iterator[str]:
        """Pictures of this loss that are, in part, pictures of another one."""
        case = self.case
        for evidence in supported:
            for other in case.linked.get(evidence, ()):
                if other != loss.id:
                    yield f"{evidence} also supports {other}, in a region of its own."
            examined = self._examined.get(evidence)
            for found in examined.resemblances if examined else ():
                copy = found.kind in COPIES and found.evidence not in {"", evidence}
                losses = set(case.linked.get(found.evidence, ())) if copy else set()
                for other in sorted(losses - {loss.id}):
                    yield (
                        f"{evidence} shares a picture with {found.evidence}, which "
                        f"supports {other}: one vehicle may stand in both."
                    )

    def _picture(self, support: Support) -> LinkedPicture:
        case, link = self.case, support.link
        note = case.picture_notes.get(link.evidence, "")
        if support.barred:
            note = f"Does not count: {support.barred}. {note}".strip()
        against = case.said(link.told, "against")
        reason = case.said(link.told, "reason")
        region = share_words(link.region or WHOLE)
        return LinkedPicture(
            evidence=link.evidence, image=case.pictures.get(link.id, b""),
            region=f"Boxed: {region}" if link.region else region.capitalize(),
            reason=f"{reason} Against it: {against}" if against else reason,
            who=written(link.told), note=note,
        )  # fmt: skip

    def _facts(self, loss: Loss) -> Iterator[tuple[str, str]]:
        case = self.case
        place = case.place(loss.place)
        note = case.catalogue.find(loss.equipment).entry
        rows = (
            ("Operator", loss.operator or "not known"), ("Unit", loss.unit),
            ("Serial", loss.serial), ("When", when(loss.time) if loss.time else ""),
            ("Where", place_words(place) if place else ""),
            ("Description", case.said(loss.told, "description")),
            ("Markings", case.said(loss.told, "markings")),
            ("Note", case.said(loss.told, "note")),
            ("About the type", note.note if note else ""),
        )  # fmt: skip
        return ((name, words) for name, words in rows if words)

    def _event(self, event: StatusEvent) -> str:
        parts = [" and ".join(event.conditions)]
        parts += [when(event.time)] if event.time else []
        parts += [f"held by {event.holder}"] if event.holder else []
        basis = [*event.claims, *event.evidence]
        parts += [f"by {listed(basis)}"] if basis else []
        reason = self.case.said(event.told, "reason")
        return ", ".join(parts) + (f". {reason}" if reason else "")

    def _not_a_duplicate(self, loss: Loss) -> Iterator[str]:
        """What was compared, in words; and where nobody compared, that."""
        compared = list(self._compared.get(loss.id, ()))
        for evidence in self.case.supporting(loss.id):
            compared += self._compared.get(evidence, ())
        for one in compared:
            yield self._comparison(one)
        kind = equipment_id(loss.equipment, self.case.catalogue)
        alike = [
            one for one in self._by_type.get((loss.side, kind), ()) if one != loss.id
        ]
        known = {ident for one in compared for ident in one.pair}
        open_ones = [one for one in alike if one not in known]
        if not alike and not compared:
            yield "No other loss of this type and side is on record."
        elif open_ones:
            shown = listed(open_ones[:8])
            more = f" and {len(open_ones) - 8} more" if len(open_ones) > 8 else ""  # noqa: PLR2004
            yield f"Nobody compared it with {shown}{more}: they may be one vehicle."

    def _comparison(self, one: SameVehicle) -> str:
        case = self.case
        words = [f"{one.pair[0]} and {one.pair[1]}: {ANSWERS[one.answer]}."]
        words += [
            said if name == "reason" else f"{name.capitalize()}: {said}"
            for name in ("reason", "markings", "damage", "surroundings")
            if (said := case.said(one.told, name))
        ]
        return f"{' '.join(words)} ({written(one.told)})"


def standing_words(case: CaseSheet, loss: str, found: Standing) -> str:
    """What a card says first: supported, and whether only by stand-in pictures."""
    if found is Standing.SUPPORTED and case.rests_on_stand_ins(loss):
        return "Supported (stand-in picture)"
    return found.value.capitalize()


def place_words(place: StatedPlace) -> str:
    """A point and how far off it may be."""
    within = f", within {place.radius_km:g} km" if place.radius_km else ""
    return f"{place.latitude:g}, {place.longitude:g}{within}"

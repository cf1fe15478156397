"""The case file: one self-contained page that an editor can read and print.

Like the report of single photos it asks for nothing from outside and runs no script.
One head of the record gives the same bytes: nothing on the page comes from a clock.
Cards are limited, and what is beyond the limit is listed and counted: a page of ten
thousand cards would be read by nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from verify.domain.case_records import Incident, Item
from verify.domain.case_state import standing, standing_verdicts
from verify.exports import case_claims, case_counts, case_map, case_record
from verify.exports.case_losses import (
    LossCard,
    LossCards,
    place_words,
    standing_words,
)
from verify.exports.case_pairs import Pair, pairs_of
from verify.exports.case_pictures import PictureCard, PictureCards
from verify.exports.case_sheet import CaseSheet, counted, listed, when
from verify.exports.report import environment

VERSION = "1"
MOST_LOSS_CARDS, MOST_PICTURE_CARDS = 300, 300
MOST_PLACES, MOST_NEAR = 40, 3
COUNTING = (
    "A loss counts as visually supported when an analyst linked a region of a picture "
    "to it, and that picture is neither assessed as recycled nor refuted. Losses that "
    "are one vehicle count once; a picture that supports two losses needs a region for "
    "each. A party's number is the highest that one of its statements gives. Sources "
    "that repeat another count with it."
)
JUDGING = (
    "Assessments are made by a written rule from what was observed, against the "
    "libraries named at each picture. Verdicts are those of the persons named, by "
    "pseudonym; each gives its reason and what speaks against it."
)


@dataclass(frozen=True)
class IncidentLines:
    """An incident in the header."""

    id: str
    name: str
    when: str
    aliases: tuple[str, ...]
    unplaced: tuple[str, ...]
    note: str


def render(case: CaseSheet) -> bytes:
    """The whole page, UTF-8."""
    jinja = environment()
    jinja.filters["place_words"] = place_words
    losses, pictures = LossCards(case), PictureCards(case)
    shown = _first_pictures(case)
    template = jinja.get_template("case.html")
    page = template.render(
        case=case, title=case.title, stand_in=bool(case.stand_ins),
        state="closed" if case.state.closed else "",
        incidents=[_incident(case, one) for one in case.state.incidents.values()],
        verdict=case_counts.verdict_line(case), table=case_counts.table(case),
        warnings=tuple(case_record.warnings(case)), contradictions=case.contradictions,
        map=case_map.drawn(spots(case)), place_notes=tuple(_place_notes(case)),
        claims=case_claims.claim_rows(case), dependence=case_claims.dependence(case),
        losses=_loss_cards(losses), more_losses=_more_losses(losses),
        pictures=_cards(pictures, shown, rejected=False),
        rejected=_cards(pictures, shown, rejected=True),
        more_pictures=_more_pictures(case, shown),
        searches=tuple(case_record.searches(case)),
        disputes=tuple(case_record.disputes(case)),
        corrections=tuple(case_record.corrections(case)),
        withheld=tuple(case_record.withheld(case)),
        method=(COUNTING, JUDGING), versions=tuple(case_record.versions(case)),
        audit=f"verify audit CASE --expect {case.state.head}",
    )  # fmt: skip
    return page.encode("utf-8", "replace")


def spots(case: CaseSheet, most: int | None = MOST_PLACES) -> list[case_map.Spot]:
    """Places of incidents and losses, each point once, as they may be shown."""
    found: dict[tuple[float, float, str], case_map.Spot] = {}
    for incident in case.state.incidents.values():
        for named in incident.places:
            place = case.place(named.place)
            if place is not None:
                basis = (
                    f" (according to {named.according_to})"
                    if named.according_to
                    else ""
                )
                key = (place.latitude, place.longitude, "incident")
                found.setdefault(key, case_map.Spot(f"{named.name}{basis}", place))
    at: dict[tuple[float, float, str], list[str]] = {}
    for loss in standing(case.state.losses):
        place = case.place(loss.place)
        if place is not None:
            key = (place.latitude, place.longitude, "loss")
            at.setdefault(key, []).append(loss.id)
            names = at[key]
            label = listed(names) if len(names) <= MOST_NEAR else (
                f"{counted(len(names), 'loss', 'losses')}, among them {names[0]}"
            )  # fmt: skip
            found[key] = case_map.Spot(f"Lost here: {label}", place, "loss")
    return list(found.values())[:most]


def _incident(case: CaseSheet, incident: Incident) -> IncidentLines:
    unplaced = tuple(one.name for one in incident.places if one.place is None)
    note = case.said(incident.told, "description")
    names = tuple(name for name in incident.names if name != incident.title)
    return IncidentLines(
        incident.id, incident.title, when(incident.time), names, unplaced, note
    )


def _place_notes(case: CaseSheet) -> Iterator[str]:
    """How far apart places of one incident are that cannot be one place."""
    for incident in case.state.incidents.values():
        placed = [(one.name, case.place(one.place)) for one in incident.places]
        apart = [
            (round(a.distance_km(b), 1), one, other)
            for (one, a), (other, b) in combinations(placed, 2)
            if a is not None and b is not None and a.apart_km(b) > 0
        ]
        for km, one, other in sorted(apart)[:MOST_NEAR]:
            yield f"{km:g} km lie between “{one}” and “{other}”."
    if case.decimals is not None:
        yield (
            f"Coordinates on this page are rounded to {case.decimals} decimals of a "
            "degree and the circles widened by what that can move a point. The record "
            "has them as they were stated; quoted words are not rounded."
        )


def _first_pictures(case: CaseSheet) -> list[Item]:
    """The pictures that get a card: supporting, rejected and judged ones first."""
    judged = {one.about for one in standing_verdicts(case.state)}

    def rank(item: Item) -> int:
        losses = case.linked.get(item.id, ())
        if any(item.id in case.supporting(loss) for loss in losses):
            return 0
        return 1 if case.is_rejected(item) else 2 if losses or item.id in judged else 3

    chosen = sorted(case.state.evidence.values(), key=rank)[:MOST_PICTURE_CARDS]
    order = {ident: place for place, ident in enumerate(case.state.evidence)}
    return sorted(chosen, key=lambda item: order[item.id])


def pictures_to_show(case: CaseSheet) -> tuple[list[str], list[str], list[Pair]]:
    """Evidence and links by id, and matches, whose pictures the page has room for."""
    evidence = [item.id for item in _first_pictures(case)]
    pairs = [one for found in pairs_of(case, evidence).values() for one in found]
    cards = LossCards(case).ordered[:MOST_LOSS_CARDS]
    links = [
        support.link.id
        for loss in cards for support in case.supports.by_loss.get(loss.id, ())
    ]  # fmt: skip
    return evidence, links, pairs


def _cards(
    cards: PictureCards, shown: list[Item], *, rejected: bool
) -> tuple[PictureCard, ...]:
    case = cards.case
    return tuple(cards.card(one) for one in shown if case.is_rejected(one) == rejected)


def _more_pictures(
    case: CaseSheet, shown: list[Item]
) -> list[tuple[str, str, str, str]]:
    seen = {item.id for item in shown}
    return [
        (item.id, item.digest[:16], case.outcomes.get(item.id, "not examined"),
         listed(case.linked.get(item.id, ())))
        for item in case.state.evidence.values() if item.id not in seen
    ]  # fmt: skip


def _loss_cards(cards: LossCards) -> tuple[LossCard, ...]:
    return tuple(cards.card(loss) for loss in cards.ordered[:MOST_LOSS_CARDS])


def _more_losses(cards: LossCards) -> list[tuple[str, str, str, str, str]]:
    case = cards.case
    return [
        (loss.id, case.equipment(loss.equipment), loss.side,
         standing_words(case, loss.id, cards.standing_of(loss)),
         " and ".join(cards.conditions(loss)))
        for loss in cards.ordered[MOST_LOSS_CARDS:]
    ]  # fmt: skip

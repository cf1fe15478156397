"""The weapons and equipment analysis of a case, in Markdown.

The same statements as the page's, for people who write reports: what is shown, what is
only said, what cannot all be true, and what nothing supports. All foreign text is made
harmless for Markdown.
"""

import re
from collections.abc import Iterable, Iterator

from verify.domain.arithmetic import Standing
from verify.domain.equipment import plain
from verify.domain.losses import Loss
from verify.exports.case_claims import claim_rows, dependence
from verify.exports.case_counts import table, verdict_line
from verify.exports.case_losses import LossCards, place_words, standing_words
from verify.exports.case_sheet import TIMES, CaseSheet, counted, listed, when
from verify.exports.plain_text import shortened, shown
from verify.exports.wording import STAND_IN_MARK

VERSION = "1"
MOST_LINES = 400
LONGEST_CELL = 600
DASH = "\u2013 "
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(case: CaseSheet) -> bytes:
    """The whole analysis, UTF-8."""
    parts = [
        *_head(case), *_counts(case), *_shown(case), *_said(case),
        *_contradictions(case), *_rejected(case), *_types(case), *_limits(case),
    ]  # fmt: skip
    return ("\n".join(parts).rstrip() + "\n").encode("utf-8", "replace")


def safe(text: str) -> str:
    """Foreign text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", shortened(shown(text), LONGEST_CELL))


def _head(case: CaseSheet) -> Iterator[str]:
    yield f"# Weapons and equipment analysis: {safe(case.title)}"
    yield ""
    if case.stand_ins:
        yield (
            f"**{STAND_IN_MARK}: the pictures of this case are renders made as an "
            "exercise. They show no real event, place, vehicle or loss.**"
        )
        yield ""
    yield safe(verdict_line(case))
    yield ""
    yield f"As the record stood {case.state.last_at}, line {case.state.seq}."
    yield ""
    for incident in case.state.incidents.values():
        names = f"; also {safe(', '.join(incident.names))}" if incident.names else ""
        title = f"**{incident.id}** {safe(incident.title)}"
        yield f"* {title}: {when(incident.time)}{names}"
        for named in incident.places:
            place = case.place(named.place)
            where = f": {place_words(place)}" if place else ""
            basis = (
                f" (according to {safe(named.according_to)})"
                if named.according_to
                else ""
            )
            yield f"    * {safe(named.name)}{where}{basis}"
    yield ""


def _counts(case: CaseSheet) -> Iterator[str]:
    found = table(case)
    if not found.rows:
        return
    yield "## Counts"
    yield ""
    yield from _table(
        ["Side", "Type", "What each party says", "Admitted", "Visually supported",
         "Recorded", "Rejected"],
        (
            [safe(row.side), DASH * row.depth + safe(row.name),
             safe(_said_by(row.said)), row.admitted,
             f"**{row.supported}**" if row.supported else "", row.recorded,
             row.rejected]
            for row in found.rows
        ),
    )  # fmt: skip
    yield ""
    yield (
        "Rows marked with a dash lie within the row above them. A party's number is "
        "the highest that one of its statements gives; sources that repeat another "
        "count with it."
    )
    yield ""


def _said_by(said: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{party} {number}" for party, number in said)


def _shown(case: CaseSheet) -> Iterator[str]:
    cards = LossCards(case)
    found = [
        one for one in cards.ordered if cards.standing_of(one) is Standing.SUPPORTED
    ]
    yield "## What pictures show"
    yield ""
    if not found:
        yield "No loss is visually supported."
    for loss in found[:MOST_LINES]:
        card = cards.card(loss)
        status = " and ".join(cards.conditions(loss)) or "status not recorded"
        yield (
            f"* **{loss.id}, {safe(card.name)}**: {status}. "
            f"{standing_words(case, loss.id, Standing.SUPPORTED)}. {safe(card.why)}"
        )
        for text in (*card.not_a_duplicate, *card.cautions):
            yield f"    * {safe(text)}"
    yield ""


def _said(case: CaseSheet) -> Iterator[str]:
    cards = LossCards(case)
    rest = [one for one in cards.ordered if cards.standing_of(one)
            not in {Standing.SUPPORTED, Standing.REJECTED}]  # fmt: skip
    yield "## What is only said"
    yield ""
    for words, losses in _alike(case, cards, rest):
        yield f"* {safe(words)}: {listed(one.id for one in losses)}"
    if not rest:
        yield "Nothing beyond what pictures show is on record."
    yield ""
    rows = claim_rows(case)[:MOST_LINES]
    if rows:
        yield from _table(
            ["Claim", "Party", "When", "Stance", "Counts"],
            ([row.id, safe(row.party), row.when, row.stance,
              safe("; ".join(row.counts))] for row in rows),
        )  # fmt: skip
        yield ""
    for text in dependence(case):
        yield f"* {safe(text)}"
    yield ""


def _alike(
    case: CaseSheet, cards: LossCards, losses: Iterable[Loss]
) -> Iterator[tuple[str, list[Loss]]]:
    groups: dict[str, list[Loss]] = {}
    for loss in losses:
        why = standing_words(case, loss.id, cards.standing_of(loss)).lower()
        groups.setdefault(f"{case.equipment(loss.equipment)}, {why}", []).append(loss)
    for words, found in groups.items():
        yield (f"{len(found)} {TIMES} {words}" if len(found) > 1 else words), found


def _contradictions(case: CaseSheet) -> Iterator[str]:
    if not case.contradictions:
        return
    yield "## What cannot all be true"
    yield ""
    for one in case.contradictions:
        yield f"* {safe(one.sentence)} ({listed((*one.claims, *one.losses))})"
    yield ""


def _rejected(case: CaseSheet) -> Iterator[str]:
    rejected = [one for one in case.state.evidence.values() if case.is_rejected(one)]
    if not rejected:
        return
    yield "## Pictures that support nothing"
    yield ""
    for item in rejected[:MOST_LINES]:
        report = case.reports.get(item.id, {})
        sentence = str(report.get("sentence", "")) or case.outcomes.get(item.id, "")
        yield f"* **{item.id}**: {safe(sentence)}"
        for verdict in case.supports.refuted.get(item.id, ()):
            reason = case.said(verdict.told, "reason")
            by = f"refuted ({verdict.pillar}) by {verdict.told.actor}"
            yield f"    * {by}: {safe(reason)}"
    yield ""


def _types(case: CaseSheet) -> Iterator[str]:
    """What the catalogue says of the types that occur, and names that mislead."""
    named = {one.equipment for one in case.ledger.losses}
    named |= {one.equipment for one in case.ledger.counts}
    entries = case.catalogue.entries
    known = sorted(named & set(entries), key=case.catalogue.order)
    notes = [entries[one] for one in known if entries[one].note]
    traps = [trap for trap in case.catalogue.traps
             if named & set(trap.means) or {plain(n) for n in trap.names}
             & {plain(one) for one in named}]  # fmt: skip
    if not notes and not traps:
        return
    yield "## About the types"
    yield ""
    for entry in notes:
        yield f"* **{safe(entry.name)}**: {safe(entry.note)}"
    for trap in traps:
        names = safe(" or ".join(trap.names))
        yield f"* The name {names} misleads: {safe(trap.advice)}"
    yield ""


def _limits(case: CaseSheet) -> Iterator[str]:
    unseen = sum(one not in case.outcomes for one in case.state.evidence)
    yield "## Limits and method"
    yield ""
    yield "* True losses can be higher: what nobody photographed is not supported here."
    yield "* Nothing found is no confirmation: a library holds what it holds."
    if unseen:
        yield f"* Never examined: {counted(unseen, 'picture')}."
    yield f"* Case {case.state.case}, head `{case.state.head}`."
    yield f"* Catalogue of equipment `{case.catalogue.digest}`."


def _table(header: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"

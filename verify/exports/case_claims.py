"""Claims for print: what each party says, and how it stands to all the others.

A mark says that something else of the case agrees, contradicts, or shows. Marks are
drawn from counts and losses, never from words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from verify.domain.arithmetic import SAID, Count, Standing
from verify.domain.case_state import grouped, standing
from verify.domain.case_values import Stance
from verify.domain.losses import Claim
from verify.domain.losses import Count as ClaimedCount
from verify.domain.spans import span
from verify.exports.case_sheet import TIMES, CaseSheet, listed, when

MOST_MARKS = 6
SHORT = {
    "more_than_took_part": "more than took part",
    "all_and_some": "all, or only some",
    "how_many": "how many",
    "changed_number": "its own number changed",
    "denied": "denied",
    "claimed_by_two": "two parties claim one loss",
    "told_apart": "what became of it",
    "more_shown_than_admitted": "pictures show more",
}


@dataclass(frozen=True)
class Mark:
    """`agrees`, `contradicts`, `shown` or `repeats`, and what does so."""

    kind: str
    sign: str
    words: str


@dataclass(frozen=True)
class ClaimRow:
    """One claim as a page prints it."""

    id: str
    party: str
    when: str
    stance: str
    words: str
    language: str
    no_words: str
    counts: tuple[str, ...]
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    marks: tuple[Mark, ...]


def claim_rows(case: CaseSheet) -> tuple[ClaimRow, ...]:
    """Every claim that stands, in the order of the record."""
    marks = _marks(case)
    return tuple(_row(case, claim, marks) for claim in standing(case.state.claims))


def count_words(case: CaseSheet, count: ClaimedCount) -> str:
    """So many of what, what became of them, and whose they were."""
    fates = f", {' and '.join(count.conditions)}" if count.conditions else ""
    owner = listed(filter(None, dict.fromkeys((count.operator, count.side))), "/")
    number = str(span(count.count, count.bound))
    return f"{number} {TIMES} {case.equipment(count.equipment)}{fates}" + (
        f" ({owner})" if owner else ""
    )


def dependence(case: CaseSheet) -> tuple[str, ...]:
    """For each statement that others repeat, one line that names them."""
    claims = {claim.id: claim for claim in standing(case.state.claims)}
    repeats = grouped(
        (one for one in claims.values() if _origin(one, claims)),
        lambda one: _origin(one, claims),
    )
    return tuple(
        f"{_named(claims[origin])} is repeated by {listed(map(_named, found))}."
        for origin, found in repeats.items()
    )


def _origin(claim: Claim, claims: dict[str, Claim]) -> str:
    seen = {claim.id}
    found = ""
    while known := [one for one in claim.repeats if one in claims and one not in seen]:
        found = known[0]
        seen.add(found)
        claim = claims[found]
    return found


def _named(claim: Claim) -> str:
    return f"{claim.id} ({claim.party})"


def _row(case: CaseSheet, claim: Claim, marks: dict[str, list[Mark]]) -> ClaimRow:
    told = claim.told
    words = case.said(told, "exact_words")
    translation = case.said(told, "translation")
    note = case.said(told, "note")
    notes = [f"In translation: {translation}"] if translation else []
    notes += [note] if note and words else []
    missing = note or (
        "The words are withheld." if told.words and not case.words.get(told.line)
        else "The exact words are not on record."
    )  # fmt: skip
    sources = (case.said(told, name) for name in ("source_url", "archive_url"))
    publisher = case.said(told, "publisher")
    return ClaimRow(
        id=claim.id, party=claim.party, when=when(claim.made_at),
        stance="order of battle" if claim.stance is Stance.PRESENT else claim.stance,
        words=words, language=claim.language, no_words=missing,
        counts=tuple(count_words(case, count) for count in claim.counts),
        sources=tuple(filter(None, (publisher, *sources))),
        notes=tuple(notes), marks=tuple(marks.get(claim.id, ())[:MOST_MARKS]),
    )  # fmt: skip


def _marks(case: CaseSheet) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for claim, mark in (*_shown(case), *_contradicting(case), *_agreeing(case)):
        marks = found.setdefault(claim, [])
        if mark not in marks:
            marks.append(mark)
    for one in standing(case.state.claims):
        if one.repeats:
            words = f"Repeats {listed(one.repeats)}: counts with it, not beside it."
            found.setdefault(one.id, []).insert(0, Mark("repeats", "↺", words))
    return found


def _shown(case: CaseSheet) -> Iterator[tuple[str, Mark]]:
    for loss in case.ledger.losses:
        if loss.standing is Standing.SUPPORTED:
            how = " (stand-in)" if case.rests_on_stand_ins(loss.loss) else ""
            words = f"A picture{how} supports {loss.loss}, which it speaks of."
            for claim in loss.claims:
                yield claim, Mark("shown", "◉", words)


def _contradicting(case: CaseSheet) -> Iterator[tuple[str, Mark]]:
    for one in case.contradictions:
        short = SHORT.get(one.kind, one.kind)
        for claim in one.claims:
            others = [other for other in one.claims if other != claim]
            against = f" against {listed(others)}" if others else ""
            about = f" ({listed(one.losses)})" if one.losses else ""
            words = f"{short[:1].upper()}{short[1:]}{about}{against}"
            yield claim, Mark("contradicts", "≠", f"{words}.")


def _agreeing(case: CaseSheet) -> Iterator[tuple[str, Mark]]:
    """Other parties, independent of this one, with a number that can be the same."""
    said = [count for count in case.ledger.originals if count.stance in SAID]
    alike = grouped(said, lambda count: (count.side, count.equipment))
    for counts in alike.values():
        name = case.equipment(counts[0].equipment)
        for one in counts:
            others = [o for o in counts if o.party != one.party and _agree(one, o)]
            ids = listed(dict.fromkeys(o.claim for o in others))
            if ids:
                yield one.claim, Mark("agrees", "=", f"Agrees with {ids}: {name}.")


def _agree(one: Count, other: Count) -> bool:
    same = not one.statuses or not other.statuses or one.statuses == other.statuses
    return same and one.span.meets(other.span)

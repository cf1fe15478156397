"""The rest of a case in words: look-ups, objections, corrections, what is withheld.

Also what a reader must be warned of before anything else, and which libraries, which
catalogue and which program the page rests on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from verify.domain.arithmetic import Standing
from verify.domain.case_state import grouped, standing, standing_verdicts
from verify.domain.case_values import LookUp
from verify.exports.case_sheet import (
    CaseSheet,
    counted,
    listed,
    moment,
    when,
    written,
)


@dataclass(frozen=True)
class SearchRow:
    """One look-up made elsewhere."""

    id: str
    when: str
    who: str
    engine: str
    about: str
    nothing: str
    result: str


def warnings(case: CaseSheet) -> Iterator[str]:
    """What a reader must know before anything else."""
    state = case.state
    sealed = {one.of for one in state.seals if one.sig is not None}
    verdicts = standing_verdicts(state)
    reviews = standing(state.reviews)
    lines = [one.told.line for one in verdicts]
    lines += [one.told.line for one in reviews]
    lines += [one.told.line for one in standing(state.links)]
    bare = sum(line not in sealed for line in lines)
    if bare:
        yield (
            f"{bare} of {counted(len(lines), 'judgement')} (verdicts, links, reviews) "
            "bear no signature of the person who made them. This page checks no "
            "signature: verify audit does."
        )
    alone = {one.id for one in verdicts} - {one.of for one in reviews}
    if alone:
        total = counted(len(verdicts), "verdict")
        yield f"{len(alone)} of {total} not reviewed by a second person."
    unseen = sum(one not in case.outcomes for one in state.evidence)
    if unseen:
        yield f"Never examined: {counted(unseen, 'picture')}."
    if state.recoveries:
        torn = counted(len(state.recoveries), "torn end")
        yield f"Set aside from the record: {torn}."


def searches(case: CaseSheet) -> Iterator[SearchRow]:
    """Look-ups made elsewhere, those that found nothing above all."""
    for one in standing(case.state.searches):
        said = [case.said(one.told, name) for name in ("query", "result", "note")]
        nothing = {
            LookUp.NOTHING_FOUND: "Nothing found.",
            LookUp.NOT_POSSIBLE: "Could not be searched.",
        }.get(one.result, "")
        found = [f"Earliest: {when(one.earliest)}."] if one.earliest else []
        yield SearchRow(
            one.id, when(one.at) if one.at else moment(one.told.at), one.told.actor,
            one.engine, listed(one.about), nothing,
            " ".join(filter(None, (*said, *found))),
        )  # fmt: skip


def disputes(case: CaseSheet) -> Iterator[str]:
    """Objections, and what became of them."""
    for one in standing(case.state.disputes):
        reason = case.said(one.told, "reason")
        done = f"{one.id}, {one.position}, about {one.about}"
        yield f"{done}: {reason} ({written(one.told)})"


def corrections(case: CaseSheet) -> Iterator[str]:
    """What was changed or taken back, and why."""
    for one in case.state.corrections:
        done = "was taken back" if one.retracts else (
            f"was changed ({listed((*one.sets, *one.clears)) or 'its words'})"
        )  # fmt: skip
        reason = case.said(one.told, "reason")
        yield f"{one.about} {done}: {reason} ({written(one.told)})"


def withheld(case: CaseSheet) -> Iterator[str]:
    """What was taken out, on what ground."""
    for one in case.state.withholdings:
        about = f" about {listed(one.about)}" if one.about else ""
        reason = case.said(one.told, "reason")
        ground = one.ground.replace("_", " ")
        yield (
            f"{counted(len(one.files), 'file')}{about}: {ground}. {reason} "
            f"({written(one.told)})"
        )


def versions(case: CaseSheet) -> Iterator[tuple[str, str]]:
    """What the page rests on, by name and digest."""
    state = case.state
    yield "Case", state.case
    yield "Head", state.head
    yield "Lines", f"{state.seq:,}"
    supported = case.ledger.total(Standing.SUPPORTED)
    yield (
        "Counted",
        (
            f"{counted(len(case.ledger.losses), 'loss', 'losses')} on record, "
            f"{supported} visually supported"
        ),
    )
    examined = standing(state.examinations)
    searched = grouped(
        (one for one in examined if one.library),
        lambda one: (one.library_name, one.library, one.references),
    )
    for (name, digest, references), found in searched.items():
        yield (
            "Library",
            (
                f"{name or 'unnamed'}, {counted(references, 'picture')}, {digest} "
                f"({counted(len(found), 'examination')})"
            ),
        )
    yield "Catalogue", case.catalogue.digest
    if case.program:
        yield "Page made by", case.program

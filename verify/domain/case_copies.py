"""Which pictures of a case are one picture, and which may show one scene.

Built from what examinations found and what analysts judged since. A copy of a whole
picture is counted once; a shared part and a same scene are told, never merged: a
collage would else make one picture of all its panels.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from verify.domain.case_records import Examined, Resemblance
from verify.domain.case_state import CaseState, latest_examinations, standing
from verify.domain.case_values import Answer
from verify.domain.matches import MatchKind

WHOLE_COPIES = frozenset({
    MatchKind.IDENTICAL_BYTES.value, MatchKind.IDENTICAL_PIXELS.value,
    MatchKind.SAME_PICTURE.value,
})  # fmt: skip


@dataclass(frozen=True)
class Question:
    """Two pictures that may show one vehicle: a person is asked."""

    pair: tuple[str, str]
    kind: str
    """Of the match that raises it."""
    examination: str


@dataclass(frozen=True)
class Elsewhere:
    """A picture that serves more than one incident, or another case too."""

    evidence: str
    incidents: tuple[str, ...]
    """Of this case, its own and those of its copies."""
    cases: tuple[str, ...]
    """Ids of other cases that hold it or a copy of it."""


def copy_groups(state: CaseState) -> dict[str, tuple[str, ...]]:
    """For every evidence the group of its copies, itself included, first one first."""
    parents = {ident: ident for ident in state.evidence}

    def root(one: str) -> str:
        while parents[one] != one:
            one = parents[one]
        return one

    apart = _judged(state, Answer.DIFFERENT)
    order = {ident: place for place, ident in enumerate(state.evidence)}
    for one in latest_examinations(state).values():
        for other in _copies(one):
            if frozenset({one.evidence, other}) not in apart:
                ends = sorted((root(one.evidence), root(other)), key=order.__getitem__)
                parents[ends[1]] = ends[0]
    groups: dict[str, list[str]] = {}
    for ident in state.evidence:
        groups.setdefault(root(ident), []).append(ident)
    return {one: tuple(group) for group in groups.values() for one in group}


def resembling(state: CaseState) -> dict[str, tuple[Resemblance, ...]]:
    """For every evidence what it resembles, whichever of the two was examined later.

    Each other picture once, as its own examination tells it where that does.
    """
    found: dict[str, dict[tuple[str, str], Resemblance]] = {}
    latest = latest_examinations(state)
    for one in latest.values():
        for match in one.resemblances:
            own = found.setdefault(one.evidence, {})
            own.setdefault((match.case, match.evidence or match.digest), match)
    for one in latest.values():
        for match in one.resemblances:
            if match.evidence and not match.case:
                back = replace(
                    match, evidence=one.evidence,
                    digest=state.evidence[one.evidence].digest,
                    region=match.other_region, other_region=match.region,
                )  # fmt: skip
                there = found.setdefault(match.evidence, {})
                there.setdefault(("", one.evidence), back)
    return {ident: tuple(matches.values()) for ident, matches in found.items()}


def questions(state: CaseState) -> list[Question]:
    """Pairs of pictures with a scene or a part in common that nobody judged yet.

    Copies are one picture: what was judged of one is not asked again of another.
    """
    first_of = {ident: group[0] for ident, group in copy_groups(state).items()}
    judged = {
        frozenset(first_of.get(ident, ident) for ident in one.pair)
        for one in standing(state.same)
    }
    found: dict[frozenset[str], Question] = {}
    for one in latest_examinations(state).values():
        for match in one.resemblances:
            if not match.evidence or match.case or match.kind in WHOLE_COPIES:
                continue
            pair = frozenset({first_of[one.evidence], first_of[match.evidence]})
            if len(pair) == 2 and pair not in judged:  # noqa: PLR2004
                first, second = sorted(pair, key=lambda ident: int(ident[1:]))
                question = Question((first, second), match.kind, one.id)
                found.setdefault(pair, question)
    return list(found.values())


def seen_elsewhere(
    state: CaseState, groups: Mapping[str, tuple[str, ...]]
) -> list[Elsewhere]:
    """Pictures that serve two incidents, here or in another case.

    Copies are one picture, called by the first of them.
    """
    latest = latest_examinations(state)
    found = []
    for group in dict.fromkeys(groups.values()):
        incidents = tuple(dict.fromkeys(
            incident for one in group for incident in state.evidence[one].incidents
        ))  # fmt: skip
        cases = tuple(dict.fromkeys(
            match.case for one in group if one in latest
            for match in latest[one].resemblances
            if match.case and match.kind != "same_scene"
        ))  # fmt: skip
        if len(incidents) > 1 or cases:
            found.append(Elsewhere(group[0], incidents, cases))
    return found


def _copies(examined: Examined) -> list[str]:
    return [
        match.evidence
        for match in examined.resemblances
        if match.evidence and not match.case and match.kind in WHOLE_COPIES
    ]


def _judged(state: CaseState, answer: Answer) -> set[frozenset[str]]:
    return {frozenset(one.pair) for one in standing(state.same) if one.answer is answer}

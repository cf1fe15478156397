"""What a case does not let anybody write, beyond the closed schema of its lines.

One picture supports two losses only by a region for each; nobody reviews their own
judgement; a judgement is superseded by its author alone; what was retracted carries
nothing more. A record that broke these is still read: they are the writer's rules.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from verify.domain.case_copies import copy_groups
from verify.domain.case_state import CaseState, standing
from verify.domain.case_values import Action, Position
from verify.domain.chain_entries import DERIVED, EXAMINATION, ORIGINAL, Used
from verify.domain.losses import Link
from verify.domain.regions import Region, stated_region

SAME_REGION = 0.5
"""Two regions are one where their boxes share more than this of the smaller one."""

Body = Mapping[str, Any]


def rule_problems(
    state: CaseState, action: Action, body: Body, actor: str
) -> list[str]:
    """Why this may not be written; nothing where it may. Ids in it exist."""
    found = [
        f"{ident} was retracted in line {line}"
        for ident in _carriers(action, body)
        if (line := retracted(state, ident))
    ]
    rule = _RULES.get(action)
    return found if found or rule is None else list(rule(state, body, actor))


def retracted(state: CaseState, ident: str) -> int:
    """The line that took this record back; 0 while it stands."""
    if not state.knows(ident):
        return 0
    record: Any = state.table(ident[0])[ident]
    told = record.acquisitions if ident[0] == "E" else record
    lines = (
        [one.told.retracted_by for one in told]
        if isinstance(told, tuple)
        else [told.told.retracted_by]
    )
    return max(lines) if all(lines) else 0


def files_named(state: CaseState, idents: Iterator[str]) -> tuple[Used, ...]:
    """The files that stand behind these ids, as a line's `in` names them."""
    found: dict[Used, None] = {}
    for ident in idents:
        if ident in state.evidence:
            found[Used(ORIGINAL, state.evidence[ident].digest)] = None
        elif ident in state.examinations:
            found[Used(EXAMINATION, state.examinations[ident].report)] = None
        elif ident in state.derivatives:
            found[Used(DERIVED, state.derivatives[ident].digest)] = None
    return tuple(found)


def _carriers(action: Action, body: Body) -> Iterator[str]:
    """The records that a new one would lean on."""
    if action in {Action.LINK, Action.STATUS, Action.SAME, Action.VERDICT}:
        for name in ("evidence", "loss", "about", "pair", "rests_on"):
            value = body.get(name, ())
            yield from [value] if isinstance(value, str) else value


def _link(state: CaseState, body: Body, _: str) -> Iterator[str]:
    evidence, loss = body["evidence"], body["loss"]
    if evidence not in state.evidence:
        return
    group = copy_groups(state)[evidence]
    others = [one for one in standing(state.links) if one.evidence in group]
    for one in others:
        if (one.evidence, one.loss) == (evidence, loss):
            yield f"{evidence} supports {loss} already ({one.id})"
            return
    crowded = [one for one in others if one.loss != loss]
    for one in crowded:
        yield from _crowded(one, evidence, body.get("region"))


def _crowded(other: Link, evidence: str, region: str | None) -> Iterator[str]:
    """One picture, or copies of one, would support two losses."""
    what = other.evidence if other.evidence == evidence else (
        f"{other.evidence}, a copy of {evidence},"
    )  # fmt: skip
    if region is None:
        yield (
            f"{what} supports {other.loss} too ({other.id}): say with --region which "
            "part of the picture shows this loss"
        )
    elif other.region is None:
        yield (
            f"{what} supports {other.loss} without a region: give {other.id} one "
            f"first (verify case correct CASE {other.id} --set region=...)"
        )
    elif shared_share(stated_region(region), other.region) > SAME_REGION:
        yield (
            f"the region is mostly that of {other.id}, which supports {other.loss}: "
            "two losses need two regions, or say `same` of the losses"
        )


def shared_share(one: Region, other: Region) -> float:
    """Share of the smaller bounding box that lies in both."""
    left, upper, right, lower = (
        choose(pair) for choose, pair in zip(
            (max, max, min, min), zip(one.bounds, other.bounds, strict=True),
            strict=True)
    )  # fmt: skip
    shared = max(0.0, right - left) * max(0.0, lower - upper)
    smaller = min(_box_area(one), _box_area(other))
    return shared / smaller if smaller else 0.0


def _box_area(region: Region) -> float:
    left, upper, right, lower = region.bounds
    return (right - left) * (lower - upper)


def _same(_: CaseState, body: Body, __: str) -> Iterator[str]:
    if len(set(body["pair"])) == 1:
        yield "a picture or loss is not compared with itself"


def _verdict(state: CaseState, body: Body, actor: str) -> Iterator[str]:
    old = state.verdicts.get(body.get("supersedes", ""))
    if old is None:
        return
    if old.told.actor != actor:
        yield f"{old.id} is {old.told.actor}'s: only its author supersedes a verdict"
    if (old.about, old.pillar) != (body["about"], body["pillar"]):
        yield f"{old.id} is about {old.about}, {old.pillar}"


def _review(state: CaseState, body: Body, actor: str) -> Iterator[str]:
    record: Any = state.table(body["of"][0]).get(body["of"])
    if record is not None and record.told.actor == actor:
        yield f"{body['of']} is {actor}'s own: a second person reviews it"
    if record is not None and record.told.line != body["line"]:
        yield f"{body['of']} stands in line {record.told.line}, not {body['line']}"


def _dispute(_: CaseState, body: Body, __: str) -> Iterator[str]:
    answers = body["position"] != Position.OBJECTS
    if answers and body["about"][0] != "D":
        yield f"only an objection (D1, D2, ...) is {body['position']}"


_RULES: Mapping[Action, Callable[[CaseState, Body, str], Iterator[str]]] = {
    Action.LINK: _link, Action.SAME: _same, Action.VERDICT: _verdict,
    Action.REVIEW: _review, Action.DISPUTE: _dispute,
}  # fmt: skip

"""A case in numbers, what in it waits for a person, and single records in full.

Counts are of records that stand; retracted ones are counted beside them. This module
writes nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from verify.domain.case_copies import (
    Elsewhere,
    copy_groups,
    questions,
    seen_elsewhere,
)
from verify.domain.case_state import (
    CaseState,
    latest_examinations,
    standing,
    standing_verdicts,
)
from verify.domain.case_values import Position
from verify.domain.case_words import texts_of, words_withheld
from verify.errors import AskedWrongly
from verify.store.case_index import plain
from verify.store.casefile import CaseFile
from verify.workflow.case_examine import waiting

TABLES = {
    "claims": "claims", "losses": "losses", "statuses": "statuses", "links": "links",
    "judgements of sameness": "same", "verdicts": "verdicts", "reviews": "reviews",
    "objections": "disputes", "searches": "searches",
    "examinations": "examinations", "received": "receipts", "derived": "derivatives",
}  # fmt: skip
MOST_NAMED = 20


def overview(case: CaseFile) -> dict[str, Any]:
    """The case in numbers, as `verify.case/1` writes it."""
    state = case.state
    groups = copy_groups(state)
    counts = {"photos": len(_offered(state)), "pictures": len(_first(state, groups))}
    counts |= {
        name: len(standing(getattr(state, table))) for name, table in TABLES.items()
    }
    return {
        "case": case.name, "case_id": state.case, "closed": state.closed,
        "opened_at": state.opened_at, "last_at": state.last_at, "line": state.seq,
        "head": state.head,
        "incidents": [
            {"id": one.id, "title": one.title, "names": list(one.names),
             "time": plain(one.time)}
            for one in state.incidents.values()
        ],
        "actors": {name: sorted(state.roles(name)) for name in state.actors},
        "counts": counts, "recoveries": len(state.recoveries),
        "withheld": len(state.withheld),
        "waiting": list(_waiting(state, groups)),
    }  # fmt: skip


def record_json(case: CaseFile, ident: str) -> dict[str, Any]:
    """One record with its words, as `verify.case-record/1` writes it."""
    state = case.state
    if ident[:1] not in set("IEAXFSCLTKMVRDP") or not state.knows(ident):
        raise AskedWrongly(
            f"the case has no {ident}", next_step="See: verify case show CASE"
        )
    found: Any = state.table(ident[0])[ident]
    if ident[0] == "A":
        return {"id": ident, "record": [_told(case, one) for one in found]}
    if ident[0] == "E":
        record: Any = plain(found)
        record["acquisitions"] = [_told(case, one) for one in found.acquisitions]
        record["copies"] = [one for one in copy_groups(state)[ident] if one != ident]
        return {"id": ident, "record": record}
    return {"id": ident, "record": _told(case, found)}


def record_lines(told: Mapping[str, Any]) -> list[str]:
    """One record for a person: a line for each field that says something."""
    return [str(told["id"]), *_lines(told["record"], "  ")]


def _told(case: CaseFile, record: Any) -> dict[str, Any]:
    fields: Any = plain(record)
    fields["words"] = texts_of(record.told, case.texts)
    if words_withheld(record.told, case.texts):
        fields["words_withheld"] = True
    return dict(fields)


def _lines(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                yield from _lines(one, indent + "- ")
            else:
                yield f"{indent}{one}"
        return
    for name, one in value.items():
        if one in ("", None, [], {}, False, 0):
            continue
        nested = isinstance(one, dict) or (
            isinstance(one, list) and isinstance(one[0], dict)
        )
        if nested:
            yield f"{indent}{name}:"
            yield from _lines(one, indent.replace("-", " ") + "  ")
        elif isinstance(one, list):
            yield f"{indent}{name}: {', '.join(map(str, one))}"
        else:
            yield f"{indent}{name}: {one}"


def _offered(state: CaseState) -> list[str]:
    return [
        item.id for item in state.evidence.values()
        if any(not one.told.retracted_by for one in item.acquisitions)
    ]  # fmt: skip


def _first(state: CaseState, groups: Mapping[str, tuple[str, ...]]) -> set[str]:
    """One for each group of copies."""
    return {groups[ident][0] for ident in _offered(state)}


def _waiting(state: CaseState, groups: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if unseen := [item.id for item in waiting(state)]:
        yield f"{_named(unseen)}: not examined yet: verify case add CASE"
    for one in questions(state)[:MOST_NAMED]:
        first, second = one.pair
        yield (
            f"{first} and {second}: {one.kind.replace('_', ' ')} ({one.examination}); "
            f"one vehicle? verify case same CASE {first} {second} ..."
        )
    for seen in _unjudged(state, groups)[:MOST_NAMED]:
        where = [f"the incidents {', '.join(seen.incidents)}"] if len(
            seen.incidents) > 1 else []  # fmt: skip
        where += [f"the case {one[:8]}" for one in seen.cases]
        yield f"{seen.evidence}: serves {' and '.join(where)}"
    answered = {one.about for one in standing(state.disputes)
                if one.position is not Position.OBJECTS}  # fmt: skip
    for dispute in standing(state.disputes):
        if dispute.position is Position.OBJECTS and dispute.id not in answered:
            yield f"{dispute.id}: an objection to {dispute.about} is not answered"


def _unjudged(
    state: CaseState, groups: Mapping[str, tuple[str, ...]]
) -> list[Elsewhere]:
    """Pictures that serve two incidents, on which nobody concluded since."""
    latest = latest_examinations(state)
    verdicts = standing_verdicts(state)
    found = []
    for seen in seen_elsewhere(state, groups):
        group = groups[seen.evidence]
        since = max([0, *(latest[one].told.line for one in group if one in latest)])
        if not any(one.about in group and one.told.line > since for one in verdicts):
            found.append(seen)
    return found


def _named(idents: list[str]) -> str:
    shown = ", ".join(idents[:MOST_NAMED])
    more = len(idents) - MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown

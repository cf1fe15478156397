"""Items 9 to 14: the record itself."""

import re
from collections.abc import Iterator
from typing import Any

from verify.audit.checklist import FAIL, PASS, Answer
from verify.audit.facts import AuditFacts, answer, by_rules, unverifiable

IDENT = re.compile(r"[A-Z][0-9]+\Z")
NAMING = (
    "incident", "evidence", "source", "about", "losses", "loss", "claims", "repeats",
    "pair", "rests_on", "supersedes", "of",
)  # fmt: skip
"""Fields that name ids of other records."""
REASONED = ("correct", "withhold", "retire")


def unbroken(facts: AuditFacts) -> Answer:
    """Item 9."""
    count = len(facts.verified.chain.lines)
    words = f"All lines are whole, and each names the one before it ({count})."
    return answer(by_rules(facts, "V1", "V2", "V3", "V4"), words)


def anchors_lie_on_it(facts: AuditFacts) -> Answer:
    """Item 10."""
    anchors = facts.verified.anchors
    wrong = by_rules(facts, "V12") + _broken(facts)
    if not wrong and (left := by_rules(facts, "V12", grade="open")):
        return unverifiable("Something held outside could not be checked.", left)
    if not wrong and not anchors.held:
        return unverifiable(
            "Nothing that was noted outside was given: whether the end was cut off, or "
            "the whole written anew, cannot be seen here."
        )
    held = sum(map(len, anchors.held.values()))
    return answer(wrong, f"All things noted outside lie on this record ({held}).")


def _broken(facts: AuditFacts) -> list[str]:
    """A break of the chain: an anchor vouches only for lines that it follows from."""
    at = facts.verified.broken_at
    return [f"line {at}: nothing noted outside covers what is before it"] if at else []


def newest_line_held(facts: AuditFacts) -> Answer:
    """Item 11."""
    anchors, count = facts.verified.anchors, len(facts.verified.chain.lines)
    if not anchors.held:
        return unverifiable("No anchor was given.")
    if broken := _broken(facts):
        return Answer(FAIL, "The chain is broken before what was noted.", tuple(broken))
    held = sum(map(len, anchors.held.values()))
    words = f"{held} noted outside; the newest is line {anchors.last} of {count}"
    if anchors.last < count:
        at = facts.verified.chain.lines[anchors.last - 1].time
        return Answer(
            FAIL, f"{words}, from {at}: what came after rests on nobody outside.",
            (f"lines {anchors.last + 1} to {count}",),
        )  # fmt: skip
    return Answer(PASS, f"{words}: the head itself.")


def nothing_unlogged(facts: AuditFacts) -> Answer:
    """Item 12."""
    wrong = by_rules(facts, "V5") + by_rules(facts, "V7", grade="warning")
    wrong += list(_loose_ids(facts))
    return answer(wrong, "Everything used was brought in; no file is unlogged.")


def _loose_ids(facts: AuditFacts) -> Iterator[str]:
    """Ids that two lines make, and ids used that no earlier line made."""
    made: set[str] = set()
    for entry in facts.book.entries:
        body, action = entry.body, entry.line.action
        own = str(body.get("id", ""))
        new = {own} if own else set()
        if action == "acquire":  # photos of a batch share one, and bytes keep theirs
            new.add(str(body.get("evidence", "")))
        elif own in made:
            yield f"line {entry.number}: it calls itself {own}, as an earlier line does"
        told = set(_named(body)) - new
        for ident in sorted(told - made):
            yield f"line {entry.number}: it names {ident}, which no earlier line made"
        made |= new


def _named(body: dict[str, Any]) -> Iterator[str]:
    """The ids a body names, in whichever field."""
    for name in NAMING:
        value = body.get(name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and IDENT.match(one):
                yield one


def changes_have_reasons(facts: AuditFacts) -> Answer:
    """Item 13."""
    book, wrong, away = facts.book, [], []
    sealed = {s.of for s in facts.verified.seals.seals if s.good}
    up_to = facts.verified.seals.sealed_up_to
    changes = [e for e in book.entries if e.line.action in {*REASONED, "recover"}]
    for one in changes:
        if one.line.action == "recover":
            if one.number > up_to:
                wrong.append(f"{one.place}: no later seal covers the recovery")
            continue
        texts = book.texts(one)
        if texts is None:
            away.append(one.place)
        elif not texts.get("reason", "").strip():
            wrong.append(f"{one.place}: {one.line.action} without a reason")
        if one.number not in sealed:
            wrong.append(f"{one.place}: {one.line.action} without its author's seal")
    logged = {str(e.body.get("sha256")) for e in changes}
    wrong += [f"torn/{d}: set aside, and no line says so"
              for d in sorted((facts.around.torn or frozenset()) - logged)]  # fmt: skip
    if away and not wrong:
        return unverifiable("The reasons were withheld.", away)
    words = f"All changes are logged and signed, with their reason ({len(changes)})."
    nothing = "Nothing was recovered, corrected, retired or withheld."
    return answer(wrong, words, looked_at=len(changes), nothing=nothing)


def index_agrees(facts: AuditFacts) -> Answer:
    """Item 14."""
    index = facts.around.index
    nothing = "There is no index here; it is never evidence."
    looked = 0 if index is None else 1
    return answer(
        index or (), "The index shows what the record says.",
        looked_at=looked, nothing=nothing,
    )  # fmt: skip

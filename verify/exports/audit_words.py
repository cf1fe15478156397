"""An audit in words: for a terminal, as JSON, and what stands in both.

The first sentence says whether anybody outside holds the newest line, since without
that nothing else shows what was cut off or written anew. Nothing is left out: passed
items are listed like failed ones.
"""

from typing import Any

from verify.audit.checklist import (
    FAIL,
    GROUPS,
    NOT_APPLICABLE,
    NOT_VERIFIABLE,
    PASS,
    SEVERITIES,
    Answer,
    Item,
)
from verify.audit.discrepancies import FAULT, RULES
from verify.audit.forty import UNTRUSTED, Audit
from verify.audit.verifier import counted
from verify.exports.plain_text import shown

FORMAT = "verify.audit/1"
MOST_PLACES = 12
STATE_WORDS = {
    PASS: "PASS", FAIL: "FAIL", NOT_APPLICABLE: "NOT APPLICABLE",
    NOT_VERIFIABLE: "NOT VERIFIABLE HERE",
}  # fmt: skip
OPEN_STATES = {FAIL, NOT_VERIFIABLE}
NO_TOOL = (
    "No tool makes evidence admissible: this audit says what holds together, not what "
    "is true."
)


def verdict_sentence(audit: Audit) -> str:
    """What the audit came to, in one sentence."""
    if audit.exit_code == UNTRUSTED:
        return "The record cannot be trusted as it stands."
    failed, left = audit.count(FAIL), audit.count(NOT_VERIFIABLE)
    if failed:
        return (
            f"{_items(failed)} of the {audit.profile} profile {_do(failed)} not hold."
        )
    if left:
        return (
            f"Nothing was found wrong, but {_items(left)} of the {audit.profile} "
            "profile could not be verified here."
        )
    return f"Every item of the {audit.profile} profile holds."


def _items(count: int) -> str:
    return f"{count} item{'' if count == 1 else 's'}"


def _do(count: int) -> str:
    return "does" if count == 1 else "do"


def checked_sentence(audit: Audit) -> str:
    """How much was checked, so that zero is seen."""
    n = counted(audit.facts.verified)
    return (
        f"Checked: {n['lines']} lines, {n['blobs']} files, {n['withheld']} withheld; "
        f"seals {n['seals']}, {n['seals_good']} good by the case's roster and "
        f"{n['seals_known']} by your list; time stamps {n['stamps']}, "
        f"{n['stamps_good']} leading to your roots; noted outside {n['anchors']}."
    )


def audit_lines(audit: Audit, *, quiet: bool = False) -> list[str]:
    """The audit for a terminal."""
    v = audit.facts.verified
    lines = [
        v.anchored(), verdict_sentence(audit), checked_sentence(audit),
        f"Head: {v.chain.head} (line {len(v.chain.lines)})", "",
    ]  # fmt: skip
    for item, answer in audit.answers:
        if item.number in GROUPS and not quiet:
            lines += ["", GROUPS[item.number]]
        if quiet and answer.state in {PASS, NOT_APPLICABLE}:
            continue
        lines += _item_lines(item, answer, note=not audit.required(item))
    lines += ["", NO_TOOL]
    return [shown(line) for line in lines]


def _item_lines(item: Item, answer: Answer, *, note: bool) -> list[str]:
    mark = f"{STATE_WORDS[answer.state]}{' (a note in this profile)' if note else ''}"
    lines = [f"{item.number:3} {item.severity} {mark}: {item.asks}."]
    if answer.state == PASS:
        return lines
    lines.append(f"      {answer.words}")
    lines += [f"      - {place}" for place in answer.places[:MOST_PLACES]]
    if len(answer.places) > MOST_PLACES:
        lines.append(f"      - and {len(answer.places) - MOST_PLACES} more (--json)")
    if answer.state in OPEN_STATES:
        lines.append(f"      Next: {item.cure}")
    return lines


def audit_json(audit: Audit) -> dict[str, Any]:
    """`verify.audit/1`: everything, one object."""
    v = audit.facts.verified
    return {
        "format": FORMAT, "case": v.chain.case_id, "head": v.chain.head,
        "lines": len(v.chain.lines), "profile": audit.profile,
        "sentence": verdict_sentence(audit), "anchored": v.anchored(),
        "anchored_to": v.anchors.last, "counted": counted(v),
        "items": [
            {
                "item": item.number, "severity": item.severity, "asks": item.asks,
                "state": answer.state, "required": audit.required(item),
                "words": answer.words, "places": list(answer.places),
                "next_step": item.cure if answer.state in OPEN_STATES else "",
            }
            for item, answer in audit.answers
        ],
        "discrepancies": [
            {"rule": one.rule, "grade": one.grade, "place": one.place,
             "words": one.words}
            for one in v.found
        ],
        "brackets": [
            {"line": line.number, "claimed": line.time, "not_before": _utc(after),
             "not_after": _utc(before)}
            for line, after, before in zip(
                v.chain.lines, v.times.after, v.times.before, strict=True)
        ],
        "exit_code": audit.exit_code,
    }  # fmt: skip


def _utc(instant: object) -> str | None:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}" if instant is not None else None


def rule_rows(audit: Audit) -> list[tuple[str, str, str, list[str]]]:
    """Each rule with its meaning, whether it holds, and where it does not."""
    rows = []
    for rule, meaning in RULES.items():
        found = [one for one in audit.facts.verified.found if one.rule == rule]
        state = "holds" if not found else (
            "does not hold" if any(one.grade == FAULT for one in found)
            else "look at it"
        )  # fmt: skip
        rows.append((rule, meaning, state,
                     [f"{one.place}: {one.words}" for one in found]))  # fmt: skip
    return rows


def severity_words(item: Item) -> str:
    """How grave a failure of this item is."""
    return SEVERITIES[item.severity]

"""An audit as one self-contained HTML page that an editor or a court can print.

It asks for nothing from outside and runs no script; all foreign text is escaped and
its control characters are made visible. No picture, name or local path stands on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from verify.audit.checklist import FAIL, GROUPS, NOT_VERIFIABLE, PASS, Answer, Item
from verify.audit.forty import UNTRUSTED, Audit
from verify.exports.audit_words import (
    NO_TOOL,
    OPEN_STATES,
    STATE_WORDS,
    checked_sentence,
    rule_rows,
    severity_words,
    verdict_sentence,
)
from verify.exports.plain_text import shortened, shown

LONGEST_TEXT = 600
MOST_PLACES = 40


@dataclass(frozen=True)
class Row:
    """One item as it stands on the page."""

    item: Item
    answer: Answer
    group: str
    state: str
    severity: str
    note: bool
    places: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class Span:
    """Consecutive lines that share their proved times."""

    first: int
    last: int
    after: str
    before: str


def audit_page(audit: Audit, *, title: str, made_at: str) -> bytes:
    """The whole page, UTF-8."""
    v = audit.facts.verified
    rows = list(_rows(audit))
    found = [row for row in rows if not row.note and row.answer.state in OPEN_STATES]
    page = _environment().get_template("audit.html").render(
        title=title, made_at=made_at, audit=audit, chain=v.chain,
        anchored=v.anchored(), sentence=verdict_sentence(audit),
        checked=checked_sentence(audit), rows=rows, found=found, spans=_spans(audit),
        rules=rule_rows(audit), seals=v.seals.seals, stamps=v.times.stamps,
        holders=v.anchors.held, no_tool=NO_TOOL, mood=_mood(audit),
        passed=audit.count(PASS), failed=audit.count(FAIL),
        left=audit.count(NOT_VERIFIABLE),
    )  # fmt: skip
    return page.encode("utf-8", "replace")


def _rows(audit: Audit) -> Iterator[Row]:
    for item, answer in audit.answers:
        yield Row(
            item, answer, GROUPS.get(item.number, ""), STATE_WORDS[answer.state],
            severity_words(item), not audit.required(item),
            answer.places[:MOST_PLACES], max(0, len(answer.places) - MOST_PLACES),
        )  # fmt: skip


def _mood(audit: Audit) -> str:
    if audit.exit_code == UNTRUSTED:
        return "broken"
    if audit.count(FAIL):
        return "wrong"
    return "open" if audit.count(NOT_VERIFIABLE) else "whole"


def _spans(audit: Audit) -> list[Span]:
    times = audit.facts.verified.times
    found: list[Span] = []
    for number, pair in enumerate(zip(times.after, times.before, strict=True), 1):
        after, before = (f"{t:%Y-%m-%d %H:%M:%S} UTC" if t else "" for t in pair)
        last = found[-1] if found else None
        if last and (last.after, last.before) == (after, before):
            found[-1] = Span(last.first, number, after, before)
        else:
            found.append(Span(number, number, after, before))
    return found


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("verify.exports", "templates"),
        autoescape=True, undefined=StrictUndefined, finalize=_neutral,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def _neutral(value: object) -> object:
    """Foreign text on one line, visible, of a bearable length."""
    return shortened(shown(value), LONGEST_TEXT) if type(value) is str else value

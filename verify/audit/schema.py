"""What fields a line has: the second half of rule V2, from the written format.

A table, not code: `docs/formats/chain.md` says the same in words. What the values
mean is not decided here.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

ENVELOPE = {
    "v", "seq", "prev", "case", "time", "actor", "role", "action", "tool", "in", "out",
    "body",
}  # fmt: skip
"""Every line has exactly these."""
ACTIONS = {
    "open", "enrol", "retire", "acquire", "receive", "derive", "compare", "search",
    "claim", "loss", "status", "link", "same", "verdict", "review", "dispute",
    "correct", "withhold", "seal", "recover", "export", "close",
}  # fmt: skip
NEEDS_SEAL = {
    "enrol", "retire", "verdict", "link", "review", "correct", "withhold", "export",
}  # fmt: skip
"""Actions whose author must seal exactly that line."""
PEOPLE = ACTIONS - {"open", "enrol", "retire"}
ROLE_ACTIONS = {
    "collector": {
        "acquire", "receive", "derive", "compare", "search", "claim", "correct",
        "seal", "recover",
    },
    "analyst": PEOPLE - {"review", "withhold", "export", "close"},
    "reviewer": {"review", "dispute", "same", "search", "seal", "recover"},
    "custodian": ACTIONS - {"verdict", "link", "same", "review"},
}  # fmt: skip
"""What each role may write."""
BODIES = {
    "open": "id! title! names:list time places:list format",
    "enrol": "actor:name! roles:list! key valid_after:moment valid_before:moment",
    "retire": "actor:name! from:moment!",
    "acquire": "id! evidence! incident! method platform posted_at collected_at "
               "collector missing:list graphic:flag",
    "receive": "id! kind! about channel of:integer by:name",
    "derive": "id! source! operation! parameters:object! redaction:flag",
    "compare": "id! evidence! outcome! library:digest library_name "
               "references:integer case_pictures:integer resemblances:list parts:list "
               "settings:object! versions:object!",
    "search": "id! engine! result! about:list at earliest",
    "claim": "id! incident! party! stance! made_at language counts:list losses:list "
             "repeats:list",
    "loss": "id! incident! equipment serial operator side unit time place claims:list",
    "status": "id! loss! conditions:list! time place holder claims:list evidence:list",
    "link": "id! evidence! loss! region",
    "same": "id! pair:list! answer! regions:list",
    "verdict": "id! about! pillar! grade! rests_on:list supersedes incident",
    "review": "id! of! line:integer! line_sha256:digest! result!",
    "dispute": "id! about! position!",
    "correct": "about! sets:object clears:list retracts:flag",
    "withhold": "ground! about:list",
    "seal": "of:integer! sig:digest tsr:digests",
    "recover": "sha256:digest! size:integer!",
    "export": "of:integer! head:digest! format! withheld:integer",
    "close": "state!",
}  # fmt: skip
"""Fields of each body: `name:kind`, text where no kind is given, `!` if needed."""
KINDS = {
    "list": list, "object": dict, "flag": bool, "integer": int, "text": str,
    "digest": str, "digests": list, "moment": str, "name": str,
}  # fmt: skip
HEX = re.compile(r"[0-9a-f]{64}\Z")
CASE_ID = re.compile(r"[0-9a-f]{32}\Z")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z", re.ASCII)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
IN_FIELDS, OUT_FIELDS = {"sha256", "role"}, {"sha256", "size", "media", "role"}
TOOL_FIELDS = {"name", "version", "env"}


def problems_of(record: object) -> Iterator[str]:
    """What is wrong with the fields of a line; nothing for a line that fits."""
    if not isinstance(record, dict):
        yield "it is no object"
        return
    if missing := sorted(ENVELOPE - set(record)):
        yield f"it lacks {', '.join(missing)}"
    if unknown := sorted(set(record) - ENVELOPE):
        yield f"it has unknown fields: {', '.join(unknown)}"
    yield from _plain_values(record)
    yield from _item_problems("in", record.get("in"), IN_FIELDS)
    yield from _item_problems("out", record.get("out"), OUT_FIELDS)
    tool = record.get("tool")
    if not isinstance(tool, dict) or set(tool) != TOOL_FIELDS:
        yield "tool is not name, version and env"
    body, action = record.get("body"), record.get("action")
    if not isinstance(body, dict):
        yield "body is no object"
    elif isinstance(action, str) and action in ACTIONS:
        yield from _body_problems(body, fields_of(action))


@cache
def fields_of(action: str) -> dict[str, tuple[str, bool]]:
    """Each field of an action's body: its kind, and whether every line has it."""
    found = {}
    for written in BODIES[action].split():
        name, _, kind = written.removesuffix("!").partition(":")
        found[name] = (kind or "text", written.endswith("!"))
    return found


def as_table() -> dict[str, object]:
    """The same tables as data, for programs in other languages."""
    return {
        "envelope": sorted(ENVELOPE), "in": sorted(IN_FIELDS),
        "out": sorted(OUT_FIELDS), "tool": sorted(TOOL_FIELDS),
        "needs_seal": sorted(NEEDS_SEAL), "roles": sorted(ROLE_ACTIONS),
        "actions": {action: fields_of(action) for action in sorted(ACTIONS)},
    }  # fmt: skip


def _body_problems(
    body: dict[str, Any], fields: dict[str, tuple[str, bool]]
) -> Iterator[str]:
    if unknown := sorted(set(body) - set(fields)):
        yield f"body has unknown fields: {', '.join(unknown)}"
    for name, (kind, needed) in fields.items():
        if name not in body:
            if needed:
                yield f"body lacks {name}"
        elif not is_kind(body[name], kind):
            yield f"body.{name} is no {kind}, or empty"


def is_kind(value: object, kind: str) -> bool:
    """Whether a value is of one of KINDS; texts are never empty."""
    if not isinstance(value, KINDS[kind]) or (
        isinstance(value, bool) and kind != "flag"
    ):
        return False
    if kind == "digests" and isinstance(value, list):
        return all(is_kind(one, "digest") for one in value)
    if kind == "digest":
        return HEX.match(str(value)) is not None
    if kind == "moment":
        return is_moment(str(value))
    if kind == "name":
        return NAME.match(str(value)) is not None
    return value != "" if kind == "text" else True


def is_moment(text: str) -> bool:
    """Whether this is an instant that there is, as `2026-11-22T20:37:46Z`."""
    if TIME.match(text) is None:
        return False
    try:
        datetime.fromisoformat(f"{text[:-1]}+00:00")
    except ValueError:
        return False
    return text[0] != "0"


def _plain_values(record: dict[str, Any]) -> Iterator[str]:
    if record.get("v") != 1 or record.get("v") is True:
        yield f"version {record.get('v')!r} of the format is not known"
    action = record.get("action")
    if not isinstance(action, str) or action not in ACTIONS:
        yield f"{action!r} is no action"
    for name, shape in (("prev", HEX), ("case", CASE_ID)):
        value = record.get(name)
        if not isinstance(value, str) or not shape.match(value):
            yield f"{name} is not as it should be"
    if not is_kind(record.get("time"), "moment"):
        yield "time is no instant that there is"
    if not is_kind(record.get("actor"), "name"):
        yield "actor is no pseudonym"
    if record.get("role") not in list(ROLE_ACTIONS):
        yield f"{record.get('role')!r} is no role"


def _item_problems(name: str, items: object, fields: set[str]) -> Iterator[str]:
    if not isinstance(items, list):
        yield f"{name} is no list"
        return
    for item in items:
        if not isinstance(item, dict) or set(item) != fields:
            yield f"an item of {name} has other fields than {', '.join(sorted(fields))}"
            continue
        digest, size = item["sha256"], item.get("size", 0)
        if not isinstance(digest, str) or not HEX.match(digest):
            yield f"an item of {name} has no SHA-256"
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            yield f"an item of {name} has no size"
        if not all(is_kind(item[one], "text") for one in fields & {"role", "media"}):
            yield f"an item of {name} has no role or no media type"

"""What fields a line has: the second half of rule V2, from the written format.

A table, not code: `docs/formats/chain.md` says the same in words. What the values
mean is not decided here.
"""

import re
from collections.abc import Iterator
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
    "custodian": ACTIONS,
    "collector": {
        "acquire", "receive", "derive", "compare", "search", "claim", "seal", "recover",
        "correct",
    },
    "analyst": PEOPLE - {"review", "withhold", "export", "close"},
    "reviewer": {"review", "dispute", "seal", "recover", "same", "search"},
}  # fmt: skip
HEX = re.compile(r"[0-9a-f]{64}\Z")
CASE_ID = re.compile(r"[0-9a-f]{32}\Z")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
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
    if not isinstance(record.get("body"), dict):
        yield "body is no object"


def _plain_values(record: dict[str, Any]) -> Iterator[str]:
    if record.get("v") != 1 or record.get("v") is True:
        yield f"version {record.get('v')!r} of the format is not known"
    action = record.get("action")
    if not isinstance(action, str) or action not in ACTIONS:
        yield f"{action!r} is no action"
    for name, shape in (("prev", HEX), ("case", CASE_ID), ("time", TIME)):
        value = record.get(name)
        if not isinstance(value, str) or not shape.match(value):
            yield f"{name} is not as it should be"
    for name in ("actor", "role"):
        value = record.get(name)
        if not isinstance(value, str) or not value:
            yield f"{name} is empty or no text"


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

"""What the lines of a case say, read for the audit: records by id, with corrections.

An independent reading of `docs/formats/chain.md`: it shares nothing with the program
that keeps cases. It decides nothing; it only finds.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from verify.audit.blob_files import Blobs
from verify.audit.chain_lines import Chain, Line, items_of
from verify.audit.schema import ACTIONS, fields_of, is_kind

Body = dict[str, Any]
STRUCTURED = {"resemblances", "counts", "places", "parts"}
"""Lists whose values are objects; all others hold text."""


def fitting(body: object, action: str) -> Body:
    """The fields of a body that are as the format says; rule V2 names the others."""
    if not isinstance(body, dict) or action not in ACTIONS:
        return {}
    fields = fields_of(action)
    kept = {name: value for name, value in body.items()
            if name in fields and is_kind(value, fields[name][0])}  # fmt: skip
    for name, value in kept.items():
        if isinstance(value, list):
            inner = dict if name in STRUCTURED else str
            kept[name] = [one for one in value if isinstance(one, inner)]
    return kept


@dataclass(frozen=True)
class Entry:
    """One line with its parsed fields."""

    line: Line
    record: dict[str, Any]

    @property
    def number(self) -> int:
        """The line's number."""
        return self.line.number

    @property
    def place(self) -> str:
        """How a report names it: its id where it has one, and its line."""
        ident = self.body.get("id") or self.body.get("evidence")
        return f"{ident} (line {self.number})" if ident else f"line {self.number}"

    @property
    def body(self) -> Body:
        """The body as written, without later corrections."""
        return fitting(self.record.get("body"), self.line.action)

    def files(self, *roles: str, of: str = "in out") -> list[str]:
        """Digests with one of these roles."""
        return [
            str(item["sha256"])
            for name in of.split()
            for item in items_of(self.record, name)
            if item.get("role") in roles
        ]


@dataclass
class Casebook:
    """All readable lines of a case, and its blobs."""

    chain: Chain
    blobs: Blobs
    entries: list[Entry] = field(default_factory=list)
    changes: dict[str, list[Entry]] = field(default_factory=dict)
    """`correct` lines by the id they are about."""

    def of(self, *actions: str) -> list[Entry]:
        """Entries of these actions that were not retracted."""
        return [
            one for one in self.entries
            if one.line.action in actions and not self.retracted(one)
        ]  # fmt: skip

    def until(self, line: int) -> "Casebook":
        """What the record said at that line."""
        changes = {
            about: [one for one in found if one.number <= line]
            for about, found in self.changes.items()
        }
        entries = [one for one in self.entries if one.number <= line]
        return Casebook(self.chain, self.blobs, entries, changes)

    def retracted(self, entry: Entry) -> bool:
        """Whether a later line took this record back, by its id or its evidence."""
        names = {entry.body.get("id")}
        if entry.line.action == "acquire":
            names.add(entry.body.get("evidence"))
        return any(
            change.body.get("retracts") is True and change.number > entry.number
            for name in names if isinstance(name, str)
            for change in self.changes.get(name, ())
        )  # fmt: skip

    def body(self, entry: Entry) -> Body:
        """The body with what later lines corrected in it."""
        body = dict(entry.body)
        for change in self.changes.get(str(body.get("id")), ()):
            sets = change.body.get("sets")
            body |= sets if isinstance(sets, dict) else {}
            for name in change.body.get("clears") or ():
                body.pop(name, None)
        return fitting(body, entry.line.action)

    def texts(self, entry: Entry) -> dict[str, str] | None:
        """The line's words with later ones over them; None where they are away."""
        found: dict[str, str] = {}
        named = entry.files("words", of="out")
        for change in self.changes.get(str(entry.body.get("id")), ()):
            named += change.files("new-words", of="out")
        for digest in named:
            told = self._texts(digest)
            if told is None:
                return None
            found |= told
        return found

    def _texts(self, digest: str) -> dict[str, str] | None:
        try:
            content = self.blobs.content(digest)
            told = json.loads(content) if content is not None else None
        except (OSError, ValueError, RecursionError):
            return None
        texts = told.get("texts") if isinstance(told, dict) else None
        if not isinstance(texts, dict):
            return None
        return {str(name): str(text) for name, text in texts.items()}

    def about(self, ident: str, *actions: str) -> list[Entry]:
        """Standing entries of these actions whose subject is this id."""
        return [one for one in self.of(*actions) if ident in self.subjects(one)]

    def subjects(self, entry: Entry) -> Iterator[str]:
        """The ids an entry is about, however its action calls them."""
        body = self.body(entry)
        for name in ("evidence", "loss", "about", "of", "source", "pair"):
            value = body.get(name, ())
            yield from value if isinstance(value, list | tuple) else [str(value)]

    def evidence(self) -> dict[str, list[Entry]]:
        """Each standing evidence with its acquisitions."""
        found: dict[str, list[Entry]] = {}
        for one in self.of("acquire"):
            found.setdefault(str(one.body.get("evidence")), []).append(one)
        return found

    def outcome(self, evidence: str) -> str:
        """The outcome of the newest examination of an evidence; empty for none."""
        found = self.about(evidence, "compare")
        return str(found[-1].body.get("outcome")) if found else ""

    def links(self) -> dict[str, list[Entry]]:
        """Standing links by the loss that they support."""
        found: dict[str, list[Entry]] = {}
        for one in self.of("link"):
            found.setdefault(str(one.body.get("loss")), []).append(one)
        return found


def casebook(chain: Chain, blobs: Blobs) -> Casebook:
    """Read every line that can be read."""
    book = Casebook(chain, blobs)
    book.entries = [Entry(line, record) for line, record in chain.records()]
    for entry in book.entries:
        if entry.line.action == "correct":
            about = str(entry.body.get("about"))
            book.changes.setdefault(about, []).append(entry)
    return book

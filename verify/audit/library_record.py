"""The record of a reference library, by the rules of a case's: V1 to V6 and V12.

A poisoned library makes false accusations, so it is asked the same: is the manifest
whole, are the pictures those that were admitted, does what was noted outside lie on
it. And it is shown who added what since when and from where, and what was changed why;
lines that name nobody are counted.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from verify.audit.blob_files import file_sha256
from verify.audit.discrepancies import FAULT, OPEN, WARNING, Discrepancy, breaks_trust
from verify.audit.programs import LINE_NAMESPACE, Signature, signature_holds
from verify.audit.trust import Anchor, Held, Trust, held_files

ZEROS = "0" * 64
MANIFEST = "manifest.jsonl"
SEALS = "seals"
SOUND = {"url", "archive", "two_sources"}
"""What a publication's date may rest on, to count as sound."""


@dataclass
class Contributor:
    """One pseudonym in a library's record, and what it stands for."""

    name: str
    lines: int = 0
    admitted: int = 0
    """Pictures admitted under it."""
    first: str = ""
    """Day of its first line, by the writer's clock; and of its last."""
    last: str = ""
    sources: Counter[str] = field(default_factory=Counter)
    """Where its publications are said to be from."""


def source_of(event: dict[str, Any]) -> str:
    """The publisher a publication names, else its host."""
    told = event.get("publication")
    given = told if isinstance(told, dict) else {}
    try:
        host = urlsplit(str(given.get("url", ""))).hostname
    except ValueError:
        host = None
    return str(given.get("publisher") or host or "no source named")


@dataclass
class LibraryRecord:
    """What a library's manifest says, and what does not hold."""

    folder: Path
    heads: list[str] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    found: list[Discrepancy] = field(default_factory=list)
    anchored_to: int = 0
    sealed_to: int = 0
    """The last line under a seal by a key of the auditor's list."""
    seals: int = 0

    @property
    def head(self) -> str:
        """SHA-256 of the last line."""
        return self.heads[-1] if self.heads else ZEROS

    @property
    def exit_code(self) -> int:
        """4 where the library cannot be trusted, 1 where a person must look, or 0."""
        if any(breaks_trust(one) for one in self.found):
            return 4
        whole = not self.found and self.anchored_to == len(self.heads)
        return 0 if whole else 1

    def anchored(self) -> str:
        """One sentence: how far somebody outside holds the manifest."""
        if any(one.rule == "V12" for one in self.found):
            return "What was noted outside does NOT lie in this library's record."
        if self.anchored_to == len(self.heads):
            return "The library's newest line is anchored outside."
        return (
            f"The library's newest line is NOT anchored outside ({self.anchored_to} of "
            f"{len(self.heads)} lines are): nothing shows that it was not rewritten."
        )

    def of(self, action: str) -> list[dict[str, Any]]:
        """The events of one action."""
        return [one for one in self.events if one.get("action") == action]

    def sources(self) -> Counter[str]:
        """How many publications each publisher, or host, is named for."""
        return Counter(map(source_of, self.of("publish")))

    def contributors(self) -> list["Contributor"]:
        """Who let pictures be admitted, the busiest first; "" for lines without."""
        found: dict[str, Contributor] = {}
        for one in self.events:
            name = str(one.get("recorded_by", ""))
            who = found.setdefault(name, Contributor(name))
            who.lines += 1
            who.admitted += one.get("action") == "admit"
            at = str(one.get("recorded_at", ""))[:10]
            who.first, who.last = min(who.first or at, at), max(who.last, at)
            if one.get("action") == "publish":
                who.sources[source_of(one)] += 1
        return sorted(found.values(), key=lambda one: (-one.lines, one.name))

    def months(self) -> Counter[str]:
        """How many pictures were admitted in each month, by the writer's clock."""
        return Counter(str(one.get("recorded_at", ""))[:7] for one in self.of("admit"))


def read_library(folder: Path, trust: Trust) -> LibraryRecord:
    """Read and check the whole library; raises OSError without a manifest."""
    record = LibraryRecord(folder)
    _read_lines(record)
    _check_pictures(record)
    record.found += list(_warnings(record))
    for anchor in trust.anchors:
        _check_anchor(record, anchor)
    held = {one.path.name: one for one in (*held_files(folder / SEALS), *trust.held)}
    for one in held.values():
        _check_seal(record, one, trust.signers)
    return record


def _check_seal(record: LibraryRecord, held: Held, signers: Path | None) -> None:
    """A signature over a line, and so over all before it: `seals/NNN.WHO.sig`."""
    record.seals += 1
    place = f"line {held.line}"
    with (record.folder / MANIFEST).open("rb") as stream:
        over = next((raw for n, raw in enumerate(stream, 1) if n == held.line), b"")
    ran = None
    if signers is not None and held.kind == "sig":
        signature = Signature(held.who, over, LINE_NAMESPACE, held.path)
        ran = signature_holds(signature, signers, None)
    if ran is None:
        words = f"{held.path.name} could not be checked: no list of keys, or no program"
        record.found.append(Discrepancy("V9", OPEN, place, words, held.line))
    elif over and ran.ok:
        record.sealed_to = max(record.sealed_to, held.line)
    else:
        words = f"{held.path.name} is over another line, or by no key that you know"
        record.found.append(Discrepancy("V9", FAULT, place, words, held.line))


def _read_lines(record: LibraryRecord) -> None:
    admitted: set[str] = set()
    with (record.folder / MANIFEST).open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            before = record.heads[-1] if record.heads else ZEROS
            event = _event(raw)
            for rule, words in _wrong(raw, event, number, before):
                place = f"line {number}"
                record.found.append(Discrepancy(rule, FAULT, place, words, number))
            digest = str(event.get("digest"))
            if event.get("action") == "admit":
                admitted.add(digest)
            elif event and digest not in admitted:
                words = f"it speaks of {digest[:12]}, which no earlier line admitted"
                record.found.append(
                    Discrepancy("V5", FAULT, f"line {number}", words, number)
                )
            record.heads.append(hashlib.sha256(raw).hexdigest())
            record.events.append(event)


def _event(raw: bytes) -> dict[str, Any]:
    try:
        event = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _wrong(
    raw: bytes, event: dict[str, Any], number: int, before: str
) -> Iterator[tuple[str, str]]:
    if not raw.endswith(b"\n"):
        yield "V1", "it has no newline at its end: torn, or cut"
    written = json.dumps(
        event, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    if written.encode("utf-8", "surrogatepass") != raw.rstrip(b"\n"):
        yield "V2", "it is no record in canonical form"
    if event.get("seq") != number:
        yield "V3", f"it calls itself line {event.get('seq')!r}"
    if event.get("prev") != before:
        yield "V4", "it does not follow the line before it: one of the two was changed"


def _check_pictures(record: LibraryRecord) -> None:
    """V6: each admitted picture, wherever it lies, is still those bytes."""
    for number, event in enumerate(record.events, 1):
        if event.get("action") != "admit":
            continue
        digest, place = str(event.get("digest")), f"line {number}"
        path = record.folder / str(event.get("path"))
        name = str(event.get("name"))[:80]
        if not path.is_file():
            words = f"{name} ({digest[:12]}) is not where it was admitted"
            record.found.append(Discrepancy("V6", OPEN, place, words, number))
        elif file_sha256(path)[0] != digest:
            words = f"{name} ({digest[:12]}) was changed since it was admitted"
            record.found.append(Discrepancy("V6", FAULT, place, words, number))


def _warnings(record: LibraryRecord) -> Iterator[Discrepancy]:
    """What an accusation must not rest on unseen."""
    bare = sum(not one.get("recorded_by") for one in record.events)
    if bare:
        words = f"{bare} of {len(record.events)} lines do not say who wrote them"
        yield Discrepancy("V9", OPEN, "library", words)
    for number, event in enumerate(record.events, 1):
        told = event.get("publication")
        if event.get("action") == "publish" and isinstance(told, dict):
            if str(told.get("dated_by", "unknown")) not in SOUND:
                words = "its date rests on no address, archive or second source"
                yield Discrepancy("V11", WARNING, f"line {number}", words, number)
        elif event.get("action") in {"correct", "withdraw"} and not event.get("reason"):
            words = f"a {event['action']} without a reason"
            yield Discrepancy("V8", WARNING, f"line {number}", words, number)


def _check_anchor(record: LibraryRecord, anchor: Anchor) -> None:
    at = record.heads.index(anchor.sha256) + 1 if anchor.sha256 in record.heads else 0
    if at and anchor.line in {None, at}:
        record.anchored_to = max(record.anchored_to, at)
        return
    words = f"no line {anchor.sha256[:12]} as noted ({anchor.source}): rewritten or cut"
    record.found.append(Discrepancy("V12", FAULT, "library", words, anchor.line or 0))

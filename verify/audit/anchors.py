"""What was noted outside, against the chain: rule V12.

A bare chain shows accidents; that nothing was cut off or written anew is shown only
by what somebody outside holds: a hash that was e-mailed, a seal, a stamp, a witness's
receipt, an older copy. Two seals by one key over two different lines with one number
prove a fork that the signer cannot deny.
"""

from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from verify.audit.blob_files import Blobs
from verify.audit.chain_lines import Chain, items_of, read_chain
from verify.audit.discrepancies import FAULT, OPEN, Discrepancy
from verify.audit.programs import (
    LINE_NAMESPACE,
    WITNESS_NAMESPACE,
    Signature,
    signature_holds,
    stamp_holds,
    stamp_time,
)
from verify.audit.trust import Anchor, Held, Trust


@dataclass
class Anchors:
    """How far the chain is held by somebody outside, and what does not hold."""

    held: dict[int, list[str]] = field(default_factory=dict)
    """For each anchored line, who or what holds it."""
    found: list[Discrepancy] = field(default_factory=list)
    forks: list[str] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last line that somebody outside holds; 0 for none."""
        return max(self.held, default=0)

    def hold(self, line: int, source: str) -> None:
        """Note that `source` holds this line."""
        self.held.setdefault(line, []).append(source)

    def fault(self, words: str, line: int) -> None:
        """Note that what was noted outside is not on the chain."""
        self.found.append(Discrepancy("V12", FAULT, f"line {line}", words, line))


def check_anchors(chain: Chain, trust: Trust) -> Anchors:
    """V12 for hashes, held files, older copies."""
    anchors = Anchors()
    numbers = {line.sha256: line.number for line in chain.lines}
    for anchor in trust.anchors:
        _noted(anchor, chain, numbers, anchors)
    for held in trust.held:
        _held(held, chain, trust, anchors)
    for copy in trust.copies:
        _copy(copy, chain, anchors)
    return anchors


def _noted(
    anchor: Anchor, chain: Chain, numbers: dict[str, int], anchors: Anchors
) -> None:
    count, short = len(chain.lines), anchor.sha256[:12]
    at = numbers.get(anchor.sha256)
    if at is not None and anchor.line in {None, at}:
        return anchors.hold(at, anchor.source)
    if at is not None:
        words = f"{short} ({anchor.source}) was noted as line {anchor.line}: it is {at}"
        return anchors.fault(words, at)
    if anchor.line is not None and anchor.line > count:
        words = (
            f"line {anchor.line} was noted ({anchor.source}), and the chain ends at "
        )
        return anchors.fault(f"{words}{count}: its end was cut off", anchor.line)
    words = f"the chain has no line {short} as noted ({anchor.source}): "
    words += "it was edited, written anew or cut"
    return anchors.fault(words, anchor.line or count)


def _held(held: Held, chain: Chain, trust: Trust, anchors: Anchors) -> None:
    over = chain.raw(held.line)
    if not over:
        words = f"{held.path.name} is held, and the chain ends at {len(chain.lines)}"
        return anchors.fault(words, held.line)
    holds = _stamp(held, over, trust) if held.kind == "tsr" else (
        _signature(held, over, trust)
    )  # fmt: skip
    if holds is None:
        words = f"{held.path.name} could not be checked: no key, root or program for it"
        place = f"line {held.line}"
        anchors.found.append(Discrepancy("V12", OPEN, place, words, held.line))
    elif holds:
        anchors.hold(held.line, held.path.name)
    else:
        anchors.fault(f"{held.path.name} is over another line than this", held.line)
    return None


def _signature(held: Held, over: bytes, trust: Trust) -> bool | None:
    if trust.signers is None:
        return None
    namespace = LINE_NAMESPACE if held.kind == "sig" else WITNESS_NAMESPACE
    ran = signature_holds(
        Signature(held.who, over, namespace, held.path), trust.signers, None
    )
    return ran.ok if ran else None


def check_receipts(
    chain: Chain, blobs: Blobs, enrolled: set[str], trust: Trust, anchors: Anchors
) -> None:
    """V12 for the witnesses' receipts that were taken into the case itself.

    They hold a line like those that the auditor has, if a key of the auditor's list
    made them and the witness has no part in the case.
    """
    for line, record in chain.records("receive"):
        body = record.get("body")
        told = body if isinstance(body, dict) else {}
        if told.get("kind") != "receipt" or not isinstance(told.get("of"), int):
            continue
        of, who = told["of"], str(told.get("by", ""))
        files = [
            str(item["sha256"])
            for name in ("out", "in")
            for item in items_of(record, name)
            if item.get("role") == "context"
        ]
        held = [Held(of, who, "receipt", blobs.path(one)) for one in files
                if one in blobs.sizes]  # fmt: skip
        words = f"the receipt of {who or 'nobody'} over line {of}, taken in"
        if not 1 <= of < line.number or who in enrolled:
            anchors.fault(f"{words}, is by no outsider over an earlier line",
                          line.number)  # fmt: skip
        elif not held or (holds := _signature(held[0], chain.raw(of), trust)) is None:
            left = f"{words}, could not be checked: no file, key or program for it"
            place = f"line {line.number}"
            anchors.found.append(Discrepancy("V12", OPEN, place, left, line.number))
        elif holds:
            anchors.hold(of, f"receipt of {who} (line {line.number})")
        else:
            anchors.fault(f"{words}, is over another line or by another key",
                          line.number)  # fmt: skip


def _stamp(held: Held, over: bytes, trust: Trust) -> bool | None:
    at = stamp_time(held.path)
    if at is None or not trust.roots:
        return None
    ran = [stamp_holds(held.path, over, root, None, at) for root in trust.roots]
    return None if None in ran else any(one.ok for one in ran if one)


def _copy(copy: Path, chain: Chain, anchors: Anchors) -> None:
    """The older copy must be the beginning of the chain, byte for byte."""
    older = read_chain(copy)
    pairs = zip_longest(older.lines, chain.lines)
    for number, (old, new) in enumerate(pairs, 1):
        if old is None:
            break
        if new is None:
            words = f"{copy.name} goes on to line {len(older.lines)}: the end was cut"
            return anchors.fault(words, number)
        if old.sha256 != new.sha256:
            return anchors.fault(f"{copy.name} has another line {number}", number)
    if older.lines:
        anchors.hold(len(older.lines), copy.name)
    return None

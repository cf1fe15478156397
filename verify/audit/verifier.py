"""The verifier: is this record whole, and who vouches for it? Rules V1 to V12.

    python verify.py CASE [--trust DIR] [--expect HEAD]... [--json]

Needs only Python's standard library, and the programs ssh-keygen and openssl for
seals and time stamps. It shares no code with what wrote the record, changes nothing,
stops at nothing, and ends with 0 (holds), 1 (a person must look), 2 (asked wrongly),
4 (cannot be trusted) or 5 (not found). CASE is a case's folder or an exported bag.
Whether conclusions follow (V13, items 21 to 37) and the index agrees (V14) it does not
ask: `verify audit` does.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from verify.audit.anchors import Anchors, check_anchors, check_receipts
from verify.audit.blob_files import Blobs, check_named, read_blobs
from verify.audit.chain_lines import Chain, read_chain, record_root
from verify.audit.discrepancies import (
    FAULT,
    RULES,
    Discrepancy,
    breaks_trust,
)
from verify.audit.forks import check_forks
from verify.audit.seals import Seals, check_seals
from verify.audit.stamps import Times, authorities_apart, check_stamps
from verify.audit.trust import Trust, trust_from

FORMAT = "verify.verification/1"
COUNTED = """\
Checked: {lines} lines, {blobs} files; withheld: {withheld}.
Seals: {seals}; good by the roster of the case: {seals_good}; by yours: {seals_known}.
Time stamps: {stamps}; leading to your roots: {stamps_good}. Noted outside: {anchors}.\
"""


@dataclass(frozen=True)
class Verification:
    """Everything that rules V1 to V12 found in one record."""

    chain: Chain
    blobs: Blobs
    times: Times
    seals: Seals
    anchors: Anchors

    @property
    def found(self) -> list[Discrepancy]:
        """All discrepancies, in the order of the rules, then of the lines."""
        parts = (self.chain, self.blobs, self.times, self.seals, self.anchors)
        everything = [one for part in parts for one in part.found]
        return sorted(everything, key=lambda one: (int(one.rule[1:]), one.line))

    @property
    def exit_code(self) -> int:
        """4 where the record cannot be trusted, 1 where a person must look, or 0."""
        if any(breaks_trust(one) for one in self.found):
            return 4
        return 1 if self.found or not self.anchors.last else 0

    @property
    def broken_at(self) -> int:
        """The last line up to the newest anchor that does not follow from its past."""
        breaks = {"V1", "V2", "V3", "V4"}
        lines = [one.line for one in self.chain.found if one.rule in breaks]
        return max((n for n in lines if n <= self.anchors.last), default=0)

    def anchored(self) -> str:
        """One sentence: how far somebody outside holds this chain."""
        count, last = len(self.chain.lines), self.anchors.last
        if any(one.rule == "V12" and one.grade == FAULT for one in self.found):
            return "What was noted outside does NOT lie on this chain."
        if broken := self.broken_at:
            return (
                f"The chain is broken at line {broken}: what was noted outside covers "
                "nothing before it."
            )
        if not last:
            return (
                "The head is NOT anchored outside: nothing shows that the end was not "
                "cut off, nor the whole written anew."
            )
        if last < count:
            return (
                f"The head is NOT anchored outside: lines 1 to {last} of {count} are; "
                f"nothing shows what was cut off or changed after them."
            )
        return f"The head is anchored outside: all {count} lines are as noted."


def verify_record(case: Path, trust: Trust) -> Verification:
    """Check a case's folder or bag; raises FileNotFoundError without a chain."""
    root = record_root(case)
    if not (root / "chain.jsonl").is_file():
        raise FileNotFoundError(f"{case} has no chain.jsonl")
    chain = read_chain(root / "chain.jsonl")
    blobs = read_blobs(chain, root / "blobs")
    times = check_stamps(chain, blobs, trust)
    times.found += authorities_apart(times)
    seals = check_seals(chain, blobs, times, trust)
    check_named(chain, blobs, seals.sealed_up_to)
    anchors = check_anchors(chain, trust)
    enrolled = {one.actor for one in seals.enrolments}
    check_receipts(chain, blobs, enrolled, trust, anchors)
    check_forks(chain, seals, trust, anchors)
    return Verification(chain, blobs, times, seals, anchors)


def counted(v: Verification) -> dict[str, int]:
    """How much was checked, so that zero is visible."""
    return {
        "lines": len(v.chain.lines),
        "blobs": len(v.blobs.sizes),
        "withheld": len(v.blobs.withheld),
        "seals": len(v.seals.seals),
        "seals_good": sum(seal.good for seal in v.seals.seals),
        "seals_known": sum(seal.known for seal in v.seals.seals),
        "stamps": len(v.times.stamps),
        "stamps_good": len(v.times.good),
        "anchors": sum(map(len, v.anchors.held.values())),
    }


def as_json(v: Verification) -> dict[str, object]:
    """The whole answer as one JSON object."""
    found = [
        {"rule": one.rule, "grade": one.grade, "place": one.place, "words": one.words}
        for one in v.found
    ]
    return {
        "format": FORMAT, "head": v.chain.head, "case": v.chain.case_id,
        "anchored": v.anchored(), "anchored_to": v.anchors.last,
        "counted": counted(v), "discrepancies": found, "exit_code": v.exit_code,
    }  # fmt: skip


def as_words(v: Verification) -> str:
    """The whole answer in lines for a person."""
    count = counted(v)
    lines = [
        v.anchored(),
        f"Head {v.chain.head} (line {count['lines']}), case {v.chain.case_id}.",
        COUNTED.format(**count),
    ]
    for rule, meaning in RULES.items():
        found = [one for one in v.found if one.rule == rule]
        grades = [one.grade for one in found]
        worst = min(grades, key=("fault", "open", "warning").index, default="holds")
        told = {"fault": "DOES NOT HOLD", "open": "NOT VERIFIABLE HERE",
                "warning": "LOOK AT IT"}.get(worst, "holds")  # fmt: skip
        lines.append(f"{rule:4} {told:20} {meaning}")
        lines += [f"       {one.place}: {one.words}" for one in found]
    return "".join(f"{_plain(part)}\n" for line in lines for part in line.split("\n"))


def _plain(text: str) -> str:
    """Without characters that could move a terminal's cursor or hide text."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def main(arguments: list[str] | None = None) -> int:
    """The command line of the file that travels in exports."""
    parser = argparse.ArgumentParser(
        description="Check a record of evidence: rules V1 to V12."
    )
    parser.add_argument("case", type=Path, help="folder of a case, or a bag")
    parser.add_argument("--trust", type=Path, help="folder with YOUR keys and roots")
    parser.add_argument(
        "--expect", action="append", default=[], metavar="HEAD",
        help="SHA-256 of a line you noted, or NUMBER:SHA256",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON object")
    asked = parser.parse_args(arguments)
    try:
        trust = trust_from(asked.trust, tuple(asked.expect))
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        answer = verify_record(asked.case, trust)
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 5
    words = json.dumps(as_json(answer)) + "\n" if asked.json else as_words(answer)
    sys.stdout.write(words)
    return answer.exit_code


if __name__ == "__main__":
    sys.exit(main())

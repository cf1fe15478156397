"""Seals: rules V8 and V9. Which lines need one is listed from the chain.

A seal is a detached SSH signature by a line's actor over the raw bytes of one line,
and so over all before it. It counts at the time that a stamp proves for the line that
names it: a stamp over the sealed line alone would let a stolen key sign an old line
later. Without such a stamp the key must be valid now.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from verify.audit.blob_files import Blobs
from verify.audit.chain_lines import Chain, Line
from verify.audit.discrepancies import FAULT, OPEN, Discrepancy
from verify.audit.programs import LINE_NAMESPACE, Signature, signature_holds
from verify.audit.roster import Enrolment, check_roles, roster
from verify.audit.schema import NEEDS_SEAL
from verify.audit.stamps import Times
from verify.audit.trust import Trust


@dataclass(frozen=True)
class Seal:
    """One seal of the chain, and what became of checking it."""

    of: int
    named_in: int
    actor: str
    digest: str
    at: datetime | None
    """When it provably existed, at the latest; None without a time stamp."""
    good: bool
    """Whether the key that the chain enrolled made it."""
    known: bool
    """Whether a key of the auditor's own list made it."""


@dataclass
class Seals:
    """All seals, the roster they were checked against, and what does not hold."""

    seals: list[Seal] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    found: list[Discrepancy] = field(default_factory=list)

    @property
    def sealed_up_to(self) -> int:
        """The last line under a good seal; 0 for none."""
        return max((seal.of for seal in self.seals if seal.good), default=0)


def check_seals(chain: Chain, blobs: Blobs, times: Times, trust: Trust) -> Seals:
    """V8 and V9 for the whole chain."""
    seals = Seals(enrolments=roster(chain))
    seals.found += check_roles(chain, seals.enrolments)
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        checker = _Checker(chain, blobs, times, seals, Path(folder) / "signers")
        for line, record in chain.records("seal"):
            for of, digest in sealed(record):
                seals.seals.append(checker.checked(line, of, digest, trust.signers))
    if seals.seals and trust.signers is None:
        words = f"{len(seals.seals)} seals, and no list of keys of the auditor's own"
        seals.found.append(Discrepancy("V9", OPEN, "seals", words))
    seals.found += _missing(chain, seals.seals)
    return seals


def sealed(record: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """The line and the signature that a `seal` line names, if it names one."""
    body = record.get("body")
    given = body if isinstance(body, dict) else {}
    if isinstance(given.get("of"), int) and isinstance(given.get("sig"), str):
        yield given["of"], given["sig"]


def _missing(chain: Chain, seals: list[Seal]) -> Iterator[Discrepancy]:
    """V8: every line that needs its author's seal has a good one."""
    have = {(seal.of, seal.actor) for seal in seals if seal.good}
    for line in chain.lines:
        if line.action in NEEDS_SEAL and (line.number, line.actor) not in have:
            words = f"its {line.action} by {line.actor} has no good seal of theirs"
            place = f"line {line.number}"
            yield Discrepancy("V8", FAULT, place, words, line.number)


@dataclass(frozen=True)
class _Checker:
    """Checks one seal after another."""

    chain: Chain
    blobs: Blobs
    times: Times
    seals: Seals
    signers: Path

    def checked(self, line: Line, of: int, digest: str, own: Path | None) -> Seal:
        at = self.times.before[line.number - 1]
        wrong = self._unusable(line, of, digest)
        good = known = False
        if wrong is None:
            signature = Signature(
                line.actor, self.chain.raw(of), LINE_NAMESPACE, self.blobs.path(digest)
            )
            good, wrong = self._holds(signature, self._enrolled(line), at, "enrolled")
            if good and own is not None:
                known, wrong = self._holds(signature, own, at, "of the auditor's list")
        if wrong is not None:
            words = f"the seal of {line.actor} over line {of} {wrong[1]}"
            place = f"line {line.number}"
            found = Discrepancy("V9", wrong[0], place, words, line.number)
            self.seals.found.append(found)
        return Seal(of, line.number, line.actor, digest, at, good, known)

    def _unusable(self, line: Line, of: int, digest: str) -> tuple[str, str] | None:
        if not 1 <= of < line.number:
            return FAULT, "is over no earlier line"
        if digest not in self.chain.outs:
            return FAULT, "is no file of this chain"
        if digest not in self.blobs.sizes:
            return FAULT, "cannot be checked: its file does not hold"
        return None

    def _enrolled(self, line: Line) -> Path:
        """The keys this actor had when the seal was written, as ssh-keygen reads."""
        lines = [
            one.signer() for one in self.seals.enrolments
            if one.actor == line.actor and one.key and one.line < line.number
        ]  # fmt: skip
        self.signers.write_text("".join(lines), "utf-8")
        return self.signers

    def _holds(
        self, signature: Signature, signers: Path, at: datetime | None, whose: str
    ) -> tuple[bool, tuple[str, str] | None]:
        ran = signature_holds(signature, signers, at)
        if ran is None:
            return False, (OPEN, "was not checked: ssh-keygen is missing")
        if ran.ok:
            return True, None
        when = f"valid at {at:%FT%TZ}" if at else "valid now (no stamp proves a time)"
        return False, (FAULT, f"is by no key {whose} and {when}")

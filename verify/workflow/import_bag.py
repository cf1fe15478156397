"""Take over a package by another team, verified before anything of it is taken.

The package must be valid, its record must hold, and where the auditor's keys are given
its signature too. A case that is here already is only ever continued: the new chain
must begin with the old one, byte for byte. Two histories are never merged.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from verify.audit.chain_lines import Chain, read_chain
from verify.audit.discrepancies import breaks_trust
from verify.audit.forks import first_difference
from verify.audit.programs import BAG_NAMESPACE, Signature, signature_holds
from verify.audit.trust import Trust
from verify.audit.verifier import Verification, verify_record
from verify.errors import AskedWrongly, RecordsBroken, SurroundingsError
from verify.outside.working_folder import working_folder
from verify.store.bags import bag_facts, bag_problems
from verify.store.casefile import LOCK_NAME
from verify.store.locks import in_turn

FRESH, CONTINUED, KNOWN = "new", "continued", "known"


@dataclass(frozen=True)
class TakenOver:
    """What became of it."""

    folder: Path
    what: str
    lines: int
    head: str
    before: int
    """How many lines were here already."""
    notes: tuple[str, ...]


def import_bag(bag: Path, target: Path, trust: Trust) -> TakenOver:
    """Take the package's case to `target`; RecordsBroken where anything fails."""
    bag = bag.resolve()
    if not (bag / "bagit.txt").is_file():
        raise AskedWrongly(f"{bag} is no package (BagIt)")
    if problems := bag_problems(bag):
        raise RecordsBroken(
            f"the package is not valid, so nothing was taken: {problems[0]}",
            next_step="Ask for a new copy of the package.",
        )
    verified = verify_record(bag, trust)
    if broken := [one for one in verified.found if breaks_trust(one)]:
        raise RecordsBroken(
            f"its record does not hold, so nothing was taken: {broken[0].place}: "
            f"{broken[0].words}",
            next_step=f"Look at all of it: verify audit {bag}",
        )
    notes = tuple(_signature_notes(bag, trust))
    if not (target / "chain.jsonl").exists():
        _take_all(target, verified)
        return _told(target, FRESH, verified, 0, notes)
    with in_turn(target / LOCK_NAME, what=f"the case {target.name}"):
        return _continue(bag, target, verified, notes)


def _signature_notes(bag: Path, trust: Trust) -> list[str]:
    """Check the signature beside the package; what could not be checked, in words."""
    file = bag.with_name(f"{bag.name}.sig")
    if trust.signers is None:
        return ["its signature was not checked: no list of keys was given (--trust)"]
    if not file.is_file():
        return ["it is not signed"]
    who = bag_facts(bag).get("Exported-By", "")
    message = (bag / "tagmanifest-sha256.txt").read_bytes()
    ran = signature_holds(
        Signature(who, message, BAG_NAMESPACE, file), trust.signers, None
    )
    if ran is None:
        return ["its signature was not checked: ssh-keygen is missing"]
    if not ran.ok:
        raise RecordsBroken(
            f"the package's signature by {who or 'nobody'} does not hold, so nothing "
            "was taken",
            next_step="Ask who sent it, by another way than it came.",
        )
    return []


def _take_all(target: Path, verified: Verification) -> None:
    """A whole new case: made beside its place, then given its name."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with working_folder(beside=target, prefix=".import-") as made:
            folder = made / "case"
            _copy_blobs(verified, folder)
            shutil.copyfile(verified.chain.path, folder / "chain.jsonl")
            folder.rename(target)
    except OSError as error:
        raise SurroundingsError(
            f"the case cannot be written to {target}: {error.strerror or error}"
        ) from error


def _copy_blobs(verified: Verification, folder: Path) -> None:
    """Every file that the record names and that holds; never one that lies there."""
    blobs = verified.blobs
    folder.mkdir(parents=True, exist_ok=True)
    for digest in verified.chain.outs:
        target = folder / "blobs" / digest[:2] / digest
        if digest in blobs.sizes and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(blobs.path(digest), target)
            target.chmod(0o444)


def _continue(
    bag: Path, target: Path, verified: Verification, notes: tuple[str, ...]
) -> TakenOver:
    here = read_chain(target / "chain.jsonl")
    there = verified.chain
    if here.case_id != there.case_id:
        raise AskedWrongly(
            f"{target} holds another case", next_step="Name another folder with --to."
        )
    if at := first_difference(here, there):
        raise RecordsBroken(
            f"the package tells another history from line {at} on; nothing was taken",
            next_step=f"Compare them: verify audit {target} --trust FOLDER, with "
            f"{bag.name}'s chain in FOLDER/copies.",
        )
    before = len(here.lines)
    if before >= len(there.lines):
        return _told(target, KNOWN, verified, before, notes)
    _copy_blobs(verified, target)
    _append_rest(here, there)
    return _told(target, CONTINUED, verified, before, notes)


def _append_rest(here: Chain, there: Chain) -> None:
    start = sum(line.length for line in here.lines)
    rest = there.path.read_bytes()[start:]
    with here.path.open("ab") as stream:
        stream.write(rest)
        stream.flush()
        os.fsync(stream.fileno())


def _told(
    target: Path, what: str, verified: Verification, before: int, notes: tuple[str, ...]
) -> TakenOver:
    chain = verified.chain
    return TakenOver(target, what, len(chain.lines), chain.head, before, notes)

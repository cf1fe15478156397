"""A second party keeps a case's chain, and vouches that it only grew.

It keeps the seals beside the chain, so that a fork is proved by what it kept.
The witness needs no trust in what is said: it checks that the lines hold together and
that the new chain begins with the one it kept, byte for byte, then keeps the new one
and signs its last line. The receipt goes back to the custodian, and to auditors.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from verify.audit.chain_lines import Chain, read_chain, record_root
from verify.audit.discrepancies import FAULT
from verify.audit.schema import HEX as DIGEST
from verify.audit.schema import NAME
from verify.audit.seals import sealed
from verify.errors import AskedWrongly, RecordsBroken, SurroundingsError
from verify.outside.ssh_keys import WITNESS_NAMESPACE, sign

RECEIPT = re.compile(r"0*(\d+)\.(.+)\.receipt\Z")


@dataclass(frozen=True)
class Witnessed:
    """What was seen and signed."""

    receipt: Path
    case_id: str
    lines: int
    head: str
    before: int
    """How many lines were kept before."""


def witness(record: Path, kept: Path, key: Path, name: str) -> Witnessed:
    """Check, keep and sign; RecordsBroken where the chain is not the old one grown."""
    if not NAME.match(name):
        raise AskedWrongly(f"{name!r} is no pseudonym")
    chain = _chain(record)
    if wrong := [one for one in chain.found if one.grade == FAULT]:
        raise RecordsBroken(
            f"the chain does not hold, so it is not witnessed: {wrong[0].place}: "
            f"{wrong[0].words}"
        )
    copy = kept / f"{chain.case_id}.jsonl"
    before = _begins_with(chain, copy)
    signature = sign(key, chain.raw(len(chain.lines)), WITNESS_NAMESPACE)
    receipt = kept / f"{len(chain.lines):06}.{name}.receipt"
    try:
        kept.mkdir(parents=True, exist_ok=True)
        receipt.write_bytes(signature)
        temporary = copy.with_suffix(".new")
        temporary.write_bytes(chain.path.read_bytes())
        temporary.replace(copy)
        _keep_seals(chain, kept / "blobs")
    except OSError as error:
        raise SurroundingsError(f"{kept} cannot be written: {error}") from error
    return Witnessed(receipt, chain.case_id, len(chain.lines), chain.head, before)


def receipt_fields(name: str) -> dict[str, int | str]:
    """What a receipt's name says, as a `receive` line holds it; AskedWrongly else."""
    told = RECEIPT.match(name)
    if told is None or not NAME.match(told[2]):
        raise AskedWrongly(
            f"{name} is not named as a witness's receipt",
            next_step="Keep the name it was written under: NUMBER.NAME.receipt.",
        )
    return {"of": int(told[1]), "by": told[2]}


def _keep_seals(chain: Chain, folder: Path) -> None:
    """Signatures over lines, from beside the chain, where they lie there."""
    for _, record in chain.records("seal"):
        for _, digest in sealed(record):
            source = chain.path.parent / "blobs" / digest[:2] / digest
            target = folder / digest[:2] / digest
            if DIGEST.match(digest) and source.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())


def _chain(record: Path) -> Chain:
    found = record if record.is_file() else record_root(record) / "chain.jsonl"
    if not found.is_file():
        raise AskedWrongly(
            f"{record} is no case, package or chain",
            next_step="Name a case's folder, a package, or a chain.jsonl.",
        )
    return read_chain(found)


def _begins_with(chain: Chain, copy: Path) -> int:
    """The number of lines kept before; raises RecordsBroken where they differ."""
    if not copy.is_file():
        return 0
    old, new = copy.read_bytes(), chain.path.read_bytes()
    if not new.startswith(old):
        older = read_chain(copy)
        pairs = zip(older.lines, chain.lines, strict=False)
        parted = next((a.number for a, b in pairs if a.sha256 != b.sha256), 0)
        words = f"line {parted} is another than the one kept" if parted else (
            f"it ends at line {len(chain.lines)}, and {len(older.lines)} were kept"
        )  # fmt: skip
        raise RecordsBroken(
            f"this is not the kept chain grown, so it is not witnessed: {words}",
            next_step="Keep both, and show them to whoever audits the case.",
        )
    return old.count(b"\n")

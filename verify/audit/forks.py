"""Two histories of one case: who signed both (the last part of rule V12).

A seal over a line is a seal over everything before it. So two seals by one key, one
on each side of the first line that differs, prove that their maker vouched for two
histories, whoever denies it.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from verify.audit.anchors import Anchors
from verify.audit.blob_files import file_sha256
from verify.audit.chain_lines import Chain, read_chain
from verify.audit.programs import LINE_NAMESPACE, Signature, signature_holds
from verify.audit.seals import Seals, sealed
from verify.audit.trust import Trust


def check_forks(chain: Chain, seals: Seals, trust: Trust, anchors: Anchors) -> None:
    """Compare with each older copy whose seals lie beside it in `blobs/`."""
    for copy in trust.copies:
        other = read_chain(copy)
        parted = first_difference(chain, other)
        if other.case_id != chain.case_id or not parted:
            continue
        own = trust.signers is not None
        ours = {
            seal.actor: seal.of for seal in seals.seals
            if (seal.known if own else seal.good) and seal.of >= parted
        }  # fmt: skip
        enrolled = "".join(one.signer() for one in seals.enrolments if one.key)
        blobs = copy.parent / "blobs"
        for actor, of in _good_seals(other, blobs, trust.signers, enrolled):
            if of >= parted and actor in ours:
                words = (
                    f"{actor} sealed line {ours[actor]} here and line {of} of "
                    f"{copy.name}, which part at line {parted}: a fork, proved"
                )
                anchors.forks.append(words)
                anchors.fault(words, parted)
                break


def first_difference(one: Chain, other: Chain) -> int:
    """The first line that both have and that differs; 0 where one begins the other."""
    pairs = zip(one.lines, other.lines, strict=False)
    return next((a.number for a, b in pairs if a.sha256 != b.sha256), 0)


def _good_seals(
    chain: Chain, blobs: Path, signers: Path | None, enrolled: str
) -> Iterator[tuple[str, int]]:
    """Seals of another copy by keys of the auditor's list, or of this chain's roster.

    The copy's own roster is not asked: anybody can write one.
    """
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        own = Path(folder) / "signers"
        own.write_text(enrolled, "utf-8")
        for line, record in chain.records("seal"):
            for of, digest in sealed(record):
                file = blobs / digest[:2] / digest
                if not file.is_file() or file_sha256(file)[0] != digest:
                    continue
                signature = Signature(
                    line.actor, chain.raw(of), LINE_NAMESPACE, file
                )  # fmt: skip
                ran = signature_holds(signature, signers or own, None)
                if ran and ran.ok:
                    yield line.actor, of

"""What holds in a package beside its record: item 38.

Two ways of reading its manifests, the signature and the time stamps over the manifest
of manifests, and whether copies for looking at are files of the record.
"""

from collections.abc import Iterator
from pathlib import Path

from verify.audit.blob_files import file_sha256
from verify.audit.chain_lines import read_chain
from verify.audit.programs import (
    BAG_NAMESPACE,
    Signature,
    signature_holds,
    stamp_holds,
    stamp_time,
)
from verify.audit.trust import Trust
from verify.outside.working_folder import working_folder
from verify.store.bags import bag_facts, bag_problems

PLACES = {
    "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt",
    "tagmanifest-sha256.txt", "tagmanifest-sha512.txt", "data", "data/chain.jsonl",
    "data/blobs", "data/view", "data/trust", "data/AUDIT.md", "data/CERTIFICATION.md",
    "data/audit.sh", "data/fields.jq", "data/format.json", "data/verify.py",
}  # fmt: skip
"""What lies in a package; anything else could pass for a part of it."""


def package_facts(bag: Path, trust: Trust) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What does not hold in the package, and what could not be verified."""
    bag = bag.resolve()
    wrong = bag_problems(bag)
    left: list[str] = []
    wrong += _foreign(bag)
    chain = read_chain(bag / "data" / "chain.jsonl")
    facts = bag_facts(bag)
    if facts.get("Chain-Head") != chain.head:
        wrong.append("bag-info.txt names another head than its chain has")
    for told, words in (*_signature(bag, facts, trust), *_stamps(bag, trust)):
        (wrong if told else left).append(words)
    return tuple(wrong), tuple(left)


def _foreign(bag: Path) -> Iterator[str]:
    for path in (*sorted(bag.iterdir()), *sorted((bag / "data").iterdir())):
        if path.relative_to(bag).as_posix() not in PLACES:
            yield f"{path.relative_to(bag).as_posix()}: it has no place in a package"
    known = set(read_chain(bag / "data" / "chain.jsonl").outs)
    for path in sorted((bag / "data" / "view").rglob("*")):
        if path.is_file() and file_sha256(path)[0] not in known:
            yield f"{path.relative_to(bag).as_posix()}: no file of the record"


def _signature(
    bag: Path, facts: dict[str, str], trust: Trust
) -> Iterator[tuple[bool, str]]:
    """(whether it is wrong, words) for what is not good about the signature."""
    file = bag.with_name(f"{bag.name}.sig")
    manifest = bag / "tagmanifest-sha256.txt"
    if not file.is_file():
        yield True, f"{file.name}: the package is not signed"
        return
    if trust.signers is None:
        yield False, "the package's signature: no list of keys was given"
        return
    message = manifest.read_bytes() if manifest.is_file() else b""
    who = facts.get("Exported-By", "")
    ran = signature_holds(
        Signature(who, message, BAG_NAMESPACE, file), trust.signers, None
    )
    if ran is None:
        yield False, "the package's signature: ssh-keygen is missing"
    elif not ran.ok:
        yield True, f"{file.name}: not by a key of {who or 'anybody'} that you know"


def _stamps(bag: Path, trust: Trust) -> Iterator[tuple[bool, str]]:
    tokens = sorted(bag.parent.glob(f"{bag.name}.*.tsr"))
    if not tokens:
        yield True, f"{bag.name}.*.tsr: the package has no time stamp"
    elif not trust.roots:
        yield False, "the package's time stamps: no root was given"
    else:
        manifest = bag / "tagmanifest-sha256.txt"
        message = manifest.read_bytes() if manifest.is_file() else b""
        with working_folder() as folder:
            between = folder / "between.pem"
            between.write_bytes(b"".join(one.read_bytes() for one in trust.between))
            for token in tokens:
                if not _leads(token, message, trust, between):
                    yield True, f"{token.name}: leads to none of your roots"


def _leads(token: Path, message: bytes, trust: Trust, between: Path) -> bool:
    at = stamp_time(token)
    if at is None:
        return False
    known = between if between.stat().st_size else None
    ran = [stamp_holds(token, message, root, known, at) for root in trust.roots]
    return any(one is not None and one.ok for one in ran)

"""Hand a case over: a package that a stranger can check with stock programs.

The record is verified first, an `export` line says up to where it was handed over, and
its author seals it. The package holds the record, its files but for those withheld,
copies for looking at, the verifier, the auditor's script and the papers; its manifest
is signed and, where an authority answers, stamped. The same head gives the same bytes.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from verify.audit.casebook import Casebook, casebook
from verify.audit.one_file import one_file
from verify.audit.schema import as_table
from verify.audit.trust import Trust
from verify.audit.verifier import Verification, verify_record
from verify.domain.case_values import Action
from verify.errors import AskedWrongly, BadInput, RecordsBroken, SurroundingsError
from verify.exports.handing_over import (
    Copy,
    Package,
    Signed,
    audit_paper,
    certification,
)
from verify.outside.ssh_keys import BAG_NAMESPACE, sign
from verify.outside.time_stamps import ask, request_for, taken
from verify.outside.working_folder import working_folder
from verify.store.bags import make_bag
from verify.store.casefile import CaseFile, Draft, Writing
from verify.workflow.case_sealing import Authority, seal

FORMAT = "verify.bag/1"
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif",
    "image/tiff": "tif", "image/heic": "heic", "image/avif": "avif", "image/bmp": "bmp",
}  # fmt: skip
UNTRUSTED = 4


@dataclass(frozen=True)
class Handing:
    """What an export is asked."""

    out: Path
    key: Path | None = None
    authorities: tuple[Authority, ...] = ()


@dataclass(frozen=True)
class Handed:
    """What was made."""

    folder: Path
    head: str
    lines: int
    withheld: int
    signed: bool
    stamps: int
    waiting: tuple[str, ...] = ()


def export_case(case: CaseFile, writing: Writing, asked: Handing) -> Handed:
    """Write the package. Raises RecordsBroken where the record does not hold."""
    if asked.out.exists():
        raise AskedWrongly(
            f"{asked.out} exists", next_step="Name a folder that does not exist yet."
        )
    _whole(case)
    if not _already(case, writing):
        _say_so(case, writing)
        if asked.key is not None:
            seal(case, writing, asked.key)
    verified = _whole(case)
    _build(verified, asked.out, writing.actor)
    return _signed(verified, asked)


def _whole(case: CaseFile) -> Verification:
    verified = verify_record(case.folder, Trust())
    if verified.exit_code == UNTRUSTED:
        raise RecordsBroken(
            f"the case {case.name} does not hold, so it is not handed over",
            next_step=f"Look at it: verify audit {case.name}",
        )
    return verified


def _already(case: CaseFile, writing: Writing) -> bool:
    """Whether nothing but seals came after this actor's newest export."""
    verified = verify_record(case.folder, Trust())
    book = casebook(verified.chain, verified.blobs)
    exports = [e for e in book.entries if e.line.action == "export"]
    if not exports or exports[-1].line.actor != writing.actor:
        return False
    after = book.entries[exports[-1].number :]
    return all(e.line.action in {"seal", "receive"} for e in after)


def _say_so(case: CaseFile, writing: Writing) -> None:
    body = {
        "of": case.mark.lines, "head": case.mark.head, "format": FORMAT,
        "withheld": len(case.state.withheld),
    }  # fmt: skip
    case.write(writing, lambda _: Draft(Action.EXPORT, body))


def _build(verified: Verification, out: Path, by: str) -> None:
    """Fill a folder beside the target, make it a bag, then give it its name."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with working_folder(beside=out, prefix=".export-") as made:
            folder = made / "bag"
            folder.mkdir()
            package = _fill(verified, folder, by)
            make_bag(folder, {
                "Chain-Head": package.head, "Chain-Length": str(package.lines),
                "Case-Id": package.case_id, "Exported-By": by,
                "Bagging-Date": package.made_at[:10],
                "Bag-Software-Agent": package.tool,
            })  # fmt: skip
            folder.rename(out)
    except OSError as error:
        raise SurroundingsError(
            f"the package cannot be written to {out}: {error.strerror or error}"
        ) from error


def _fill(verified: Verification, folder: Path, by: str) -> Package:
    chain, blobs = verified.chain, verified.blobs
    shutil.copyfile(chain.path, folder / "chain.jsonl")
    withheld = dict(_withheld(casebook(chain, blobs)))
    kept = {one: size for one, size in blobs.sizes.items() if one not in withheld}
    book = casebook(chain, replace(blobs, sizes=kept))  # papers quote nothing withheld
    for digest in chain.outs:
        if digest in blobs.sizes and digest not in withheld:
            target = folder / "blobs" / digest[:2] / digest
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(blobs.path(digest), target)
    copies = [one for one in _copies(book) if one.sha256 not in withheld]
    for one in copies:
        target = folder / one.file
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(blobs.path(one.sha256), target)
    package = _package(verified, book, by, copies, withheld)
    _papers(verified, folder, package)
    return package


def _withheld(book: Casebook) -> Iterator[tuple[str, tuple[str, int]]]:
    for entry in book.entries:
        if entry.line.action == "withhold":
            ground = str(entry.body.get("ground"))
            for item in entry.record["in"]:
                yield item["sha256"], (ground, entry.number)


def _copies(book: Casebook) -> Iterator[Copy]:
    """A copy of each original and derived picture, under its id."""
    for ident, acquired in book.evidence().items():
        for digest in acquired[0].files("original"):
            yield Copy(f"view/{ident}.{_ending(book, digest)}", ident, digest)
    for entry in book.of("derive"):
        body = entry.body
        for digest in entry.files("derived", of="out"):
            ident, source = str(body.get("id")), str(body.get("source"))
            name = f"view/{ident}-of-{source}.{_ending(book, digest)}"
            reason = (book.texts(entry) or {}).get("reason", "")
            yield Copy(name, ident, digest, source, str(body.get("operation")), reason)


def _ending(book: Casebook, digest: str) -> str:
    """By the media type that the record states, never by a stranger's name."""
    for entry in book.entries[book.chain.outs[digest][0] - 1 :]:
        for item in entry.record["out"]:
            if item["sha256"] == digest:
                return ENDINGS.get(str(item["media"]), "bin")
    return "bin"


def _package(
    verified: Verification, book: Casebook, by: str, copies: Sequence[Copy],
    withheld: dict[str, tuple[str, int]],
) -> Package:  # fmt: skip
    chain = verified.chain
    exported = [e for e in book.entries if e.line.action == "export"][-1]
    tool = exported.record["tool"]
    return Package(
        title=str(book.entries[0].body.get("title", "")), case_id=chain.case_id,
        head=chain.head, lines=len(chain.lines), by=by, made_at=exported.line.time,
        tool=f"{tool['name']} {tool['version']}", copies=copies,
        withheld=[(d, *where) for d, where in sorted(withheld.items())],
        seals=[Signed(s.named_in, s.of, s.actor, s.digest)
               for s in verified.seals.seals],
        stamps=[
            Signed(s.named_in, s.of, s.by, s.digest,
                   int(s.at.timestamp()) if s.at else 0)
            for s in verified.times.stamps
        ],
    )  # fmt: skip


def _papers(verified: Verification, folder: Path, package: Package) -> None:
    source = resources.files("verify.audit")
    texts = {
        "AUDIT.md": audit_paper(package), "CERTIFICATION.md": certification(package),
        "verify.py": one_file(),
        "audit.sh": (source / "audit.sh").read_text("utf-8"),
        "fields.jq": (source / "fields.jq").read_text("utf-8"),
        "format.json": json.dumps(as_table(), indent=1, sort_keys=True) + "\n",
        "trust/allowed_signers": "".join(
            one.signer() for one in verified.seals.enrolments if one.key
        ),
    }  # fmt: skip
    for name, text in texts.items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    certificates = [
        verified.blobs.content(digest) or b""
        for entry in casebook(verified.chain, verified.blobs).entries
        for digest in entry.files("tsa-certificates", of="out")
    ]
    (folder / "trust" / "between.pem").write_bytes(b"".join(certificates))


def _signed(verified: Verification, asked: Handing) -> Handed:
    """Sign and stamp the package's manifest; both lie beside it."""
    out = asked.out
    manifest = (out / "tagmanifest-sha256.txt").read_bytes()
    if asked.key is not None:
        out.with_name(f"{out.name}.sig").write_bytes(
            sign(asked.key, manifest, BAG_NAMESPACE)
        )
    count, waiting = 0, []
    for one in asked.authorities:
        request = request_for(manifest)
        try:
            reply = taken(ask(one.url, request), manifest, request.nonce, one.roots)
        except (SurroundingsError, BadInput) as error:
            waiting.append(f"{one.name}: {error}")
            continue
        out.with_name(f"{out.name}.{one.name}.tsr").write_bytes(reply.content)
        count += 1
    book = casebook(verified.chain, verified.blobs)
    return Handed(
        out, verified.chain.head, len(verified.chain.lines), len(dict(_withheld(book))),
        asked.key is not None, count, tuple(waiting),
    )  # fmt: skip

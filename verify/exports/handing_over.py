"""The papers of a package: how to audit it, and a certification to be filled in.

Written from the record alone, so that one head gives the same words. The first
sentence tells the auditor to take keys and roots from elsewhere. Reasons and names
stand in files of the record, and are printed here only where they were not withheld.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from verify.audit.programs import BAG_NAMESPACE, LINE_NAMESPACE
from verify.exports.plain_text import shown


@dataclass(frozen=True)
class Copy:
    """A copy for looking at: its file, its id, its digest, and what it came from."""

    file: str
    ident: str
    sha256: str
    source: str = ""
    operation: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Signed:
    """A seal or stamp of the record, as a command needs it."""

    line: int
    of: int
    who: str
    sha256: str
    epoch: int = 0
    """Of a stamp: the seconds it states."""


@dataclass(frozen=True)
class Package:
    """Everything the papers say."""

    title: str
    case_id: str
    head: str
    lines: int
    by: str
    made_at: str
    tool: str
    copies: Sequence[Copy]
    withheld: Sequence[tuple[str, str, int]]
    """Digest, ground and line of each file that was left out."""
    seals: Sequence[Signed]
    stamps: Sequence[Signed]


def audit_paper(package: Package) -> str:
    """`AUDIT.md`."""
    seals = [
        f"* line {s.of}, by {s.who}: `sed -n {s.of}p data/chain.jsonl | ssh-keygen -Y "
        f"verify -f YOUR-FOLDER/allowed_signers -I {s.who} -n {LINE_NAMESPACE} -s "
        f"data/{_blob(s.sha256)}`" for s in package.seals
    ]  # fmt: skip
    stamps = [
        f"* line {s.of}, by {shown(s.who) or 'an unnamed authority'}: `openssl ts "
        f"-verify -data <(sed -n {s.of}p data/chain.jsonl) -in "
        f"data/{_blob(s.sha256)} -CAfile YOUR-ROOT.pem -untrusted BETWEEN.pem "
        f"-attime {s.epoch}`" for s in package.stamps
    ]  # fmt: skip
    return _written(
        "audit_paper.md", **_facts(package), bag=BAG_NAMESPACE,
        seals=_listed(f"{len(seals)} seals:", seals),
        stamps=_listed(
            f"{len(stamps)} time stamps (`-attime` is the time each states: without it "
            "openssl refuses stamps whose certificate has expired since):", stamps),
        copies=_listed(f"{len(package.copies)} copies:", map(_copy, package.copies)),
        withheld=_listed(
            f"{len(package.withheld)} files were withheld; their lines stay:",
            [f"* `{d}` ({ground}, line {n})" for d, ground, n in package.withheld]),
    )  # fmt: skip


def certification(package: Package) -> str:
    """`CERTIFICATION.md`."""
    facts = _facts(package)
    return _written("certification.md", **facts, count=len(package.withheld))


def _written(template: str, **facts: object) -> str:
    environment = Environment(  # noqa: S701 - the papers are plain text, no markup
        loader=PackageLoader("verify.exports", "templates"), undefined=StrictUndefined,
        keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template(template).render(**facts)


def _facts(package: Package) -> dict[str, object]:
    return {
        "case_id": package.case_id, "title": shown(package.title),
        "head": package.head, "lines": package.lines, "by": package.by,
        "made_at": package.made_at, "tool": package.tool,
    }  # fmt: skip


def _copy(one: Copy) -> str:
    words = f"* `{one.file}`: {one.ident}, `{one.sha256}`"
    if one.source:
        words += f"; made from {one.source} by {shown(one.operation)}"
        words += f": {shown(one.reason)}" if one.reason else ""
    return words


def _blob(digest: str) -> str:
    return f"blobs/{digest[:2]}/{digest}"


def _listed(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title, *lines, ""])

"""`verify seal`, `stamp`, `witness`, `export`, `import`: vouch for a record.

Options become requests to the workflow; nothing is decided here.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from verify.cli.exit_codes import ExitCode
from verify.errors import AskedWrongly

if TYPE_CHECKING:
    from verify.workflow.case_sealing import Authority

SEAL_HELP = """Seal your lines of a case with your key.

Without --line, seals every line of yours that needs its author's seal and has none:
verdicts, links, reviews, enrolments, corrections, withholdings, exports. Of a library
of earlier pictures, seals the newest line of its record.

\b
Examples:
  verify seal cases/my-case --as analyst-1 --key analyst-1.key
  verify seal my-library --as collector-1 --key collector-1.key

\b
Exit status: 0 done; 2 the key is not the one enrolled; 4 the record is broken; 5.
"""
STAMP_HELP = """Take trusted time stamps over the newest line of a case.

Only a hash leaves the computer, by curl, to the authorities named. What cannot be sent
waits in the case's queue/; --requests only writes it there, to be carried by hand, and
--replies takes the answers in.

\b
Examples:
  verify stamp cases/my-case --as custodian-1 --requests north

\b
Exit status: 0 stamped or written; 1 some request still waits; 2; 4; 5.
"""
WITNESS_HELP = """Witness that a case is the one you kept, grown; sign its head.

RECORD is a case's folder, a package, or a chain.jsonl. The receipt that is written goes
back to the custodian and to whoever audits.

\b
Examples:
  verify witness cases/my-case --kept kept --as witness-1 --key witness-1.key

\b
Exit status: 0 witnessed; 2 asked wrongly; 4 it is not the kept chain grown; 5.
"""
EXPORT_HELP = """Hand a case over as a package that stock programs can check.

Writes a BagIt folder with the record, its files but for those withheld, copies for
looking at, the verifier, the auditor's script, AUDIT.md and a certification to fill in;
its signature and time stamps lie beside it. Says so in the record first.

\b
Examples:
  verify export cases/my-case --as custodian-1 --key custodian-1.key --out my-package

\b
Exit status: 0 made; 1 made, but a time stamp is missing; 2; 4 the record is broken; 5.
"""
IMPORT_HELP = """Take over a package, verified before anything is taken.

A case that is here already is only continued: two histories are never merged.

\b
Examples:
  verify import my-package --to cases/from-them

\b
Exit status: 0 taken, or known already; 2; 4 it does not hold; 5.
"""
Who = Annotated[
    str, typer.Option("--as", metavar="NAME", help="Pseudonym of who does it.")
]
Key = Annotated[
    Path, typer.Option("--key", metavar="FILE", help="Your key, or its public half.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Authorities = Annotated[
    list[str] | None,
    typer.Option("--authority", metavar="NAME=URL", help="A time-stamp authority."),
]
Roots = Annotated[
    list[Path] | None,
    typer.Option("--root", metavar="FILE.pem", help="Its root, to check stamps with."),
]


def seal(
    case: Annotated[Path, typer.Argument(metavar="CASE")],
    who: Who,
    key: Key,
    line: Annotated[
        list[int] | None, typer.Option(metavar="N", help="Only this line.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Seal lines."""
    if (case / "manifest.jsonl").is_file():
        _seal_library(case, who, key, as_json=as_json)
        return
    from verify.store.casefile import CaseFile
    from verify.workflow.case_record import writing_as
    from verify.workflow.case_sealing import seal as seal_lines

    with CaseFile.open(case) as opened:
        sealed = seal_lines(opened, writing_as(who), key, line)
        head = opened.mark.head
    count = f"{len(sealed)} line{'' if len(sealed) == 1 else 's'}"
    _tell(
        f"{count} sealed by {who}. New head: {head}", as_json=as_json,
        told={"format": "verify.sealed/1", "lines": sealed, "head": head},
    )  # fmt: skip


def _seal_library(library: Path, who: str, key: Path, *, as_json: bool) -> None:
    from verify.workflow.library_sealing import seal_library

    line, head = seal_library(library, key, who)
    _tell(
        f"Line {line} of the library's record, and so all before it, was sealed by "
        f"{who}. Head: {head}", as_json=as_json,
        told={"format": "verify.sealed/1", "lines": [line], "head": head},
    )  # fmt: skip


def stamp(  # noqa: PLR0917 - Typer makes options from parameters
    case: Annotated[Path, typer.Argument(metavar="CASE")],
    who: Who,
    authority: Authorities = None,
    root: Roots = None,
    requests: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Only write a request to queue/."),
    ] = None,
    replies: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Take in replies: queue's names, in .tsr."),
    ] = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Take time stamps."""
    from verify.store.casefile import CaseFile
    from verify.workflow import case_sealing
    from verify.workflow.case_record import writing_as

    if not (authority or requests or replies):
        raise AskedWrongly(
            "no authority was named",
            next_step="Give --authority NAME=URL, --requests NAME or --replies DIR.",
        )
    roots, count = tuple(root or ()), 0
    waiting: list[str] = []
    with CaseFile.open(case) as opened:
        writing = writing_as(who)
        if replies is not None:
            count += case_sealing.take_replies(opened, writing, replies, roots)
        if authority:
            asked = _authorities(authority, roots)
            got, waiting = case_sealing.stamp(opened, writing, asked)
            count += len(got)
        for path in case_sealing.queue_requests(opened, requests or ()):
            sys.stderr.write(f"Request written: queue/{path.name}\n")
        head = opened.mark.head
    sys.stderr.writelines(f"Still waiting: {words}\n" for words in waiting)
    stamps = f"{count} time stamp{'' if count == 1 else 's'}"
    _tell(
        f"{stamps} recorded. New head: {head}", as_json=as_json,
        told={"format": "verify.stamped/1", "stamps": count, "waiting": waiting,
              "head": head},
    )  # fmt: skip
    raise typer.Exit(ExitCode.NEEDS_A_PERSON if waiting else ExitCode.DONE)


def witness(
    record: Annotated[Path, typer.Argument(metavar="RECORD")],
    who: Who,
    key: Key,
    kept: Annotated[
        Path, typer.Option(metavar="DIR", help="Where you keep chains and receipts.")
    ],
    as_json: AsJson = False,
) -> None:
    """Witness a record."""
    from verify.workflow.witness import witness as watch

    seen = watch(record, kept, key, who)
    grown = f"{seen.before} lines were kept, {seen.lines} are now"
    _tell(
        f"Witnessed: {grown}. Receipt: {seen.receipt}\nHead: {seen.head}",
        as_json=as_json,
        told={"format": "verify.witnessed/1", "case": seen.case_id,
              "lines": seen.lines, "before": seen.before, "head": seen.head},
    )  # fmt: skip


def export(  # noqa: PLR0917 - Typer makes options from parameters
    case: Annotated[Path, typer.Argument(metavar="CASE")],
    who: Who,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The package to make.")],
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="Your key; without it, unsigned."),
    ] = None,
    authority: Authorities = None,
    root: Roots = None,
    as_json: AsJson = False,
) -> None:
    """Make a package."""
    from verify.store.casefile import CaseFile
    from verify.workflow.case_record import writing_as
    from verify.workflow.export_case import Handing, export_case

    asked = Handing(out, key, tuple(_authorities(authority or [], tuple(root or ()))))
    with CaseFile.open(case) as opened:
        made = export_case(opened, writing_as(who), asked)
    sys.stderr.writelines(f"No time stamp: {words}\n" for words in made.waiting)
    signed = "signed" if made.signed else "NOT signed"
    _tell(
        f"The package {out} was made: {made.lines} lines, {made.withheld} files "
        f"withheld, {signed}, {made.stamps} time stamps.\nHead: {made.head}\n"
        "Send the head by another way than the package.",
        as_json=as_json,
        told={"format": "verify.exported/1", "head": made.head, "lines": made.lines,
              "withheld": made.withheld, "signed": made.signed,
              "stamps": made.stamps, "waiting": list(made.waiting)},
    )  # fmt: skip
    raise typer.Exit(ExitCode.NEEDS_A_PERSON if made.waiting else ExitCode.DONE)


def import_(
    bag: Annotated[Path, typer.Argument(metavar="BAG")],
    to: Annotated[Path, typer.Option(metavar="CASE", help="The case's folder here.")],
    trust: Annotated[
        Path | None, typer.Option(metavar="DIR", help="YOUR keys and roots.")
    ] = None,
    expect: Annotated[
        list[str] | None, typer.Option(metavar="HEAD", help="A head that you hold.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take a package over."""
    from verify.workflow.audit_case import trusted
    from verify.workflow.import_bag import import_bag

    taken = import_bag(bag, to, trusted(trust, tuple(expect or ())))
    sys.stderr.writelines(f"Note: {words}\n" for words in taken.notes)
    what = {"new": "Taken as a new case", "continued": "The case here was continued",
            "known": "Nothing new: all of it was here already"}[taken.what]  # fmt: skip
    _tell(
        f"{what}: {taken.folder}, {taken.lines} lines ({taken.before} before).\n"
        f"Head: {taken.head}",
        as_json=as_json,
        told={"format": "verify.imported/1", "what": taken.what,
              "lines": taken.lines, "before": taken.before, "head": taken.head,
              "notes": list(taken.notes)},
    )  # fmt: skip


def _authorities(given: list[str], roots: tuple[Path, ...]) -> "list[Authority]":
    from verify.workflow.case_sealing import Authority

    found = []
    for text in given:
        name, mark, url = text.partition("=")
        if not mark:
            raise AskedWrongly(
                f"{text!r} is no NAME=URL", next_step="As in north=https://..."
            )
        found.append(Authority(name, url, roots))
    return found


def _tell(words: str, *, as_json: bool, told: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(told)}\n" if as_json else f"{words}\n")

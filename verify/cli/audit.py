"""`verify audit`: is this record whole, who vouches for it, does it hold together."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verify.cli.exit_codes import ExitCode
from verify.cli.settings import settings_for

if TYPE_CHECKING:
    from verify.audit.forty import Audit
    from verify.audit.withdrawal import Withdrawal
    from verify.workflow.audit_case import Asked

HELP = """Audit a case or an exported package: forty items, each with its place.

A folder with a manifest.jsonl is a reference library, and is audited by the same rules.

The first line says whether anybody outside holds the newest line. Bring what you know
from elsewhere: --expect a head that was noted or sent to you; --trust a folder with
allowed_signers, roots/*.pem, between/*.pem, anchors, held/ and copies/. What cannot
be verified for want of it is said, and never counts as passed.

\b
Examples:
  verify audit cases/my-case
  verify audit cases/my-case --trust auditor --report audit.html
  verify audit cases/my-case --without E1

\b
Exit status: 0 every required item holds; 1 an item fails or could not be verified;
2 asked wrongly; 4 the record cannot be trusted (V1-V6, V9, V10, V12); 5 surroundings.
"""
SHORT_HELP = "Audit a case's evidence chain, or a package."
FALLS_FORMAT = "verify.without/1"


def audit(  # noqa: PLR0917 - Typer makes options from parameters
    case: Annotated[Path, typer.Argument(metavar="CASE")],
    expect: Annotated[
        list[str] | None,
        typer.Option(metavar="HEAD", help="A head you hold: SHA-256 of a line."),
    ] = None,
    trust: Annotated[
        Path | None, typer.Option(metavar="DIR", help="YOUR keys and roots.")
    ] = None,
    profile: Annotated[
        str,
        typer.Option(help="journalism: seals, stamps, second review are notes; or "
                     "accountability: all forty are required."),
    ] = "journalism",
    without: Annotated[
        str | None,
        typer.Option(metavar="ID", help="What falls if this picture, claim or person "
                     "is withdrawn?"),
    ] = None,
    library: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="A library that was searched, to search "
                     "it again."),
    ] = None,
    counted: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE.json", help="A report handed out, whose counts "
                     "are held against the record."),
    ] = None,
    no_repeat: Annotated[
        bool, typer.Option("--no-repeat", help="Do not repeat recorded steps.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE.html", help="Also write a page.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Leave out what passes.")
    ] = False,
    _verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Show where a bug happened.")
    ] = False,
) -> None:  # fmt: skip
    """Audit a record."""
    from verify.audit.checklist import PROFILES
    from verify.errors import AskedWrongly
    from verify.workflow.audit_case import Asked, consequences, run_audit

    if profile not in PROFILES:
        raise AskedWrongly(
            f"{profile!r} is no profile", next_step=f"Use {' or '.join(PROFILES)}."
        )
    asked = Asked(
        case, profile, trust, tuple(expect or ()), repeats=not no_repeat,
        libraries=tuple(library or ()), reports=tuple(counted or ()),
        catalogue=settings_for({}).catalogue,
    )  # fmt: skip
    if (case / "manifest.jsonl").is_file():
        _audit_library(asked, as_json=as_json)
    if without is not None:
        _tell_without(consequences(asked, without), as_json=as_json)
        return
    answered = run_audit(asked)
    if report is not None:
        _write(answered, asked, report)
    _tell(answered, as_json=as_json, quiet=quiet)
    if report is not None and not as_json:
        sys.stdout.write(f"\nThe page: {report}\n")
    raise typer.Exit(ExitCode(answered.exit_code))


def _audit_library(asked: "Asked", *, as_json: bool) -> None:
    """A reference library, by the same rules."""
    from verify.exports.library_words import library_json, library_lines
    from verify.workflow.audit_case import run_library_audit

    record = run_library_audit(asked)
    if as_json:
        sys.stdout.write(f"{json.dumps(library_json(record))}\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in library_lines(record))
    raise typer.Exit(ExitCode(record.exit_code))


def _tell(answered: "Audit", *, as_json: bool, quiet: bool) -> None:
    from verify.exports.audit_words import audit_json, audit_lines

    if as_json:
        sys.stdout.write(f"{json.dumps(audit_json(answered))}\n")
    else:
        sys.stdout.writelines(f"{one}\n" for one in audit_lines(answered, quiet=quiet))


def _write(answered: "Audit", asked: "Asked", report: Path) -> None:
    from verify.exports.audit_page import audit_page
    from verify.outside.clock import now_utc
    from verify.workflow.report import write_whole

    title = f"Audit of {asked.record.resolve().name}"
    write_whole(audit_page(answered, title=title, made_at=now_utc()), report)


def _tell_without(found: "Withdrawal", *, as_json: bool) -> None:
    if as_json:
        told = {
            "format": FALLS_FORMAT, "without": found.without, "falls": found.falls,
            "weakened": found.weakened,
        }  # fmt: skip
        sys.stdout.write(f"{json.dumps(told)}\n")
        return
    count = len(found.falls)
    sys.stdout.write(
        f"Without {found.without}, {count} other record{'' if count == 1 else 's'} "
        f"would have nothing to rest on.\n"
    )
    for title, part in (("Falls", found.falls), ("Weakened", found.weakened)):
        sys.stdout.writelines(f"{title}: {i}, {why}\n" for i, why in part.items())

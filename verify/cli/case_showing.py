"""`verify case show` and `verify case list`: what a case holds, in words or JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from verify.cli.case_opening import (
    AsJson,
    CaseName,
    Quiet,
    head_line,
    open_case,
    write_json,
    write_lines,
)

if TYPE_CHECKING:
    from verify.store.casefile import CaseFile

FORMAT = "verify.case/1"
RECORD_FORMAT = "verify.case-record/1"
COUNTED = {
    "I": "incidents", "E": "photos", "C": "claims", "L": "losses", "K": "links",
    "V": "verdicts", "R": "reviews", "D": "objections", "S": "searches",
}  # fmt: skip


def show(
    case: CaseName,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Such as E1 L2.")
    ] = None,
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Show a case in numbers and what waits for a person, or single records.

    \b
    Examples:
      verify case show mycase
      verify case show mycase E1 L1
      verify case show mycase --json

    \b
    Exit status: 0 shown, nothing waits; 1 something waits for a person; 2 asked
    wrongly; 4 the case does not hold.
    """  # noqa: D301
    from verify.workflow.case_overview import overview, record_json, record_lines

    with open_case(case) as opened:
        if ids:
            for ident in ids:
                told = record_json(opened, ident)
                if as_json:
                    write_json({"format": RECORD_FORMAT, **told})
                else:
                    write_lines(record_lines(told))
            return
        found = overview(opened)
        if as_json:
            write_json({"format": FORMAT, **found})
        else:
            _say(opened, found, quiet=quiet)
        raise typer.Exit(1 if found["waiting"] else 0)


def list_(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Where cases lie.")
    ] = Path("cases"),
    *,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """List the cases in a folder.

    \b
    Examples:
      verify case list
      verify case list . --json

    \b
    Exit status: 0 listed; 2 there is no such folder; 4 a case does not hold.
    """  # noqa: D301
    from verify.cli.exit_codes import most_serious
    from verify.errors import AskedWrongly, VerifyError
    from verify.workflow.case_overview import overview

    if not folder.is_dir():
        raise AskedWrongly(
            f"there is no folder {folder}",
            next_step="Make a case: verify case new cases/NAME",
        )
    codes = []
    for path in sorted(folder.iterdir()):
        if not (path / "chain.jsonl").is_file():
            continue
        try:
            with open_case(str(path)) as opened:
                found = overview(opened)
        except VerifyError as error:
            codes.append(error.exit_code)
            if as_json:
                write_json({"format": FORMAT, "case": path.name, "error": str(error)})
            else:
                write_lines([f"{path.name}: {error}"])
            continue
        if as_json:
            write_json({"format": FORMAT, **found})
        else:
            write_lines([_one_line(found)])
    del quiet
    raise typer.Exit(most_serious(codes))


def _one_line(found: dict[str, Any]) -> str:
    counts = ", ".join(
        f"{found['counts'][name]} {name}" for name in ("photos", "claims", "losses")
    )
    state = " (closed)" if found["closed"] else ""
    return f"{found['case']}{state}: {found['incidents'][0]['title']}: {counts}"


def _say(opened: "CaseFile", found: dict[str, Any], *, quiet: bool) -> None:
    lines = [_one_line(found)]
    if not quiet:
        lines += [f"  {one['id']} {one['title']}" for one in found["incidents"]]
        others = [f"{count} {name}" for name, count in found["counts"].items()
                  if count and name not in {"photos", "claims", "losses"}]  # fmt: skip
        lines += [f"  {', '.join(others)}"] if others else []
        lines += [f"  waits: {words}" for words in found["waiting"]]
        lines.append(head_line(opened))
    write_lines(lines)

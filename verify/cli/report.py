"""`verify report`: a case written down for an editor, a table, a map or a program.

Words in and words out: what counts and what is shown is decided below.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from verify.cli.exit_codes import ExitCode
from verify.cli.settings import settings_for

HELP = """Write a case down: the case file as one page, an analysis, tables, a map.

The ending of each --out says what it is: .html the case file, .md the weapons and
equipment analysis, .csv rows as loss trackers have them, .json, .geojson.

\b
Examples:
  verify report cases/tinzaouaten-2024
  verify report cases/tinzaouaten-2024 --out case.html --out losses.csv
  verify report cases/tinzaouaten-2024 --out case.html --decimals 1

\b
Exit status: 0 written; 2 asked wrongly; 4 the case's record cannot be trusted;
5 a file could not be written; 70 a bug; 130 interrupted.
"""
SHORT_HELP = "Write a case down as a page, tables or a map."
FORMAT = "verify.report-written/1"


def report(  # noqa: PLR0917 - Typer makes options from parameters
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case's folder.")],
    out: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", show_default="NAME-OF-THE-CASE.html here",
            help="What to write; repeat for more.",
        ),
    ] = None,
    decimals: Annotated[
        int | None,
        typer.Option(min=0, max=4, help="Round places to so many decimals of a degree.",
                     show_default="as stated"),
    ] = None,
    show_graphic: Annotated[
        bool,
        typer.Option("--show-graphic", help="Show pictures flagged graphic unblurred."),
    ] = False,
    catalogue: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your own names of equipment.",
                     show_default="none"),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on one line.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Only the first line.")
    ] = False,
    _verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Show where a bug happened.")
    ] = False,
) -> None:  # fmt: skip
    """Write a case down: the case file as one page, an analysis, tables, a map."""
    from verify.cli.app import tool_version
    from verify.exports.case_counts import verdict_line
    from verify.exports.json_lines import line
    from verify.exports.plain_text import shown
    from verify.outside.workers import WorkerPool
    from verify.store.casefile import CaseFile
    from verify.store.catalogue import read_catalogue
    from verify.workflow.case_report import (
        Showing,
        check_names,
        needs_pictures,
        sheet_of,
        write_exports,
    )

    settings = settings_for({"catalogue": catalogue})
    names = read_catalogue(settings.catalogue)
    with CaseFile.open(case) as opened:
        paths = out or [Path(f"{opened.name}.html")]
        check_names(paths)
        showing = Showing(decimals, show_graphic, f"verify {tool_version()}")
        if needs_pictures(paths):
            with WorkerPool(settings.workers(), settings.worker_limits) as pool:
                sheet = sheet_of(opened, names, showing, pool)
        else:
            sheet = sheet_of(opened, names, showing, None)
    write_exports(sheet, paths)
    verdict = verdict_line(sheet)
    if as_json:
        found = {
            "format": FORMAT, "case": sheet.state.case, "head": sheet.state.head,
            "lines": sheet.state.seq, "verdict": verdict,
            "contradictions": len(sheet.contradictions),
            "files": [str(path) for path in paths],
        }  # fmt: skip
        sys.stdout.write(line(found).decode("ascii"))
    else:
        lines = [verdict]
        if not quiet:
            lines += [f"Written: {path}" for path in paths]
            lines.append(f"Head of the record: {sheet.state.head}")
        sys.stdout.writelines(shown(one) + "\n" for one in lines)
    raise typer.Exit(ExitCode.DONE)

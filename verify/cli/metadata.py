"""`verify metadata`: what photos say about themselves, each statement with its place.

Turns options into a request and answers into lines; nothing is decoded or judged.
"""

import os
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from verify.cli.check_options import (
    AsJson,
    ExitZero,
    FilesFrom,
    Jobs,
    NoColor,
    Photos,
    Quiet,
    Recursive,
    TrustList,
    Verbose,
)
from verify.cli.exit_codes import ExitCode, most_serious
from verify.cli.named_photos import Source, named_photos
from verify.cli.progress import Progress
from verify.cli.settings import settings_for
from verify.errors import AskedWrongly

if TYPE_CHECKING:
    from verify.exports.answers import Failure, FileStatements
    from verify.settings import Settings
    from verify.workflow.read_metadata import Named

HELP = """Say what photos say about themselves: dates, places, devices, editing.

Every statement comes with the place it stood in, as it was written, and with the
readers that read it. Anybody can write such statements.

\b
Examples:
  verify metadata photo.jpg
  verify metadata -r inbox --csv

\b
Exit status: 0 nothing needs a person; 1 a file contradicts itself, states what cannot
be, holds data outside the picture, or could not be read whole; 2 asked wrongly;
3 some photos could not be read; 5 something is missing; 70 a bug; 130 interrupted.
"""
SHORT_HELP = "Say what photos say about themselves."


class Further(StrEnum):
    """A reader that is not part of the program."""

    EXIFTOOL = "exiftool"


With = Annotated[
    Further | None,
    typer.Option("--with", help="Let an installed program read the files too."),
]
AsCsv = Annotated[
    bool, typer.Option("--csv", help="A table for spreadsheets, one statement a row.")
]


@dataclass(frozen=True)
class Style:
    """How answers are printed."""

    form: str
    """`text`, `json` or `csv`."""
    quiet: bool
    colour: bool
    exit_zero: bool
    several: bool


@dataclass
class Tally:
    """What came out so far."""

    counts: Counter[str] = field(default_factory=Counter)
    codes: list[int] = field(default_factory=list)

    def in_order(self) -> dict[str, int]:
        """Counts of what came out, failures last."""
        return {key: self.counts[key] for key in ("read", "conflicting", "failed")}


def metadata(  # noqa: PLR0917 - Typer makes options from parameters
    photos: Photos = None,
    with_: With = None,
    trust_list: TrustList = None,
    recursive: Recursive = False,
    files_from: FilesFrom = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
    exit_zero: ExitZero = False,
    jobs: Jobs = 0,
    _verbose: Verbose = False,
) -> None:
    """Say what photos say about themselves."""
    if as_json and as_csv:
        raise AskedWrongly(
            "--json and --csv cannot be had at once", next_step="Leave one of them out."
        )
    colour = not no_color and "NO_COLOR" not in os.environ and sys.stdout.isatty()
    settings = settings_for({"jobs": jobs or None, "trust_list": trust_list})
    form = "json" if as_json else "csv" if as_csv else "text"
    with ExitStack() as opened:
        source = Source(photos or [], files_from, recursive)
        named = named_photos(source, settings.max_bytes, opened)
        style = Style(form, quiet, colour, exit_zero, several=len(named) > 1)
        code = _run(named, settings, style, with_)
    raise typer.Exit(code)


def _run(
    named: "list[Named]", settings: "Settings", style: Style, further: Further | None
) -> int:
    from verify.cli.settings import trust_option
    from verify.outside.exiftool import find_exiftool
    from verify.outside.supervised import METADATA_LIMITS
    from verify.outside.workers import WorkerPool
    from verify.workflow.read_metadata import ReadRequest, read_photos

    program = find_exiftool() if further is Further.EXIFTOOL else None
    request = ReadRequest(settings.max_bytes, trust_option(settings), program)
    deadline = min(settings.deadline_s, METADATA_LIMITS.deadline_s)
    limits = replace(METADATA_LIMITS, deadline_s=deadline)
    tally = Tally()
    if style.form == "csv":
        _begin_table()
    with (
        WorkerPool(settings.workers(len(named)), limits) as pool,
        Progress("photos", len(named), quiet=style.quiet) as progress,
    ):
        for given, told in read_photos(named, request, pool):
            progress.wipe()
            emit(given, told, style, tally)
            progress.step()
    code = most_serious(tally.codes)
    _close(tally, code, style)
    return int(code)


def emit(
    given: str, told: "FileStatements | Failure", style: Style, tally: Tally
) -> None:
    """Print one answer and count it."""
    from verify.exports.answers import Failure

    separated = bool(tally.codes) and not style.quiet
    if isinstance(told, Failure):
        tally.counts["failed"] += 1
        tally.codes.append(told.exit_code)
    else:
        _count(told, style, tally)
    if style.form == "json":
        _print_json(given, told)
    elif style.form == "csv":
        _print_rows(given, told)
    else:
        _print_text(given, told, style, separated=separated)
    sys.stdout.flush()


def _count(told: "FileStatements", style: Style, tally: Tally) -> None:
    from verify.domain.conflicts import conflicts

    found = bool(conflicts(told.metadata))
    tally.counts["conflicting" if found else "read"] += 1
    needs = found and not style.exit_zero
    tally.codes.append(ExitCode.NEEDS_A_PERSON if needs else ExitCode.DONE)


def _print_json(given: str, told: "FileStatements | Failure") -> None:
    from verify.exports.answers import Failure
    from verify.exports.json_lines import failure_json, line
    from verify.exports.metadata_json import statements_json

    found = (
        failure_json(told)
        if isinstance(told, Failure)
        else statements_json(told, given=given)
    )
    sys.stdout.write(line(found).decode("ascii"))


def _print_text(
    given: str, told: "FileStatements | Failure", style: Style, *, separated: bool
) -> None:
    from verify.exports.answers import Failure
    from verify.exports.metadata_text import metadata_lines
    from verify.exports.terminal import failure_lines

    lines = (
        failure_lines(told, colour=style.colour)
        if isinstance(told, Failure)
        else metadata_lines(
            told,
            name=given if style.several else "",
            quiet=style.quiet,
            colour=style.colour,
        )
    )
    sys.stdout.write("\n".join([*([""] if separated else []), *lines]) + "\n")


def _begin_table() -> None:
    from verify.exports.spreadsheet import header_row

    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdout.write(header_row())


def _print_rows(given: str, told: "FileStatements | Failure") -> None:
    from verify.exports.spreadsheet import rows

    sys.stdout.write(rows(given, told))


def _close(tally: Tally, code: int, style: Style) -> None:
    from verify.exports.json_lines import line, summary_json
    from verify.exports.metadata_text import counts_line

    if not style.several:
        return
    if style.form == "json":
        summary = summary_json(tally.in_order(), int(code))
        sys.stdout.write(line(summary).decode("ascii"))
    elif style.form == "text" and not style.quiet:
        sys.stdout.write(f"\n{counts_line(tally.in_order())}\n")

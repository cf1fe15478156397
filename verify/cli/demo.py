"""`verify demo`: a worked example on rendered stand-in pictures.

Prints each story with the answer it got, and writes one report page. It does nothing
that `verify reference import` and `verify check` would not do.
"""

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verify.cli.exit_codes import ExitCode
from verify.cli.progress import Progress
from verify.cli.settings import settings_for
from verify.errors import SurroundingsError

if TYPE_CHECKING:
    from verify.workflow.demo import Solved

HELP = """Show what verify does, on rendered pictures, in a temporary folder.

\b
Examples:
  verify demo
  verify demo --out page.html

\b
Exit status: 0 every answer as expected; 1 some answer differs;
5 the demo's pictures are missing or the page could not be written.
"""
SHORT_HELP = "Show what verify does, on rendered pictures."
OPENING = """\
These pictures are RENDERED STAND-INS: made by a computer, they show no real event.
The stories are exercises.
"""
TRY_NEXT = """\
Now with your own pictures:
  verify reference import FOLDER-OF-EARLIER-PICTURES
  verify check YOUR-PHOTO.jpg --claimed-date 2024-07-25 --report answer.html
"""


def demo(
    out: Annotated[
        Path, typer.Option(metavar="FILE.html", help="Where the report page goes.")
    ] = Path("verify-demo/report.html"),
    no_color: Annotated[
        bool, typer.Option("--no-color", help="No colours; NO_COLOR does the same.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Only a line for each picture.")
    ] = False,
    _verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Show where a bug happened.")
    ] = False,
) -> None:
    """Show what verify does, on rendered pictures, in a temporary folder."""
    colour = not no_color and "NO_COLOR" not in os.environ and sys.stdout.isatty()
    if not quiet:
        sys.stdout.write(OPENING)
    solved = _solve(out, colour=colour, quiet=quiet)
    wrong = sum(not one.as_expected for one in solved)
    total = len(solved)
    sys.stdout.write(
        f"\n{total - wrong} of {total} answers as expected.\n"
        f"The page with the pictures side by side: {out}\n"
    )
    if not quiet:
        sys.stdout.write(f"\n{TRY_NEXT}")
    raise typer.Exit(ExitCode.NEEDS_A_PERSON if wrong else ExitCode.DONE)


def _solve(out: Path, *, colour: bool, quiet: bool) -> "list[Solved]":
    from verify.outside.workers import WorkerPool
    from verify.outside.working_folder import working_folder
    from verify.workflow.answers import PageWords, illustrated
    from verify.workflow.demo import demo_library, exercises, solve, stand_ins
    from verify.workflow.report import write_report

    settings = settings_for({})
    folder = stand_ins()
    asked = exercises(folder)
    solved = []
    with ExitStack() as opened:
        root = opened.enter_context(working_folder(prefix="verify-demo-"))
        pool = opened.enter_context(
            WorkerPool(settings.workers(len(asked)), settings.worker_limits)
        )
        library = opened.enter_context(demo_library(folder, root, pool))
        with Progress("pictures", len(asked), quiet=quiet) as progress:
            for number, one in enumerate(solve(asked, pool, library), 1):
                progress.wipe()
                _tell(one, number, colour=colour, quiet=quiet)
                progress.step()
                solved.append(one)
        page = illustrated(
            [one.answer for one in solved], pool, library,
            words=PageWords(
                "verify demo: what became of each picture",
                [one.exercise.story for one in solved],
            ),
        )  # fmt: skip
    _make_folder(out.parent)
    write_report(page, out)
    return solved


def _tell(one: "Solved", number: int, *, colour: bool, quiet: bool) -> None:
    from verify.domain.examination import Examination
    from verify.exports.terminal import answer_lines, failure_lines

    item, exercise = one.answer.item, one.exercise
    said = (
        answer_lines(item, quiet=True, colour=colour)
        if isinstance(item, Examination)
        else failure_lines(item, colour=colour)
    )
    verdict = (
        "as expected" if one.as_expected
        else f"NOT as expected: {exercise.expected.value} was expected"
    )  # fmt: skip
    if quiet:
        sys.stdout.write(f"{exercise.path.name}: {verdict}\n")
        return
    sys.stdout.write(f"\n{number}. {exercise.path.name}. {exercise.story}\n")
    sys.stdout.writelines(f"   {line}\n" for line in [*said, f"({verdict})"])
    sys.stdout.flush()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SurroundingsError(
            f"{folder} cannot be made: {error.strerror or error}",
            next_step="Name another place: verify demo --out FILE.html",
        ) from error

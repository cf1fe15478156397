"""`verify check`: photos in, one answer each out, and the exit code that wins.

Turns options into a request and answers into lines; every judgement is made below.
Heavy modules are imported when the command runs. Nothing is written but the report
page asked for.
"""

import os
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from verify.cli.check_options import (
    Against,
    AsJson,
    ClaimedDate,
    ClaimedEvents,
    ClaimedPlace,
    ClaimedRegion,
    DescriptorModel,
    ExitZero,
    FilesFrom,
    Jobs,
    NoColor,
    Photos,
    Quiet,
    Recursive,
    Report,
    TrustList,
    Verbose,
)
from verify.cli.exit_codes import code_of, most_serious
from verify.cli.named_photos import Source, named_photos
from verify.cli.progress import Progress
from verify.cli.settings import model_of, settings_for, trust_option
from verify.domain.examination import ClaimedEvent, Examination, Outcome
from verify.domain.places import stated_place
from verify.domain.regions import stated_region
from verify.domain.times import stated_time
from verify.errors import AskedWrongly

if TYPE_CHECKING:
    from verify.checks.device_set import Shot
    from verify.settings import Settings
    from verify.workflow.answers import Answer, Named

HELP = """Say what a photo is worth as evidence: seen before, in conflict, or not found.

\b
Examples:
  verify check photo.jpg --claimed-date 2024-07-25
  verify check -r inbox --against reference_images --report answers.html

\b
Exit status: 0 nothing needs a person; 1 something does; 2 asked wrongly;
3 some photos could not be examined; 4 the library cannot be trusted;
5 something is missing, locked or full; 70 a bug; 130 interrupted.
"""

SHORT_HELP = "Say what photos are worth as evidence."


@dataclass(frozen=True)
class Style:
    """How answers are printed."""

    as_json: bool
    quiet: bool
    colour: bool
    exit_zero: bool
    several: bool


@dataclass
class Tally:
    """What came out so far."""

    counts: Counter[str] = field(default_factory=Counter)
    codes: list[int] = field(default_factory=list)
    shots: "list[Shot | None]" = field(default_factory=list)

    def in_order(self) -> dict[str, int]:
        """Counts of every outcome, most serious first, failures last."""
        keys = [outcome.value for outcome in Outcome] + ["failed"]
        return {key: self.counts[key] for key in keys}


def check(  # noqa: PLR0917 - Typer makes options from parameters
    photos: Photos = None,
    against: Against = None,
    claimed_date: ClaimedDate = None,
    claimed_place: ClaimedPlace = None,
    claimed_region: ClaimedRegion = None,
    claimed_event: ClaimedEvents = None,
    trust_list: TrustList = None,
    descriptor_model: DescriptorModel = None,
    report: Report = None,
    recursive: Recursive = False,
    files_from: FilesFrom = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
    exit_zero: ExitZero = False,
    jobs: Jobs = 0,
    _verbose: Verbose = False,
) -> None:
    """Say what each photo is worth as evidence."""
    claim = claimed(claimed_date, claimed_place, claimed_region, claimed_event or [])
    if report is not None and not report.absolute().parent.is_dir():
        raise AskedWrongly(
            f"--report {report}: there is no such folder",
            next_step="Name a file in a folder that exists.",
        )
    colour = not no_color and "NO_COLOR" not in os.environ and sys.stdout.isatty()
    settings = settings_for({
        "library": against, "jobs": jobs or None, "trust_list": trust_list,
        "descriptor_model": descriptor_model,
    })  # fmt: skip
    asked = _Asked(claim, report, settings)
    with ExitStack() as opened:
        source = Source(photos or [], files_from, recursive)
        named = named_photos(source, settings.max_bytes, opened)
        style = Style(as_json, quiet, colour, exit_zero, several=len(named) > 1)
        code = _run(named, asked, style, opened)
    raise typer.Exit(code)


@dataclass(frozen=True)
class _Asked:
    claim: ClaimedEvent
    report: Path | None
    settings: "Settings"


def claimed(
    date: str | None, place: str | None, region: str | None, names: list[str]
) -> ClaimedEvent:
    """The claim as options state it. Raises AskedWrongly, naming the option."""
    option = "--claimed-date"
    try:
        time = stated_time(date) if date is not None else None
        option = "--claimed-place"
        point = stated_place(place) if place is not None else None
        option = "--claimed-region"
        area = stated_region(region) if region is not None else None
    except ValueError as error:
        raise AskedWrongly(
            f"{option}: {error}", next_step="See: verify check --help"
        ) from error
    return ClaimedEvent(time, point, area, tuple(names))


def _run(named: "list[Named]", asked: _Asked, style: Style, opened: ExitStack) -> int:
    from verify.outside.workers import WorkerPool
    from verify.store.library import Library
    from verify.workflow.answers import (
        answer_photos,
        illustrated,
        with_differences_of,
    )
    from verify.workflow.check import CheckRequest
    from verify.workflow.report import write_report

    settings = asked.settings
    folder = _library_folder(settings, quiet=style.quiet)
    library = opened.enter_context(Library.open(folder)) if folder else None
    size = settings.workers(len(named))
    pool = opened.enter_context(WorkerPool(size, settings.worker_limits))
    request = CheckRequest(
        claim=asked.claim,
        max_bytes=settings.max_bytes,
        options=settings.decode_options | trust_option(settings),
        settings=settings.recorded(),
        model=model_of(settings),
    )
    tally, kept = Tally(), []
    with Progress("photos", len(named), quiet=style.quiet) as progress:
        for found in answer_photos(named, request, pool, library):
            answer = found
            if style.as_json and library is not None:
                answer = with_differences_of(
                    found, pool, library, settings.decode_options
                )
            progress.wipe()
            emit(answer, style, tally)
            progress.step()
            if asked.report is not None:
                kept.append(answer)
    code = most_serious(tally.codes)
    if asked.report is not None:
        page = illustrated(kept, pool, library, decode=settings.decode_options)
        write_report(page, asked.report)
    _close(tally, code, asked.report, style)
    return int(code)


def _library_folder(settings: "Settings", *, quiet: bool) -> Path | None:
    """The library to search; says which, or that there is none, unless it was named."""
    from verify.settings import COMMAND_LINE, searched_library

    folder = searched_library(settings, Path.cwd())
    if quiet or settings.sources["library"] == COMMAND_LINE:
        return folder
    if folder is None:
        sys.stderr.write(
            "No library of earlier pictures was found, so nothing can be searched. "
            "Make one: verify reference import FOLDER\n"
        )
    else:
        sys.stderr.write(f"Searching the library in {folder}\n")
    return folder


def emit(answer: "Answer", style: Style, tally: Tally) -> None:
    """Print one answer and count it."""
    from verify.exports.json_lines import examination_json, failure_json, line
    from verify.exports.terminal import answer_lines, failure_lines
    from verify.workflow.answers import shot_in

    tally.shots.append(shot_in(answer.item))
    item, separated = answer.item, bool(tally.codes) and not style.quiet
    if isinstance(item, Examination):
        outcome = item.answer.outcome
        tally.counts[outcome.value] += 1
        tally.codes.append(code_of(outcome, exit_zero=style.exit_zero))
    else:
        tally.counts["failed"] += 1
        tally.codes.append(item.exit_code)
    if style.as_json:
        found = (
            examination_json(item, given=answer.given)
            if isinstance(item, Examination)
            else failure_json(item)
        )
        sys.stdout.write(line(found).decode("ascii"))
    else:
        name = answer.given if style.several else ""
        lines = (
            answer_lines(item, name=name, quiet=style.quiet, colour=style.colour)
            if isinstance(item, Examination)
            else failure_lines(item, colour=style.colour)
        )
        _print([*([""] if separated else []), *lines])
    sys.stdout.flush()


def _close(tally: Tally, code: int, report: Path | None, style: Style) -> None:
    from verify.exports.json_lines import line, summary_json
    from verify.exports.terminal import summary_line, together_lines
    from verify.workflow.answers import together

    devices = together(tally.shots)
    if style.as_json and style.several:
        summary = summary_json(tally.in_order(), int(code), devices)
        sys.stdout.write(line(summary).decode("ascii"))
    elif style.several and not style.quiet:
        _print(["", *together_lines(devices), summary_line(tally.in_order())])
    if report is not None and not style.quiet:
        stream = sys.stderr if style.as_json else sys.stdout
        stream.write(f"Report: {report}\n")


def _print(lines: list[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")

"""`verify reference`: the library of earlier pictures, from the command line.

Options become requests to the workflow, results become lines. Nothing is decided
here, and nothing heavy is imported before a command runs.
"""

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from verify.cli.exit_codes import ExitCode
from verify.cli.reference_lines import (
    shown_line,
    summary_json,
    summary_lines,
    write_json,
    write_lines,
)
from verify.cli.reference_opening import (
    AsJson,
    By,
    Copy,
    Counting,
    InLibrary,
    Jobs,
    Name,
    Quiet,
    Text,
    import_options,
    open_library,
    open_with_pool,
)
from verify.cli.reference_upkeep import correct, rebuild, withdraw

app = typer.Typer(
    name="reference",
    help="Keep the library of earlier pictures that photos are checked against.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("import")
def import_(
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE...", help="Folders, CSV, JSONL.")
    ],
    *,
    library: InLibrary = None,
    copy: Copy = False,
    jobs: Jobs = 0,
    by: By = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Import folders of pictures, or CSV and JSON Lines files that describe them.

    \b
    Examples:
      verify reference import ~/archive/2023
      verify reference import reference_images/standins/manifest.csv

    \b
    Columns of a CSV file (a picture may have several rows, one a publication):
      path url archive_url published_at publisher dated_by captured_at depicts place
      title licence note
    published_at is 2024, 2024-07, 2024-07-25 or 2024-07-25T14:50+02:00; dated_by is
    url, archive, two_sources, statement or unknown; place is LAT,LON[,KM] or a name.
    Run it again at any time: what is known is skipped, what was cut off goes on.

    \b
    Exit status: 0 all taken; 2 asked wrongly; 3 some files or rows not taken;
    4 the library cannot be trusted; 5 locked or disk full.
    """  # noqa: D301 - Typer wants \b
    from verify.workflow.import_references import import_references

    with ExitStack() as opened:
        kept, pool = open_with_pool(library, jobs, opened, create=True)
        summary = import_references(
            sources, kept, pool, options=import_options(copy=copy, by=by),
            progress=opened.enter_context(Counting("pictures", quiet=quiet)),
        )  # fmt: skip
        if as_json:
            write_json(summary_json("reference-import", summary))
        else:
            write_lines(summary_lines(summary, kept.root), quiet=quiet)
    taken_all = not (summary.unusable or summary.rows)
    raise typer.Exit(ExitCode.DONE if taken_all else ExitCode.PARTLY_EXAMINED)


@app.command()
def add(
    picture: Annotated[str, typer.Argument(metavar="PICTURE")],
    *,
    url: Text = None,
    archive_url: Text = None,
    published_at: Text = None,
    publisher: Text = None,
    dated_by: Text = None,
    captured_at: Text = None,
    depicts: Text = None,
    place: Text = None,
    title: Text = None,
    licence: Text = None,
    note: Text = None,
    library: InLibrary = None,
    copy: Copy = False,
    by: By = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Add one picture with one of its publications; again for one more publication.

    \b
    Examples:
      verify reference add old.jpg --url https://example.org/a --published-at 2023-07
      verify reference add old.jpg --captured-at 2021 --depicts "exercise" --copy

    \b
    Exit status: 0 added or known; 2 asked wrongly; 3 the picture cannot be used;
    4 the library cannot be trusted; 5 locked or disk full.
    """  # noqa: D301
    from verify.workflow.keep_references import add_reference

    told = {
        "path": picture, "url": url, "archive_url": archive_url,
        "published_at": published_at, "publisher": publisher, "dated_by": dated_by,
        "captured_at": captured_at, "depicts": depicts, "place": place,
        "title": title, "licence": licence, "note": note,
    }  # fmt: skip
    row = {name: text for name, text in told.items() if text is not None}
    with ExitStack() as opened:
        kept, pool = open_with_pool(library, 1, opened, create=True)
        summary = add_reference(row, kept, pool, import_options(copy=copy, by=by))
        if as_json:
            write_json(summary_json("reference-add", summary))
        else:
            write_lines(summary_lines(summary, kept.root), quiet=quiet)
    raise typer.Exit(ExitCode.PARTLY_EXAMINED if summary.unusable else ExitCode.DONE)


@app.command("list")
def list_(
    library: InLibrary = None, as_json: AsJson = False, quiet: Quiet = False
) -> None:
    """List the pictures that are searched: digest, first known date, name.

    \b
    Examples:
      verify reference list
      verify reference list --library reference_images --json
    """  # noqa: D301
    from verify.cli.reference_lines import list_line, reference_json

    with open_library(library) as kept:
        scope = kept.scope()
        if not as_json:
            write_lines(
                [f"{scope.references} earlier pictures in {scope.name}."], quiet=quiet
            )
        for reference in kept.references():
            if as_json:
                write_json(reference_json(kept, reference))
            elif not quiet:
                sys.stdout.write(shown_line(list_line(reference)))


@app.command()
def show(name: Name, library: InLibrary = None, as_json: AsJson = False) -> None:
    """Show everything the library says of one picture, with manifest lines.

    \b
    Examples:
      verify reference show 3f2a9c
      verify reference show 3f2a9c --json
    """  # noqa: D301
    from verify.cli.reference_lines import reference_json, reference_lines
    from verify.workflow.keep_references import named_reference

    with open_library(library) as kept:
        reference = kept.reference(named_reference(kept, name))
        if as_json:
            write_json(reference_json(kept, reference))
        else:
            write_lines(reference_lines(kept, reference), quiet=False)


@app.command()
def stats(library: InLibrary = None, as_json: AsJson = False) -> None:
    """Count what the library holds, and name its digest.

    \b
    Examples:
      verify reference stats
      verify reference stats --json
    """  # noqa: D301
    from verify.cli.reference_lines import stats_json, stats_lines
    from verify.workflow.keep_references import library_stats

    with open_library(library) as kept:
        counted = library_stats(kept)
        if as_json:
            write_json(stats_json(counted))
        else:
            write_lines(stats_lines(counted, kept.root), quiet=False)


app.command()(rebuild)
app.command()(correct)
app.command()(withdraw)

"""What the commands of `verify reference` share: options, opening, progress.

The library is the one named, else `reference_images/` found upward from the working
folder, else the user's own. Nothing is printed here but progress.
"""

import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import typer

from verify.cli.settings import settings_for
from verify.errors import AskedWrongly

if TYPE_CHECKING:
    from verify.outside.workers import WorkerPool
    from verify.store.library import Library
    from verify.workflow.import_references import ImportOptions

PATIENCE_S, PAUSE_S = 1.0, 0.2

InLibrary = Annotated[
    Path | None,
    typer.Option("--library", metavar="FOLDER", help="The library's folder.",
                 show_default="reference_images/ upward from here"),
]  # fmt: skip
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Only the first line.")]
Copy = Annotated[
    bool, typer.Option("--copy", help="Copy pictures into the library's folder.")
]
Jobs = Annotated[
    int, typer.Option(min=0, help="Worker processes; 0 chooses.", show_default=False)
]
Name = Annotated[
    str, typer.Argument(metavar="DIGEST", help="First digits of a picture's SHA-256.")
]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; it stays on record.")]
Text = Annotated[str | None, typer.Option(metavar="TEXT")]
By = Annotated[
    str,
    typer.Option("--as", metavar="NAME", envvar="VERIFY_ACTOR", show_default=False,
                 help="Pseudonym that the library's record names you by."),
]  # fmt: skip


class Counting:
    """One line on stderr, on a terminal only and past one second; wiped at the end."""

    def __init__(self, noun: str, *, quiet: bool) -> None:
        self.noun = noun
        self.wanted = not quiet and sys.stderr.isatty()
        self.next = time.monotonic() + PATIENCE_S
        self.drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.drawn:
            sys.stderr.write("\r\033[K")

    def __call__(self, done: int, new: int) -> None:
        """Say how many were looked at, when it is time to."""
        if self.wanted and time.monotonic() >= self.next:
            sys.stderr.write(f"\r\033[K{done} {self.noun}, {new} new")
            sys.stderr.flush()
            self.drawn, self.next = True, time.monotonic() + PAUSE_S


def open_library(named: Path | None, *, create: bool = False) -> "Library":
    """The library named, found upward, or the user's own, in that order."""
    from verify.settings import kept_library
    from verify.store.library import Library

    if named is not None and named.exists() and not named.is_dir():
        raise AskedWrongly(f"--library {named} is a file, not a folder")
    root = kept_library(settings_for({"library": named}), Path.cwd())
    return Library.open(root, create=create)


def open_with_pool(
    named: Path | None, jobs: int, opened: ExitStack, *, create: bool = False
) -> "tuple[Library, WorkerPool]":
    """The library and worker processes, both closed by `opened`."""
    from verify.outside.workers import WorkerPool

    kept = opened.enter_context(open_library(named, create=create))
    settings = settings_for({"jobs": jobs or None})
    pool = WorkerPool(settings.workers(), settings.worker_limits)
    return kept, opened.enter_context(pool)


def import_options(*, copy: bool, by: str) -> "ImportOptions":
    """Options of an import that is recorded now."""
    from verify.workflow.import_references import ImportOptions

    settings = settings_for({})
    return ImportOptions(
        now(), copy, max_bytes=settings.max_bytes, decode=settings.decode_options,
        by=by,
    )  # fmt: skip


def now() -> str:
    """The present moment, as records write it."""
    from verify.outside.clock import now_utc

    return now_utc()

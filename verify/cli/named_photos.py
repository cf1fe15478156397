"""The photos that a command's words name: files, folders, a list, or standard input."""

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verify.errors import AskedWrongly

if TYPE_CHECKING:
    from verify.workflow.answers import Named


@dataclass(frozen=True)
class Source:
    """What was given on the command line."""

    photos: list[str]
    files_from: str | None
    recursive: bool


def named_photos(source: Source, max_bytes: int, opened: ExitStack) -> "list[Named]":
    """Each photo named, in order. Raises AskedWrongly where none is."""
    from verify.outside.working_folder import working_folder
    from verify.workflow.inputs import PIPE, keep_pipe, listed_names, named_inputs

    photos, files_from = source.photos, source.files_from
    if files_from == PIPE and PIPE in photos:
        raise AskedWrongly(
            "standard input cannot be both a photo and the list of photos",
            next_step="Give the list as a file: --files-from FILE",
        )
    names = list(photos)
    if files_from == PIPE:
        names += listed_names(sys.stdin.buffer)
    elif files_from is not None:
        try:
            with Path(files_from).open("rb") as file:
                names += listed_names(file)
        except OSError as error:
            raise AskedWrongly(
                f"--files-from {files_from}: {error.strerror or error}",
                next_step="Give a text file with one photo a line.",
            ) from error
    pipe = None
    if PIPE in photos:
        folder = opened.enter_context(working_folder())
        pipe = keep_pipe(sys.stdin.buffer, folder, max_bytes=max_bytes)
    named = list(named_inputs(names, recursive=source.recursive, pipe=pipe))
    if not named:
        raise AskedWrongly(
            "no photo was named",
            next_step="Name a photo, a folder with -r, or a list with --files-from.",
        )
    return named

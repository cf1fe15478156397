"""The photos a person names: files, folders, a list, or one picture on a pipe.

Each name stands for itself: one that cannot be used becomes a failure of its own and
the rest goes on. Nothing is opened here but the list of names and the pipe; reading
and judging photos is for intake and the decoder.
"""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from verify.errors import AskedWrongly, BadInput, VerifyError
from verify.store.intake import expand

PIPE = "-"
PIPE_FILE = "standard-input"


@dataclass(frozen=True)
class Input:
    """One photo to examine: how the person named it, and where it lies."""

    given: str
    path: Path


def named_inputs(
    names: Iterable[str], *, recursive: bool, pipe: Path | None
) -> Iterator[Input | tuple[str, VerifyError]]:
    """Every photo named, in order; a name that leads nowhere comes with its error.

    `pipe` is the file that holds what came through standard input, for the name `-`.
    """
    for name in names:
        if name == PIPE and pipe is not None:
            yield Input("standard input", pipe)
            continue
        try:
            found = list(expand([Path(name)], recursive=recursive))
        except (VerifyError, OSError, ValueError) as error:
            yield name, _as_failure(name, error)
            continue
        if not found:
            yield (
                name,
                BadInput(
                    f"{name}: no pictures are in this folder",
                    next_step="Check that it is the folder you meant.",
                ),
            )
        for path in found:
            # Path() tidies a name; what the person typed is what they look for
            yield Input(name if path == Path(name) else str(path), path)


def listed_names(source: BinaryIO) -> list[str]:
    """One name a line, UTF-8; empty lines are left out. Raises AskedWrongly."""
    try:
        text = source.read().decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise AskedWrongly(
            f"the list of photos cannot be read: {error.strerror or error}",
            next_step="Give --files-from a text file with one photo a line.",
        ) from error
    return [line.rstrip("\r") for line in text.split("\n") if line.strip()]


def keep_pipe(source: BinaryIO, folder: Path, *, max_bytes: int) -> Path:
    """Put what comes through the pipe into a file of its own, for intake to read."""
    path = folder / PIPE_FILE
    with path.open("xb") as file:
        shutil.copyfileobj(_Limited(source, max_bytes), file)
    return path


class _Limited:
    """Lets one byte more through than intake accepts, which then says so."""

    def __init__(self, source: BinaryIO, max_bytes: int) -> None:
        self.source, self.left = source, max_bytes + 1

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(min(size if size >= 0 else self.left, self.left))
        self.left -= len(piece)
        return piece


def _as_failure(name: str, error: Exception) -> VerifyError:
    if isinstance(error, VerifyError):
        return error
    return BadInput(f"{name}: {error}", next_step="Check the name for typing errors.")

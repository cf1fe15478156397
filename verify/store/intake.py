"""Take in photos from disk: each opened once, read once, and named by its digest.

Only regular files are read: a link, a pipe or a device put in a folder of evidence
must neither lead elsewhere nor stop a batch. Nothing here decodes, writes or judges;
whether bytes are a picture is for the decoder to say.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from verify.domain.evidence import Evidence, digest_of
from verify.errors import BadInput

MAX_FILE_BYTES = 256 << 20
"""Default size gate: far above any camera's photo, far below the memory at hand."""

EXTENSIONS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".apng", ".webp", ".tif"}
    | {".tiff", ".gif", ".bmp", ".dib", ".heic", ".heif", ".hif", ".avif"}
)
# O_NONBLOCK: opening a pipe must not wait for a writer. Windows has neither these nor
# the danger; there O_BINARY keeps line ends as they are.
OPEN_FLAGS = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    OPEN_FLAGS |= getattr(os, _name, 0)

ANOTHER_COPY = "Ask for another copy of the file."


def read_photo(
    path: Path, *, max_bytes: int = MAX_FILE_BYTES
) -> tuple[bytes, Evidence]:
    """The file's bytes with their digest, size and the name it was given under.

    Raises BadInput, with the name and a next step, where it is no regular file that
    can be read whole within `max_bytes`.
    """
    try:
        descriptor = os.open(path, OPEN_FLAGS)
    except (OSError, ValueError) as error:
        raise _not_opened(path, error) from error
    try:
        state = os.fstat(descriptor)
        _refuse_unless_regular(path, state.st_mode)
        if state.st_size > max_bytes:
            raise _too_large(path, state.st_size, max_bytes)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(max_bytes + 1)
    except OSError as error:
        raise _not_opened(path, error) from error
    finally:
        os.close(descriptor)
    if len(content) > max_bytes:
        raise _too_large(path, len(content), max_bytes)
    if not content:
        raise BadInput(f"{path.name}: the file is empty", next_step=ANOTHER_COPY)
    return content, Evidence(digest_of(content), len(content), path.name)


def expand(paths: Iterable[Path], *, recursive: bool) -> Iterator[Path]:
    """The photos that paths name: files as given, folders as the pictures in them.

    In folders, sorted by name, files with a picture's extension or none are taken;
    hidden ones and links are not. A folder that was not asked for, or that cannot be
    listed, is given as it is: `read_photo` then refuses it in words, as one failure
    among the batch, which an exception here would end.
    """
    for path in paths:
        if recursive and path.is_dir():
            yield from _pictures_in(path)
        else:
            yield path


def _pictures_in(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _pictures_in(path)
        elif entry.is_file(follow_symlinks=False) and _may_be_picture(path):
            yield path


def _may_be_picture(path: Path) -> bool:
    return not path.suffix or path.suffix.lower() in EXTENSIONS


def _refuse_unless_regular(path: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise _is_folder(path)
    kind = "a pipe" if stat.S_ISFIFO(mode) else "a device or socket"
    raise BadInput(
        f"{path.name}: this is {kind}, not a file",
        next_step="Copy the picture into a file of its own and name that.",
    )


def _not_opened(path: Path, error: OSError | ValueError) -> BadInput:
    name = path.name or str(path)
    if isinstance(error, FileNotFoundError):
        return BadInput(
            f"{name}: there is no such file",
            next_step="Check the spelling, and put names with spaces in quotes.",
        )
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return _is_folder(path)
    if path.is_symlink():
        return BadInput(
            f"{name}: this is a link to another place, and links are not followed",
            next_step="Name the file that it leads to.",
        )
    if isinstance(error, PermissionError):
        return BadInput(
            f"{name}: you are not allowed to read this file",
            next_step="Copy it to a folder of your own, or ask its owner.",
        )
    why = error.strerror if isinstance(error, OSError) else str(error)
    return BadInput(
        f"{name}: the file cannot be read ({why or error})",
        next_step="Check the disk it is on, or use another copy.",
    )


def _is_folder(path: Path) -> BadInput:
    if not os.access(path, os.R_OK | os.X_OK):
        return BadInput(
            f"{path.name or path}: this folder cannot be opened",
            next_step="Check that you are allowed to, or ask its owner.",
        )
    return BadInput(
        f"{path.name or path}: this is a folder",
        next_step="Use -r to examine the pictures in it and its subfolders.",
    )


def _too_large(path: Path, size: int, limit: int) -> BadInput:
    return BadInput(
        f"{path.name}: the file has {size / 1e6:.0f} MB, more than the limit of "
        f"{limit / 1e6:.0f} MB",
        next_step="Save the picture in a smaller size, or raise the limit.",
    )

"""Where a library lies when none is named: found upward, else the user's own folder.

Which of the two is used, and telling the person so, is for settings and the command
line to decide.
"""

from pathlib import Path

import platformdirs

from verify.store.manifest import MANIFEST_NAME

FOLDER_NAME = "reference_images"


def find_library(start: Path) -> Path | None:
    """The nearest `reference_images/` in `start` or a folder above it."""
    start = start.absolute()
    for folder in (start, *start.parents):
        candidate = folder / FOLDER_NAME
        if candidate.is_dir():
            return candidate
    return None


def user_library() -> Path:
    """The library in the user's own data folder; it may not exist yet."""
    return Path(platformdirs.user_data_path("verify", appauthor=False)) / FOLDER_NAME


def holds_library(folder: Path) -> bool:
    """Whether something was ever recorded there."""
    return (folder / MANIFEST_NAME).is_file()

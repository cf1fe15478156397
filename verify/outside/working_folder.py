"""A folder to work in, of which nothing stays behind, whenever Ctrl-C is pressed.

`tempfile.TemporaryDirectory` leaves its folder where the interruption falls between
making it and remembering it, and what is in it where it falls while removing it: the
bytes of a photo that a person may have had reasons not to keep.
"""

import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def working_folder(
    *, beside: Path | None = None, prefix: str = "verify-"
) -> Iterator[Path]:
    """An empty folder, removed at the end.

    It stands where the system keeps such folders, or in the same folder as the file or
    folder `beside`, from where a rename takes what was made to its place in one step.
    Raises OSError where no folder can be made.
    """
    made = None
    try:
        with _interruption_waits():
            made = tempfile.TemporaryDirectory(
                dir=None if beside is None else beside.parent, prefix=prefix
            )
        yield Path(made.name)
    finally:
        if made is not None:
            with _interruption_waits():
                made.cleanup()


@contextmanager
def _interruption_waits() -> Iterator[None]:
    """Ctrl-C takes effect at the end; only the main thread ever hears of it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:  # whatever else went wrong meanwhile
            signal.raise_signal(signal.SIGINT)

"""One writer at a time: an exclusive lock that ends with the process that holds it.

The lock is the operating system's (flock, or msvcrt's on Windows), so a killed
writer leaves nothing to clean up. It does not guard against programs that ignore it,
nor across network file systems without locking.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from verify.errors import SurroundingsError

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.001, 0.05


@contextmanager
def exclusive(path: Path, *, what: str) -> Iterator[None]:
    """Hold the lock file at `path`; SurroundingsError where another holds it."""
    descriptor = _opened(path, what)
    try:
        try:
            _take(descriptor)
        except OSError:
            raise SurroundingsError(
                f"{what} is locked by another import",
                next_step="Wait until it ends, then run the same command again.",
            ) from None
        yield
    finally:
        os.close(descriptor)


@contextmanager
def in_turn(path: Path, *, what: str, patience_s: float = 60.0) -> Iterator[None]:
    """Hold the lock at `path`, waiting for others; SurroundingsError past patience."""
    descriptor = _opened(path, what)
    try:
        _wait(descriptor, what, time.monotonic() + patience_s)
        yield
    finally:
        os.close(descriptor)


def _wait(descriptor: int, what: str, until: float) -> None:
    pause = FIRST_PAUSE_S
    while True:
        try:
            return _take(descriptor)
        except OSError:
            if time.monotonic() > until:
                raise SurroundingsError(
                    f"another program has been writing to {what} for a minute",
                    next_step="Wait until it ends, then run the same command again.",
                ) from None
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_S)


def _opened(path: Path, what: str) -> int:
    try:
        return (
            os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            if sys.platform != "win32"
            else os.open(path, os.O_RDWR | os.O_CREAT)
        )
    except OSError as error:
        raise SurroundingsError(
            f"{what} cannot be written: {error.strerror}",
            next_step="Check the folder's permissions, or name another folder.",
        ) from error

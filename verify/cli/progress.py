"""One line of progress on stderr, only on a terminal and only past one second.

In a log or a pipe nothing is written at all. It measures no speed and promises no end.
"""

import sys
import time
from types import TracebackType
from typing import Self

PATIENCE_S = 1.0
PAUSE_S = 0.2


class Progress:
    """`12 of 40 photos`, rewritten in place and wiped at the end."""

    def __init__(self, noun: str, total: int, *, quiet: bool = False) -> None:
        self._noun, self._total, self._done = noun, total, 0
        self._wanted = not quiet and sys.stderr.isatty()
        self._next = time.monotonic() + PATIENCE_S
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.wipe()

    def step(self) -> None:
        """Count one more as done and, when it is time, say so."""
        self._done += 1
        if self._wanted and time.monotonic() >= self._next:
            sys.stderr.write(f"\r\033[K{self._done} of {self._total} {self._noun}")
            sys.stderr.flush()
            self._drawn, self._next = True, time.monotonic() + PAUSE_S

    def wipe(self) -> None:
        """Take the line away, before a result is printed."""
        if self._drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
            self._drawn = False

"""Makes the findings of one check, which share its name and version.

Wording only: a check decides what it observed and what that bears on.
"""

from dataclasses import dataclass
from typing import TypedDict, Unpack

from verify.domain.findings import Bearing, Finding, State

LONGEST_QUOTE = 120


class Further(TypedDict, total=False):
    """Fields of a finding beyond its code and summary."""

    state: State
    bearing: Bearing
    reason: str
    basis: tuple[str, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True)
class Maker:
    """Makes findings of a check; observed and neutral unless said otherwise."""

    name: str
    version: str

    def __call__(self, code: str, summary: str, **further: Unpack[Further]) -> Finding:
        """A finding of this check."""
        further.setdefault("state", State.OBSERVED)
        further.setdefault("bearing", Bearing.NEUTRAL)
        return Finding(self.name, self.version, code, summary=summary, **further)


def quoted(text: str) -> str:
    """The words of a stranger between quotation marks, cut to a line's length."""
    cut = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
    return f"“{cut}”"


def counted(number: int, noun: str) -> str:
    """`1 manifest`, `3 manifests`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

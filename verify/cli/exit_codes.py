"""Which code the command ends with, and which wins when several apply.

The order is the public promise of docs/exit-codes.md. Pure: it ends no process.
"""

from collections.abc import Iterable
from enum import IntEnum

from verify.domain.examination import Outcome


class ExitCode(IntEnum):
    """What a script that ran the command may rely on."""

    DONE = 0
    NEEDS_A_PERSON = 1
    ASKED_WRONGLY = 2
    PARTLY_EXAMINED = 3
    RECORDS_BROKEN = 4
    SURROUNDINGS = 5
    BUG = 70
    INTERRUPTED = 130


PRECEDENCE = (
    ExitCode.INTERRUPTED,
    ExitCode.BUG,
    ExitCode.RECORDS_BROKEN,
    ExitCode.SURROUNDINGS,
    ExitCode.ASKED_WRONGLY,
    ExitCode.NEEDS_A_PERSON,
    ExitCode.PARTLY_EXAMINED,
    ExitCode.DONE,
)
"""From most to least serious."""


def most_serious(codes: Iterable[int]) -> ExitCode:
    """The code that wins; DONE for none. An unknown code counts as a bug."""
    known = {_known(code) for code in codes}
    return next((code for code in PRECEDENCE if code in known), ExitCode.DONE)


def code_of(outcome: Outcome, *, exit_zero: bool = False) -> ExitCode:
    """The code of one answer; with `exit_zero`, answers that need a person give 0."""
    if outcome is Outcome.NOTHING_FOUND or exit_zero:
        return ExitCode.DONE
    return ExitCode.NEEDS_A_PERSON


def _known(code: int) -> ExitCode:
    try:
        return ExitCode(code)
    except ValueError:
        return ExitCode.BUG

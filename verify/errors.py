"""Everything that can stop work, in words for a person.

An unwelcome observation about a picture is a value, never one of these. The
command line catches `VerifyError` once, prints it and exits with its code; nothing
else in the package ends the process.
"""


class VerifyError(Exception):
    """Work could not be done. `str(error)` says what happened and to which file."""

    exit_code = 70
    next_step: str

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.next_step = next_step


class AskedWrongly(VerifyError):
    """The request itself cannot be carried out: a bad option, date or manifest."""

    exit_code = 2


class BadInput(VerifyError):
    """One input could not be examined; the rest of the batch goes on."""

    exit_code = 3


class RecordsBroken(VerifyError):
    """Stored records cannot be trusted as they stand."""

    exit_code = 4


class SurroundingsError(VerifyError):
    """Something around us is missing, locked, full or unreadable."""

    exit_code = 5

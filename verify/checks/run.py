"""Runs every check over one photo's Facts; a check that breaks costs only itself.

This holds the package's one broad `except` around a check. It does not weigh the
findings and does not hide a failure: it becomes a finding that says so.
"""

from verify.checks import CHECKS, Check
from verify.domain.examination import Facts
from verify.domain.findings import Bearing, Finding, State

CHECK_FAILED = "check_failed"
NEED_MORE = frozenset({"reuse", "thumbnails"})
"""Checks that look at the picture itself or at other pictures."""


def examine(facts: Facts, checks: tuple[Check, ...] = CHECKS) -> tuple[Finding, ...]:
    """The findings of all checks, in the order of the table."""
    return tuple(finding for check in checks for finding in _run(check, facts))


def file_findings(facts: Facts) -> tuple[Finding, ...]:
    """The findings of the checks that need neither a library nor a decoded picture."""
    return examine(facts, tuple(c for c in CHECKS if c.name not in NEED_MORE))


def _run(check: Check, facts: Facts) -> tuple[Finding, ...]:
    try:
        return check.run(facts)
    except Exception as error:  # noqa: BLE001  (design.md section 3: the one around a check)
        return (_failed(check, error),)


def _failed(check: Check, error: Exception) -> Finding:
    # Only the kind of error: its text can hold a path or a piece of the file.
    kind = type(error).__name__
    return Finding(
        check=check.name,
        version=check.version,
        code=CHECK_FAILED,
        state=State.NOT_DETERMINED,
        bearing=Bearing.NEUTRAL,
        summary=f"The check “{check.name}” broke off and says nothing about the photo.",
        reason=f"A mistake in the program ({kind}); please report it.",
    )

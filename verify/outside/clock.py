"""The present moment, for the few callers that record when something was done.

Pure code is handed this text as an argument. This module does not parse, compare or
convert times; `domain.times` does.
"""

from datetime import UTC, datetime


def now_utc() -> str:
    """The present instant in UTC, to the second: `2024-07-25T14:50:10Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""Dates that clocks show which nobody ever set, or which lost power and began anew.

Epochs and firmware defaults, and the first hours of a year's first day, with which many
cameras begin. Real pictures are taken then too; so a date that looks unset only loses
its weight and is never called wrong.
"""

from datetime import date

from verify.domain.times import Precision, StatedTime

EPOCHS = frozenset(
    {
        date(1601, 1, 1),  # Windows
        date(1899, 12, 30), date(1900, 1, 1), date(1904, 1, 1),  # sheets, Macintosh
        date(1970, 1, 1), date(1969, 12, 31),  # Unix, east and west of Greenwich
        date(1980, 1, 1), date(1979, 12, 31),  # FAT
        date(1980, 1, 6), date(1999, 8, 22), date(2019, 4, 7),  # GPS weeks roll over
        date(2000, 1, 1), date(2001, 1, 1),
        date(2002, 12, 8),  # 12:00:00, written by Android's camera where none is set
    }
)  # fmt: skip
"""Sources: Microsoft FILETIME and FAT, Apple HFS+, POSIX, GPS interface IS-GPS-200;
for the last one Android issue 36967504."""
FIRST_HOURS = 4
"""A camera whose clock begins with 1 January counts on from midnight."""


def looks_unset(time: StatedTime) -> bool:
    """Whether a clock that nobody set would show this time."""
    if time.precision not in {Precision.DAY, Precision.MINUTE, Precision.SECOND}:
        return False
    clock = time.clock
    if clock.date() in EPOCHS:
        return True
    begins_year = (clock.month, clock.day) == (1, 1)
    return begins_year and clock.hour < FIRST_HOURS

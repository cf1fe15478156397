"""The clock gives a time that the rest of the package can read."""

from datetime import UTC, datetime, timedelta

from verify.domain.times import Precision, stated_time
from verify.outside.clock import now_utc


def test_now_is_utc_to_the_second() -> None:
    told = stated_time(now_utc())
    assert (told.zone, told.precision) == ("Z", Precision.SECOND)
    assert abs(told.earliest - datetime.now(UTC)) < timedelta(seconds=5)

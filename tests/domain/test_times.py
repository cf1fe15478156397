"""Stated times: what a text allows, and what it never allows."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.domain.times import Precision, StatedTime, in_words, stated_time

days = st.dates(
    min_value=datetime(1826, 1, 1, tzinfo=UTC).date(),
    max_value=datetime(2100, 1, 1, tzinfo=UTC).date(),
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "earliest", "end", "precision"),
    [
        ("2024", utc(2023, 12, 31, 10), utc(2025, 1, 1, 12), Precision.YEAR),
        ("2024-12", utc(2024, 11, 30, 10), utc(2025, 1, 1, 12), Precision.MONTH),
        ("2024-07-25", utc(2024, 7, 24, 10), utc(2024, 7, 26, 12), Precision.DAY),
        ("2024:07:25", utc(2024, 7, 24, 10), utc(2024, 7, 26, 12), Precision.DAY),
        ("2024/7/5", utc(2024, 7, 4, 10), utc(2024, 7, 6, 12), Precision.DAY),
        ("2024-07-25Z", utc(2024, 7, 25), utc(2024, 7, 26), Precision.DAY),
        (
            "2024-07-25T14:50+02:00",
            utc(2024, 7, 25, 12, 50),
            utc(2024, 7, 25, 12, 51),
            Precision.MINUTE,
        ),
        (
            "2024:07:25 14:50:10.25-0330",
            utc(2024, 7, 25, 18, 20, 10),
            utc(2024, 7, 25, 18, 20, 11),
            Precision.SECOND,
        ),
        (
            "2024-07-25..2024-07-27",
            utc(2024, 7, 24, 10),
            utc(2024, 7, 28, 12),
            Precision.RANGE,
        ),
    ],
)
def test_a_text_allows_these_instants(
    text: str, earliest: datetime, end: datetime, precision: Precision
) -> None:
    time = stated_time(text)
    assert (time.earliest, time.end, time.precision) == (earliest, end, precision)


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "25.07.2024", "2024-0730", "2024-13", "2024-02-30",
        "0000:00:00 00:00:00", "2099:13:45 10:00:00", "2024-07:25", "9999-12-31",
        "0001-01-01", "2024-07-25T25:00", "2024-07-25T14:50+19:00", "2024-07-25..",
        "2024-07-25T14:50+02:75", "2024..2023", "2024-07-27..2024-07-25", "a..b..c",
        "2024+02:00", "2024-07-25 14:50:60",
    ],
)  # fmt: skip
def test_no_possible_date_is_refused_with_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|ends before|zone"):
        stated_time(text)


@pytest.mark.parametrize("zone", ["+02", "0200", "Europe/Kyiv", "", "+2:00"])
def test_a_zone_written_apart_must_be_a_zone(zone: str) -> None:
    with pytest.raises(ValueError, match="zone"):
        stated_time("2024:07:25 14:50:10", zone=zone)


def test_a_zone_written_apart_counts_unless_the_text_has_its_own() -> None:
    apart = stated_time("2024:07:25 14:50:10", zone="+02:00")
    assert apart.earliest == utc(2024, 7, 25, 12, 50, 10)
    own = stated_time("2024-07-25T14:50:10Z", zone="+02:00")
    assert (own.earliest, own.zone) == (utc(2024, 7, 25, 14, 50, 10), "Z")


def test_neighbouring_days_without_a_zone_are_not_surely_apart() -> None:
    assert not stated_time("2024-07-24").before(stated_time("2024-07-25"))
    assert not stated_time("2024-07-23").before(stated_time("2024-07-25T00:00"))
    assert stated_time("2024-07-22").before(stated_time("2024-07-25"))
    assert stated_time("2024-07-24Z").before(stated_time("2024-07-25Z"))


def test_a_range_over_two_zones_is_judged_by_instants() -> None:
    time = stated_time("2024-07-25T10:00+10:00..2024-07-25T08:00Z")
    assert (time.earliest, time.end) == (utc(2024, 7, 25), utc(2024, 7, 25, 8, 1))
    with pytest.raises(ValueError, match="ends before"):
        stated_time("2024-07-25T23:00-05:00..2024-07-26T03:00Z")


@given(days, days)
def test_exactly_one_of_before_after_overlap_holds(a: object, b: object) -> None:
    one, other = stated_time(str(a)), stated_time(str(b))
    assert one.before(other) + other.before(one) + one.overlaps(other) == 1
    assert one.overlaps(other) == other.overlaps(one)


@given(days, st.integers(-12 * 4, 14 * 4))
def test_no_zone_allows_what_every_zone_allows(day: object, quarters: int) -> None:
    sign = "-" if quarters < 0 else "+"
    zone = f"{sign}{abs(quarters) // 4:02}:{abs(quarters) % 4 * 15:02}"
    loose, tight = stated_time(str(day)), stated_time(f"{day}{zone}")
    assert loose.earliest <= tight.earliest < tight.end <= loose.end
    assert tight.end - tight.earliest == timedelta(days=1)


@given(days)
def test_coarser_precision_allows_more(day: object) -> None:
    fine = stated_time(str(day))
    for coarse in (stated_time(str(day)[:7]), stated_time(str(day)[:4])):
        assert coarse.earliest <= fine.earliest
        assert fine.end <= coarse.end


@given(st.text())
def test_any_text_is_a_time_or_a_value_error(text: str) -> None:
    try:
        time = stated_time(text)
    except ValueError:
        return
    assert isinstance(time, StatedTime)
    assert time.earliest < time.end
    assert in_words(time)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024", "2024"),
        ("2022-03", "March 2022"),
        ("2022-03-03", "3 March 2022"),
        ("2022-03-03Z", "3 March 2022 (UTC)"),
        ("2022-03-03T04:05", "3 March 2022, 04:05 (zone not stated)"),
        ("2022-03-03T04:05:06+02:00", "3 March 2022, 04:05:06 (zone +02:00)"),
        ("2024-07-25..2024-07-27", "25 July 2024 to 27 July 2024"),
    ],
)
def test_times_in_words(text: str, words: str) -> None:
    assert in_words(stated_time(text)) == words

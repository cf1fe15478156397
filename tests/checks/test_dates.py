"""The check `dates`: what a file's times mean for the claimed time."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.facts import claim, codes, facts, findings, outcomes, said
from verify.checks.dates import UNSET, ZONE
from verify.domain.examination import Outcome
from verify.domain.findings import Bearing, State


@pytest.mark.parametrize(
    ("role", "time", "code", "bearing"),
    [
        ("taken", "2019-07-02T10:00:00", "taken_before", Bearing.CONTRADICTS),
        ("digitised", "2019-07-02T10:00:00", "taken_before", Bearing.CONTRADICTS),
        ("gps", "2024-07-24T10:00Z", "taken_during", Bearing.SUPPORTS),
        ("gps", "2024-07-24T09:00Z", "taken_before_unsure", Bearing.NEUTRAL),
        ("gps", "2024-07-23T09:00Z", "taken_before", Bearing.CONTRADICTS),
        ("taken", "2024-07-23T21:00+00:00", "taken_before", Bearing.CONTRADICTS),
        ("taken", "2024-07-24T09:00+00:00", "taken_before_unsure", Bearing.NEUTRAL),
        ("taken", "2024-07-23T10:00:00", "taken_before", Bearing.CONTRADICTS),
        ("taken", "2024-07-24T10:00:00", "taken_during", Bearing.SUPPORTS),
        ("taken", "2024-07-26T12:00+02:00", "taken_during", Bearing.SUPPORTS),
        ("taken", "2024-09-01T12:00", "taken_after", Bearing.NEUTRAL),
        ("modified", "2019-07-02T10:00", "changed_before", Bearing.NEUTRAL),
        ("modified", "2024-07-26T10:00", "changed_during", Bearing.NEUTRAL),
        ("modified", "2024-09-26T10:00", "changed_after", Bearing.NEUTRAL),
    ],
)
def test_a_time_against_the_claim(
    role: str, time: str, code: str, bearing: Bearing
) -> None:
    (found,) = findings(facts(metadata=said((role, time))), "dates")
    assert (found.code, found.bearing) == (code, bearing)
    assert found.state is State.OBSERVED
    assert "EXIF DateTimeOriginal" in found.basis[0]
    assert any("clock can be wrong" in limit for limit in found.limits)
    stated = time.endswith(("Z", "+02:00", "+00:00"))
    assert (ZONE in found.limits) != stated


def test_no_date_is_neutral_and_says_why() -> None:
    (found,) = findings(facts(), "dates")
    assert (found.code, found.bearing) == ("no_date", Bearing.NEUTRAL)
    assert "most platforms remove" in found.summary


def test_without_a_claimed_date_times_are_told() -> None:
    given = facts(metadata=said(("taken", "2019-07-02")), of=claim(""))
    assert codes(given, "dates") == ["date_stated"]


def test_times_that_cannot_be_one_moment_disagree() -> None:
    given = facts(
        metadata=said(
            ("taken", "2024-07-26T10:00"),
            ("digitised", "2024-08-26T10:00"),
            ("modified", "2024-09-01"),
        )
    )
    assert codes(given, "dates").count("dates_disagree") == 1
    zone = facts(
        metadata=said(("taken", "2024-07-26T10:00"), ("gps", "2024-07-26T03:00Z"))
    )
    assert "dates_disagree" not in codes(zone, "dates")


def test_impossible_dates_are_told_and_neutral() -> None:
    given = facts(
        metadata=said(
            problems=("impossible date: EXIF DateTime '2099:13:45'", "pillow: broken")
        )
    )
    (found,) = findings(given, "dates")
    assert (found.code, found.bearing) == ("impossible_date", Bearing.NEUTRAL)
    assert "2099:13:45" in found.summary


@pytest.mark.parametrize(
    "unset",
    [
        "1970-01-01T00:00:12",
        "1980-01-01T00:00:00",
        "2002-12-08T12:00:00",
        "2015-01-01T00:03:20",
        "2000-01-01",
    ],
)
def test_a_clock_that_was_never_set_accuses_nobody(unset: str) -> None:
    given = facts(metadata=said(("taken", unset)))
    assert outcomes(given) == [("picture", Outcome.NOTHING_FOUND)]
    found = findings(given, "dates")
    assert [one.code for one in found] == ["taken_before_unsure", "clock_perhaps_unset"]
    assert UNSET in found[0].limits


@pytest.mark.parametrize(
    ("times", "weighs"),
    [
        # a satellite fix with the rolled-over week of an old receiver
        ([("taken", "2024-07-26T12:00:00"), ("gps", "2004-12-10T10:00Z")], False),
        ([("taken", "2019-05-05T12:00:00"), ("gps", "2024-07-26T10:00Z")], False),
        # a scan or an export is made digital later, by right
        ([("taken", "2019-05-05T12:00:00"), ("digitised", "2024-07-26T10:00")], True),
        ([("taken", "2019-05-05T12:00:00"), ("digitised", "2019-05-05T12:00")], True),
        ([("digitised", "2019-05-05T12:00"), ("taken", "2024-07-26T10:00")], False),
        ([("taken", "2019-05-05T12:00:00"), ("taken", "2024-07-26T10:00")], False),
        ([("taken", "2019-05-05T12:00:00"), ("modified", "2024-07-26T10:00")], True),
    ],
)
def test_a_date_that_the_file_itself_disputes_accuses_nobody(
    times: list[tuple[str, str]],
    *,
    weighs: bool,
) -> None:
    given = facts(metadata=said(*times))
    against = [f for f in findings(given, "dates") if f.bearing is Bearing.CONTRADICTS]
    assert bool(against) is weighs


def test_odd_dates_are_told_and_neutral() -> None:
    given = replace(
        facts(
            metadata=said(
                ("taken", "2026-07-25T00:00:00"),
                ("modified", "2024-07-20T10:00:00"),
                ("digitised", "1753-01-02T10:00:00"),
            )
        ),
        examined_at=datetime(2025, 1, 1, tzinfo=UTC),
    )
    found = {one.code: one for one in findings(given, "dates")}
    assert {
        "date_round", "date_in_future", "changed_before_taken",
        "date_before_photography",
    } <= set(found)  # fmt: skip
    assert {one.bearing for one in found.values()} == {Bearing.NEUTRAL}

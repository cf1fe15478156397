"""The check `dates`: what a file's times mean for the claimed time."""

import pytest

from tests.facts import claim, codes, facts, findings, said
from verify.domain.findings import Bearing, State


@pytest.mark.parametrize(
    ("role", "time", "code", "bearing"),
    [
        ("taken", "2019-07-02T10:00:00", "taken_before", Bearing.CONTRADICTS),
        ("digitised", "2019-07-02T10:00:00", "taken_before", Bearing.CONTRADICTS),
        ("gps", "2024-07-24T10:00Z", "taken_during", Bearing.SUPPORTS),
        ("gps", "2024-07-24T09:00Z", "taken_before", Bearing.CONTRADICTS),
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
    stated = time.endswith(("Z", "+02:00"))
    assert any("zone" in one for one in found.limits) != stated


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

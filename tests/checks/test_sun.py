from dataclasses import replace

import pytest

from tests.facts import claim, codes, facts, findings, said, tag
from verify.checks.sun import exposure_value, wind
from verify.domain.findings import Bearing
from verify.domain.metadata import Metadata, Tag

KYIV = "50.45,30.52"
DAYLIGHT = (
    tag("ExposureTime", "1/1000"),
    tag("FNumber", "8"),
    tag("ISOSpeedRatings", "100"),
)


def test_the_sun_at_a_claimed_minute() -> None:
    given = facts(of=claim("2024-07-25T14:50+03:00", place=KYIV))
    (found,) = findings(given, "sun")
    assert found.code == "claimed_day"
    # pvlib 0.16.1, spa_python: 52.66 degrees high, azimuth 223.67
    assert "the sun stood 53 degrees high in the south-west (224°)" in found.summary
    assert "shadows fall to the north-east (44°)" in found.summary
    assert "0.8 times as long" in found.summary


@pytest.mark.parametrize(
    ("time", "code", "words"),
    [
        ("2024-07-25T01:00+03:00", "claimed_night", "below the horizon: night"),
        ("2024-07-25T21:15+03:00", "claimed_twilight", "twilight"),
        ("2024-07-25", "claimed_course", "up from about 05:20"),
        ("2024-07-25..2024-07-27", "claimed_course", "On 2024-07-26"),
    ],
)
def test_night_twilight_and_days(time: str, code: str, words: str) -> None:
    (found,) = findings(facts(of=claim(time, place=KYIV)), "sun")
    assert found.code == code
    assert words in found.summary


@pytest.mark.parametrize(
    ("date", "words"),
    [("2024-12-21", "did not rise"), ("2024-06-21", "did not set")],
)
def test_the_far_north(date: str, words: str) -> None:
    (found,) = findings(facts(of=claim(date, place="78.2,15.6")), "sun")
    assert words in found.summary


def test_nothing_without_a_moment_and_a_place() -> None:
    assert codes(facts(), "sun") == ["no_moment"]
    assert codes(facts(of=claim("2024", place=KYIV)), "sun") == ["no_moment"]
    assert codes(facts(of=claim("2024-07-25", place="50,30,900")), "sun") == [
        "no_moment"
    ]


def test_the_files_own_time_is_read_in_the_zone_of_its_place() -> None:
    metadata = said(("taken", "2024-07-25T14:50:00"), place=KYIV)
    (found,) = findings(facts(of=claim(""), metadata=metadata), "sun")
    assert found.code == "stated_day"
    assert "read as Europe/Kyiv" in found.summary
    assert "(224°)" in found.summary


def exposed(time: str, *tags: Tag) -> Metadata:
    return replace(said(("taken", time), place=KYIV), tags=tags)


def test_daylight_exposure_in_the_night_is_a_reason_to_look() -> None:
    given = facts(metadata=exposed("2024-07-25T01:00:00+03:00", *DAYLIGHT))
    assert codes(given, "sun") == ["stated_night", "daylight_exposure_at_night"]
    assert {one.bearing for one in findings(given, "sun")} == {Bearing.NEUTRAL}


@pytest.mark.parametrize(
    ("time", "tags"),
    [
        ("2024-07-25T13:00:00+03:00", DAYLIGHT),
        ("2024-07-25T01:00:00+03:00", (tag("ExposureTime", "1/30"), *DAYLIGHT[1:])),
        ("2024-07-25T01:00:00+03:00", DAYLIGHT[1:]),
        ("2024-07-25T21:30:00+03:00", DAYLIGHT),
    ],
)
def test_exposure_that_fits_or_is_unknown_is_not_told(
    time: str, tags: tuple[Tag, ...]
) -> None:
    given = facts(metadata=exposed(time, *tags))
    assert "daylight_exposure_at_night" not in codes(given, "sun")


def test_exposure_value_is_that_of_the_sunny_16_rule() -> None:
    # 1/125 s at f/16 and ISO 125 in full sun: about 14.6 (ISO 2720)
    tags = tag("ExposureTime", "1/125"), tag("FNumber", "16"), tag("ISO", "125")
    assert exposure_value(Metadata(tags=tags)) == pytest.approx(14.6, abs=0.1)
    zero = tag("ExposureTime", "0/0"), *tags[1:]
    assert exposure_value(Metadata(tags=zero)) is None


@pytest.mark.parametrize(
    ("azimuth", "name"),
    [(0, "north"), (359, "north"), (46, "north-east"), (270, "west")],
)
def test_winds(azimuth: float, name: str) -> None:
    assert wind(azimuth) == name

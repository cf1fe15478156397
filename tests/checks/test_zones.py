import pytest

from tests.facts import claim, codes, facts, findings, said
from verify.checks.local_time import zone_at
from verify.domain.findings import Bearing
from verify.domain.places import stated_place

KYIV, GAZA = "50.45,30.52", "31.5,34.47"


@pytest.mark.parametrize(
    ("times", "place", "code"),
    [
        ([("taken", "2024-07-25T14:50:10+03:00")], KYIV, "zone_as_at_place"),
        ([("taken", "2024-01-25T14:50:10+02:00")], KYIV, "zone_as_at_place"),
        ([("taken", "2024-07-25T14:50:10+05:30")], KYIV, "zone_unlike_place"),
        ([("taken", "2024-07-25T14:50:10+03:00")], "", "no_zone"),
        ([("taken", "2024-07-25T14:50:10")], KYIV, "no_zone"),
        (
            [("taken", "2024-07-25T14:50:10"), ("gps", "2024-07-25T11:49:02Z")],
            "",
            "zone_by_satellite",
        ),
        (
            [("taken", "2024-07-25T14:50:10+02:00"), ("gps", "2024-07-25T11:50:00Z")],
            "",
            "zone_unlike_satellite",
        ),
        (
            [("taken", "2024-07-25T14:50:10"), ("gps", "2024-07-25T11:40:00Z")],
            "",
            "clock_off_satellite",
        ),
        (
            [("taken", "2024-07-25T14:50:10"), ("gps", "2024-07-21T11:40:00Z")],
            "",
            "no_zone",
        ),
    ],
)
def test_what_clock_zone_satellites_and_place_say(
    times: list[tuple[str, str]], place: str, code: str
) -> None:
    found = findings(facts(metadata=said(*times, place=place)), "zones")
    assert [one.code for one in found] == [code]
    assert found[0].bearing is Bearing.NEUTRAL


def test_without_a_place_in_the_file_the_claimed_one_is_asked() -> None:
    given = facts(
        of=claim(place=GAZA), metadata=said(("taken", "2024-07-25T14:50:10+01:00"))
    )
    assert codes(given, "zones") == ["zone_unlike_place"]
    assert "the claimed place" in findings(given, "zones")[0].summary


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        (KYIV, "Europe/Kyiv"),
        (GAZA, "Asia/Gaza"),
        ("15.35,44.2", "Asia/Aden"),
        ("0,-30", "Etc/GMT+2"),
        ("48.0,37.8,500", ""),
    ],
)
def test_the_zone_at_a_place(place: str, zone: str) -> None:
    assert zone_at(stated_place(place)) == zone

"""The check `places`: what a file's position means for the claimed place."""

from dataclasses import replace

import pytest

from tests.facts import claim, facts, findings, said
from verify.domain.findings import Bearing, State
from verify.domain.places import stated_place


@pytest.mark.parametrize(
    ("claimed", "code", "bearing"),
    [
        ("19.95,2.97,30", "place_apart", Bearing.CONTRADICTS),
        ("48.2,37.4,5", "place_within", Bearing.SUPPORTS),
        ("48.205,37.4", "place_within", Bearing.SUPPORTS),  # 556 m, within the slack
        ("48.25,37.4", "place_apart", Bearing.CONTRADICTS),
        ("", "place_stated", Bearing.NEUTRAL),
    ],
)
def test_a_position_against_the_claim(
    claimed: str, code: str, bearing: Bearing
) -> None:
    given = facts(metadata=said(place="48.2,37.4"), of=claim(place=claimed))
    (found,) = findings(given, "places")
    assert (found.code, found.bearing) == (code, bearing)
    assert "EXIF GPS GPSLatitude" in found.basis[0]
    assert found.limits


def test_the_distance_is_said() -> None:
    given = facts(metadata=said(place="0,0.1"), of=claim(place="0,10.1,100"))
    (found,) = findings(given, "places")
    assert "at least 1,012 km" in found.summary


def test_no_position_is_neutral() -> None:
    (found,) = findings(facts(of=claim(place="1,1")), "places")
    assert (found.code, found.bearing) == ("no_place", Bearing.NEUTRAL)
    assert found.state is State.NOT_OBSERVED


def test_a_disputed_place_contradicts_only_what_fits_no_source() -> None:
    disputed = replace(
        claim(place="19.95,2.97,30"), other_places=(stated_place("48.2,37.4,5"),)
    )
    (near,) = findings(facts(metadata=said(place="48.2,37.4"), of=disputed), "places")
    (far,) = findings(facts(metadata=said(place="10,37.4"), of=disputed), "places")
    assert (near.code, near.bearing) == ("place_within", Bearing.SUPPORTS)
    assert "nearest claimed point" in near.summary
    assert (far.code, far.bearing) == ("place_apart", Bearing.CONTRADICTS)
    assert "nearest claimed place" in far.summary

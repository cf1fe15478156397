"""Stated places: distances on the Earth, and what uncertainty leaves of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.domain.places import EARTH_RADIUS_KM, StatedPlace, stated_place

places = st.builds(
    StatedPlace,
    st.just("somewhere"),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(0, 500),
)


def test_known_distances() -> None:
    bamako, kidal = stated_place("12.6392,-8.0029"), stated_place("18.4411,1.4078")
    assert bamako.distance_km(kidal) == pytest.approx(1187, rel=0.01)
    pole, antipole = stated_place("90,0"), stated_place("-90,77")
    assert pole.distance_km(antipole) == pytest.approx(3.14159265 * EARTH_RADIUS_KM)
    assert stated_place("0,179.9").distance_km(stated_place("0,-179.9")) < 23


@given(places, places)
def test_distance_is_symmetric_and_bounded(a: StatedPlace, b: StatedPlace) -> None:
    assert a.distance_km(b) == pytest.approx(b.distance_km(a), abs=1e-6)
    assert 0 <= a.distance_km(b) <= 3.1415927 * EARTH_RADIUS_KM
    assert a.distance_km(a) == 0
    assert 0 <= a.apart_km(b) <= a.distance_km(b)


@given(places, places, places)
def test_the_triangle_holds(a: StatedPlace, b: StatedPlace, c: StatedPlace) -> None:
    assert a.distance_km(c) <= a.distance_km(b) + b.distance_km(c) + 1e-6


def test_a_radius_is_read_and_taken_off() -> None:
    town, photo = stated_place("12,8,50"), stated_place("12,8.3", default_radius_km=1)
    assert (town.radius_km, photo.radius_km) == (50, 1)
    assert town.apart_km(photo) == 0
    assert stated_place("12,8").apart_km(stated_place("12,8.3")) > 30


@pytest.mark.parametrize(
    "text", ["", "12", "12;8", "91,0", "0,181", "0,0,-1", "nan,0", "0,inf", "1,2,3,4"]
)
def test_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"LAT,LON|latitude"):
        stated_place(text)

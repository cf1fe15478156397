"""The map holds every circle, keeps distances, and works at the ends of the Earth."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.domain.places import StatedPlace, stated_place
from verify.exports.case_map import WIDTH, Spot, drawn, rounded_place

TOWN = stated_place("19.9486,2.9678,5")
ENGLISH = stated_place("19.9433,2.7019,10")
KIDAL = stated_place("18.4411,1.4078,5")


def test_no_places_no_map() -> None:
    assert drawn([]) is None
    assert drawn([Spot("pole", stated_place("89.5,0"))]) is None


def test_distances_and_circles_are_to_scale() -> None:
    chart = drawn([Spot("a", TOWN), Spot("b", KIDAL), Spot("c", ENGLISH)])
    assert chart is not None
    town, kidal, english = chart.spots
    pixels = math.dist((town.x, town.y), (kidal.x, kidal.y))
    scale = pixels / TOWN.distance_km(KIDAL)
    assert town.radius == pytest.approx(5 * scale, rel=0.02)
    assert english.radius == pytest.approx(2 * town.radius, rel=0.02)
    near = math.dist((town.x, town.y), (english.x, english.y))
    assert near == pytest.approx(TOWN.distance_km(ENGLISH) * scale, rel=0.02)
    assert kidal.y > town.y  # south is down
    assert kidal.x < town.x  # west is left
    km = float(chart.bar_words.removesuffix(" km"))
    assert chart.bar == pytest.approx(km * scale, rel=0.02)


def test_numbers_of_near_places_do_not_cover_each_other() -> None:
    near = [stated_place(f"{19.9 + k / 10_000},2.9,1") for k in range(12)]
    chart = drawn([*(Spot(str(k), p) for k, p in enumerate(near)), Spot("far", KIDAL)])
    assert chart is not None
    numbers = [(s.number_x, s.number_y) for s in chart.spots]
    for i, one in enumerate(numbers):
        assert all(math.dist(one, other) > 22 for other in numbers[:i])
    assert any(spot.led for spot in chart.spots)


def test_places_on_both_sides_of_the_date_line_are_near() -> None:
    chart = drawn(
        [Spot("a", stated_place("52,179.9,3")), Spot("b", stated_place("52,-179.9,3"))]
    )
    assert chart is not None
    assert chart.spots[0].x < chart.spots[1].x
    assert "km" in chart.bar_words
    assert float(chart.bar_words.removesuffix(" km")) <= 5
    assert any(grid.words.endswith("W") for grid in chart.meridians)


def test_one_exact_point_has_a_map_and_a_grid() -> None:
    chart = drawn([Spot("a", stated_place("0,0"))])
    assert chart is not None
    assert chart.spots[0].radius == 0
    assert "0.000°" in {grid.words for grid in chart.parallels}
    assert chart.bar_words == "500 m"


places = st.builds(
    lambda lat, lon, km: StatedPlace("", lat, lon, km),
    st.floats(-80, 80), st.floats(-180, 180), st.floats(0, 300),
)  # fmt: skip


@given(st.lists(places, min_size=1, max_size=6))
def test_any_places_stay_inside_the_drawing(found: list[StatedPlace]) -> None:
    chart = drawn([Spot("x", place) for place in found])
    assert chart is not None
    assert len(chart.meridians) <= 10
    assert len(chart.parallels) <= 10
    for spot in chart.spots:
        assert spot.x - spot.radius * 0.4 >= -1
        assert spot.x + spot.radius * 0.4 <= WIDTH + 1
        assert -1 <= spot.y <= chart.height + 1


@given(places, st.integers(0, 4))
def test_a_rounded_place_still_holds_the_place(
    place: StatedPlace, decimals: int
) -> None:
    moved = rounded_place(place, decimals)
    assert place.distance_km(moved) + place.radius_km <= moved.radius_km
    assert stated_place(moved.text).latitude == moved.latitude
    assert round(moved.longitude, decimals) == moved.longitude


def test_the_radius_does_not_tell_where_the_place_was() -> None:
    corners = [stated_place(f"{lat},{lon},1") for lat, lon in
               (("19.95", "2.96"), ("19.98", "2.99"), ("20.02", "3.03"))]  # fmt: skip
    assert len({rounded_place(place, 1).radius_km for place in corners}) == 1

"""Regions: areas and shares of polygons, held against boxes where both are exact."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from verify.domain.regions import WHOLE, Region, box, stated_region

edges = st.integers(0, 1000).map(lambda value: value / 1000)


@st.composite
def boxes(draw: st.DrawFn) -> Region:
    left, right = sorted((draw(edges), draw(edges)))
    upper, lower = sorted((draw(edges), draw(edges)))
    assume(left < right and upper < lower)
    return box(left, upper, right, lower)


@st.composite
def convex(draw: st.DrawFn) -> Region:
    """Points on an ellipse, in order: always convex, with some area."""
    angles = sorted(
        draw(st.lists(st.integers(0, 359), min_size=3, max_size=8, unique=True))
    )
    assume(max(angles) - min(angles) > 30)
    wide, high = draw(st.floats(0.1, 0.5)), draw(st.floats(0.1, 0.5))
    points = tuple(
        (
            0.5 + wide * math.cos(math.radians(angle)),
            0.5 + high * math.sin(math.radians(angle)),
        )
        for angle in angles
    )
    region = Region(points)
    assume(region.area > 1e-4)
    return region


@given(boxes(), boxes())
def test_share_of_boxes_is_their_overlap(one: Region, other: Region) -> None:
    a, b = one.bounds, other.bounds
    wide = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    high = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    assert one.share_inside(other) == pytest.approx(wide * high / one.area, abs=1e-9)


@given(convex())
def test_everything_is_inside_itself_and_the_whole(region: Region) -> None:
    assert region.share_inside(WHOLE) == pytest.approx(1)
    assert region.share_inside(region) == pytest.approx(1)
    assert WHOLE.share_inside(region) == pytest.approx(region.area)


@given(convex(), convex())
def test_shared_area_is_the_same_from_both_sides(a: Region, b: Region) -> None:
    shared = a.share_inside(b) * a.area
    assert shared == pytest.approx(b.share_inside(a) * b.area, abs=1e-9)
    assert 0 <= a.share_inside(b) <= 1


@given(convex(), convex())
def test_direction_of_drawing_does_not_matter(a: Region, b: Region) -> None:
    turned = Region(b.points[::-1])
    assert a.share_inside(turned) == pytest.approx(a.share_inside(b), abs=1e-9)
    assert turned.area == pytest.approx(b.area)


def test_a_hollow_drawn_region_is_measured_rightly() -> None:
    letter_u = stated_region("0,0 0.2,0 0.2,0.8 0.8,0.8 0.8,0 1,0 1,1 0,1")
    assert letter_u.area == pytest.approx(0.52)
    assert letter_u.share_inside(box(0, 0, 1, 0.5)) == pytest.approx(0.2 / 0.52)


def test_a_region_without_area_holds_nothing() -> None:
    point = Region(((0.5, 0.5),) * 3)
    line = Region(((0, 0), (0.5, 0.5), (1, 1)))
    for flat in (point, line):
        assert WHOLE.share_inside(flat) == 0
        assert flat.share_inside(WHOLE) == 0


def test_a_stated_box_and_polygon() -> None:
    assert stated_region("0.1,0.2,0.5,0.6").bounds == (0.1, 0.2, 0.5, 0.6)
    assert stated_region("0,0 1,0 0,1").area == 0.5


@pytest.mark.parametrize(
    "text",
    ["", "0,0", "0,0,1", "a,b,c,d", "0,0,0,1", "0,0,2,1", "0,0 1,1 1,0 0,1",
     "nan,0,1,1", "0,0 1,0", "0,0 1,1 1,0,3"],
)  # fmt: skip
def test_what_is_no_region_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"region|box|area|shares|crosses"):
        stated_region(text)


def test_too_few_or_endless_points_are_no_region() -> None:
    with pytest.raises(ValueError, match="three points"):
        Region(((0, 0), (1, 1)))
    with pytest.raises(ValueError, match="finite"):
        Region(((0, 0), (1, math.nan), (1, 1)))

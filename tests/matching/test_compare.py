"""From two pictures to a kind of match, its transform and its regions."""

import cv2
import numpy as np
import pytest

from tests.matching.sides import reference, suspect
from tests.scenes import Pixels, dimmed, jpeg, scene
from verify.domain.evidence import digest_of
from verify.domain.matches import Comparison, MatchKind
from verify.domain.regions import box
from verify.matching.compare import compare
from verify.matching.decision import TOLD_GONE, UNDECIDED_FROM, decide

WHO = digest_of(b"reference")


def against(made: Pixels, source: Pixels) -> Comparison:
    return compare(suspect(made), reference(source), digest=WHO, hints={})


def shown(comparison: Comparison, point: tuple[float, float]) -> tuple[float, float]:
    """Where the transform puts a point of the reference in the suspect."""
    matrix = np.array(comparison.transform).reshape(3, 3)
    x, y, w = matrix @ [*point, 1.0]
    return x / w, y / w


def near(comparison: Comparison, bounds: tuple[float, ...]) -> bool:
    region, wanted = comparison.query_region, box(*bounds)
    assert region is not None
    shared = wanted.share_inside(region) * wanted.area
    return shared / (region.area + wanted.area - shared) >= 0.9


def test_a_saved_copy_is_the_same_picture() -> None:
    found = against(jpeg(scene(1), 30), scene(1))
    assert (found.kind, found.accepted) == (MatchKind.SAME_PICTURE, True)
    assert not found.mirrored
    assert shown(found, (0.25, 0.75)) == pytest.approx((0.25, 0.75), abs=0.01)
    assert near(found, (0, 0, 1, 1))


def test_a_mirrored_copy_is_found_and_said_to_be_mirrored() -> None:
    found = against(jpeg(scene(2)[:, ::-1]), scene(2))
    assert (found.kind, found.accepted) == (MatchKind.SAME_PICTURE, True)
    assert found.mirrored
    assert shown(found, (0.2, 0.3)) == pytest.approx((0.8, 0.3), abs=0.01)


def test_a_quarter_turn_is_found() -> None:
    found = against(jpeg(np.rot90(scene(3))), scene(3))
    assert found.accepted
    assert not found.mirrored
    assert shown(found, (0.2, 0.3)) == pytest.approx((0.3, 0.8), abs=0.01)


def test_a_crop_is_a_shared_part_that_fills_the_suspect() -> None:
    source = scene(4, width=900, height=700)
    found = against(jpeg(source[150:500, 200:650]), source)
    assert (found.kind, found.accepted) == (MatchKind.SHARED_PART, True)
    assert near(found, (0, 0, 1, 1))
    region = found.reference_region
    assert region is not None
    left, upper, right, lower = region.bounds
    wanted = (200 / 900, 150 / 700, 650 / 900, 500 / 700)
    assert (left, upper, right, lower) == pytest.approx(wanted, abs=0.02)


def test_a_reference_in_a_collage_is_a_part_with_its_panel() -> None:
    other, source = dimmed(scene(5)), scene(6)
    found = against(jpeg(np.hstack([other, source])), source)
    assert (found.kind, found.accepted) == (MatchKind.SAME_PICTURE, True)
    assert near(found, (0.5, 0, 1, 1))


def test_a_screenshot_holds_the_picture_in_its_place() -> None:
    page = np.full((1200, 600, 3), 245, np.uint8)
    page[300:660, 60:540] = scene(7)
    cv2.putText(page, "A post", (60, 250), 0, 2, (20, 20, 20), 3)
    found = against(jpeg(page), scene(7))
    assert found.accepted
    assert near(found, (0.1, 0.25, 0.9, 0.55))


def test_another_scene_is_not_accepted() -> None:
    found = against(jpeg(scene(8)), scene(9))
    assert not found.accepted
    assert found.score < 0.05


def test_objects_that_moved_against_each_other_are_no_copy() -> None:
    first, second = scene(10), scene(11)
    moved = scene(10)
    # The same things, each shifted differently: another photograph of one place.
    for row in range(6):
        for column in range(8):
            y, x = row * 60, column * 60
            dy, dx = (row * 7 + column * 5) % 9 - 4, (row * 3 + column * 8) % 9 - 4
            moved[y : y + 60, x : x + 60] = np.roll(first, (dy, dx), (0, 1))[
                y : y + 60, x : x + 60
            ]
    found = against(jpeg(moved), first)
    assert not (found.accepted and found.kind is not MatchKind.SAME_SCENE)
    assert not against(jpeg(second), first).accepted


def test_something_that_has_gone_is_told() -> None:
    """Two frames of one camera: who walked by has gone from where he was."""
    before, after = scene(12), scene(12)
    for frame, x in ((before, 140), (after, 420)):
        cv2.ellipse(frame, (x, 230), (16, 44), 0, 0, 360, (20, 18, 25), -1, cv2.LINE_AA)
    found = against(jpeg(after, 80), before)
    assert found.numbers["gone"] > TOLD_GONE
    assert "has gone and left no trace" in found.reason
    assert "has gone" not in against(jpeg(before, 80), before).reason


def test_what_has_gone_alone_makes_no_other_photograph() -> None:
    """A ticker over dark things on pale ground looks as if they had gone."""
    numbers = against(jpeg(scene(13), 60), scene(13)).numbers
    doubt = decide(numbers | {"gone": 1.0})
    assert (doubt.kind, doubt.accepted) == (MatchKind.SAME_PICTURE, False)
    assert doubt.score == UNDECIDED_FROM
    apart = {"gone": 1.0, "displacement_px": 2.0, "uneven_px": 2.0, "parallax": 0.6}
    assert decide(numbers | apart).kind is MatchKind.SAME_SCENE

"""Pairs that agree on a pose, the plane they carry, and pairs confirmed in place."""

import cv2
import numpy as np
import pytest

from tests.matching.sides import reference, suspect
from tests.scenes import Pixels, jpeg, scene
from verify.matching.features import LocalFeatures
from verify.matching.geometry import align, plausible
from verify.matching.pairing import Pairs, by_pose, guided, pair

SCENE = scene(21)
HEIGHT, WIDTH = SCENE.shape[:2]


def moved(matrix: np.ndarray, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Pixels:
    return np.asarray(cv2.warpPerspective(SCENE, matrix, size), np.uint8)


def turn(degrees: float, enlarged: float) -> np.ndarray:
    whole = np.eye(3)
    whole[:2] = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, enlarged)
    return whole


@pytest.mark.parametrize(("degrees", "enlarged"), [(0, 1), (20, 0.7), (-35, 1.4)])
def test_the_pose_most_pairs_state_is_the_one_that_was_made(
    degrees: float, enlarged: float
) -> None:
    here = suspect(moved(turn(degrees, enlarged))).features
    there = reference(SCENE).features
    pose, posed = by_pose(pair(here, there), here, there)[0]
    assert pose.enlarged == pytest.approx(np.log2(enlarged), abs=0.15)
    assert abs((pose.turned + degrees + 180) % 360 - 180) < 6
    assert len(posed) >= 30


def test_few_true_pairs_among_many_false_are_found() -> None:
    """A small part, turned, in a picture full of details of its own."""
    canvas = scene(22, width=900, height=700)
    part = SCENE[90:230, 120:300]
    turned = np.rot90(part).copy()
    canvas[300 : 300 + turned.shape[0], 500 : 500 + turned.shape[1]] = turned
    here, there = suspect(jpeg(canvas, 50)).features, reference(SCENE).features
    found = align(here, there)
    assert found is not None
    assert found.inliers < 0.3 * found.pairs  # a sample of four would seldom be right
    centre = cv2.perspectiveTransform(np.array([[[210.0, 160.0]]]), found.matrix)
    assert np.allclose(centre.ravel(), (500 + 70, 300 + 90), atol=6)


@pytest.mark.parametrize("mirror", [False, True])
def test_confirmed_pairs_lie_where_the_plane_puts_them(*, mirror: bool) -> None:
    made = moved(turn(8, 1.1))
    found = align(
        suspect(made[:, ::-1] if mirror else made).features, reference(SCENE).features
    )
    assert found is not None
    assert found.mirrored is mirror
    assert len(found.errors_px) >= found.inliers
    placed = cv2.perspectiveTransform(found.reference_points[:, None], found.matrix)
    off = np.linalg.norm(placed[:, 0] - found.suspect_points, axis=1)
    assert np.allclose(off / max(1, found.enlarged), found.errors_px, atol=0.01)
    assert np.median(found.errors_px) < 1


def test_two_pictures_that_share_nothing_have_hardly_any_inliers() -> None:
    found = align(suspect(scene(31)).features, reference(scene(32)).features)
    assert found is None or found.inliers < 10


def features(points: list[tuple[float, float]], shade: list[int]) -> LocalFeatures:
    count = len(points)
    described = np.zeros((count, 128), np.uint8)
    described[np.arange(count), shade] = 200
    return LocalFeatures(
        100, 100, np.array(points, np.float32).reshape(-1, 2),
        np.full(count, 4, np.float32), np.zeros(count, np.float32), described,
    )  # fmt: skip


def test_in_place_the_nearest_look_wins_and_each_is_used_once() -> None:
    here = features([(10, 10), (11, 10), (60, 60)], [0, 1, 2])
    there = features([(10, 10), (12, 10), (90, 90)], [1, 1, 2])
    found = guided(here, there, there.points, enlarged=1.0, radius_px=5)
    assert list(zip(found.suspect, found.reference, strict=True)) == [(1, 0)]


def test_in_place_other_sizes_are_not_paired() -> None:
    here, there = features([(10, 10)], [0]), features([(10, 10)], [0])
    assert len(guided(here, there, there.points, enlarged=1.0, radius_px=5)) == 1
    assert len(guided(here, there, there.points, enlarged=8.0, radius_px=5)) == 0


def test_no_features_make_no_pairs() -> None:
    none = features([], [])
    assert len(pair(none, none)) == 0
    assert align(none, reference(SCENE).features) is None
    assert by_pose(Pairs(np.zeros(0, np.intp), np.zeros(0, np.intp)), none, none) == []


@pytest.mark.parametrize(
    "corners",
    [
        [(0, 0), (100, 0), (0, 100), (100, 100)],  # crossed
        [(0, 0), (100, 0), (101, 1), (0, 3)],  # a sliver
        [(0, 0), (900, 0), (500, 90), (480, 90)],  # far more perspective than a screen
        [(0, 0), (900, 0), (900, 60), (0, 60)],  # stretched beyond any use
    ],
)
def test_outlines_that_no_picture_has_are_refused(
    corners: list[tuple[int, int]],
) -> None:
    outline = [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]
    matrix = cv2.getPerspectiveTransform(
        np.array(outline, np.float32), np.array(corners, np.float32)
    )
    assert not plausible(np.asarray(matrix, np.float64), reference(SCENE).features)
    assert plausible(turn(30, 0.5), reference(SCENE).features)


def test_a_mirrored_symmetrical_building_is_found_mirrored() -> None:
    """Much of it lies alike unmirrored too, so that one must not stop at that."""
    half = scene(71, width=240, height=360)
    facade = np.concatenate([half, half[:, ::-1]], axis=1)
    street = scene(72)
    facade[250:] = street[250:]
    found = align(suspect(jpeg(facade[:, ::-1])).features, reference(facade).features)
    assert found is not None
    assert found.mirrored

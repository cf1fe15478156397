"""Details followed to a fraction of a pixel, and the plane they sharpen."""

import cv2
import numpy as np
import pytest

from tests.matching.sides import reference, suspect
from tests.scenes import Pixels, jpeg, scene
from verify.domain.regions import box
from verify.matching.displacement import displaced, settle
from verify.matching.geometry import align
from verify.matching.measurements import parallax
from verify.matching.photometry import agreement, lay, mask_of, summary

SCENE = scene(41, width=320, height=240)
GREY = np.asarray(cv2.cvtColor(SCENE, cv2.COLOR_RGB2GRAY), np.uint8)
SAME = np.eye(3)
SHAPE = GREY.shape


def shifted(dx: float, dy: float) -> np.ndarray:
    move = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
    return np.asarray(
        cv2.warpAffine(GREY, move, (320, 240), borderMode=cv2.BORDER_REFLECT), np.uint8
    )


@pytest.mark.parametrize(("dx", "dy"), [(0, 0), (0.4, 0), (1.5, -2.25)])
def test_a_known_shift_is_measured(dx: float, dy: float) -> None:
    laid = lay(GREY, shifted(dx, dy), SAME)
    assert laid is not None
    found = displaced(laid, laid.seen)
    assert len(found.points) > 0.8 * found.tried > 50
    assert np.allclose(np.median(found.moves, axis=0), (dx, dy), atol=0.06)


def test_brightness_and_contrast_move_nothing() -> None:
    laid = lay(GREY, (GREY // 2 + 60).astype(np.uint8), SAME)
    assert laid is not None
    assert np.median(displaced(laid, laid.seen).lengths) < 0.1


def test_only_the_part_asked_for_is_followed() -> None:
    laid = lay(GREY, GREY, SAME)
    assert laid is not None
    found = displaced(laid, mask_of(box(0, 0, 0.5, 1), laid.seen.shape))
    assert len(found.points)
    assert found.points[:, 0].max() <= 160


def test_nothing_to_follow_on_a_plain_picture() -> None:
    plain = np.full((240, 320), 90, np.uint8)
    laid = lay(plain, plain, SAME)
    assert laid is not None
    found = displaced(laid, laid.seen)
    assert (found.tried, len(found.points)) == (0, 0)


def test_a_plane_that_is_a_little_off_is_sharpened() -> None:
    rough = np.array([[1.006, 0.002, -1.5], [0.001, 0.995, 1.2], [0, 0, 1]])
    settled = settle(GREY, GREY, rough)
    assert settled is not None
    matrix, laid, agreed = settled
    corners = np.array([[[0.0, 0.0]], [[319.0, 0.0]], [[319.0, 239.0]]])
    off = cv2.perspectiveTransform(corners, matrix) - corners
    assert np.abs(off).max() < 0.4 < np.abs(rough[:2, 2]).max()
    assert np.median(displaced(laid, laid.seen).lengths) < 0.1
    assert np.percentile(agreed.correlation[agreed.compared], 25) > 0.95


def test_pictures_that_do_not_meet_are_not_laid() -> None:
    away = np.array([[1, 0, 900], [0, 1, 0], [0, 0, 1.0]])
    assert lay(GREY, GREY, away) is None
    assert settle(GREY, GREY, away) is None


def test_pixels_agree_where_they_are_the_same() -> None:
    other = GREY.copy()
    other[:, 160:] = cv2.cvtColor(scene(42, width=320, height=240), cv2.COLOR_RGB2GRAY)[
        :, 160:
    ]
    laid = lay(GREY, other, SAME)
    assert laid is not None
    agreed = agreement(laid)
    assert summary(agreed, mask_of(box(0, 0, 0.45, 1), SHAPE)).agreeing > 0.95
    assert summary(agreed, mask_of(box(0.55, 0, 1, 1), SHAPE)).agreeing < 0.2
    assert agreed.overlap == pytest.approx(1, abs=0.05)


def stereo(*, depth_px: float) -> tuple[Pixels, Pixels]:
    """A scene whose middle stands nearer and so is off by `depth_px` in the other."""
    ground, front = scene(51), scene(52)
    left, right = ground.copy(), ground.copy()
    left[100:260, 150:330] = front[100:260, 150:330]
    at = 150 + round(depth_px)
    right[100:260, at : at + 180] = front[100:260, 150:330]
    return left, right


def test_what_stands_nearer_is_off_the_same_way() -> None:
    left, right = stereo(depth_px=3)
    other = align(suspect(jpeg(right)).features, reference(left).features)
    copy = align(suspect(jpeg(left)).features, reference(left).features)
    assert other is not None
    assert copy is not None
    assert parallax(other) > parallax(copy) + 0.1

"""Where a shared picture stands: parts end where agreement ends."""

import cv2
import numpy as np
import pytest

from tests.scenes import Pixels, jpeg, scene
from verify.domain.regions import Region
from verify.matching.features import LocalFeatures
from verify.matching.measurements import edge_agrees
from verify.matching.photometry import Look, agreement, lay, sharpness
from verify.matching.placement import placed
from verify.matching.side import Side

HERE = scene(71, width=320, height=240)
ELSEWHERE = scene(72, width=320, height=240)
NONE = LocalFeatures(
    320,
    240,
    np.zeros((0, 2), np.float32),
    np.zeros(0, np.float32),
    np.zeros(0, np.float32),
    np.zeros((0, 128), np.uint8),
)


def grey(pixels: Pixels) -> np.ndarray:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def shared(suspect: Pixels, matrix: np.ndarray | None = None) -> Region:
    """The part of `HERE` that the suspect is thought to show."""
    move = np.eye(3) if matrix is None else matrix
    laid = lay(grey(HERE), grey(suspect), move)
    assert laid is not None
    sides = Side(NONE, grey(suspect)), Side(NONE, grey(HERE))
    _, there = placed(*sides, move, laid, np.zeros((0, 2), np.float32))
    assert there is not None
    return there


@pytest.mark.parametrize(
    "part", [(80, 60, 240, 180), (0, 0, 160, 120), (100, 30, 220, 200)]
)
def test_a_part_pasted_into_another_picture_ends_where_it_ends(
    part: tuple[int, int, int, int],
) -> None:
    left, upper, right, lower = part
    pasted = ELSEWHERE.copy()
    pasted[upper:lower, left:right] = HERE[upper:lower, left:right]
    found = shared(jpeg(pasted, 80)).bounds
    expected = left / 320, upper / 240, right / 320, lower / 240
    assert found == pytest.approx(expected, abs=0.06)


def test_what_is_laid_over_a_picture_does_not_end_it() -> None:
    covered = HERE.copy()
    cv2.rectangle(covered, (0, 170), (320, 240), (10, 10, 200), -1)
    cv2.rectangle(covered, (0, 0), (110, 60), (240, 240, 240), -1)
    assert shared(covered).area == pytest.approx(1.0)


def test_where_nothing_can_be_compared_nothing_is_cut() -> None:
    assert shared(np.full_like(HERE, 90)).area == pytest.approx(1.0)


def test_photographs_that_overlap_agree_up_to_the_edge() -> None:
    later = np.hstack([HERE[:, 120:], ELSEWHERE[:, :120]])
    move = np.array([[1.0, 0, -120], [0, 1, 0], [0, 0, 1]])
    laid = lay(grey(HERE), grey(later), move)
    assert laid is not None
    assert edge_agrees(agreement(laid)) > 0.6  # some windows reach beyond the edge


def test_a_pasted_part_ends_before_the_edge() -> None:
    pasted = ELSEWHERE.copy()
    pasted[60:180, 60:180] = HERE[60:180, 180:300]
    move = np.array([[1.0, 0, -120], [0, 1, 0], [0, 0, 1]])
    laid = lay(grey(HERE), grey(pasted), move)
    assert laid is not None
    assert edge_agrees(agreement(laid)) < 0.3


def test_a_whole_picture_has_no_edge_inside_the_reference() -> None:
    laid = lay(grey(HERE), grey(HERE), np.eye(3))
    assert laid is not None
    assert edge_agrees(agreement(laid)) == 0.0


def test_blur_lowers_sharpness_and_a_copy_keeps_it() -> None:
    everywhere = np.ones((240, 320), bool)
    blurred = np.asarray(cv2.GaussianBlur(HERE, (0, 0), 2), np.uint8)
    one, other = (
        lay(grey(HERE), grey(HERE), np.eye(3)),
        lay(grey(HERE), grey(blurred), np.eye(3)),
    )
    assert one is not None
    assert other is not None
    assert sharpness(Look(one, everywhere)) == pytest.approx(1.0, abs=0.02)
    assert sharpness(Look(other, everywhere)) < 0.6

"""Details that moved together are counted; a copy, edited as people do, has none."""

import cv2
import numpy as np
import pytest

from tests.scenes import Pixels, jpeg, scene
from verify.domain.regions import box
from verify.matching.movement import moved_together
from verify.matching.photometry import Look, lay, mask_of

STREET = scene(61, width=320, height=240)
CAR = scene(62, width=44, height=28)


def with_car(x: int, y: int) -> Pixels:
    frame = STREET.copy()
    frame[y : y + 28, x : x + 44] = CAR
    return frame


def count(a: Pixels, b: Pixels, part: tuple[float, ...] = (0, 0, 1, 1)) -> int:
    first, second = (
        np.asarray(cv2.cvtColor(one, cv2.COLOR_RGB2GRAY), np.uint8) for one in (a, b)
    )
    laid = lay(first, second, np.eye(3))
    assert laid is not None
    return moved_together(Look(laid, mask_of(box(*part), laid.seen.shape)))


@pytest.mark.parametrize("quality", [90, 50])
@pytest.mark.parametrize("step", [3, 8])
def test_a_thing_that_moved_a_little_moved_with_all_its_details(
    step: int, quality: int
) -> None:
    assert count(with_car(60, 100), jpeg(with_car(60 + step, 100), quality)) >= 3


def test_another_brightness_does_not_hide_it() -> None:
    later = (with_car(66, 100).astype(float) * 0.7 + 20).astype(np.uint8)
    assert count(with_car(60, 100), later) >= 3


@pytest.mark.parametrize("quality", [80, 30])
def test_nothing_moved_in_a_copy(quality: int) -> None:
    assert count(with_car(60, 100), jpeg(with_car(60, 100), quality)) == 0


def test_what_was_laid_over_a_copy_did_not_move() -> None:
    banner = with_car(60, 100)
    cv2.rectangle(banner, (0, 190), (320, 225), (200, 20, 20), -1)
    cv2.putText(banner, "BREAKING", (20, 217), 0, 1, (255, 255, 255), 2)
    cv2.circle(banner, (250, 60), 25, (20, 200, 40), -1)
    assert count(with_car(60, 100), banner) <= 1


def test_only_the_shared_part_is_looked_at() -> None:
    assert count(with_car(60, 100), with_car(66, 100), part=(0, 0, 1, 0.3)) == 0


def test_too_small_a_part_says_nothing() -> None:
    assert count(with_car(60, 100), with_car(66, 100), part=(0, 0, 0.05, 0.05)) == 0

"""What moved between two frames is found again; what was laid over a copy is not."""

import cv2
import numpy as np
import pytest

from tests.scenes import Pixels, jpeg, scene
from verify.domain.regions import box
from verify.matching.photometry import Look, lay, mask_of
from verify.matching.relocation import relocated

STREET = scene(61, width=320, height=240)
CAR = scene(62, width=44, height=28)


def grey(pixels: Pixels) -> np.ndarray:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def with_car(x: int, y: int) -> Pixels:
    frame = STREET.copy()
    frame[y : y + 28, x : x + 44] = CAR
    return frame


def count(a: Pixels, b: Pixels, part: tuple[float, ...] = (0, 0, 1, 1)) -> int:
    laid = lay(grey(a), grey(b), np.eye(3))
    assert laid is not None
    return relocated(Look(laid, mask_of(box(*part), laid.seen.shape)))


@pytest.mark.parametrize("quality", [90, 40])
def test_a_thing_that_moved_is_found_in_both_pictures(quality: int) -> None:
    assert count(with_car(60, 100), jpeg(with_car(180, 120), quality)) >= 1


def test_another_brightness_does_not_hide_that_it_moved() -> None:
    later = (with_car(180, 120).astype(float) * 0.6 + 20).astype(np.uint8)
    assert count(with_car(60, 100), later) >= 1


def test_a_copy_has_nothing_that_moved() -> None:
    assert count(with_car(60, 100), jpeg(with_car(60, 100), 30)) == 0


def test_a_thing_that_was_laid_over_a_copy_did_not_move() -> None:
    banner = with_car(60, 100)
    cv2.rectangle(banner, (0, 190), (320, 225), (200, 20, 20), -1)
    cv2.putText(banner, "BREAKING", (20, 217), 0, 1, (255, 255, 255), 2)
    cv2.circle(banner, (250, 60), 25, (20, 200, 40), -1)
    assert count(with_car(60, 100), banner) == 0


def test_a_thing_that_came_into_view_was_not_elsewhere() -> None:
    assert count(STREET, with_car(180, 120)) == 0


def test_only_the_shared_part_is_looked_at() -> None:
    moved = with_car(60, 100), with_car(180, 120)
    assert count(*moved, part=(0, 0, 1, 0.3)) == 0

"""Frames and panels of put-together pictures; an ordinary photo is one."""

import numpy as np
import pytest

from tests.scenes import dimmed, jpeg, scene
from verify.domain.regions import WHOLE
from verify.imaging.panels import content_box, cut, panels


@pytest.mark.parametrize("seed", range(12))
def test_an_ordinary_picture_is_one_panel(seed: int) -> None:
    assert panels(jpeg(scene(seed))) == (WHOLE,)


@pytest.mark.parametrize("gutter", [0, 6])
def test_two_pictures_side_by_side_are_two_panels(gutter: int) -> None:
    strip = np.zeros((360, gutter, 3), np.uint8)
    made = jpeg(np.hstack([scene(21), strip, dimmed(scene(22))]), 80)
    found = panels(made)
    assert len(found) == 2
    middle = 480 / (960 + gutter)
    assert found[0].bounds == pytest.approx((0, 0, middle, 1), abs=0.01)
    assert found[1].bounds == pytest.approx((1 - middle, 0, 1, 1), abs=0.01)


def test_four_pictures_are_four_panels() -> None:
    dark, light = dimmed(scene(2)), scene(3)
    rows = [np.hstack([scene(1), dark]), np.hstack([dimmed(scene(4)), light])]
    assert len(panels(jpeg(np.vstack(rows), 80))) == 4


def test_bars_are_no_part_of_the_content() -> None:
    made = np.zeros((600, 480, 3), np.uint8)
    made[120:480] = scene(5)
    assert content_box(jpeg(made)).bounds == pytest.approx((0, 0.2, 1, 0.8), abs=0.01)
    assert len(panels(jpeg(made))) == 1


def test_a_clear_sky_is_no_bar() -> None:
    made = scene(6)
    fade = np.linspace(150, 190, 140)[:, None, None]
    noise = np.random.default_rng(1).normal(0, 1.5, (140, 480, 3))
    made[:140] = (fade + noise).astype(np.uint8)
    assert content_box(jpeg(made, 85)) == WHOLE


def test_cutting_gives_the_pixels_inside() -> None:
    made = np.zeros((600, 480, 3), np.uint8)
    made[120:480] = scene(5)
    assert np.array_equal(cut(made, content_box(made)), scene(5))


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (200, 3), (17, 19)])
def test_tiny_pictures_are_one_panel(shape: tuple[int, int]) -> None:
    source = np.random.default_rng(2)
    assert len(panels(source.integers(0, 255, (*shape, 3), np.uint8))) == 1

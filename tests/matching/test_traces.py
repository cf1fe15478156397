"""What differs: put over the picture, or there before and gone."""

import cv2
import numpy as np
import pytest

from tests.scenes import Pixels, jpeg, scene
from verify.matching.photometry import Laid, lay
from verify.matching.traces import Traces, traces


def laid(first: Pixels, second: Pixels) -> Laid:
    one, other = (
        np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
        for pixels in (first, second)
    )
    found = lay(one, other, np.eye(3))
    assert found is not None
    return found


def looked_at(first: Pixels, second: Pixels) -> Traces:
    found = laid(first, second)
    return traces(found, found.seen)


def smooth() -> Pixels:
    """A street without things: soft light and shade."""
    rng = np.random.default_rng(5)
    light = cv2.resize(rng.uniform(70, 190, (5, 7)).astype(np.float32), (320, 240))
    grain = cv2.GaussianBlur(rng.normal(0, 12, (240, 320)), (0, 0), 1.2)
    grey = (light + grain).clip(0, 255).astype(np.uint8)
    return np.asarray(np.dstack([grey] * 3), np.uint8)


STREET = smooth()


def with_man(at: tuple[int, int]) -> Pixels:
    made = STREET.copy()
    cv2.ellipse(made, at, (9, 22), 0, 0, 360, (15, 15, 15), -1, cv2.LINE_AA)
    return made


def test_a_saved_copy_has_no_traces() -> None:
    found = looked_at(with_man((90, 120)), jpeg(with_man((90, 120)), 60))
    assert found == Traces(0.0, 0.0)


def test_what_left_is_gone() -> None:
    assert looked_at(with_man((90, 120)), jpeg(STREET, 80)).gone > 0.4


def test_what_walked_is_gone_here_and_added_there() -> None:
    found = looked_at(with_man((90, 120)), jpeg(with_man((220, 130)), 80))
    assert found.gone > 0.4
    assert 0.01 < found.added < 0.04  # the man is 2 % of the street


def test_what_was_put_over_is_added_and_nothing_is_gone() -> None:
    covered = STREET.copy()
    cv2.rectangle(covered, (100, 60), (180, 120), (230, 20, 20), -1)
    found = looked_at(STREET, jpeg(covered, 80))
    assert found.gone == 0.0
    assert found.added == pytest.approx(80 * 60 / (240 * 320), abs=0.02)


def test_a_sticker_on_a_busy_picture_is_not_taken_for_something_gone() -> None:
    busy = scene(91, width=320, height=240)
    covered = busy.copy()
    cv2.rectangle(covered, (100, 60), (180, 120), (255, 255, 0), -1)
    found = looked_at(busy, jpeg(covered, 80))
    assert found.gone < 0.3


def test_only_the_part_asked_for_is_looked_at() -> None:
    found = laid(with_man((90, 120)), STREET)
    right = found.seen.copy()
    right[:, :160] = False
    assert traces(found, right) == Traces(0.0, 0.0)


def test_a_speck_of_a_part_says_nothing() -> None:
    found = laid(with_man((90, 120)), STREET)
    speck = np.zeros_like(found.seen)
    speck[110:130, 80:100] = True
    assert traces(found, speck) == Traces(0.0, 0.0)

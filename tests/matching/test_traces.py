"""What differs: was it put over the picture, or there before and gone?"""

import cv2
import numpy as np
import pytest

from tests.scenes import Pixels, jpeg, scene
from verify.matching.photometry import Laid, Look, lay
from verify.matching.traces import gone


def laid(first: Pixels, second: Pixels) -> Laid:
    one, other = (
        np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
        for pixels in (first, second)
    )
    found = lay(one, other, np.eye(3))
    assert found is not None
    return found


def looked_at(first: Pixels, second: Pixels) -> float:
    found = laid(first, second)
    return gone(Look(found, found.seen))


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
    assert looked_at(with_man((90, 120)), jpeg(with_man((90, 120)), 60)) == 0.0


def test_what_left_is_gone() -> None:
    assert looked_at(with_man((90, 120)), jpeg(STREET, 80)) > 0.4


def test_what_walked_is_gone_from_where_it_was() -> None:
    assert looked_at(with_man((90, 120)), jpeg(with_man((220, 130)), 80)) > 0.4


@pytest.mark.parametrize("step", [8, 12, 16])
def test_who_takes_a_step_is_gone_from_where_he_was(step: int) -> None:
    """He covers part of where he stood, so that one patch has the outlines of both."""
    before, after = with_man((90, 120)), with_man((90 + step, 120))
    assert looked_at(before, jpeg(after, 80)) > 0.4


def test_where_something_was_put_over_nothing_is_gone() -> None:
    covered = STREET.copy()
    cv2.rectangle(covered, (100, 60), (180, 120), (230, 20, 20), -1)
    assert looked_at(STREET, jpeg(covered, 80)) == 0.0


def test_a_sticker_on_a_busy_picture_is_not_taken_for_something_gone() -> None:
    busy = scene(91, width=320, height=240)
    covered = busy.copy()
    cv2.rectangle(covered, (100, 60), (180, 120), (255, 255, 0), -1)
    assert looked_at(busy, jpeg(covered, 80)) < 0.2


def test_only_the_part_asked_for_is_looked_at() -> None:
    found = laid(with_man((90, 120)), STREET)
    right = found.seen.copy()
    right[:, :160] = False
    assert gone(Look(found, right)) == 0.0


def test_a_speck_of_a_part_says_nothing() -> None:
    found = laid(with_man((90, 120)), STREET)
    speck = np.zeros_like(found.seen)
    speck[110:130, 80:100] = True
    assert gone(Look(found, speck)) == 0.0


def test_one_who_left_is_told_from_one_who_came_though_a_shadow_joins_them() -> None:
    before, after = with_man((90, 120)), with_man((150, 120))
    shaded = after.astype(np.int16)
    shaded[128:134, 84:156] -= 18
    after = np.asarray(shaded.clip(0, 255), np.uint8)
    assert looked_at(before, jpeg(after, 90)) > 0.4


def test_what_lies_under_a_sticker_is_not_gone() -> None:
    """The sticker reaches beyond the man, so that around him the two disagree."""
    covered = with_man((90, 120))
    cv2.rectangle(covered, (60, 80), (130, 160), (90, 90, 90), -1)
    assert looked_at(with_man((90, 120)), jpeg(covered, 80)) < 0.2


def test_under_a_band_as_grey_as_the_street_nothing_is_gone() -> None:
    """The street's grain tells: it is gone from around the man, too."""
    level = int(STREET[85:160, 40:150].mean())
    covered = with_man((90, 120))
    cv2.rectangle(covered, (0, 75), (319, 165), (level, level, level), -1)
    assert looked_at(with_man((90, 120)), jpeg(covered, 90)) < 0.3

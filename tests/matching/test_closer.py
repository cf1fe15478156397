"""A closer look at the shared part: its frame, its margin, what is measured there."""

import cv2
import numpy as np
import pytest

from tests.scenes import Pixels, scene
from verify.domain.regions import Region, box
from verify.matching.closer import look_closer
from verify.matching.displacement import displaced
from verify.matching.features import no_features
from verify.matching.measurements import of_details
from verify.matching.photometry import Look, agreement, fine_correlation, lay, mask_of
from verify.matching.side import Side

SOURCE = scene(81, width=640, height=480)
OTHER = scene(82, width=640, height=480)
PART = box(0.25, 0.25, 0.75, 0.75)
SAME = np.eye(3)


def side(pixels: Pixels) -> Side:
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    return Side(no_features(grey.shape[1], grey.shape[0]), grey)


def look(suspect: Pixels, matrix: np.ndarray, part: Region, enlarged: float) -> Look:
    found = look_closer(
        side(suspect), side(SOURCE), matrix, part=part, enlarged=enlarged
    )
    assert found is not None
    return found


def pasted(inner: tuple[int, int, int, int], margin: int) -> Pixels:
    """The other scene with a part of the source, its edge blended over `margin`."""
    left, upper, right, lower = inner
    sharp = np.zeros((480, 640), np.float32)
    sharp[upper + margin : lower - margin, left + margin : right - margin] = 1
    weight = cv2.GaussianBlur(sharp, (0, 0), margin / 2)[..., None]
    return np.asarray(SOURCE * weight + OTHER * (1 - weight), np.uint8)


def test_a_part_is_seen_at_the_size_of_the_reference() -> None:
    whole = lay(side(SOURCE).grey, side(SOURCE).grey, SAME)
    assert whole is not None
    assert whole.reference.shape == (240, 320)
    assert look(SOURCE, SAME, PART, 1.0).laid.reference.shape == (240, 320)
    assert look(SOURCE, SAME, box(0.25, 0, 1, 1), 1.0).laid.reference.shape == (
        480,
        480,
    )


def test_what_the_photo_shows_small_is_not_made_large() -> None:
    shrunk = cv2.resize(SOURCE, (160, 120), interpolation=cv2.INTER_AREA)
    small = np.asarray(shrunk, np.uint8)
    shrinks = np.diag([0.25, 0.25, 1.0])
    seen = look(small, shrinks, PART, 0.25).laid.reference.shape
    assert seen == (84, 112)  # 1.4 times the 60 x 80 pixels that the photo has of it


def test_a_margin_is_left_out_all_round() -> None:
    found = look(SOURCE, SAME, PART, 1.0)
    rows, columns = np.nonzero(found.within)
    # 4 % of 240 is 10 pixels.
    assert (rows.min(), rows.max()) == (10, 229)
    assert (columns.min(), columns.max()) == (10, 309)


def test_the_blended_edge_of_a_pasted_part_says_nothing() -> None:
    soft = pasted((160, 120, 480, 360), 12)
    seen = look(soft, SAME, PART, 1.0)
    agreed = agreement(seen.laid, 11)
    assert np.percentile(agreed.correlation[agreed.compared & seen.within], 25) > 0.97
    numbers = of_details(seen)
    assert numbers["gone"] == 0.0
    assert numbers["displacement_px"] < 0.05
    assert numbers["details"] > 50


def test_a_plane_that_is_off_there_is_sharpened_there() -> None:
    soft = pasted((160, 120, 480, 360), 4)
    rough = np.array([[1, 0, 1.5], [0, 1, -1.2], [0, 0, 1.0]])
    assert of_details(look(soft, rough, PART, 1.0))["displacement_px"] < 0.1


def test_nothing_is_looked_at_where_nothing_is_seen() -> None:
    away = np.array([[1, 0, 5000], [0, 1, 0], [0, 0, 1.0]])
    assert (
        look_closer(side(SOURCE), side(SOURCE), away, part=PART, enlarged=1.0) is None
    )


def test_of_a_flat_part_no_detail_is_off_and_none_is_in_place() -> None:
    plain = np.full_like(SOURCE, 90)
    laid = lay(side(plain).grey, side(plain).grey, SAME)
    assert laid is not None
    numbers = of_details(Look(laid, laid.seen))
    assert (numbers["details"], numbers["followed"]) == (0, 0)
    assert numbers["displacement_px"] == numbers["uneven_px"] == 6.0


def laid_by(matrix: np.ndarray) -> tuple[float, float]:
    """Middle displacement, and of what is uneven in it, of a warped source."""
    warped = cv2.warpPerspective(SOURCE, matrix, (640, 480), borderMode=2)
    laid = lay(side(SOURCE).grey, side(np.asarray(warped, np.uint8)).grey, SAME)
    assert laid is not None
    found = displaced(laid, laid.seen)
    return float(np.median(found.lengths)), float(np.median(found.uneven))


def test_a_slight_change_of_the_whole_leaves_nothing_uneven() -> None:
    moved, uneven = laid_by(np.array([[1.004, 0.002, 1], [0.001, 0.997, 2], [0, 0, 1]]))
    assert moved > 0.6
    assert uneven < 0.1


def test_things_that_moved_differently_are_uneven() -> None:
    other = SOURCE.copy()
    for row in range(8):
        for column in range(8):
            y, x = row * 60, column * 80
            turned = np.roll(SOURCE, ((row * 3) % 5 - 2, (column * 5) % 7 - 3), (0, 1))
            other[y : y + 60, x : x + 80] = turned[y : y + 60, x : x + 80]
    laid = lay(side(SOURCE).grey, side(other).grey, SAME)
    assert laid is not None
    assert np.median(displaced(laid, laid.seen).uneven) > 0.4


def test_too_few_details_have_nothing_uneven() -> None:
    laid = lay(side(SOURCE).grey, side(SOURCE).grey, SAME)
    assert laid is not None
    spot = mask_of(box(0.5, 0.5, 0.58, 0.58), laid.seen.shape)
    found = displaced(laid, spot)
    assert 0 < len(found.points) < 6
    assert len(found.uneven) == 0


@pytest.mark.parametrize(("noise", "low", "high"), [(0, 0.97, 1.0), (25, 0.1, 0.9)])
def test_fine_detail_is_the_same_in_a_copy(
    noise: float, low: float, high: float
) -> None:
    rng = np.random.default_rng(3)
    added = SOURCE + rng.normal(0, noise, SOURCE.shape[:2])[..., None]
    laid = lay(
        side(SOURCE).grey, side(np.asarray(added.clip(0, 255), np.uint8)).grey, SAME
    )
    assert laid is not None
    assert low <= fine_correlation(Look(laid, laid.seen), agreement(laid)) <= high


def test_where_nothing_agrees_fine_detail_says_nothing() -> None:
    laid = lay(side(SOURCE).grey, side(OTHER).grey, SAME)
    assert laid is not None
    assert fine_correlation(Look(laid, laid.seen), agreement(laid)) == 0.0


@pytest.mark.parametrize(
    "part",
    [
        box(0, 0, 0.001, 1),
        box(0.9999, 0, 1, 1),
        box(0, 0.999, 1, 1),
        box(0.5, 0.5, 0.51, 0.51),
        box(0.4, 0, 0.44, 1),
    ],
)
def test_slivers_and_specks_give_numbers_or_nothing(part: Region) -> None:
    found = look_closer(side(SOURCE), side(SOURCE), SAME, part=part, enlarged=1.0)
    if found is not None:
        assert all(np.isfinite(value) for value in of_details(found).values())
    else:
        assert part.area < 0.01

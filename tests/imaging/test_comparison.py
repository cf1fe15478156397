import cv2
import numpy as np
import pytest

from verify.domain.regions import WHOLE, box
from verify.imaging import comparison, outlines
from verify.imaging.comparison import Transform
from verify.imaging.outlines import Pixels

IDENTITY: Transform = (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)
MIRROR: Transform = (-1.0, 0, 1.0, 0, 1.0, 0, 0, 0, 1.0)


def scene(width: int = 640, height: int = 420) -> Pixels:
    """Smooth land and sky, hard edges and fine texture, as in a photograph."""
    random = np.random.default_rng(5)
    coarse = random.integers(40, 215, (9, 13, 3)).astype(np.uint8)
    ground = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    grain = random.normal(0, 7, (height, width, 1))
    picture = np.clip(np.asarray(ground, np.float64) + grain, 0, 255).astype(np.uint8)
    for i in range(12):
        x, y = random.integers(0, width - 80), random.integers(0, height - 60)
        colour = tuple(int(v) for v in random.integers(0, 255, 3))
        cv2.rectangle(picture, (int(x), int(y)), (int(x) + 70, int(y) + 40), colour, -1)
        cv2.line(picture, (0, i * 35), (width, i * 30), colour, 2, cv2.LINE_AA)
    return picture


def jpeg(picture: Pixels, quality: int) -> Pixels:
    _, content = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(content, cv2.IMREAD_COLOR), np.uint8)


def difference(suspect: Pixels, reference: Pixels, transform: Transform) -> float:
    laid = comparison.aligned(suspect, reference, transform)
    return comparison.differences(suspect, laid).share


def test_a_text_is_one_area_and_a_flag_another() -> None:
    picture = scene()
    marked = picture.copy()
    white = (255, 255, 255)
    cv2.putText(marked, "LAST NIGHT", (60, 400), cv2.FONT_HERSHEY_DUPLEX, 1.2, white, 3)
    cv2.rectangle(marked, (40, 40), (110, 65), (10, 40, 200), -1)
    cv2.rectangle(marked, (40, 65), (110, 90), (250, 220, 20), -1)
    laid = comparison.aligned(jpeg(marked, 70), picture, IDENTITY)
    found = comparison.differences(jpeg(marked, 70), laid)
    assert found.areas == len(found.regions) == 2
    boxes = sorted(found.regions, key=lambda region: region.points[0][1])
    flag, text = (np.array(region.points) * (640, 420) for region in boxes)
    np.testing.assert_allclose(flag[[0, 2]].ravel(), [40, 40, 110, 90], atol=6)
    assert text[:, 0].min() < 70
    assert text[:, 0].max() > 250


def test_regions_are_numbered_where_they_are() -> None:
    picture = np.full((300, 400, 3), 90, np.uint8)
    left, right = box(0.0, 0.0, 0.5, 1.0), box(0.5, 0.0, 1.0, 1.0)
    drawn = outlines.numbered(picture, [left, right])
    changed = (drawn != picture).any(axis=2)
    assert changed[:30, :30].mean() > 0.5
    assert changed[:30, 200:230].mean() > 0.5
    assert not changed[60:240, 60:140].any()
    assert (picture == 90).all()


@pytest.mark.parametrize("quality", [30, 60, 90])
def test_compression_alone_is_no_difference(quality: int) -> None:
    picture = scene()
    assert difference(jpeg(picture, quality), picture, IDENTITY) == 0


def test_brightness_contrast_and_cast_are_no_difference() -> None:
    picture = scene()
    changed = np.clip(picture * np.array([0.85, 0.75, 0.7]) + 20, 0, 255)
    assert difference(changed.astype(np.uint8), picture, IDENTITY) < 0.001


def test_an_added_logo_is_outlined_where_it_is() -> None:
    picture = scene()
    marked = picture.copy()
    cv2.rectangle(marked, (400, 300), (560, 360), (250, 250, 20), -1)
    suspect = jpeg(marked, 60)
    laid = comparison.aligned(suspect, picture, IDENTITY)
    found = comparison.differences(suspect, laid)
    assert found.areas == 1
    assert 0.7 < found.share * picture.shape[0] * picture.shape[1] / (160 * 60) < 1.4
    orange = np.abs(found.pixels.astype(int) - outlines.OUTLINE).sum(axis=2) < 30
    ys, xs = np.nonzero(orange)
    assert (xs > 380).all()
    assert (xs < 580).all()
    assert (ys > 280).all()
    assert (ys < 380).all()


def test_a_mirrored_crop_lies_where_it_came_from() -> None:
    reference = scene(800, 600)
    crop = np.ascontiguousarray(reference[60:540, 80:720][:, ::-1])
    transform = (-800 / 640, 0, 1 + 80 / 640, 0, 600 / 480, -60 / 480, 0, 0, 1)
    laid = comparison.aligned(crop, reference, transform)
    assert laid.covered.all()
    assert np.abs(laid.pixels.astype(int) - crop).max() <= 2
    assert comparison.differences(crop, laid).areas == 0


def test_a_smaller_copy_is_no_difference() -> None:
    reference = scene(1000, 700)
    small = cv2.resize(reference, (400, 280), interpolation=cv2.INTER_AREA)
    assert difference(np.asarray(small, np.uint8), reference, IDENTITY) < 0.005


def test_the_overlay_shows_both_inside_and_dims_outside() -> None:
    suspect = np.full((160, 160, 3), 200, np.uint8)
    reference = np.full((160, 160, 3), 40, np.uint8)
    half = (0.5, 0, 0.5, 0, 1.0, 0, 0, 0, 1.0)
    laid = comparison.aligned(suspect, reference, half)
    mixed = comparison.overlay(suspect, laid)
    assert {40, 200} <= set(np.unique(mixed[:, 90:]))
    assert set(np.unique(mixed[:, :70])) == {int(200 * outlines.DIMMED)}


def test_outlining_leaves_the_inside_and_the_given_array_alone() -> None:
    picture = scene()
    before = picture.copy()
    marked = outlines.outlined(picture, box(0.25, 0.25, 0.75, 0.75))
    assert np.array_equal(picture, before)
    assert np.array_equal(marked[150:250, 200:440], picture[150:250, 200:440])
    assert marked[:90].mean() < picture[:90].mean() / 1.8
    assert np.array_equal(outlines.outlined(picture, None), picture)
    assert outlines.outlined(picture, WHOLE).shape == picture.shape


def test_no_overlap_is_no_difference() -> None:
    picture = scene()
    away = (1.0, 0, 5.0, 0, 1.0, 0, 0, 0, 1.0)
    laid = comparison.aligned(picture, picture, away)
    assert not laid.covered.any()
    assert comparison.differences(picture, laid).share == 0


@pytest.mark.parametrize(
    "transform", [(), (1.0,) * 9, (float("nan"),) * 9, (0.0,) * 9, (1.0,) * 8]
)
def test_a_transform_that_places_nothing_is_refused(transform: Transform) -> None:
    with pytest.raises(ValueError, match="transform"):
        comparison.aligned(scene(), scene(), transform)


@pytest.mark.parametrize("size", [(1, 1), (2, 900), (900, 2), (16, 16)])
def test_tiny_and_narrow_pictures_work(size: tuple[int, int]) -> None:
    picture = np.full((*size, 3), 90, np.uint8)
    laid = comparison.aligned(picture, picture, MIRROR)
    comparison.overlay(picture, laid)
    comparison.differences(picture, laid)
    outlines.outlined(picture, WHOLE)
    assert comparison.encode_jpeg(picture).startswith(b"\xff\xd8")


def test_encoded_pictures_are_small_and_bear_no_metadata() -> None:
    content = comparison.encode_jpeg(scene(2000, 1000))
    decoded = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    assert np.asarray(decoded).shape == (550, 1100, 3)
    assert b"Exif" not in content
    assert b"ICC_PROFILE" not in content
    assert np.array_equal(content, comparison.encode_jpeg(scene(2000, 1000)))


def test_only_small_pictures_are_enlarged() -> None:
    assert comparison.at_least(scene(200, 100), 720).shape == (360, 720, 3)
    large = scene(800, 300)
    assert comparison.at_least(large, 720) is large
    assert comparison.fitted(large, 900) is large


def test_colours_keep_their_order() -> None:
    red = np.zeros((40, 40, 3), np.uint8)
    red[:, :, 0] = 220
    content = comparison.encode_jpeg(red)
    decoded = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR)
    assert np.asarray(decoded)[20, 20, 2] > 200


def test_beyond_the_shared_region_nothing_is_laid_over() -> None:
    picture = scene()
    left = box(0.0, 0.0, 0.5, 1.0)
    laid = comparison.aligned(picture, picture, IDENTITY, within=left)
    width = picture.shape[1]
    assert laid.covered[:, : width // 2].all()
    assert not laid.covered[:, width // 2 + 2 :].any()

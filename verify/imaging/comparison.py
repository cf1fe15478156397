"""Pictures that let a person see a match: overlay, and where two differ.

Arrays are (height, width, 3) uint8 sRGB. A transform is the row-major 3x3 homography
from reference to suspect with both pictures in coordinates 0..1; it may mirror.
Nothing here decides whether two pictures match, and nothing is read from disk.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import Region, box
from verify.imaging.outlines import DIMMED, OUTLINE, Pixels, as_pixels, stroke_px

Transform = tuple[float, ...]

BLUR_PATCHES = 12  # so few that no face, wound or number is left
TILES = 8  # squares of the checkerboard along the longer side
# JPEG at quality 50 moves smooth areas by up to some 12 of 255 levels, resampling
# moves edges more; edges are forgiven by `_envelope`. Chosen on JPEG re-encodings
# at quality 30 to 90 (tests/imaging/test_comparison.py), not on a measured corpus.
DIFFERS_FROM_LEVELS = 28.0
NOISE_FACTOR = 4.0
SMALLEST_AREA_SHARE = 0.0006  # of the overlap; smaller specks are compression noise
TOGETHER_SHARE = 0.035  # of the longer side: letters this near are one text


@dataclass(frozen=True)
class Aligned:
    """The reference laid onto the suspect's grid, and where it covers it."""

    pixels: Pixels
    covered: NDArray[np.bool_]


@dataclass(frozen=True)
class Differences:
    """The suspect with differing areas marked; shares are of the common part, 0..1.

    `regions` are boxes on the suspect, largest first; what stands close together, as
    the letters of a text do, is one.
    """

    pixels: Pixels
    share: float
    regions: tuple[Region, ...]

    @property
    def areas(self) -> int:
        """How many there are."""
        return len(self.regions)


def fitted(picture: Pixels, long_side: int) -> Pixels:
    """The picture with its longer side at most `long_side` pixels; never enlarged."""
    height, width = picture.shape[:2]
    scale = long_side / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return as_pixels(cv2.resize(picture, size, interpolation=cv2.INTER_AREA))


def at_least(picture: Pixels, long_side: int) -> Pixels:
    """The picture enlarged to this longer side if it is smaller, for lines to be fine.

    Enlarging invents no detail; it only gives outlines pixels of their own.
    """
    height, width = picture.shape[:2]
    scale = long_side / max(height, width)
    if scale <= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return as_pixels(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC))


def blurred(picture: Pixels) -> Pixels:
    """The picture as 12 soft patches a side: what it shows cannot be made out again."""
    height, width = picture.shape[:2]
    patches = cv2.resize(
        picture, (BLUR_PATCHES, BLUR_PATCHES), interpolation=cv2.INTER_AREA
    )
    return as_pixels(
        cv2.resize(patches, (width, height), interpolation=cv2.INTER_CUBIC)
    )


def aligned(
    suspect: Pixels,
    reference: Pixels,
    transform: Transform,
    *,
    within: Region | None = None,
) -> Aligned:
    """The reference as it lies on the suspect, within a region of it if one is given.

    Raises ValueError where the transform is not nine finite numbers or not invertible.
    """
    normalised = np.array(transform, np.float64)
    if normalised.shape != (9,) or not np.isfinite(normalised).all():
        raise ValueError("a transform is nine finite numbers")
    normalised = normalised.reshape(3, 3)
    if abs(np.linalg.det(normalised)) < 1e-12:  # noqa: PLR2004
        raise ValueError("the transform folds the picture flat")
    reference = _near_scale(reference, suspect, normalised)
    to_suspect = _to_pixels(suspect) @ normalised @ np.linalg.inv(_to_pixels(reference))
    size = (suspect.shape[1], suspect.shape[0])
    laid = cv2.warpPerspective(
        reference, to_suspect, size,
        flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    full = np.full(reference.shape[:2], 255, np.uint8)
    covered = cv2.warpPerspective(full, to_suspect, size, flags=cv2.INTER_NEAREST)
    shown = np.asarray(covered) > 0
    if within is not None:  # beyond a panel's edge stands another picture
        part = np.zeros(suspect.shape[:2], np.uint8)
        corners = np.rint(np.array(within.points) * (size[0], size[1]))
        cv2.fillPoly(part, [corners.astype(np.int32)], 255)
        shown &= part > 0
    return Aligned(as_pixels(laid), shown)


def overlay(suspect: Pixels, laid: Aligned) -> Pixels:
    """A checkerboard of both: lines that run on across squares show one picture."""
    height, width = suspect.shape[:2]
    side = max(8, max(height, width) // TILES)
    rows, columns = np.arange(height) // side, np.arange(width) // side
    other = (rows[:, None] + columns[None, :]) % 2 == 1
    shown = (other & laid.covered)[:, :, None]
    outside = (suspect * DIMMED).astype(np.uint8)
    ground = np.where(laid.covered[:, :, None], suspect, outside)
    result = np.where(shown, laid.pixels, ground)
    edge = (np.arange(height) % side < 1)[:, None] | (np.arange(width) % side < 1)
    seam = (edge & laid.covered)[:, :, None]
    return as_pixels(np.where(seam, result // 2 + 127, result))


def differences(suspect: Pixels, laid: Aligned) -> Differences:
    """Where the two differ beyond compression, brightness and colour cast."""
    common = _eroded(laid.covered, 3)
    total = int(common.sum())
    grey = cv2.cvtColor(suspect, cv2.COLOR_RGB2GRAY)
    ground = as_pixels(
        cv2.cvtColor((grey // 2 + 110).astype(np.uint8), cv2.COLOR_GRAY2RGB)
    )
    ground[~laid.covered] = (ground[~laid.covered] * DIMMED).astype(np.uint8)
    if total == 0:
        return Differences(ground, 0.0, ())
    marks = _marks(suspect, laid.pixels, common)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    smallest = max(12, SMALLEST_AREA_SHARE * total)
    kept = [i for i in range(1, count) if stats[i, cv2.CC_STAT_AREA] >= smallest]
    mask = np.isin(labels, kept).astype(np.uint8)
    result = np.where(mask[:, :, None] > 0, suspect, ground)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    cv2.drawContours(result, contours, -1, OUTLINE, stroke_px(suspect), cv2.LINE_AA)
    boxes = _grouped(as_pixels(mask))
    for left, top, right, bottom in boxes:
        cv2.rectangle(result, (left, top), (right, bottom), OUTLINE, 1, cv2.LINE_AA)
    height, width = mask.shape
    regions = [
        box(left / width, top / height, (right + 1) / width, (bottom + 1) / height)
        for left, top, right, bottom in boxes
    ]
    return Differences(as_pixels(result), int(mask.sum()) / total, tuple(regions))


def encode_jpeg(picture: Pixels, *, quality: int = 80, long_side: int = 1100) -> bytes:
    """A JPEG without any metadata, its longer side at most `long_side` pixels."""
    swapped = cv2.cvtColor(fitted(picture, long_side), cv2.COLOR_RGB2BGR)
    done, content = cv2.imencode(".jpg", swapped, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:  # pragma: no cover - OpenCV gives no reason and has shown no case
        raise ValueError("the comparison picture could not be written as JPEG")
    return content.tobytes()


def _marks(suspect: Pixels, other: Pixels, common: NDArray[np.bool_]) -> Pixels:
    """1 where the pictures differ: strong first, then grown into its weaker rim."""
    sigma = max(suspect.shape[:2]) / 900
    seen = cv2.GaussianBlur(suspect, (0, 0), max(0.6, sigma)).astype(np.float32)
    earlier = cv2.GaussianBlur(other, (0, 0), max(0.6, sigma)).astype(np.float32)
    earlier = _colours_matched(earlier, seen, common)
    reach = max(1, round(max(suspect.shape[:2]) / 400))
    gap = _envelope_gap(seen, earlier, reach).max(axis=2)
    gap[~common] = 0
    noise = float(np.median(gap[common])) * 1.4826  # MAD to standard deviation
    strong = gap > max(DIFFERS_FROM_LEVELS, NOISE_FACTOR * noise)
    closing = np.ones((4 * reach + 1, 4 * reach + 1), np.uint8)
    opened = cv2.morphologyEx(
        strong.astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)
    )
    return as_pixels(cv2.morphologyEx(opened, cv2.MORPH_CLOSE, closing))


def _grouped(mask: Pixels) -> list[tuple[int, int, int, int]]:
    """Left, top, right, bottom of what stands together, the most pixels first."""
    reach = max(2, round(max(mask.shape) * TOGETHER_SHARE))
    near = cv2.dilate(mask, np.ones((reach, reach), np.uint8))
    count, labels = cv2.connectedComponents(near, connectivity=8)
    found = []
    for i in range(1, count):
        ys, xs = np.nonzero((labels == i) & (mask > 0))
        if len(xs):
            corners = (int(xs.min()), int(ys.min()), int(xs.max()), int(ys.max()))
            found.append((len(xs), corners))
    found.sort(key=lambda item: (-item[0], item[1]))
    return [corners for _, corners in found]


def _envelope_gap(
    seen: NDArray[np.float32], earlier: NDArray[np.float32], reach: int
) -> NDArray[np.float32]:
    """How far `seen` lies outside what stands within `reach` pixels in `earlier`."""
    window = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    highest = np.asarray(cv2.dilate(earlier, window), np.float32)
    lowest = np.asarray(cv2.erode(earlier, window), np.float32)
    zero = np.float32(0)
    gap = np.maximum(np.maximum(seen - highest, lowest - seen), zero)
    return np.asarray(gap, np.float32)


def _colours_matched(
    source: NDArray[np.float32], target: NDArray[np.float32], common: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """`source` with gain and offset per channel that bring it nearest to `target`.

    Least squares, thrice, each time leaving out what still differs most, so that an
    added logo does not pull the colours of the rest.
    """
    result = source.copy()
    for channel in range(3):
        x, y = source[:, :, channel][common], target[:, :, channel][common]
        kept = np.ones(x.shape, np.bool_)
        gain, offset = 1.0, 0.0
        for _ in range(3):
            spread = float(np.var(x[kept]))
            if spread > 1:
                covariance = float(np.mean((x[kept] - x[kept].mean()) * y[kept]))
                gain = float(np.clip(covariance / spread, 0.2, 5.0))
            offset = float(np.median(y[kept] - gain * x[kept]))
            rest = np.abs(y - gain * x - offset)
            kept = rest <= max(2.0, float(np.quantile(rest, 0.8)))
        result[:, :, channel] = gain * source[:, :, channel] + offset
    # what a brightened copy lost in white or black is no difference
    return np.clip(result, 0, 255)


def _near_scale(
    reference: Pixels, suspect: Pixels, normalised: NDArray[np.float64]
) -> Pixels:
    """The reference shrunk to about the size it has on the suspect, against moire."""
    corners = np.array([[[0, 0]], [[1, 0]], [[1, 1]], [[0, 1]]], np.float64)
    placed = cv2.perspectiveTransform(corners, normalised)[:, 0]
    placed = placed * (suspect.shape[1], suspect.shape[0])
    area = cv2.contourArea(placed.astype(np.float32))
    scale = float(np.sqrt(area / (reference.shape[0] * reference.shape[1])))
    if not np.isfinite(scale) or scale >= 0.9:  # noqa: PLR2004
        return reference
    long_side = max(16, round(max(reference.shape[:2]) * scale))
    return fitted(reference, long_side)


def _to_pixels(picture: Pixels) -> NDArray[np.float64]:
    """From 0..1 to pixel centres: the upper left pixel's centre is at (0, 0)."""
    height, width = picture.shape[:2]
    return np.array([[width, 0, -0.5], [0, height, -0.5], [0, 0, 1]], np.float64)


def _eroded(mask: NDArray[np.bool_], pixels: int) -> NDArray[np.bool_]:
    window = np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8)
    return np.asarray(cv2.erode(mask.astype(np.uint8), window)) > 0

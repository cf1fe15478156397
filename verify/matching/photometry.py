"""Photometry: whether the pixels agree after alignment, and whether anything moves.

A copy agrees with its source at shift zero wherever there is texture, up to overlays;
another photograph of the same scene agrees here and there, each part at a shift of its
own (parallax, motion). Agreement is the local correlation of grey levels, which no
change of brightness or contrast touches.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import Region

Grey = NDArray[np.uint8]
Map = NDArray[np.float32]

_WINDOW_PX = 17
_SHIFTS_PX = (-5.0, -2.5, 0.0, 2.5, 5.0)
AGREES = 0.6  # correlation from which a window is said to agree
_MOVES = 0.1  # more correlation at another shift
_MOSTLY = 0.6  # of a window must lie inside the overlap
_MIN_SPREAD = 4.0  # grey levels; flatter windows say nothing
_LONG_SIDE_PX = 320


@dataclass(frozen=True)
class Agreement:
    """Local correlation of aligned pixels, as maps (height, width) of the reference."""

    still: Map
    """Correlation at shift zero."""
    shifted: Map
    """The best correlation at any other shift."""
    compared: NDArray[np.bool_]
    """Windows inside the overlap, with texture in the reference."""
    overlap: float
    """Share of the reference that the suspect's canvas covers."""
    textured: float
    """Share of the overlap that can be compared."""


@dataclass(frozen=True)
class Summary:
    """How well the pixels agree over the compared windows of one part."""

    lower: float
    """25th percentile of the correlation at shift zero."""
    median: float
    upper: float
    """75th percentile."""
    agreeing: float
    """Share of windows with a correlation of at least 0.6."""
    moved: float
    """Share of agreeing windows that agree clearly better at another shift."""


def agreement(
    reference: Grey, suspect: Grey, matrix: NDArray[np.float64]
) -> Agreement | None:
    """Compare grey pictures aligned by `matrix` (reference to suspect pixels)."""
    scale = min(1.0, _LONG_SIDE_PX / max(reference.shape))
    height, width = (max(8, round(side * scale)) for side in reference.shape)
    shrunk = cv2.resize(reference, (width, height), interpolation=cv2.INTER_AREA)
    to_small = np.diag([width / reference.shape[1], height / reference.shape[0], 1.0])
    warp = to_small @ np.linalg.inv(matrix)
    sharpness = float(np.sqrt(abs(np.linalg.det(warp[:2, :2]))))
    if sharpness < 1:  # the suspect is larger: blur before it is sampled down
        blurred = cv2.GaussianBlur(suspect, (0, 0), 0.4 / max(sharpness, 0.05))
        suspect = np.asarray(blurred, np.uint8)
    placed = cv2.warpPerspective(suspect, warp, (width, height), flags=cv2.INTER_LINEAR)
    inside = cv2.warpPerspective(
        np.full(suspect.shape, 255, np.uint8), warp, (width, height)
    )
    seen = cv2.erode(inside, np.ones((5, 5), np.uint8)) > 0
    if seen.sum() < _WINDOW_PX**2:
        return None
    return _maps(shrunk.astype(np.float32), placed.astype(np.float32), seen)


def summary(agreed: Agreement, part: Region) -> Summary:
    """The agreement over a part of the reference; all zero where nothing is said."""
    height, width = agreed.compared.shape
    inside = np.zeros((height, width), np.uint8)
    corners = np.array(part.points) * (width, height)
    cv2.fillPoly(inside, [np.rint(corners).astype(np.int32)], 1)
    chosen = agreed.compared & (inside > 0)
    if not chosen.any():
        return Summary(0.0, 0.0, 0.0, 0.0, 1.0)
    still, shifted = agreed.still[chosen], agreed.shifted[chosen]
    good = np.maximum(still, shifted) >= AGREES
    moves = good & (shifted - still > _MOVES)
    lower, median, upper = np.percentile(still, (25, 50, 75))
    return Summary(
        lower=float(lower),
        median=float(median),
        upper=float(upper),
        agreeing=float((still >= AGREES).mean()),
        moved=float(moves.sum() / max(1, good.sum())),
    )


def _maps(a: Map, b: Map, seen: NDArray[np.bool_]) -> Agreement:
    weight = _box(seen.astype(np.float32))
    enough = seen & (weight > _MOSTLY)
    mean_a, spread_a = _moments(a)
    still = _correlation(a, mean_a, spread_a, b)
    shifted = np.full(a.shape, -1.0, np.float32)
    for dy in _SHIFTS_PX:
        for dx in _SHIFTS_PX:
            if dx or dy:
                moved = _correlation(a, mean_a, spread_a, _shift(b, dx, dy))
                shifted = np.maximum(shifted, moved)
    compared = enough & (spread_a > _MIN_SPREAD)
    return Agreement(
        still=still,
        shifted=shifted,
        compared=np.asarray(compared, np.bool_),
        overlap=float(seen.mean()),
        textured=float(compared.sum() / max(1, enough.sum())),
    )


def _box(values: Map) -> Map:
    return np.asarray(cv2.boxFilter(values, -1, (_WINDOW_PX, _WINDOW_PX)), np.float32)


def _moments(values: Map) -> tuple[Map, Map]:
    mean = _box(values)
    variance = np.maximum(_box(values * values) - mean * mean, 0)
    return mean, np.sqrt(variance)


def _correlation(a: Map, mean_a: Map, spread_a: Map, b: Map) -> Map:
    mean_b, spread_b = _moments(b)
    covariance = _box(a * b) - mean_a * mean_b
    # A window that is flat on one side only correlates with nothing.
    scale = np.maximum(spread_a * np.maximum(spread_b, 1.0), 1e-3)
    return np.asarray(covariance / scale, np.float32)


def _shift(values: Map, dx: float, dy: float) -> Map:
    move = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
    height, width = values.shape
    return np.asarray(
        cv2.warpAffine(values, move, (width, height), borderMode=cv2.BORDER_REPLICATE),
        np.float32,
    )

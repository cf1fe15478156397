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

Grey = NDArray[np.uint8]
Map = NDArray[np.float32]

_WINDOW_PX = 17
_SHIFTS_PX = (-5.0, -2.5, 0.0, 2.5, 5.0)
_MIN_SPREAD = 4.0  # grey levels; flatter windows say nothing
_LONG_SIDE_PX = 320


@dataclass(frozen=True)
class Agreement:
    """How well the aligned pixels agree, over windows with texture on both sides."""

    correlation: Map
    """Local correlation at shift zero, (height, width), NaN where nothing is said."""
    textured: float
    """Share of the overlap with texture in the reference."""
    overlap: float
    """Share of the reference that the suspect's canvas covers."""
    median: float
    upper: float
    """75th percentile of the correlation."""
    lower: float
    """25th percentile."""
    agreeing: float
    """Share of textured windows with a correlation of at least 0.6."""
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
    return _summary(shrunk.astype(np.float32), placed.astype(np.float32), seen)


def _summary(a: Map, b: Map, seen: NDArray[np.bool_]) -> Agreement:
    weight = _box(seen.astype(np.float32))
    enough = seen & (weight > 0.6)  # noqa: PLR2004 - windows mostly inside the overlap
    mean_a, spread_a = _moments(a)
    textured = enough & (spread_a > _MIN_SPREAD)
    count = int(textured.sum())
    if count == 0:
        nan = np.full(a.shape, np.nan, np.float32)
        return Agreement(nan, 0.0, float(seen.mean()), 0, 0, 0, 0, 0)
    still, best = None, np.full(a.shape, -1.0, np.float32)
    for dy in _SHIFTS_PX:
        for dx in _SHIFTS_PX:
            moved = _shift(b, dx, dy)
            correlation = _correlation(a, mean_a, spread_a, moved)
            if dx == 0 and dy == 0:
                still = correlation
            else:
                best = np.maximum(best, correlation)
    assert still is not None  # noqa: S101 - zero is among the shifts
    values = still[textured]
    good = np.maximum(still, best)[textured] >= 0.6  # noqa: PLR2004
    moves = (best - still)[textured] > 0.1  # noqa: PLR2004
    lower, median, upper = np.percentile(values, (25, 50, 75))
    return Agreement(
        correlation=np.where(textured, still, np.nan).astype(np.float32),
        textured=count / max(1, int(enough.sum())),
        overlap=float(seen.mean()),
        median=float(median),
        upper=float(upper),
        lower=float(lower),
        agreeing=float((values >= 0.6).mean()),  # noqa: PLR2004
        moved=float((good & moves).sum() / max(1, good.sum())),
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

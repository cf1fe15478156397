"""Photometry: one picture laid over the other, and whether their grey levels agree.

A copy agrees with its source wherever there is texture, up to overlays. Agreement is
the local correlation of grey levels, which no change of brightness or contrast touches,
of pictures smoothed a little, so that compression and blur count for less.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import Region

Grey = NDArray[np.uint8]
Map = NDArray[np.float32]
Mask = NDArray[np.bool_]
Matrix = NDArray[np.float64]

AGREES = 0.6  # correlation from which a window is said to agree
WINDOW_PX = 21
_SMOOTH_PX = 1.5
_LEVELLED_PX = 1.0
_MOSTLY = 0.6  # of a window must lie inside the overlap
_AGREES_BEST = 0.9
_FINE_PX = 2.0
_FEWEST_PX = 100
_MIN_SPREAD = 3.0  # grey levels; flatter windows say nothing


@dataclass(frozen=True)
class Frame:
    """How much of the reference the suspect is laid over, and how large."""

    bounds: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    """Left, upper, right and lower edge, in shares of the reference."""
    long_side_px: int = 320
    """At most so many pixels a side."""
    finest: float = 1.0
    """At most so many pixels for each of the reference's."""


WHOLE_FRAME = Frame()


@dataclass(frozen=True)
class Laid:
    """Both pictures in one frame of the reference."""

    reference: Map
    """Grey levels, (height, width)."""
    suspect: Map
    """The same places of the suspect; anything outside its canvas."""
    seen: Mask
    """Where the suspect's canvas is, a little inside its edge."""
    to_frame: Matrix
    """From reference pixels to those of the frame."""
    warp: Matrix
    """From suspect pixels to those of the frame."""


@dataclass(frozen=True)
class Look:
    """Both pictures in one frame, and the part of it that counts."""

    laid: Laid
    within: Mask

    @cached_property
    def region(self) -> Mask:
        """The part, where the suspect's canvas is."""
        return np.asarray(self.laid.seen & self.within, np.bool_)

    @cached_property
    def levelled(self) -> tuple[Map, Map]:
        """Both smoothed, the suspect with the reference's brightness and contrast.

        Robust: by the quantiles over the region, which must hold some pixels.
        """
        like, values = (
            np.asarray(cv2.GaussianBlur(grey, (0, 0), _LEVELLED_PX), np.float32)
            for grey in (self.laid.reference, self.laid.suspect)
        )
        low, middle, high = np.percentile(values[self.region], (20, 50, 80))
        low_to, middle_to, high_to = np.percentile(like[self.region], (20, 50, 80))
        gain = (high_to - low_to) / max(float(high - low), 4.0)
        return like, np.asarray((values - middle) * gain + middle_to, np.float32)


@dataclass(frozen=True)
class Agreement:
    """Local correlation of what was laid over each other, (height, width)."""

    correlation: Map
    compared: Mask
    """Windows inside the overlap, with texture in the reference."""
    inside: Mask
    """Windows inside the overlap, with or without texture."""

    @property
    def overlap(self) -> float:
        """Share of the reference that the suspect's canvas covers."""
        return float(self.inside.mean())


@dataclass(frozen=True)
class Summary:
    """How well the pixels agree over the compared windows of one part."""

    median: float
    upper: float
    """75th percentile."""
    agreeing: float
    """Share of windows with a correlation of at least 0.6."""
    textured: float
    """Share of the part that can be compared."""
    compared: int
    """Windows compared."""


def lay(
    reference: Grey, suspect: Grey, matrix: Matrix, frame: Frame = WHOLE_FRAME
) -> Laid | None:
    """Lay grey pictures over each other by `matrix` (reference to suspect pixels).

    None where they hardly overlap.
    """
    shrunk, to_frame = _framed(reference, frame)
    height, width = shrunk.shape
    warp = to_frame @ np.linalg.inv(matrix)
    warp /= warp[2, 2]
    sharpness = float(np.sqrt(abs(np.linalg.det(warp[:2, :2]))))
    if sharpness < 1:  # the suspect is larger: blur before it is sampled down
        blurred = cv2.GaussianBlur(suspect, (0, 0), 0.4 / max(sharpness, 0.05))
        suspect = np.asarray(blurred, np.uint8)
    placed = cv2.warpPerspective(suspect, warp, (width, height), flags=cv2.INTER_LINEAR)
    canvas = np.full(suspect.shape, 255, np.uint8)
    inside = cv2.warpPerspective(canvas, warp, (width, height))
    seen = cv2.erode(inside, np.ones((5, 5), np.uint8)) > 0
    if seen.sum() < WINDOW_PX**2:
        return None
    return Laid(
        shrunk.astype(np.float32), placed.astype(np.float32), seen, to_frame, warp
    )


def _framed(reference: Grey, frame: Frame) -> tuple[Grey, Matrix]:
    """The part of the reference that is meant, and from the whole's pixels to its."""
    height, width = reference.shape
    left, upper, right, lower = frame.bounds
    x0, y0 = int(left * width), int(upper * height)
    part = reference[y0 : math.ceil(lower * height), x0 : math.ceil(right * width)]
    scale = min(1.0, frame.finest, frame.long_side_px / max(part.shape))
    rows, columns = (max(8, round(side * scale)) for side in part.shape)
    shrunk = cv2.resize(part, (columns, rows), interpolation=cv2.INTER_AREA)
    x, y = columns / part.shape[1], rows / part.shape[0]
    to_frame = np.array([[x, 0, -x * x0], [0, y, -y * y0], [0, 0, 1]])
    return np.asarray(shrunk, np.uint8), to_frame


def agreement(laid: Laid, side: int = WINDOW_PX) -> Agreement:
    """The local correlation of the two, window by window of `side` pixels."""
    a = cv2.GaussianBlur(laid.reference, (0, 0), _SMOOTH_PX)
    b = cv2.GaussianBlur(laid.suspect, (0, 0), _SMOOTH_PX)
    mean_a, spread_a = moments(np.asarray(a, np.float32), side)
    mean_b, spread_b = moments(np.asarray(b, np.float32), side)
    covariance = box_mean(np.asarray(a * b, np.float32), side) - mean_a * mean_b
    # A window that is flat on one side only correlates with nothing.
    scale = np.maximum(spread_a * np.maximum(spread_b, 1.0), 1e-3)
    inside = laid.seen & (box_mean(laid.seen.astype(np.float32), side) > _MOSTLY)
    return Agreement(
        correlation=np.asarray(covariance / scale, np.float32),
        compared=np.asarray(inside & (spread_a > _MIN_SPREAD), np.bool_),
        inside=np.asarray(inside, np.bool_),
    )


def summary(agreed: Agreement, within: Mask) -> Summary:
    """The agreement over a part of the frame; all zero where nothing is said."""
    chosen = agreed.compared & within
    if not chosen.any():
        return Summary(0.0, 0.0, 0.0, 0.0, 0)
    values = agreed.correlation[chosen]
    median, upper = np.percentile(values, (50, 75))
    return Summary(
        median=float(median),
        upper=float(upper),
        agreeing=float((values >= AGREES).mean()),
        textured=float(chosen.sum() / max(1, (agreed.inside & within).sum())),
        compared=int(chosen.sum()),
    )


def sharpness(look: Look) -> float:
    """Fine against coarse detail of the suspect's part, the reference's being 1.

    Under 1 where the suspect is blurred; details then lie less exactly.
    """
    if not look.region.any():
        return 1.0
    suspect, reference = (
        _fineness(values, look.region)
        for values in (look.laid.suspect, look.laid.reference)
    )
    return suspect / reference


def _fineness(values: Map, region: Mask) -> float:
    finest, fine, coarse = (cv2.GaussianBlur(values, (0, 0), s) for s in (1, 2, 6))
    small = float((values - finest)[region].std())
    large = float((fine - coarse)[region].std())
    return (small + 0.3) / (large + 1.0)  # so that noise in flat parts says little


def fine_correlation(look: Look, agreed: Agreement) -> float:
    """Correlation of detail finer than two pixels, where the windows agree best.

    0 where too little agrees. Fine detail survives a copy, blurred; another photograph
    has its own.
    """
    best = look.region & agreed.compared & (agreed.correlation >= _AGREES_BEST)
    if best.sum() < _FEWEST_PX:
        return 0.0
    one, other = (
        (values - cv2.GaussianBlur(values, (0, 0), _FINE_PX))[best]
        for values in look.levelled
    )
    spread = float(one.std() * other.std())
    if spread == 0:
        return 0.0
    return float(((one - one.mean()) * (other - other.mean())).mean()) / spread


def part_of(laid: Laid, part: Region, shape: tuple[int, ...]) -> Mask:
    """The pixels of the frame in a part of the reference of this (height, width)."""
    corners = np.array(part.points) * (shape[1], shape[0])
    placed = cv2.perspectiveTransform(corners[:, None], laid.to_frame)[:, 0]
    return _filled(placed, laid.seen.shape)


def mask_of(part: Region, shape: tuple[int, ...]) -> Mask:
    """The pixels of a picture of this shape (height, width) that lie in the part."""
    return _filled(np.array(part.points) * (shape[1], shape[0]), shape)


def _filled(corners: NDArray[Any], shape: tuple[int, ...]) -> Mask:
    inside = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(inside, [np.rint(corners).astype(np.int32)], 1)
    return np.asarray(inside > 0, np.bool_)


def moments(values: Map, side: int = WINDOW_PX) -> tuple[Map, Map]:
    """Mean and standard deviation of the window around each pixel."""
    mean = box_mean(values, side)
    variance = np.maximum(box_mean(values * values, side) - mean * mean, 0)
    return mean, np.sqrt(variance)


def box_mean(values: Map, side: int = WINDOW_PX) -> Map:
    """Mean of the window around each pixel."""
    return np.asarray(cv2.boxFilter(values, -1, (side, side)), np.float32)

"""Displacement: how far each detail is off once one picture lies on the other.

In a copy every detail that is still there lies where it should, to a fraction of a
pixel, whatever was done to the whole. In another photograph of the scene details are
off by amounts of their own: parallax, and what moved. Details are followed by the
pyramidal Lucas-Kanade tracker (Bouguet 2000) there and back; one that does not come
back to where it started is not followed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.matching.photometry import (
    WHOLE_FRAME,
    Agreement,
    Frame,
    Grey,
    Laid,
    Map,
    Mask,
    Matrix,
    agreement,
    lay,
    moments,
)

_DETAILS = 300
_QUALITY = 0.02  # of the strongest corner (Shi and Tomasi 1994)
_APART_PX = 6
_EDGE_PX = 9
_TRACK = {
    "winSize": (15, 15),
    "maxLevel": 2,
    "criteria": (cv2.TERM_CRITERIA_COUNT + cv2.TERM_CRITERIA_EPS, 20, 0.02),
}
_RETURNS_PX = 0.5
_NORM_PX = 31
_NEAR_PX = 6.0
_TO_SETTLE = 12
_SETTLED_PX = 1.0
_NO_WORSE = 0.01  # of mean correlation
_AS_LARGE = 0.3  # of the compared area may come or go by settling
_FEWEST = 6  # details for an affine change, three of which carry one
_ROUNDS = 5
_NO_LESS_PX = 0.05  # so that a detail in place does not outweigh all others
MOVED_PX = 1.0


@dataclass(frozen=True)
class Displacement:
    """Details followed from the reference to the suspect, in pixels of the frame."""

    points: NDArray[np.float32]
    """Details of the reference that were followed, (n, 2)."""
    moves: NDArray[np.float32]
    """How far each lies off, (n, 2)."""
    tried: int
    """Details that were to be followed."""

    @property
    def lengths(self) -> NDArray[np.float32]:
        """How many pixels each lies off, (n,)."""
        return np.asarray(np.linalg.norm(self.moves, axis=1), np.float32)

    @property
    def uneven(self) -> NDArray[np.float32]:
        """What is left of each once the best affine change is taken out, (n,).

        The change of least absolute deviations, by weighting anew (Schlossmacher,
        JASA 1973). Empty where there are too few to tell.
        """
        count = len(self.points)
        if count < _FEWEST:
            return np.zeros(0, np.float32)
        design = np.c_[np.ones(count), self.points / self.points.max()]
        weights = np.ones((count, 1))
        left = self.moves
        for _ in range(_ROUNDS):
            change, *_ = np.linalg.lstsq(design * weights, self.moves * weights)
            left = self.moves - design @ change
            lengths = np.linalg.norm(left, axis=1, keepdims=True)
            weights = 1 / np.sqrt(np.maximum(lengths, _NO_LESS_PX))
        return np.asarray(np.linalg.norm(left, axis=1), np.float32)


def displaced(laid: Laid, within: Mask) -> Displacement:
    """Follow the clearest details of this part of the frame."""
    a, b = _normalised(laid.reference), _normalised(laid.suspect)
    where = cv2.erode(
        (laid.seen & within).astype(np.uint8), np.ones((_EDGE_PX, _EDGE_PX), np.uint8)
    )
    corners = cv2.goodFeaturesToTrack(a, _DETAILS, _QUALITY, _APART_PX, mask=where)
    if corners is None:
        none = np.zeros((0, 2), np.float32)
        return Displacement(none, none, 0)
    end, kept = there_and_back(a, b, np.asarray(corners, np.float32), _TRACK)
    start = np.asarray(corners[:, 0], np.float32)
    moves = np.asarray(end - start, np.float32)
    return Displacement(start[kept], moves[kept], len(start))


def there_and_back(
    a: Grey, b: Grey, corners: NDArray[np.float32], settings: Mapping[str, Any]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Where each corner of `a`, (n, 1, 2), is in `b`, (n, 2), and whether surely so.

    `settings` are the tracker's, as OpenCV names them.
    """
    there, found, _ = cv2.calcOpticalFlowPyrLK(a, b, corners, None, **settings)  # type: ignore[call-overload]
    back, again, _ = cv2.calcOpticalFlowPyrLK(b, a, there, None, **settings)  # type: ignore[call-overload]
    off = np.linalg.norm((back - corners)[:, 0], axis=1)
    kept = (found.ravel() > 0) & (again.ravel() > 0) & (off < _RETURNS_PX)
    return np.asarray(there[:, 0], np.float32), np.asarray(kept, np.bool_)


def settle(
    reference: Grey, suspect: Grey, matrix: Matrix, frame: Frame = WHOLE_FRAME
) -> tuple[Matrix, Laid, Agreement] | None:
    """The homography sharpened by following details, where pixels agree no less.

    Features are placed to about a pixel of their own scale; pixels tell more.
    """
    laid = lay(reference, suspect, matrix, frame)
    if laid is None:
        return None
    agreed = agreement(laid)
    better = _sharpened(laid)
    if better is not None:
        again = lay(reference, suspect, better, frame)
        if again is not None and _no_worse(after := agreement(again), agreed):
            return better, again, after
    return matrix, laid, agreed


def _sharpened(laid: Laid) -> Matrix | None:
    found = displaced(laid, laid.seen)
    near = found.lengths < _NEAR_PX
    if near.sum() < _TO_SETTLE:
        return None
    start = found.points[near]
    correction, _ = cv2.findHomography(
        start, start + found.moves[near], cv2.USAC_MAGSAC, _SETTLED_PX, maxIters=1000
    )
    if correction is None:
        return None
    try:
        # From the frame through the correction to the suspect's own pixels.
        whole = np.linalg.inv(laid.warp) @ correction @ laid.to_frame
        np.linalg.inv(whole)
    except np.linalg.LinAlgError:
        return None
    return np.asarray(whole / whole[2, 2], np.float64)


def _no_worse(after: Agreement, before: Agreement) -> bool:
    new, old = after.compared, before.compared
    if not new.any() or not old.any():
        return False
    if abs(int(new.sum()) - int(old.sum())) > _AS_LARGE * old.sum():
        return False
    gain = after.correlation[new].mean() - before.correlation[old].mean()
    return bool(gain >= -_NO_WORSE)


def _normalised(values: Map) -> Grey:
    """Grey levels against those around them, so that brightness does not count."""
    mean, spread = moments(values, _NORM_PX)
    level = (values - mean) / (spread + 4) * 48 + 128
    return np.asarray(level.clip(0, 255), np.uint8)

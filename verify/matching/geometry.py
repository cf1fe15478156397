"""Geometry: whether the features of two pictures agree on one homography.

Features that look alike are paired, mirrored ones too (without a second extraction);
those that agree on a pose carry a robust homography, and with it further pairs are
confirmed in place. Whether the pixels agree as well is `photometry`'s matter.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.matching.features import LocalFeatures, mirrored
from verify.matching.pairing import MIN_PAIRS, Pairs, by_pose, guided, pair

Matrix = NDArray[np.float64]
Points = NDArray[np.float32]

_TOLERANCE_PX = 3.0  # at the coarser of the two scales
_ROUNDS = 3000
_CONFIDENCE = 0.999
_CONFIRM_PX = (6.0, 3.0)  # around where the homography puts a feature, in turn
_REFIT_PX = 2.5
_REFIT_FROM = 8
_REFIT_KEEPS = 0.5  # of the inliers; a refit that keeps fewer went astray
_MIN_SIDE_PX = 12
_MOST_PERSPECTIVE = 4.0  # of opposite sides; a photographed screen stays under 2
_MOST_STRETCH = 4.0  # of the sides' ratio; an aspect change stays under 2


@dataclass(frozen=True)
class Alignment:
    """A homography from reference to suspect pixels, and the pairs it rests on."""

    matrix: Matrix
    mirrored: bool
    inliers: int
    """Pairs that agreed before any was looked for in place."""
    pairs: int
    """Pairs tried, right and wrong."""
    posed: int
    """Of them, pairs that agree on size and direction."""
    suspect_points: Points
    reference_points: Points
    """Pairs confirmed in place, float32 (m, 2), pixels of each picture."""
    errors_px: Points
    """Where the homography puts each against where it is, (m,), coarser pixels."""

    @property
    def enlarged(self) -> float:
        """How many times larger the suspect shows what the reference shows."""
        return _enlarged(self.matrix)


@dataclass(frozen=True)
class _Fit:
    matrix: Matrix
    inliers: int
    pairs: int
    posed: int


def align(suspect: LocalFeatures, reference: LocalFeatures) -> Alignment | None:
    """The better of the plain and the mirrored alignment, or None without any.

    Both are always tried: a symmetrical building lies alike either way.
    """
    plain = _fitted(suspect, reference)
    turned = mirrored(suspect)
    other = _fitted(turned, reference)
    if other is not None and (plain is None or other.inliers > plain.inliers):
        # Fitted to the un-mirrored suspect, since MAGSAC finds nothing in mirrored
        # pairs as they stand; the mirroring is composed back.
        return _mirrored_back(_confirmed(other, turned, reference), suspect.width)
    return _confirmed(plain, suspect, reference) if plain is not None else None


def _fitted(suspect: LocalFeatures, reference: LocalFeatures) -> _Fit | None:
    """The homography most pairs of one pose agree on."""
    pairs = pair(suspect, reference)
    best = None
    for pose, posed in by_pose(pairs, suspect, reference):
        tolerance = _TOLERANCE_PX * max(1.0, 2**pose.enlarged)
        found = _homography(suspect, reference, posed, tolerance)
        if found is None or (best is not None and found[1] <= best.inliers):
            continue
        if plausible(found[0], reference):
            best = _Fit(*found, len(pairs), len(posed))
    return best


def _homography(
    suspect: LocalFeatures, reference: LocalFeatures, pairs: Pairs, tolerance: float
) -> tuple[Matrix, int] | None:
    matrix, kept = cv2.findHomography(
        reference.points[pairs.reference],
        suspect.points[pairs.suspect],
        cv2.USAC_MAGSAC,
        tolerance,
        maxIters=_ROUNDS,
        confidence=_CONFIDENCE,
    )
    inliers = int(np.count_nonzero(kept))
    if matrix is None or inliers < MIN_PAIRS:  # type: ignore[redundant-expr]
        return None  # OpenCV's stubs do not know that it may find nothing
    return np.asarray(matrix, np.float64), inliers


def plausible(matrix: Matrix, reference: LocalFeatures) -> bool:
    """Whether the reference's outline stays a picture under this homography.

    It must stay convex, in front of the viewer, neither a sliver nor a speck.
    """
    width, height = reference.width, reference.height
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], float)
    depth = corners @ matrix[2, :2] + matrix[2, 2]
    if depth.min() * depth.max() <= 0:
        return False  # a part of it would stand behind the viewer
    outline = cv2.perspectiveTransform(corners[:, None], matrix)[:, 0]
    sides = np.linalg.norm(np.roll(outline, -1, axis=0) - outline, axis=1)
    if sides.min() < _MIN_SIDE_PX:
        return False
    opposite = np.array([sides[0] / sides[2], sides[1] / sides[3]])
    stretch = (sides[0] + sides[2]) / (sides[1] + sides[3]) * height / width
    return bool(
        cv2.isContourConvex(outline.astype(np.float32))
        and np.abs(np.log(opposite)).max() <= np.log(_MOST_PERSPECTIVE)
        and abs(np.log(stretch)) <= np.log(_MOST_STRETCH)
    )


def _confirmed(
    fit: _Fit, suspect: LocalFeatures, reference: LocalFeatures
) -> Alignment:
    """The fit, sharpened by pairs found in place, with those that remain."""
    matrix = fit.matrix
    for radius in _CONFIRM_PX:
        pairs = _in_place(matrix, suspect, reference, radius)
        if len(pairs) < _REFIT_FROM:
            continue
        tolerance = _REFIT_PX * max(1.0, _enlarged(matrix))
        again = _homography(suspect, reference, pairs, tolerance)
        if again is None or again[1] < _REFIT_KEEPS * fit.inliers:
            continue
        if plausible(again[0], reference):
            matrix = again[0]
    pairs = _in_place(matrix, suspect, reference, _CONFIRM_PX[-1])
    here, there = suspect.points[pairs.suspect], reference.points[pairs.reference]
    off = np.linalg.norm(_placed(there, matrix) - here, axis=1)
    errors = (off / max(1.0, _enlarged(matrix))).astype(np.float32)
    return Alignment(
        matrix, False, fit.inliers, fit.pairs, fit.posed, here, there, errors
    )


def _in_place(
    matrix: Matrix, suspect: LocalFeatures, reference: LocalFeatures, radius: float
) -> Pairs:
    enlarged = _enlarged(matrix)
    return guided(
        suspect,
        reference,
        _placed(reference.points, matrix),
        enlarged=enlarged,
        radius_px=radius * max(1.0, enlarged),
    )


def _mirrored_back(found: Alignment, width: int) -> Alignment:
    """The alignment with the suspect as it is, fitted to its mirror image."""
    back = np.array([[-1, 0, width - 1], [0, 1, 0], [0, 0, 1]], float)
    here = found.suspect_points.copy()
    here[:, 0] = width - 1 - here[:, 0]
    return Alignment(
        back @ found.matrix,
        True,
        found.inliers,
        found.pairs,
        found.posed,
        here,
        found.reference_points,
        found.errors_px,
    )


def _placed(points: Points, matrix: Matrix) -> Points:
    if len(points) == 0:
        return points
    return np.asarray(cv2.perspectiveTransform(points[:, None], matrix)[:, 0])


def _enlarged(matrix: Matrix) -> float:
    linear = matrix[:2, :2] / matrix[2, 2]
    return float(np.clip(np.sqrt(abs(np.linalg.det(linear))), 0.02, 50.0))

"""Geometry: whether the features of two pictures agree on one homography.

Nearest descriptors are paired, mirrored ones too (without a second extraction), and a
robust homography is fitted. Whether the pixels agree as well is `photometry`'s matter.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import faiss
import numpy as np
from numpy.typing import NDArray

from verify.matching.features import LocalFeatures, mirrored

Matrix = NDArray[np.float64]

MIN_PAIRS = 6
_RATIO = 0.85  # nearest against second nearest (Lowe, IJCV 2004); 0.8 loses overlays
_TOLERANCE_PX = 4.0
_ROUNDS = 4000
_MIN_SIDE_PX = 12
_MOST_PERSPECTIVE = 4.0  # of opposite sides; a photographed screen stays under 2
_SURELY_PLAIN = 60  # inliers no mirrored picture has by chance
_CONFIDENCE = 0.999


@dataclass(frozen=True)
class Alignment:
    """A homography from reference to suspect pixels, and the pairs it rests on."""

    matrix: Matrix
    mirrored: bool
    pairs: int
    """Pairs of features that look alike."""
    possible: int
    """Those of them that lie where both pictures are, if the matrix is right."""
    suspect_points: NDArray[np.float32]
    reference_points: NDArray[np.float32]
    """The pairs in agreement (inliers), float32 (n, 2), pixels of each picture."""
    errors_px: NDArray[np.float32]
    """Distance in the suspect of each inlier from where the homography puts it."""


def align(suspect: LocalFeatures, reference: LocalFeatures) -> Alignment | None:
    """The better of the plain and the mirrored alignment, or None without any."""
    plain = _align(suspect, reference, mirror=False)
    if plain is not None and len(plain.errors_px) >= _SURELY_PLAIN:
        return plain
    turned = _align(suspect, reference, mirror=True)
    found = [a for a in (plain, turned) if a is not None]
    return max(found, key=lambda a: len(a.errors_px), default=None)


def _align(
    suspect: LocalFeatures, reference: LocalFeatures, *, mirror: bool
) -> Alignment | None:
    # MAGSAC finds nothing for mirrored pairs as they stand: un-mirror the suspect,
    # fit, and compose the mirroring back.
    turned = mirrored(suspect) if mirror else suspect
    at_suspect, at_reference = pair(turned, reference)
    if len(at_suspect) < MIN_PAIRS:
        return None
    a, b = turned.points[at_suspect], reference.points[at_reference]
    matrix, kept = cv2.findHomography(
        b, a, cv2.USAC_MAGSAC, _TOLERANCE_PX, maxIters=_ROUNDS, confidence=_CONFIDENCE
    )
    inlier = np.asarray(kept).ravel().astype(bool)
    if matrix is None or int(inlier.sum()) < MIN_PAIRS:  # type: ignore[redundant-expr]
        return None  # OpenCV's stubs do not know that it may find nothing
    possible = _possible(np.asarray(matrix), (turned, a), (reference, b))
    placed = cv2.perspectiveTransform(b[inlier][:, None], matrix)[:, 0]
    errors = np.linalg.norm(placed - a[inlier], axis=1).astype(np.float32)
    points = a[inlier]
    if mirror:
        back = np.array([[-1, 0, suspect.width - 1], [0, 1, 0], [0, 0, 1]], float)
        matrix, points = back @ np.asarray(matrix), suspect.points[at_suspect][inlier]
    return Alignment(
        np.asarray(matrix, np.float64),
        mirror,
        len(a),
        possible,
        points,
        b[inlier],
        errors,
    )


def _possible(
    matrix: Matrix,
    suspect: tuple[LocalFeatures, NDArray[np.float32]],
    reference: tuple[LocalFeatures, NDArray[np.float32]],
) -> int:
    """Pairs of which each end would lie inside the other picture."""
    there = cv2.perspectiveTransform(reference[1][:, None], matrix)[:, 0]
    back = cv2.perspectiveTransform(suspect[1][:, None], np.linalg.pinv(matrix))[:, 0]
    return int((_inside(there, suspect[0]) & _inside(back, reference[0])).sum())


def _inside(points: NDArray[Any], features: LocalFeatures) -> NDArray[np.bool_]:
    x, y = points.T
    inside = (x >= 0) & (y >= 0) & (x < features.width) & (y < features.height)
    return np.asarray(inside, np.bool_)


def pair(
    suspect: LocalFeatures, reference: LocalFeatures
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions in both of features that are each other's clear nearest neighbour."""
    if min(len(suspect), len(reference)) < MIN_PAIRS:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    two, near = faiss.knn(
        suspect.descriptors.astype(np.float32),
        reference.descriptors.astype(np.float32),
        2,
    )
    first = near[:, 0]
    clear = np.flatnonzero(two[:, 0] < _RATIO**2 * two[:, 1])
    # One reference feature answers for at most one suspect feature: the nearest.
    by_distance = clear[np.argsort(two[clear, 0], kind="stable")]
    _, unique = np.unique(first[by_distance], return_index=True)
    chosen = np.sort(by_distance[unique])
    return chosen, first[chosen]


def plausible(matrix: Matrix, shape: tuple[int, ...]) -> bool:
    """Whether a picture of this shape (height, width) stays a picture under `matrix`.

    Its outline must stay convex, in front of the viewer, neither a sliver nor a speck.
    """
    height, width = shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    depth = corners @ matrix[2, :2] + matrix[2, 2]
    if depth.min() * depth.max() <= 0:
        return False
    outline = cv2.perspectiveTransform(corners[:, None], matrix)[:, 0]
    sides = np.linalg.norm(np.roll(outline, -1, axis=0) - outline, axis=1)
    opposite = np.array([sides[0] / sides[2], sides[1] / sides[3]])
    return bool(
        cv2.isContourConvex(outline.astype(np.float32))
        and sides.min() >= _MIN_SIDE_PX
        and np.abs(np.log(opposite)).max() <= np.log(_MOST_PERSPECTIVE)
    )

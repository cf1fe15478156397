"""Geometry: whether the features of two pictures agree on one homography.

Nearest descriptors are paired, mirrored ones too (without a second extraction), and a
robust homography is fitted. Whether the pixels agree as well is `photometry`'s matter.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.matching.features import LocalFeatures, mirrored

Matrix = NDArray[np.float64]

MIN_PAIRS = 6
_RATIO = 0.85  # nearest against second nearest (Lowe, IJCV 2004); 0.8 loses overlays
_TOLERANCE_PX = 4.0
_ROUNDS = 4000
_CONFIDENCE = 0.999


@dataclass(frozen=True)
class Alignment:
    """A homography from reference to suspect pixels, and the pairs it rests on."""

    matrix: Matrix
    mirrored: bool
    pairs: int
    """Pairs of features that look alike."""
    suspect_points: NDArray[np.float32]
    reference_points: NDArray[np.float32]
    """The pairs in agreement (inliers), float32 (n, 2), pixels of each picture."""
    errors_px: NDArray[np.float32]
    """Distance in the suspect of each inlier from where the homography puts it."""


def align(suspect: LocalFeatures, reference: LocalFeatures) -> Alignment | None:
    """The better of the plain and the mirrored alignment, or None without any."""
    plain = _align(suspect, reference, mirror=False)
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
    if matrix is None or kept is None or int(kept.sum()) < MIN_PAIRS:
        return None
    inlier = kept.ravel().astype(bool)
    placed = cv2.perspectiveTransform(b[inlier][:, None], matrix)[:, 0]
    errors = np.linalg.norm(placed - a[inlier], axis=1).astype(np.float32)
    points = a[inlier]
    if mirror:
        back = np.array([[-1, 0, suspect.width - 1], [0, 1, 0], [0, 0, 1]], float)
        matrix, points = back @ matrix, suspect.points[at_suspect][inlier]
    return Alignment(matrix, mirror, len(a), points, b[inlier], errors)


def pair(
    suspect: LocalFeatures, reference: LocalFeatures
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions in both of features that are each other's clear nearest neighbour."""
    if min(len(suspect), len(reference)) < MIN_PAIRS:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    a = suspect.descriptors.astype(np.float32)
    b = reference.descriptors.astype(np.float32)
    likeness = a @ b.T
    # Descriptors have nearly one length (RootSIFT), so squared distance is 2 (L - dot).
    length = (a**2).sum(1)[:, None] + (b**2).sum(1)[None]
    distance = np.maximum(length - 2 * likeness, 0)
    near = np.argpartition(distance, 1, axis=1)[:, :2]
    two = np.take_along_axis(distance, near, axis=1)
    order = np.argsort(two, axis=1)
    two = np.take_along_axis(two, order, axis=1)
    first = np.take_along_axis(near, order, axis=1)[:, 0]
    clear = np.flatnonzero(two[:, 0] < _RATIO**2 * two[:, 1])
    # One reference feature answers for at most one suspect feature: the nearest.
    by_distance = clear[np.argsort(two[clear, 0], kind="stable")]
    _, unique = np.unique(first[by_distance], return_index=True)
    chosen = np.sort(by_distance[unique])
    return chosen, first[chosen]

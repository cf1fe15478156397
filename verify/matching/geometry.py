"""Geometry: whether the features of two pictures agree on one homography.

Nearest descriptors are paired, mirrored ones too (without a second extraction), and a
robust homography is fitted. Whether the pixels agree as well is `photometry`'s matter.
"""

from dataclasses import dataclass

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
    suspect_pairs: NDArray[np.float32]
    reference_pairs: NDArray[np.float32]
    """All pairs of features that look alike, float32 (m, 2), pixels of each."""
    agrees: NDArray[np.bool_]
    """Which of the pairs agree on the matrix (inliers), (m,)."""
    errors_px: NDArray[np.float32]
    """Distance in the suspect of each inlier from where the homography puts it."""

    @property
    def inliers(self) -> int:
        """Number of pairs that agree."""
        return len(self.errors_px)

    @property
    def suspect_points(self) -> NDArray[np.float32]:
        """Inliers in the suspect, float32 (n, 2), pixels."""
        return self.suspect_pairs[self.agrees]

    @property
    def reference_points(self) -> NDArray[np.float32]:
        """Inliers in the reference, float32 (n, 2), pixels."""
        return self.reference_pairs[self.agrees]


def align(suspect: LocalFeatures, reference: LocalFeatures) -> Alignment | None:
    """The better of the plain and the mirrored alignment, or None without any."""
    plain = _align(suspect, reference, mirror=False)
    if plain is not None and plain.inliers >= _SURELY_PLAIN:
        return plain
    turned = _align(suspect, reference, mirror=True)
    found = [a for a in (plain, turned) if a is not None]
    return max(found, key=lambda a: a.inliers, default=None)


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
    agrees = np.asarray(kept).ravel().astype(bool)
    if matrix is None or int(agrees.sum()) < MIN_PAIRS:  # type: ignore[redundant-expr]
        return None  # OpenCV's stubs do not know that it may find nothing
    placed = cv2.perspectiveTransform(b[agrees][:, None], matrix)[:, 0]
    errors = np.linalg.norm(placed - a[agrees], axis=1).astype(np.float32)
    whole = np.asarray(matrix, np.float64)
    if mirror:
        back = np.array([[-1, 0, suspect.width - 1], [0, 1, 0], [0, 0, 1]], float)
        whole, a = back @ whole, suspect.points[at_suspect]
    return Alignment(whole, mirror, a, b, agrees, errors)


def pair(
    suspect: LocalFeatures, reference: LocalFeatures
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Positions of features that look alike: clearly nearest, each used once."""
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

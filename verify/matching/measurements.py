"""The named measurements behind a decision, from one alignment and its agreement.

They are taken over the part that the two pictures are thought to share: what lies
around a pasted vehicle or a collage panel says nothing about it. Each is explained,
with what it separates from what, in docs/methodology.md.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import Region
from verify.matching.features import LocalFeatures
from verify.matching.geometry import Alignment
from verify.matching.photometry import Agreement, summary

_MARGIN = 0.01  # of a side; regions are found to about so much


def measured(
    found: Alignment,
    agreed: Agreement,
    *,
    suspect: tuple[LocalFeatures, Region],
    reference: tuple[LocalFeatures, Region],
) -> dict[str, float]:
    """The measurements by name, over the regions given on both sides."""
    there = _inside(found.reference_pairs, *reference)
    here = _inside(found.suspect_pairs, *suspect)
    pixels = summary(agreed, reference[1])
    return {
        "inliers": float(found.inliers),
        "pairs": float(len(found.agrees)),
        "possible_pairs": float((there & here | found.agrees).sum()),
        "error_px": float(np.median(found.errors_px)),
        "error_p90_px": float(np.percentile(found.errors_px, 90)),
        "hull_suspect": _hull(found.suspect_points, suspect[0]),
        "hull_reference": _hull(found.reference_points, reference[0]),
        "overlap": agreed.overlap,
        "textured": agreed.textured,
        "correlation_p25": pixels.lower,
        "correlation_p50": pixels.median,
        "correlation_p75": pixels.upper,
        "agreeing": pixels.agreeing,
        "moved": pixels.moved,
    }


def _inside(
    points: NDArray[np.float32], features: LocalFeatures, region: Region
) -> NDArray[np.bool_]:
    """Which points lie in the region of the picture that the features are of."""
    size = np.array((features.width, features.height), np.float32)
    outline = np.array(region.points, np.float32)
    places = [(float(x), float(y)) for x, y in points / size]
    distances = [cv2.pointPolygonTest(outline, place, True) for place in places]
    return np.array(distances) >= -_MARGIN


def _hull(points: NDArray[np.float32], features: LocalFeatures) -> float:
    """Share of the picture inside the convex hull of these points."""
    area = cv2.contourArea(cv2.convexHull(np.ascontiguousarray(points)))
    return float(area) / (features.width * features.height)

"""The named measurements behind a decision, from one alignment and its agreement.

Each is explained, with what it separates from what, in docs/methodology.md.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.matching.features import LocalFeatures
from verify.matching.geometry import Alignment
from verify.matching.photometry import Agreement


def measured(
    suspect: LocalFeatures,
    reference: LocalFeatures,
    found: Alignment,
    agreed: Agreement,
) -> dict[str, float]:
    """The measurements by name: counts, pixels, and shares and correlations."""
    errors = found.errors_px
    return {
        "inliers": float(len(errors)),
        "pairs": float(found.pairs),
        "possible_pairs": float(max(found.possible, len(errors))),
        "error_px": float(np.median(errors)),
        "error_p90_px": float(np.percentile(errors, 90)),
        "hull_suspect": _hull(found.suspect_points, suspect),
        "hull_reference": _hull(found.reference_points, reference),
        "overlap": agreed.overlap,
        "textured": agreed.textured,
        "correlation_p25": agreed.lower,
        "correlation_p50": agreed.median,
        "correlation_p75": agreed.upper,
        "agreeing": agreed.agreeing,
        "moved": agreed.moved,
    }


def _hull(points: NDArray[np.float32], features: LocalFeatures) -> float:
    """Share of the picture inside the convex hull of these points."""
    area = cv2.contourArea(cv2.convexHull(np.ascontiguousarray(points)))
    return float(area) / (features.width * features.height)

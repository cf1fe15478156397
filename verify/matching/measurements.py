"""The named measurements behind a decision, from one alignment and what lies under it.

They are taken over the part that the two pictures are thought to share: what lies
around a pasted vehicle or a collage panel says nothing about it. Each is explained,
with what it separates from what, in docs/methodology.md.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.matching.displacement import MOVED_PX, displaced
from verify.matching.features import LocalFeatures
from verify.matching.geometry import Alignment
from verify.matching.movement import moved_together
from verify.matching.photometry import (
    AGREES,
    Agreement,
    Look,
    fine_correlation,
    sharpness,
    summary,
)
from verify.matching.relocation import relocated
from verify.matching.traces import gone

Points = NDArray[np.float32]

_EDGE_PX = 31  # of the frame; half of it inwards from an edge
_NEIGHBOURS = 3
_FEWEST = 8  # pairs for their errors to have a direction in common
_NOISE_PX2 = 0.05  # errors this small have no direction
_NOT_FOLLOWED_PX = 6.0  # said of a part in which no detail could be followed


def of_alignment(
    found: Alignment, suspect: LocalFeatures, reference: LocalFeatures
) -> dict[str, float]:
    """What the pairs of details say."""
    errors = found.errors_px if len(found.errors_px) else np.array([3.0])
    return {
        "inliers": float(found.inliers),
        "posed": float(found.posed),
        "pairs": float(found.pairs),
        "confirmed": float(len(found.errors_px)),
        "error_px": float(np.median(errors)),
        "error_p90_px": float(np.percentile(errors, 90)),
        "parallax": parallax(found),
        "hull_suspect": _hull(found.suspect_points, suspect),
        "hull_reference": _hull(found.reference_points, reference),
    }


def of_pixels(look: Look, agreed: Agreement) -> dict[str, float]:
    """What the grey levels say, over a part of the reference's frame."""
    pixels = summary(agreed, look.within)
    return {
        "overlap": agreed.overlap,
        "edge_agrees": edge_agrees(agreed),
        "textured": pixels.textured,
        "compared_px": float(pixels.compared),
        "correlation_p50": pixels.median,
        "correlation_p75": pixels.upper,
        "agreeing": pixels.agreeing,
        "fine_correlation": fine_correlation(look, agreed),
        "sharpness": sharpness(look),
        "relocated": float(relocated(look)),
    }


def of_details(look: Look) -> dict[str, float]:
    """What a closer look says: how far details are off, what moved, what has gone."""
    followed = displaced(look.laid, look.within)
    lengths, uneven = followed.lengths, followed.uneven
    if len(lengths) == 0:
        lengths = np.array([_NOT_FOLLOWED_PX], np.float32)
    if len(uneven) == 0:
        uneven = np.array([_NOT_FOLLOWED_PX], np.float32)
    return {
        "details": float(len(followed.points)),
        "followed": len(followed.points) / max(1, followed.tried),
        "displacement_px": float(np.median(lengths)),
        "displacement_p90_px": float(np.percentile(lengths, 90)),
        "uneven_px": float(np.median(uneven)),
        "moved": float((lengths > MOVED_PX).mean()),
        "moved_together": float(moved_together(look)),
        "gone": gone(look),
    }


def parallax(found: Alignment) -> float:
    """How far the errors of neighbouring pairs point the same way, about -1..1.

    What is left after the best plane has no direction in a copy, since it is noise; in
    another photograph whatever stands nearer or farther is off the same way together.
    """
    points = found.reference_points
    if len(points) < _FEWEST:
        return 0.0
    placed = cv2.perspectiveTransform(points[:, None], found.matrix)[:, 0]
    off = (found.suspect_points - placed) / max(1.0, found.enlarged)
    apart = ((points[:, None] - points[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    near = np.argpartition(apart, _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
    together = (off[:, None] * off[near]).sum(axis=2).mean()
    return float(together / ((off**2).sum(axis=1).mean() + _NOISE_PX2))


def edge_agrees(agreed: Agreement) -> float:
    """Share of agreeing windows along the suspect's edge where the reference goes on.

    0 where the reference ends before the suspect's canvas does.
    """
    inside = agreed.inside.astype(np.uint8)
    within = cv2.erode(inside, np.ones((_EDGE_PX, _EDGE_PX), np.uint8)) > 0
    told = agreed.compared & ~within
    if told.sum() < _EDGE_PX**2:
        return 0.0
    return float((agreed.correlation[told] >= AGREES).mean())


def _hull(points: Points, features: LocalFeatures) -> float:
    """Share of the picture inside the convex hull of these points."""
    if len(points) < 3:  # noqa: PLR2004 - no area
        return 0.0
    area = cv2.contourArea(cv2.convexHull(np.ascontiguousarray(points)))
    return float(area) / (features.width * features.height)

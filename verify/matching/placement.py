"""Where a shared picture stands on both sides: two convex regions.

The reference's outline under the transform, clipped to the suspect's canvas, is right
for crops, frames and screenshots. Where only a part of the reference is there (a
collage cell, a pasted vehicle), a panel's edge or the end of agreement cuts it.
"""

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import WHOLE, Region
from verify.matching.geometry import Alignment
from verify.matching.photometry import Agreement

if TYPE_CHECKING:
    from verify.matching.compare import Side

Corners = NDArray[np.float32]

_PANEL_HOLDS = 0.9  # of the inliers, for a panel's edges to cut the region
_AGREES = 0.6  # correlation
_LINE_AGREES = 0.35  # share of agreeing windows, for a line to belong to the part
_CUT = 0.06  # of a side; a thinner strip without agreement is an overlay or noise
_SAID = 0.25  # of a line must have texture for its silence to mean something
_MIN_AREA = 1e-4


def placed(
    suspect: "Side", reference: "Side", found: Alignment, agreed: Agreement
) -> tuple[Region | None, Region | None]:
    """Regions of the suspect and of the reference that show the same, 0..1."""
    there = _part(agreed.correlation)
    size = np.array(reference.grey.shape[::-1], np.float32)
    outline = cv2.perspectiveTransform((there * size)[:, None], found.matrix)[:, 0]
    here = np.asarray(outline / np.array(suspect.grey.shape[::-1]), np.float32)
    canvas = _clip(here, _panel(suspect, found))
    if canvas is None:
        return None, None
    back = _back(canvas, suspect, reference, found.matrix)
    return _region(canvas), _region(_clip(back, _corners(WHOLE)))


def shares(
    here: Region | None, there: Region | None, panels: tuple[Region, ...]
) -> dict[str, float]:
    """How much of the reference, and of the panel it stands in, is covered."""
    if here is None or there is None:
        return {"covers_reference": 0.0, "covers_panel": 0.0}
    covered = (panel.share_inside(here) for panel in panels)
    return {"covers_reference": there.area, "covers_panel": max(covered)}


def _panel(suspect: "Side", found: Alignment) -> Corners:
    """The panel that holds nearly all inliers, or the whole canvas."""
    points = found.suspect_points / np.array(suspect.grey.shape[::-1])
    for panel in suspect.panels if len(suspect.panels) > 1 else ():
        left, upper, right, lower = panel.bounds
        x, y = points.T
        inside = (x >= left) & (x <= right) & (y >= upper) & (y <= lower)
        if inside.mean() >= _PANEL_HOLDS:
            return _corners(panel)
    return _corners(WHOLE)


def _part(correlation: NDArray[np.float32]) -> Corners:
    """The upright box of the reference in which windows agree, as corners in 0..1."""
    told = ~np.isnan(correlation)
    agrees = np.where(told, correlation, -1.0) >= _AGREES
    x0, x1 = _extent(agrees, told)
    y0, y1 = _extent(agrees.T, told.T)
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)


def _extent(agrees: NDArray[np.bool_], told: NDArray[np.bool_]) -> tuple[float, float]:
    """First and last share of the width at which columns agree; 0 and 1 if unclear."""
    width = agrees.shape[1]
    count = told.sum(axis=0)
    share = agrees.sum(axis=0) / np.maximum(count, 1)
    speaks = count >= _SAID * agrees.shape[0]
    good = np.flatnonzero(speaks & (share >= _LINE_AGREES))
    if len(good) == 0:
        return 0.0, 1.0
    first, last = int(good[0]), int(good[-1]) + 1
    # Only columns that have something to say and disagree cut the region.
    left = first / width if speaks[:first].sum() > _CUT * width else 0.0
    right = last / width if speaks[last:].sum() > _CUT * width else 1.0
    return left, right


def _back(
    here: Corners, suspect: "Side", reference: "Side", matrix: NDArray[np.float64]
) -> Corners:
    pixels = (here * np.array(suspect.grey.shape[::-1]))[:, None].astype(np.float32)
    there = cv2.perspectiveTransform(pixels, np.linalg.inv(matrix))[:, 0]
    return np.asarray(there / np.array(reference.grey.shape[::-1]), np.float32)


def _corners(region: Region) -> Corners:
    return np.array(region.points, np.float32)


def _clip(polygon: Corners, window: Corners) -> Corners | None:
    area, kept = cv2.intersectConvexConvex(polygon.astype(np.float32), window)
    if area < _MIN_AREA or kept is None:
        return None
    return np.asarray(kept, np.float32).reshape(-1, 2)


def _region(corners: Corners | None) -> Region | None:
    if corners is None:
        return None
    points = corners.astype(float).clip(0, 1).round(5)
    region = Region(tuple((float(x), float(y)) for x, y in points))
    return region if region.area > 0 else None

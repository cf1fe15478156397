"""Where a shared picture stands on both sides: two convex regions.

The reference's outline under the transform, clipped to the suspect's canvas, is right
for crops, frames and screenshots. Where only a part of the reference is there (a
collage cell, a pasted vehicle), a panel's edge or the end of agreement cuts it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import WHOLE, Point, Region, box, clipped
from verify.matching.photometry import AGREES, Agreement, Laid, Matrix, agreement
from verify.matching.side import Side

_PANEL_HOLDS = 0.9  # of the inliers, for a panel's edges to cut the region
_WINDOW_PX = 11  # smaller than for agreement itself, so that edges are found nearer
_AGAINST = 0.6  # weight of a window that disagrees against one that agrees
_SILENT = 1e-4  # of one without texture or beyond the canvas
_CUT = 0.06  # of a side; a thinner strip without agreement is an overlay or noise
_CELL_PX = 4  # of the frame; the box is found to this
_LEAST = 16  # cells that agree, for a box to be meant
_MIN_AREA = 1e-4
_MOST = 0.55  # of the reference; what is missing then was written over, not cut off
_BLENDED_PX = 5  # of the frame; a pasted part's edge is blended into what is around


def placed(
    suspect: Side,
    reference: Side,
    matrix: Matrix,
    laid: Laid,
    inliers: NDArray[np.float32],
) -> tuple[Region | None, Region | None]:
    """Regions of the suspect and of the reference that show the same, 0..1.

    `inliers`: float32 (n, 2), suspect pixels, in the panel that is meant.
    """
    part = _part(agreement(laid, _WINDOW_PX))
    here = clipped(_moved(part, reference, suspect, matrix), _panel(suspect, inliers))
    if here is None or here.area < _MIN_AREA:
        return None, None
    inverse = np.asarray(np.linalg.inv(matrix), np.float64)
    back = _moved(here.points, suspect, reference, inverse)
    return here, clipped(back, WHOLE)


def shares(here: Region, there: Region, panels: tuple[Region, ...]) -> dict[str, float]:
    """How much of the reference, and of the panel it stands in, is covered."""
    covered = (panel.share_inside(here) for panel in panels)
    return {"covers_reference": there.area, "covers_panel": max(covered)}


def _panel(suspect: Side, inliers: NDArray[np.float32]) -> Region:
    """The panel that holds nearly all inliers, or the whole canvas."""
    points = inliers / np.array(suspect.grey.shape[::-1])
    for panel in suspect.panels if len(suspect.panels) > 1 else ():
        left, upper, right, lower = panel.bounds
        x, y = points.T
        inside = (x >= left) & (x <= right) & (y >= upper) & (y <= lower)
        if len(inside) and inside.mean() >= _PANEL_HOLDS:
            return panel
    return WHOLE


def _part(agreed: Agreement) -> tuple[Point, ...]:
    """The upright box of the reference that is there.

    Where most of it agrees, what does not was written over and is there still; where
    little agrees, the rest was cut off.
    """
    found = _fullest_box(agreed)
    if found is None:
        return WHOLE.points
    columns = np.flatnonzero(agreed.inside.any(axis=0))
    rows = np.flatnonzero(agreed.inside.any(axis=1))
    height, width = agreed.inside.shape
    left, right = _to_the_edge(found[0], found[2], columns, width)
    upper, lower = _to_the_edge(found[1], found[3], rows, height)
    if (right - left) * (lower - upper) >= _MOST:
        return WHOLE.points
    return box(left, upper, right, lower).points


def _to_the_edge(
    first: float, last: float, seen: NDArray[np.intp], length: int
) -> tuple[float, float]:
    """The extent with its blended edge, or to the end if only a strip is left out."""
    blended = _BLENDED_PX / length
    low = first - seen[0] / length <= _CUT
    high = (seen[-1] + 1) / length - last <= _CUT
    return (
        0.0 if low else max(0.0, first - blended),
        1.0 if high else min(1.0, last + blended),
    )


def _fullest_box(agreed: Agreement) -> tuple[float, float, float, float] | None:
    """The box with the most agreement less disagreement: left, upper, right, lower.

    For every pair of rows the best run of columns (Bentley, CACM 1984, column 8). What
    nothing is said of counts a little, so that flat sky stays with what it lies beside.
    """
    told = agreed.compared
    agrees = told & (agreed.correlation >= AGREES)
    value = np.where(agrees, 1.0, np.where(told, -_AGAINST, _SILENT))
    height, width = value.shape
    rows, columns = max(1, height // _CELL_PX), max(1, width // _CELL_PX)
    cells = cv2.resize(value, (columns, rows), interpolation=cv2.INTER_AREA)
    down = np.vstack([np.zeros((1, columns)), cells.cumsum(axis=0)])
    first, last = np.triu_indices(rows + 1, 1)
    strips = down[last] - down[first]
    along = np.hstack([np.zeros((len(strips), 1)), strips.cumsum(axis=1)])
    lowest = np.minimum.accumulate(along, axis=1)
    gain = along[:, 1:] - lowest[:, :-1]
    best, end = np.unravel_index(int(gain.argmax()), gain.shape)
    if gain[best, end] < _LEAST:
        return None
    start = int(along[best, : end + 1].argmin())
    return (
        start / columns,
        int(first[best]) / rows,
        (int(end) + 1) / columns,
        int(last[best]) / rows,
    )


def _moved(
    points: tuple[Point, ...], source: Side, target: Side, matrix: Matrix
) -> tuple[Point, ...]:
    """Points of one picture, in shares, where the matrix puts them in the other."""
    pixels = np.array(points) * source.grey.shape[::-1]
    placed = cv2.perspectiveTransform(pixels[:, None], matrix)[:, 0]
    shares = placed / target.grey.shape[::-1]
    return tuple((round(float(x), 6), round(float(y), 6)) for x, y in shares)

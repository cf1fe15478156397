"""Traces: whether something stood in the reference that has gone from the suspect.

An overlay on a copy brings an outline of its own, where the reference has none. Between
two frames of a camera that stands still a thing goes, and its outline is the
reference's alone; around it the two agree. So every patch that differs is asked both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from verify.matching.patches import Patch, differing, largest, square
from verify.matching.photometry import Look, Map, Mask

# Grey levels, after brightness and contrast were evened out. A walker in the shade
# differs little; one beside another is told from him only where both differ much.
_DIFFERS = (8.0, 14.0, 25.0, 45.0)
_OVER_NOISE = 5.0  # times the middle difference
_PATCHES = 24  # the largest of each level are asked
_SMALLEST_PX = 30
_CLEAR = 15.0  # grey levels inside a patch, in the mean
_LARGEST = 0.15  # of the part; a larger change is no single thing
_EDGE_PX = 9
_THINNEST_PX = 2  # a walker's legs
_OUTLINE_PX = (2, 1)  # out of the patch and into it
_FAINT = 1.0  # grey levels a pixel; fainter edges are nobody's
_AROUND_PX = (3, 6)  # out of the patch: the ring in which the two must agree
_AROUND_PERCENTILE = 75
_AROUND_DIFFERS = 0.5  # of the difference inside: where the ring does, nothing is said
_RING_PX = 10  # of it at least
_SMOOTH = 0.3  # grey levels a pixel; smoother ground is told from flat no more
_FEWEST_PX = 24**2  # of the shared part; less says nothing


@dataclass(frozen=True)
class _Both:
    """The two in a frame: how they differ, and how steep their grey levels are."""

    differ: Map
    reference_edges: Map
    suspect_edges: Map
    region: Mask
    inner: Mask
    """The region without its edge, beside which an outline cannot be seen."""


def gone(look: Look) -> float:
    """How surely one thing of the reference's has gone from the suspect, 0..1.

    The largest, over the patches that differ in this part of the frame, of how much
    the outline is the reference's, times how surely the ground around it is the same.
    """
    region = look.region
    if region.sum() < _FEWEST_PX:
        return 0.0
    reference, suspect = look.levelled
    differ = np.asarray(np.abs(reference - suspect), np.float32)
    inner = np.asarray(cv2.erode(region.astype(np.uint8), square(_EDGE_PX)) > 0)
    both = _Both(differ, _edges(reference), _edges(suspect), region, inner)
    patches = (patch for level in _levels(both) for patch in _patches(both, level))
    return max((_sided(both, p) * _alone(both, p) for p in patches), default=0.0)


def _edges(values: Map) -> Map:
    """How steep the grey levels are, in levels a pixel."""
    across, down = (cv2.Scharr(values, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    return np.asarray(cv2.magnitude(across, down) / 16, np.float32)


def _levels(both: _Both) -> list[float]:
    """The differences from which patches are looked for, none of them noise."""
    noise = _OVER_NOISE * float(np.median(both.differ[both.region]))
    return sorted({max(level, noise) for level in _DIFFERS})


def _patches(both: _Both, level: float) -> Iterator[Patch]:
    """The largest that differ by more than this and may be one thing."""
    changed = differing(both.differ, both.inner, over=level, thinnest_px=_THINNEST_PX)
    most = _LARGEST * both.region.sum()
    for patch in largest(changed, _PATCHES, around_px=_AROUND_PX[1]):
        if _SMALLEST_PX <= patch.area <= most:
            yield patch


def _sided(both: _Both, patch: Patch) -> float:
    """Whose edges run along it: 1 the reference's alone; 0 both's, or the suspect's."""
    out, into = (2 * pixels + 1 for pixels in _OUTLINE_PX)
    inner = cv2.erode(patch.pixels, square(into)) > 0
    outline = (cv2.dilate(patch.pixels, square(out)) > 0) & ~inner
    one = float(both.reference_edges[patch.near][outline].mean())
    other = float(both.suspect_edges[patch.near][outline].mean())
    return max(0.0, (one - other) / (one + other + _FAINT))


def _alone(both: _Both, patch: Patch) -> float:
    """How surely the ground around it is still there: 1 surely, 0 not at all.

    The less the two differ around it, against inside, the more; and less where the
    suspect's ground is smoother, as under a band as grey as what it covers.
    """
    differ = both.differ[patch.near]
    inside = float(differ[patch.pixels > 0].mean())
    close, far = (cv2.dilate(patch.pixels, square(2 * px + 1)) > 0 for px in _AROUND_PX)
    ring = far & ~close & both.region[patch.near]
    if inside < _CLEAR or ring.sum() < _RING_PX:
        return 0.0
    around = float(np.percentile(differ[ring], _AROUND_PERCENTILE))
    agrees = max(0.0, 1 - around / (_AROUND_DIFFERS * inside))
    one = float(both.reference_edges[patch.near][ring].mean())
    other = float(both.suspect_edges[patch.near][ring].mean())
    return agrees * min(1.0, (other + _SMOOTH) / (one + _SMOOTH))

"""Traces: whether something stood in the reference that has gone from the suspect.

An overlay on a copy brings an outline of its own, where the reference has none. Between
two frames of a camera that stands still a thing goes: along its outline grey levels
jump in the reference alone, and beside it the two agree. Who moves a little covers part
of where he was, so outlines are asked stretch by stretch.
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
_OVER_NOISE = 10.0  # times the lower quartile: half may be another thing
_PATCHES = 24  # the largest of each level are asked
_SMALLEST_PX = 30
_CLEAR = 15.0  # grey levels inside a patch, in the mean
_EDGE_PX = 9
_THINNEST_PX = 2  # a walker's legs
_OUTLINE_PX = (2, 1)  # out of the patch and into it
_OUTLINE_WIDTH_PX = 4.0
_ACROSS_PX = 1.5  # how far the way across an outline is smoothed
_ALONG_PX = 9  # window in which it is asked whose a stretch is
_PREVAILS = 0.5  # from here a stretch is the reference's
_SHORTEST_PX = 8.0
_HALF_SURE_PX = 30.0  # a stretch so long counts half
_FAINT = 1.0  # grey levels a pixel; fainter edges are nobody's
_AROUND_PX = (3, 6)  # out of the patch: the ring in which the two must agree
_BESIDE_PX = 4  # into the patch from a stretch
_AROUND_PERCENTILE = 75
_AROUND_DIFFERS = 0.5  # of the difference inside: where the ring does, nothing is said
_RING_PX = 10  # of it at least
_SMOOTH = 0.3  # grey levels a pixel; smoother ground is told from flat no more
_FEWEST_PX = 24**2  # of the shared part; less says nothing

Slopes = tuple[Map, Map]


@dataclass(frozen=True)
class _Both:
    """The two in a frame: how they differ, and how their grey levels slope."""

    differ: Map
    reference: Slopes
    suspect: Slopes
    steepness: tuple[Map, Map]
    """Of the reference and of the suspect, all ways."""
    region: Mask
    inner: Mask
    """The region without its edge, beside which an outline cannot be seen."""


@dataclass(frozen=True)
class _Outline:
    """A patch that differs, and how grey levels jump across its outline."""

    patch: Patch
    line: Mask
    reference: Map
    suspect: Map
    """Grey levels a pixel across it; 0 beside the line."""


def gone(look: Look) -> float:
    """How surely something of the reference's has gone from the suspect, 0..1.

    The largest, over stretches of the outlines of what differs, of how much the jump
    there is the reference's, times how surely the ground beside it is the same, times
    a share that grows with the stretch.
    """
    if look.region.sum() < _FEWEST_PX:
        return 0.0
    reference, suspect = look.levelled
    slopes = _slopes(reference), _slopes(suspect)
    both = _Both(
        np.asarray(np.abs(reference - suspect), np.float32),
        *slopes,
        (_steepness(slopes[0]), _steepness(slopes[1])),
        look.region,
        np.asarray(cv2.erode(look.region.astype(np.uint8), square(_EDGE_PX)) > 0),
    )
    outlines = (one for level in _levels(both) for one in _outlines(both, level))
    return max((_surest(both, outline) for outline in outlines), default=0.0)


def _slopes(values: Map) -> Slopes:
    """Across and down, in grey levels a pixel."""
    across, down = (
        np.asarray(cv2.Scharr(values, cv2.CV_32F, *way) / 16, np.float32)
        for way in ((1, 0), (0, 1))
    )
    return across, down


def _steepness(slopes: Slopes) -> Map:
    return np.asarray(cv2.magnitude(*slopes), np.float32)


def _levels(both: _Both) -> list[float]:
    """The differences from which patches are looked for, none of them noise."""
    noise = _OVER_NOISE * float(np.percentile(both.differ[both.region], 25))
    return sorted({max(level, noise) for level in _DIFFERS})


def _outlines(both: _Both, level: float) -> Iterator[_Outline]:
    """Of the largest patches that differ by more than this."""
    changed = differing(both.differ, both.inner, over=level, thinnest_px=_THINNEST_PX)
    around = _AROUND_PX[1] + _OUTLINE_PX[0]
    for patch in largest(changed, _PATCHES, around_px=around):
        if patch.area >= _SMALLEST_PX:
            yield _outline(both, patch)


def _outline(both: _Both, patch: Patch) -> _Outline:
    out, into = (2 * pixels + 1 for pixels in _OUTLINE_PX)
    narrower = cv2.erode(patch.pixels, square(into)) > 0
    line = (cv2.dilate(patch.pixels, square(out)) > 0) & ~narrower
    line &= both.inner[patch.near]
    soft = cv2.GaussianBlur(patch.pixels.astype(np.float32), (0, 0), _ACROSS_PX)
    x, y = _slopes(np.asarray(soft, np.float32))
    steep = _steepness((x, y)) + 1e-6
    # Across alone: an edge of the background that runs through it is nobody's outline.
    one, other = (
        np.asarray(np.abs(a[patch.near] * x + b[patch.near] * y) / steep * line)
        for a, b in (both.reference, both.suspect)
    )
    return _Outline(patch, line, one, other)


def _surest(both: _Both, outline: _Outline) -> float:
    """The largest of what its stretches say."""
    window = (_ALONG_PX, _ALONG_PX)
    one, other, of = (
        cv2.boxFilter(
            np.asarray(values, np.float32), -1, window, borderType=cv2.BORDER_CONSTANT
        )
        for values in (outline.reference, outline.suspect, outline.line)
    )
    prevails = one - other > _PREVAILS * (one + other + _FAINT * of)
    count, names, stats, _ = cv2.connectedComponentsWithStats(
        (outline.line & prevails).astype(np.uint8)
    )
    surest = 0.0
    for i in range(1, count):
        length = float(stats[i, cv2.CC_STAT_AREA]) / _OUTLINE_WIDTH_PX
        if length >= _SHORTEST_PX:
            stretch = np.asarray(names == i, np.bool_)
            says = _sided(outline, stretch) * _alone(both, outline, stretch)
            surest = max(surest, says * length / (length + _HALF_SURE_PX))
    return surest


def _sided(outline: _Outline, stretch: Mask) -> float:
    """Whose levels jump there: 1 the reference's alone, 0 as much the suspect's."""
    one = float(outline.reference[stretch].mean())
    other = float(outline.suspect[stretch].mean())
    return max(0.0, (one - other) / (one + other + _FAINT))


def _alone(both: _Both, outline: _Outline, stretch: Mask) -> float:
    """How surely the ground beside a stretch is still there: 1 surely, 0 not at all.

    The less the two differ there, against inside, the more; and less where the
    suspect's ground is smoother, as under a band as grey as what it covers.
    """
    near, patch = outline.patch.near, outline.patch.pixels
    differ, here = both.differ[near], stretch.astype(np.uint8)
    wide = cv2.dilate(patch, square(2 * _AROUND_PX[0] + 1)) > 0
    ring = (cv2.dilate(here, square(2 * _AROUND_PX[1] + 1)) > 0) & ~wide
    ring &= both.region[near]
    beside = (cv2.dilate(here, square(2 * _BESIDE_PX + 1)) > 0) & (patch > 0)
    inside = float(differ[beside].mean()) if beside.any() else 0.0
    if inside < _CLEAR or ring.sum() < _RING_PX:
        return 0.0
    around = float(np.percentile(differ[ring], _AROUND_PERCENTILE))
    agrees = max(0.0, 1 - around / (_AROUND_DIFFERS * inside))
    one, other = (float(steep[near][ring].mean()) for steep in both.steepness)
    return agrees * min(1.0, (other + _SMOOTH) / (one + _SMOOTH))

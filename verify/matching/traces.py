"""Traces: whether what differs was put over the picture, or was there and is gone.

An overlay brings an outline of its own, where the reference has none. Between two
frames of a camera that stands still a thing goes, and its outline is the reference's
alone. So for every patch that differs the two are asked whose edges run along it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from verify.matching.patches import differing, largest, square
from verify.matching.photometry import Laid, Map, Mask, levelled

_DIFFERS = 8.0  # grey levels at least, after brightness and contrast were evened out
_OVER_NOISE = 5.0  # times the middle difference
_CLOSE_PX = 5
_PATCHES = 12  # the largest are asked
_SMALLEST_PX = 30
_EDGE_PX = 9
_OUTLINE_PX = 3
_ONE_SIDED = 0.2
_FAINT = 1.0  # grey levels a pixel; fainter edges are nobody's
_FEWEST_PX = 24**2  # of the shared part; less says nothing


@dataclass(frozen=True)
class Traces:
    """What the patches that differ tell."""

    gone: float
    """How much one outline is the reference's rather than the suspect's, 0..1."""
    added: float
    """Share of the part under patches whose outline is the suspect's own."""


def traces(laid: Laid, within: Mask) -> Traces:
    """Look at what differs in this part of the frame."""
    region = laid.seen & within
    if region.sum() < _FEWEST_PX:
        return Traces(0.0, 0.0)
    reference, suspect = levelled(laid, region)
    edges, others = _edges(reference), _edges(suspect)
    gone = added = 0.0
    for area, outline in _outlines(reference, suspect, region):
        one, other = float(edges[outline].mean()), float(others[outline].mean())
        sided = (one - other) / (one + other + _FAINT)
        if sided > _ONE_SIDED:
            gone = max(gone, sided)
        elif sided < -_ONE_SIDED:
            added += area / float(region.sum())
    return Traces(gone, added)


def _edges(values: Map) -> Map:
    """How steep the grey levels are, in levels a pixel."""
    across, down = (cv2.Scharr(values, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    return np.asarray(np.hypot(across, down) / 16, np.float32)


def _outlines(a: Map, b: Map, region: Mask) -> Iterator[tuple[int, Mask]]:
    """Of the largest patches that differ the area, and the outline in the frame."""
    noise = float(np.median(np.abs(a - b)[region]))
    inner = cv2.erode(region.astype(np.uint8), square(_EDGE_PX)) > 0
    over = max(_DIFFERS, _OVER_NOISE * noise)
    changed = differing(a, b, inner, over=over, join_px=_CLOSE_PX)
    for (*_, area), pixels in largest(changed, _PATCHES):
        patch = pixels.astype(np.uint8)
        around = cv2.dilate(patch, square(2 * _OUTLINE_PX - 1)) > 0
        outline = around & ~(cv2.erode(patch, square(_OUTLINE_PX)) > 0)
        if area >= _SMALLEST_PX and outline.any():
            yield area, np.asarray(outline, np.bool_)

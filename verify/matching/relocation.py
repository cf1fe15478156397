"""Relocation: what stands in one place in the reference and in another in the suspect.

Two frames of a camera that stands still agree everywhere but where something moved. An
overlay on a copy also changes places, but what it covers is not found again in another
changed place; what moved is. So each changed patch is looked for, with its own pixels,
in the changed places of the other picture.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.matching.patches import Patch, differing, largest, square
from verify.matching.photometry import Look, Map, Mask

_CHANGED = 22.0  # grey levels, after brightness and contrast were evened out
_THINNEST_PX, _JOIN_PX = 3, 7
_PATCHES = 6  # the largest of each side are looked for
_SMALLEST_PX = 24
_LARGEST = 0.12  # of the frame; a larger change is no single thing that moved
# Of the shared part. Where more has changed, patches are found again by chance: of
# 1,391 tuning copies 96 would be suspected without this limit, 10 with it.
_MOST_CHANGED = 0.05
_MARGIN_PX = 2
_FLAT = 6.0  # grey levels; a flatter patch is found everywhere
FOUND_AGAIN = 0.75  # normalised correlation of a patch with where it went
_BETTER = 0.25  # than what it correlates with where it was
_ELSEWHERE_PX = 4


def relocated(look: Look) -> int:
    """How many changed patches of either picture stand elsewhere in the other."""
    region = look.region
    if region.sum() < _SMALLEST_PX**2:
        return 0
    a, b = look.levelled
    difference = np.asarray(np.abs(a - b), np.float32)
    changed = differing(
        difference, region, over=_CHANGED, thinnest_px=_THINNEST_PX, join_px=_JOIN_PX
    )
    if changed.sum() > _MOST_CHANGED * region.sum():
        return 0
    near = cv2.dilate(changed, square(_JOIN_PX)) > 0
    patches = list(_patches(changed))
    return sum(
        _found_again(one, other, patch, near)
        for patch in patches
        for one, other in ((a, b), (b, a))
    )


def _patches(changed: NDArray[np.uint8]) -> Iterator[Patch]:
    """The largest changed patches that may be one thing, largest first."""
    for patch in largest(changed, _PATCHES):
        within = patch.width * patch.height <= _LARGEST * changed.size
        if patch.area >= _SMALLEST_PX and within:
            yield patch


def _found_again(source: Map, target: Map, patch: Patch, near: Mask) -> bool:
    """Whether the patch of `source` stands in another changed place of `target`."""
    x0, y0 = max(0, patch.x - _MARGIN_PX), max(0, patch.y - _MARGIN_PX)
    x1, y1 = patch.x + patch.width + _MARGIN_PX, patch.y + patch.height + _MARGIN_PX
    template = np.ascontiguousarray(source[y0:y1, x0:x1])
    height, width = template.shape
    if template.std() < _FLAT or height >= target.shape[0] or width >= target.shape[1]:
        return False
    alike = cv2.matchTemplate(target, template, cv2.TM_CCOEFF_NORMED)
    here = float(alike[min(y0, len(alike) - 1), min(x0, alike.shape[1] - 1)])
    centres = near[height // 2 :, width // 2 :][: alike.shape[0], : alike.shape[1]]
    rows, columns = np.indices(alike.shape)
    away = np.maximum(abs(rows - y0), abs(columns - x0)) >= _ELSEWHERE_PX
    there = np.where(centres & away, alike, -1).max()
    return bool(there >= FOUND_AGAIN and there - here >= _BETTER)

"""Movement: details that are off by the same amount together, where all else is still.

Two frames of a camera that does not move agree to a fraction of a pixel, except in what
moved between them. An overlay on a copy changes places too, but its details are not
those of the reference, moved. So where the two differ, the details of either are
followed to where they went; those that moved alike are one thing that moved.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.matching.displacement import there_and_back
from verify.matching.photometry import Look, Map

_DIFFERS = 14.0  # grey levels, after brightness and contrast were evened out
_AROUND_PX = 9
_FEWEST_PX = 24**2  # of the shared part; less says nothing
_DETAILS = 200
_QUALITY = 0.01  # of the strongest corner (Shi and Tomasi 1994)
_APART_PX = 3
_TRACK = {
    "winSize": (9, 9),
    "maxLevel": 3,
    "criteria": (cv2.TERM_CRITERIA_COUNT + cv2.TERM_CRITERIA_EPS, 20, 0.02),
}
_MOVED_PX = (1.5, 40.0)
_PATCH_PX = (11, 11)
_ALIKE = 0.8  # correlation of a detail with where it went
_BETTER = 0.25  # than with where it was
_TOGETHER_PX = 30.0
_SAME_MOVE_PX = 1.0

Values = NDArray[np.float32]


def moved_together(look: Look) -> int:
    """The most details of this part of the frame that moved alike, side by side.

    Looked for from the reference to the suspect and back; the larger number counts.
    """
    region = look.region
    if region.sum() < _FEWEST_PX:
        return 0
    a, b = look.levelled
    differs = ((np.abs(a - b) > _DIFFERS) & region).astype(np.uint8)
    opened = cv2.morphologyEx(differs, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    around = np.ones((_AROUND_PX, _AROUND_PX), np.uint8)
    inner = cv2.erode(region.astype(np.uint8), around) > 0
    where = ((cv2.dilate(opened, around) > 0) & inner).astype(np.uint8)
    there, back = _moves(a, b, where), _moves(b, a, where)
    return max(_largest_group(*there), _largest_group(*back))


def _moves(source: Map, target: Map, where: NDArray[np.uint8]) -> tuple[Values, Values]:
    """Details that were surely found elsewhere: their points and moves, (n, 2)."""
    none = np.zeros((0, 2), np.float32)
    one, other = (values.clip(0, 255).astype(np.uint8) for values in (source, target))
    corners = cv2.goodFeaturesToTrack(one, _DETAILS, _QUALITY, _APART_PX, mask=where)
    if corners is None:
        return none, none
    points = np.asarray(corners, np.float32)
    end, kept = there_and_back(one, other, points, _TRACK)
    start = points[:, 0]
    far = np.linalg.norm(end - start, axis=1)
    kept &= (far > _MOVED_PX[0]) & (far < _MOVED_PX[1])
    for i in np.flatnonzero(kept):
        went = _alike(source, start[i], target, end[i])
        stayed = _alike(source, start[i], target, start[i])
        kept[i] = went >= _ALIKE and went - stayed > _BETTER
    return start[kept], np.asarray((end - start)[kept])


def _alike(one: Map, here: Values, other: Map, there: Values) -> float:
    """Normalised correlation of the patches around two points."""
    a, b = (
        cv2.getRectSubPix(values, _PATCH_PX, (float(at[0]), float(at[1])))
        for values, at in ((one, here), (other, there))
    )
    a, b = a - a.mean(), b - b.mean()
    return float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum() + 1))


def _largest_group(points: Values, moves: Values) -> int:
    """The most that lie around one of them and moved as it did."""
    if len(points) == 0:
        return 0
    close = np.linalg.norm(points[:, None] - points[None], axis=2) < _TOGETHER_PX
    same = np.linalg.norm(moves[:, None] - moves[None], axis=2) < _SAME_MOVE_PX
    return int((close & same).sum(axis=1).max())

"""Regions drawn on a picture: one with the rest dimmed, or several numbered.

Arrays are (height, width, 3) uint8 sRGB. Nothing here decides anything.
"""

from collections.abc import Sequence
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import Region

Pixels = NDArray[np.uint8]

OUTLINE = (232, 93, 20)  # a strong orange, apart from most sand, smoke and foliage
DIMMED = 0.45  # brightness left outside a region, so that the eye goes inside


def outlined(picture: Pixels, region: Region | None) -> Pixels:
    """The picture with the region outlined and what lies outside it dimmed."""
    if region is None:
        return picture.copy()
    corners = _corners(region, picture)
    inside = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(inside, [corners], (255,))
    dimmed = (picture * DIMMED).astype(np.uint8)
    result = np.where(inside[:, :, None] > 0, picture, dimmed)
    stroke = stroke_px(picture)
    for colour, width in (((255, 255, 255), stroke * 2), (OUTLINE, stroke)):
        cv2.polylines(result, [corners], True, colour, width, cv2.LINE_AA)
    return as_pixels(result)


def numbered(picture: Pixels, regions: Sequence[Region]) -> Pixels:
    """The picture with each region outlined and its number, from 1, in its corner."""
    result = picture.copy()
    stroke = stroke_px(picture)
    size = stroke * 0.32
    for number, region in enumerate(regions, start=1):
        corners = _corners(region, picture)
        for colour, width in (((255, 255, 255), stroke * 2), (OUTLINE, stroke)):
            cv2.polylines(result, [corners], True, colour, width, cv2.LINE_AA)
        x, y = (int(v) for v in corners.min(axis=0))
        right, foot = x + stroke * 9, y + stroke * 10
        cv2.rectangle(result, (x, y), (right, foot), OUTLINE, -1)
        place = (x + stroke * 2, foot - stroke * 2)
        white = (255, 255, 255)
        face = cv2.FONT_HERSHEY_DUPLEX
        cv2.putText(result, str(number), place, face, size, white, stroke, cv2.LINE_AA)
    return as_pixels(result)


def _corners(region: Region, picture: Pixels) -> NDArray[np.int32]:
    height, width = picture.shape[:2]
    inset = stroke_px(picture)
    points = np.array(region.points) * (width, height)
    limits = (max(inset, width - 1 - inset), max(inset, height - 1 - inset))
    return np.asarray(np.clip(points, inset, limits).round(), np.int32)


def stroke_px(picture: Pixels) -> int:
    """Width of a line that is seen and hides little."""
    height, width = picture.shape[:2]
    return max(2, int(max(height, width)) // 260)


def as_pixels(array: object) -> Pixels:
    """The array as contiguous bytes."""
    return cast("Pixels", np.ascontiguousarray(np.asarray(array), dtype=np.uint8))

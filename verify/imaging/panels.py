"""Frames and panels: which parts of a picture are pictures of their own.

Letterbox bars, meme frames and the chrome of a screenshot are nearly uniform strips at
the edge; collage panels meet in a straight seam that crosses the whole picture, with or
without a gutter. A missed panel costs little: local features find parts anyway.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import WHOLE, Region, box

Grey = NDArray[np.uint8]

_BAR_SPREAD = 4.0  # grey levels within a row of a bar, p2 to p98
_BAR_DRIFT = 3.0  # grey levels between the rows of a bar
_BAR_END_PX = 9  # rows within which a bar must end; compression softens the end
_BAR_STEP = 8.0  # grey levels to the picture after it, where that is as plain
_GUTTER_SPREAD = 10.0  # grey levels along a gutter; compression rings beside it
_MIN_CONTENT = 0.15  # a frame that leaves less of a side is no frame
_SEAM_STEP = 14  # grey levels between the two sides of a seam
_SEAM_COVER = 0.70  # share of the line along which they differ so much
_GUTTER_COVER = 0.4  # the same for each side of a gutter
_SEAM_CONTRAST = 5.0  # the step against the usual one nearby
_MIN_PANEL = 0.2  # of the side that is divided
_MAX_GUTTER = 0.1  # of the same side
_MAX_DEPTH = 3
_MIN_PANEL_PX = 48  # smaller is not divided any more
_MIN_AREA = 0.06  # of the whole, for a piece to be a picture
_PLAIN_LEVELS = 2  # grey levels; a drawn surface has no noise, a photographed one has
_MOST_PLAIN = 0.5  # of a picture's area may be so plain


def content_box(pixels: NDArray[np.uint8]) -> Region:
    """The part of the picture inside uniform strips at its edges."""
    grey = _grey(pixels)
    height, width = grey.shape
    upper, lower = _trim(grey)
    left, right = _trim(grey[upper:lower].T)
    if lower - upper < _MIN_CONTENT * height or right - left < _MIN_CONTENT * width:
        return WHOLE
    return box(left / width, upper / height, right / width, lower / height)


def panels(pixels: NDArray[np.uint8]) -> tuple[Region, ...]:
    """The pictures that this one is put together from; one for an ordinary photo."""
    grey = _grey(pixels)
    height, width = grey.shape
    left, upper, right, lower = content_box(pixels).bounds
    inner = round(left * width), round(upper * height)
    area = grey[inner[1] : round(lower * height), inner[0] : round(right * width)]
    pieces = [
        (x0, y0, x1, y1)
        for x0, y0, x1, y1 in _split(area, _MAX_DEPTH)
        if _photographic(area[y0:y1, x0:x1], area.size)
    ]
    return tuple(
        box(
            (x0 + inner[0]) / width,
            (y0 + inner[1]) / height,
            (x1 + inner[0]) / width,
            (y1 + inner[1]) / height,
        )
        for x0, y0, x1, y1 in pieces
    ) or (box(left, upper, right, lower),)


def cut(pixels: NDArray[np.uint8], region: Region) -> NDArray[np.uint8]:
    """The pixels inside the region's bounds, at least one pixel each way."""
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = region.bounds
    left, upper = min(int(x0 * width), width - 1), min(int(y0 * height), height - 1)
    right, lower = max(left + 1, round(x1 * width)), max(upper + 1, round(y1 * height))
    return np.ascontiguousarray(pixels[upper:lower, left:right])


def _grey(pixels: NDArray[np.uint8]) -> Grey:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def _photographic(piece: Grey, of_area: int) -> bool:
    """Whether a piece is a picture, not a strip of text, buttons or plain colour."""
    if piece.size < _MIN_AREA * of_area:
        return False
    spread = cv2.morphologyEx(piece, cv2.MORPH_GRADIENT, np.ones((5, 5), np.uint8))
    return float((spread <= _PLAIN_LEVELS).mean()) < _MOST_PLAIN


def _uniform(grey: Grey) -> NDArray[np.bool_]:
    """For each row, whether all but a few of its pixels are alike."""
    low, _, high = _levels(grey)
    return np.asarray(high - low <= _GUTTER_SPREAD, np.bool_)


def _levels(grey: Grey) -> NDArray[np.float64]:
    """Percentiles 2, 50 and 98 of each row, (3, rows), as `np.percentile` has them.

    Sorting bytes and interpolating here takes a seventh of the time that it takes.
    """
    ordered = np.sort(grey, axis=1)
    at = np.array((0.02, 0.5, 0.98)) * (grey.shape[1] - 1)
    below = np.floor(at).astype(int)
    share = (at - below)[:, None]
    lower = ordered[:, below].T.astype(np.float64)
    upper = ordered[:, np.ceil(at).astype(int)].T
    return np.asarray(lower + share * (upper - lower), np.float64)


def _trim(grey: Grey) -> tuple[int, int]:
    """First row, and one past the last, that belong to no bar at the edge."""
    first, last = _bar(grey), len(grey) - _bar(grey[::-1])
    return (first, last) if first < last else (0, len(grey))


def _bar(grey: Grey) -> int:
    """Rows from the top of one plain colour; a clear sky changes or has noise."""
    low, middle, high = _levels(grey)
    plain = (high - low <= _BAR_SPREAD) & (np.abs(middle - middle[0]) <= _BAR_DRIFT)
    other = np.flatnonzero(~plain)
    if len(other) == 0:
        return len(grey)
    end = int(other[0])
    after = slice(end, end + _BAR_END_PX)
    busy = (high - low)[after].max() > 2 * _BAR_SPREAD
    stepped = np.abs(middle[after] - middle[0]).max() > _BAR_STEP
    return end if busy or stepped else 0


def _split(grey: Grey, depth: int) -> list[tuple[int, int, int, int]]:
    """Boxes (x0, y0, x1, y1) of the panels, by cutting at one seam after another."""
    height, width = grey.shape
    if depth == 0 or min(height, width) < _MIN_PANEL_PX:
        return [(0, 0, width, height)]
    column, row = _seam(grey), _seam(grey.T)
    if column is None and row is None:
        return [(0, 0, width, height)]
    if row is None or (column is not None and column[2] >= row[2]):
        a, b, _ = column if column is not None else (0, 0, 0.0)
        left, right = _split(grey[:, :a], depth - 1), _split(grey[:, b:], depth - 1)
        return left + [(x0 + b, y0, x1 + b, y1) for x0, y0, x1, y1 in right]
    a, b, _ = row
    over, under = _split(grey[:a], depth - 1), _split(grey[b:], depth - 1)
    return over + [(x0, y0 + b, x1, y1 + b) for x0, y0, x1, y1 in under]


def _seam(grey: Grey) -> tuple[int, int, float] | None:
    """The strongest vertical seam: end of the left part, start of the right, cover."""
    gutter = _gutter(grey)
    if gutter is not None:
        return gutter
    width = grey.shape[1]
    margin = int(_MIN_PANEL * width)
    if margin < 8:  # noqa: PLR2004 - too narrow to hold two pictures
        return None
    steps = np.abs(np.diff(grey.astype(np.int16), axis=1))
    cover = (steps >= _SEAM_STEP).mean(axis=0)
    mean = steps.mean(axis=0)
    best = margin + int(np.argmax(cover[margin : width - margin]))
    around = np.r_[mean[max(0, best - 12) : best - 1], mean[best + 2 : best + 13]]
    sharp = mean[best] >= _SEAM_CONTRAST * max(1.0, float(np.median(around)))
    if cover[best] < _SEAM_COVER or not sharp:
        return None
    return best + 1, best + 1, float(cover[best])


def _gutter(grey: Grey) -> tuple[int, int, float] | None:
    """A uniform strip that crosses the whole picture, away from its edges."""
    width = grey.shape[1]
    margin = int(_MIN_PANEL * width)
    if margin == 0 or len(grey) == 0:
        return None
    uniform = _uniform(grey.T)
    inside = np.flatnonzero(uniform[margin : width - margin]) + margin
    if len(inside) == 0:
        return None
    first = last = int(inside[0])
    while last + 1 < width and uniform[last + 1]:
        last += 1
    if last - first > width * _MAX_GUTTER or last + 1 > width - margin:
        return None
    edges = grey[:, [first - 1, first, last, last + 1]].astype(np.int16)
    steps = np.abs(edges[:, [0, 3]] - edges[:, [1, 2]]) >= _SEAM_STEP
    abrupt = bool((steps.mean(axis=0) >= _GUTTER_COVER).all())
    return (first, last + 1, 1.0) if abrupt else None

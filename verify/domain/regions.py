"""Regions: polygons on a picture, in coordinates 0..1 from the upper left corner.

Matched regions are convex (a quadrilateral seen in perspective, clipped to the
picture), so shares are found by clipping one polygon by another; a region drawn by a
person may have any shape, as the polygon being clipped.
"""

import math
from dataclasses import dataclass
from itertools import combinations

Point = tuple[float, float]
TRIANGLE = 3


@dataclass(frozen=True)
class Region:
    """A polygon of at least three points, x to the right, y down, each in 0..1."""

    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        if len(self.points) < TRIANGLE:
            raise ValueError("a region needs at least three points")
        if not all(math.isfinite(value) for point in self.points for value in point):
            raise ValueError("a region's coordinates are finite numbers")

    @property
    def area(self) -> float:
        """Share of the picture inside the polygon, 0..1 (shoelace formula)."""
        return abs(_signed_area(self.points))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, upper, right and lower edge of the polygon."""
        xs, ys = zip(*self.points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def share_inside(self, convex: "Region") -> float:
        """Share of this region that lies inside the convex region, 0..1."""
        if self.area == 0 or convex.area == 0:
            return 0.0  # a region without area holds nothing and is held by nothing
        shared = abs(_signed_area(_clip(self.points, convex.points)))
        return min(1.0, shared / self.area)


def clipped(points: tuple[Point, ...], window: Region) -> Region | None:
    """The part of a polygon, of any size, inside a convex region, or None."""
    kept = tuple(dict.fromkeys(_clip(points, window.points)))
    if len(kept) < TRIANGLE:
        return None
    region = Region(kept)
    return region if region.area > 0 else None


def box(left: float, upper: float, right: float, lower: float) -> Region:
    """The axis-parallel rectangle with these edges."""
    return Region(((left, upper), (right, upper), (right, lower), (left, lower)))


WHOLE = box(0.0, 0.0, 1.0, 1.0)


def stated_region(text: str) -> Region:
    """Read `X0,Y0,X1,Y1` (a box) or `X,Y X,Y X,Y ...` (a polygon), in shares 0..1.

    Raises ValueError, saying what is wrong.
    """
    try:
        pairs = [tuple(map(float, part.split(","))) for part in text.split()]
    except ValueError:
        raise ValueError(f"{text!r} is not a box X0,Y0,X1,Y1 or a polygon") from None
    if len(pairs) == 1 and len(pairs[0]) == 4:  # noqa: PLR2004
        region = box(*pairs[0])
    elif all(len(pair) == 2 for pair in pairs) and len(pairs) >= TRIANGLE:  # noqa: PLR2004
        region = Region(tuple((x, y) for x, y in pairs))
    else:
        raise ValueError(
            f"{text!r} is not a box X0,Y0,X1,Y1 or a polygon of points X,Y"
        )
    if not all(0 <= value <= 1 for point in region.points for value in point):
        raise ValueError(f"{text!r}: coordinates are shares of the picture, 0 to 1")
    if _crosses_itself(region.points):
        raise ValueError(f"{text!r} crosses itself; give the corners in order")
    if region.area == 0:
        raise ValueError(f"{text!r} has no area")
    return region


def _signed_area(points: tuple[Point, ...]) -> float:
    turned = points[1:] + points[:1]
    pairs = zip(points, turned, strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2


def _crosses_itself(points: tuple[Point, ...]) -> bool:
    """Whether two sides of the polygon cross, other than at a shared corner."""
    sides = list(zip(points, points[1:] + points[:1], strict=True))
    return any(_cross(*one, *other) for one, other in combinations(sides, 2))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _clip(subject: tuple[Point, ...], convex: tuple[Point, ...]) -> tuple[Point, ...]:
    """Sutherland and Hodgman, "Reentrant polygon clipping", CACM 17(1), 1974."""
    if _signed_area(convex) < 0:
        convex = convex[::-1]
    output = list(subject)
    for a, b in zip(convex, convex[1:] + convex[:1], strict=True):
        output, previous = [], output
        for p, q in zip(previous, previous[1:] + previous[:1], strict=True):
            side_p, side_q = _side(a, b, p), _side(a, b, q)
            if side_p >= 0:
                output.append(p)
            if (side_p >= 0) != (side_q >= 0):
                t = side_p / (side_p - side_q)
                output.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
    return tuple(output)


def _side(a: Point, b: Point, p: Point) -> float:
    """Positive where p lies on the inner side of the edge a to b."""
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])

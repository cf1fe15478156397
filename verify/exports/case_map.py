"""A map drawn from numbers alone: places with their uncertainty as circles.

There is no background picture, so that a page needs no network and shows nothing that
nobody checked: only a grid of degrees, a bar of kilometres and the places that the
case states. A line joins a place with its number where numbers would cover each
other. Positions are pixels of a fixed drawing that a page scales as it likes.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from verify.domain.places import StatedPlace

WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 920.0, 300.0, 620.0
MARGIN = 46.0  # kept free around the outermost circle
NUMBER_RADIUS = 11.0
EDGE = NUMBER_RADIUS + 1
LEAST_SPAN_KM = 2.0  # one exact point alone still gets a map of this width
KM_PER_DEGREE = 111.195  # of latitude, on the sphere of `verify.domain.places`
STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45)
MOST_LINES = 6
HALF_TURN, FULL_TURN = 180.0, 360.0
STEEPEST = 85.0  # degrees of latitude; nearer the poles this projection is no map
_RING = tuple(
    (distance * math.cos(angle * math.pi / 4), distance * math.sin(angle * math.pi / 4))
    for distance in (30.0, 54.0, 80.0, 106.0, 132.0)
    for angle in (7, 1, 5, 3, 0, 4, 6, 2)
)


@dataclass(frozen=True)
class Spot:
    """One place to draw: what is said to be there, and of which kind it is."""

    label: str
    place: StatedPlace
    group: str = "incident"


@dataclass(frozen=True)
class Drawn:
    """A spot in pixels: its point, its circle, and where its number stands."""

    spot: Spot
    number: int
    x: float
    y: float
    radius: float
    number_x: float
    number_y: float

    @property
    def led(self) -> bool:
        """Whether a line leads from the point to the number."""
        return (self.x, self.y) != (self.number_x, self.number_y)


@dataclass(frozen=True)
class Grid:
    """A line of equal latitude or longitude: where, and what is written on it."""

    at: float
    words: str


@dataclass(frozen=True)
class Map:
    """Everything that a page draws."""

    height: float
    spots: tuple[Drawn, ...]
    meridians: tuple[Grid, ...]
    parallels: tuple[Grid, ...]
    bar: float
    bar_words: str
    width: float = WIDTH


@dataclass(frozen=True)
class _Frame:
    """Degrees to pixels around a centre; equal scale both ways at its latitude."""

    longitude: float
    latitude: float
    pixels_per_km: float
    height: float

    def at(self, place: StatedPlace) -> tuple[float, float]:
        east = _turned(place.longitude - self.longitude)
        return self.x(east), self.y(place.latitude)

    def x(self, east: float) -> float:
        km = east * KM_PER_DEGREE * _shrink(self.latitude)
        return WIDTH / 2 + km * self.pixels_per_km

    def y(self, latitude: float) -> float:
        km = (latitude - self.latitude) * KM_PER_DEGREE
        return self.height / 2 - km * self.pixels_per_km


def drawn(spots: Sequence[Spot]) -> Map | None:
    """The map of these places; None where there is none to draw."""
    usable = [spot for spot in spots if abs(spot.place.latitude) <= STEEPEST]
    if not usable:
        return None
    frame = _framed([spot.place for spot in usable])
    placed: list[Drawn] = []
    for number, spot in enumerate(usable, 1):
        x, y = frame.at(spot.place)
        radius = spot.place.radius_km * frame.pixels_per_km
        at = _free_place(x, y, placed, frame)
        placed.append(
            Drawn(spot, number, *map(_rounded, (x, y, radius, *at)))
        )  # fmt: skip
    bar_km = _bar_km(WIDTH / 4 / frame.pixels_per_km)
    return Map(
        height=_rounded(frame.height),
        spots=tuple(placed),
        meridians=_meridians(frame),
        parallels=_parallels(frame),
        bar=_rounded(bar_km * frame.pixels_per_km),
        bar_words=f"{bar_km:g} km" if bar_km >= 1 else f"{bar_km * 1000:g} m",
    )


def rounded_place(place: StatedPlace, decimals: int) -> StatedPlace:
    """The place to so many decimals of a degree, its radius grown by what that moves.

    At one decimal a point moves by at most about 8 km, so the circle still holds
    wherever the place was.
    """
    latitude = round(place.latitude, decimals) + 0.0  # -0.0 is 0
    longitude = round(place.longitude, decimals) + 0.0
    # The farthest that rounding can move any point: a radius that told how far this
    # one moved would help to undo the rounding.
    farthest = 0.5 * 10.0**-decimals * KM_PER_DEGREE * math.sqrt(2)
    radius = math.ceil((place.radius_km + farthest) * 10) / 10
    text = f"{latitude:.{decimals}f},{longitude:.{decimals}f},{radius:g}"
    return StatedPlace(text, latitude, longitude, radius)


def _framed(places: Sequence[StatedPlace]) -> _Frame:
    """The frame that holds every circle, as large as the drawing allows."""
    first = places[0].longitude
    easts = [_turned(place.longitude - first) for place in places]
    spans = []
    for place, east in zip(places, easts, strict=True):
        up = place.radius_km / KM_PER_DEGREE
        side = up / _shrink(place.latitude)
        spans.append(
            (east - side, east + side, place.latitude - up, place.latitude + up)
        )
    west, east, south, north = (
        min(span[0] for span in spans), max(span[1] for span in spans),
        min(span[2] for span in spans), max(span[3] for span in spans),
    )  # fmt: skip
    latitude = (south + north) / 2
    wide = max((east - west) * KM_PER_DEGREE * _shrink(latitude), LEAST_SPAN_KM)
    high = max((north - south) * KM_PER_DEGREE, LEAST_SPAN_KM / 4)
    scale = (WIDTH - 2 * MARGIN) / wide
    height = high * scale + 2 * MARGIN
    if height > MOST_HEIGHT:
        scale *= (MOST_HEIGHT - 2 * MARGIN) / (high * scale)
        height = MOST_HEIGHT
    centre = _turned(first + (west + east) / 2)
    return _Frame(centre, latitude, scale, max(LEAST_HEIGHT, height))


def _free_place(
    x: float, y: float, placed: Sequence[Drawn], frame: _Frame
) -> tuple[float, float]:
    """Where the number can stand without covering another, the point itself first."""
    taken = [(one.number_x, one.number_y) for one in placed]
    taken += [(one.x, one.y) for one in placed]
    for dx, dy in ((0.0, 0.0), *_RING):
        at = (x + dx, y + dy)
        inside = EDGE < at[0] < WIDTH - EDGE and EDGE < at[1] < frame.height - EDGE
        if inside and all(math.dist(at, one) > 2.2 * NUMBER_RADIUS for one in taken):
            return at
    return x, y


def _meridians(frame: _Frame) -> tuple[Grid, ...]:
    degrees = WIDTH / frame.pixels_per_km / KM_PER_DEGREE / _shrink(frame.latitude)
    step = _step(degrees)
    first = math.ceil((frame.longitude - degrees / 2) / step)
    last = math.floor((frame.longitude + degrees / 2) / step)
    return tuple(
        Grid(_rounded(frame.x(k * step - frame.longitude)),
             _degrees(_turned(k * step), "E", "W", step))
        for k in range(first, last + 1)
    )  # fmt: skip


def _parallels(frame: _Frame) -> tuple[Grid, ...]:
    degrees = frame.height / frame.pixels_per_km / KM_PER_DEGREE
    step = _step(degrees)
    first = math.ceil((frame.latitude - degrees / 2) / step)
    last = math.floor((frame.latitude + degrees / 2) / step)
    return tuple(
        Grid(_rounded(frame.y(k * step)), _degrees(k * step, "N", "S", step))
        for k in range(first, last + 1)
        if abs(k * step) <= HALF_TURN / 2
    )


def _step(degrees: float) -> float:
    return next((s for s in STEPS if degrees / s <= MOST_LINES), STEPS[-1])


def _degrees(value: float, positive: str, negative: str, step: float) -> str:
    decimals = max(0, -math.floor(math.log10(step)))
    side = "" if value == 0 else positive if value > 0 else negative
    return f"{abs(value):.{decimals}f}° {side}".strip()


def _bar_km(most: float) -> float:
    """The largest of 1, 2, 5, 10, ... that is at most this long."""
    power = 10.0 ** math.floor(math.log10(most))
    return next(n * power for n in (5, 2, 1) if n * power <= most * 1.0001)


def _turned(degrees: float) -> float:
    """The angle in -180..180: places on both sides of the date line are near."""
    return (degrees + HALF_TURN) % FULL_TURN - HALF_TURN


def _shrink(latitude: float) -> float:
    return math.cos(math.radians(latitude))


def _rounded(value: float) -> float:
    return round(value, 1) + 0.0

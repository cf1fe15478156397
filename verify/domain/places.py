"""Places that somebody or something states: a point, and how far off it may be."""

import math
from dataclasses import dataclass

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


@dataclass(frozen=True)
class StatedPlace:
    """A point in decimal degrees (WGS 84) with its uncertainty radius in kilometres."""

    text: str
    latitude: float
    longitude: float
    radius_km: float

    def distance_km(self, other: "StatedPlace") -> float:
        """Great-circle distance between the two points (haversine)."""
        lat1, lat2 = math.radians(self.latitude), math.radians(other.latitude)
        dlat, dlon = lat2 - lat1, math.radians(other.longitude - self.longitude)
        a = (
            math.sin(dlat / 2) ** 2
            + math.cos(lat1) * math.cos(lat2) * math.sin(dlon / 2) ** 2
        )
        return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(a)))

    def apart_km(self, other: "StatedPlace") -> float:
        """Distance that remains after both uncertainty radii; 0 where they can meet."""
        gap = self.distance_km(other) - self.radius_km - other.radius_km
        return max(0.0, gap)


def stated_place(text: str, *, default_radius_km: float = 0.0) -> StatedPlace:
    """Read `LAT,LON` or `LAT,LON,KM`. Raises ValueError, saying what is wrong."""
    parts = [part.strip() for part in text.split(",")]
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        raise ValueError(f"{text!r} is not LAT,LON or LAT,LON,KM") from None
    if len(numbers) == 2:  # noqa: PLR2004
        numbers.append(default_radius_km)
    if len(numbers) != 3 or not all(map(math.isfinite, numbers)):  # noqa: PLR2004
        raise ValueError(f"{text!r} is not LAT,LON or LAT,LON,KM")
    latitude, longitude, radius_km = numbers
    if abs(latitude) > 90 or abs(longitude) > 180 or radius_km < 0:  # noqa: PLR2004
        raise ValueError(f"{text!r}: latitude is -90..90, longitude -180..180, KM >= 0")
    return StatedPlace(text, latitude, longitude, radius_km)

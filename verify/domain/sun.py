"""Where the sun stood: elevation and azimuth at an instant and a place.

The low-precision formulas of J. Meeus, *Astronomical Algorithms*, 2nd edition (1998):
chapter 25 for the sun's place (0.01 degrees), 12 for sidereal time, 13 for the horizon,
16.4 (Sæmundsson) for refraction. tests/domain/test_sun.py compares them with other
sources. Mountains, weather and the height of the eye are not known here.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
DAY_S = 86_400
CENTURY_DAYS = 36_525
DYNAMICAL_S = 69.2
"""TT - UTC since 2017 (IERS); a second moves the sun by 0.00001 degrees."""
RISEN = -0.833
"""Elevation of the sun's centre, refraction left out, when its upper limb rises."""
CIVIL = -6.0
"""Below this the brightest stars show and work outdoors needs lamps (Meeus, ch. 15)."""
_NO_REFRACTION_BELOW = -5.0


class Light(StrEnum):
    """What the sun's elevation means for a picture taken outdoors."""

    DAY = "day"
    TWILIGHT = "twilight"
    NIGHT = "night"


@dataclass(frozen=True)
class SunPosition:
    """Degrees: `elevation` above the horizon, as seen; `azimuth` from north by east."""

    elevation: float
    azimuth: float
    true_elevation: float
    """Without refraction."""

    @property
    def light(self) -> Light:
        """Day, twilight or night."""
        if self.true_elevation >= RISEN:
            return Light.DAY
        return Light.TWILIGHT if self.true_elevation >= CIVIL else Light.NIGHT

    @property
    def shadow_azimuth(self) -> float:
        """The direction in which shadows fall on level ground."""
        return (self.azimuth + 180) % 360

    @property
    def shadow_length(self) -> float | None:
        """Of an upright thing, in its own heights; None where the sun is not up."""
        if self.elevation <= 0:
            return None
        return 1 / math.tan(math.radians(self.elevation))


def sun_position(when: datetime, latitude: float, longitude: float) -> SunPosition:
    """The sun at an instant with a zone, at WGS 84 degrees, north and east positive."""
    days = (when.astimezone(UTC) - J2000).total_seconds() / DAY_S
    ascension, declination = _equatorial(days + DYNAMICAL_S / DAY_S)
    hour_angle = math.radians(_sidereal_degrees(days) + longitude) - ascension
    phi = math.radians(latitude)
    sine = math.sin(phi) * math.sin(declination)
    sine += math.cos(phi) * math.cos(declination) * math.cos(hour_angle)
    true = math.degrees(math.asin(max(-1.0, min(1.0, sine))))
    azimuth = math.atan2(
        math.sin(hour_angle),
        math.cos(hour_angle) * math.sin(phi) - math.tan(declination) * math.cos(phi),
    )
    from_north = (math.degrees(azimuth) + 180) % 360
    return SunPosition(true + _refraction(true), from_north, true)


def _equatorial(days: float) -> tuple[float, float]:
    """Apparent right ascension and declination in radians (Meeus, chapter 25)."""
    t = days / CENTURY_DAYS
    mean_longitude = 280.46646 + t * (36000.76983 + t * 0.0003032)
    anomaly = math.radians(357.52911 + t * (35999.05029 - t * 0.0001537))
    centre = (
        (1.914602 - t * (0.004817 + t * 0.000014)) * math.sin(anomaly)
        + (0.019993 - t * 0.000101) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    node = math.radians(125.04 - 1934.136 * t)
    longitude = math.radians(
        mean_longitude + centre - 0.00569 - 0.00478 * math.sin(node)
    )
    mean_tilt = 23.4392911 - t * (0.0130042 + t * (1.6e-7 - t * 5.036e-7))
    tilt = math.radians(mean_tilt + 0.00256 * math.cos(node))
    ascension = math.atan2(math.cos(tilt) * math.sin(longitude), math.cos(longitude))
    return ascension, math.asin(math.sin(tilt) * math.sin(longitude))


def _sidereal_degrees(days: float) -> float:
    """Mean sidereal time at Greenwich (Meeus 12.4)."""
    t = days / CENTURY_DAYS
    return 280.46061837 + 360.98564736629 * days + t * t * (0.000387933 - t / 38710000)


def _refraction(true: float) -> float:
    """Degrees by which air lifts the sun (Meeus 16.4, at 10 °C and 1010 hPa)."""
    if true < _NO_REFRACTION_BELOW:
        return 0.0
    return 1.02 / 60 / math.tan(math.radians(true + 10.3 / (true + 5.11)))

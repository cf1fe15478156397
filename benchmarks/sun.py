"""Our sun positions against pvlib's SPA, which is not a dependency of ours.

    pip install pvlib; sun.py [--random 3000]

Prints the table of 20 place-times that tests/domain/test_sun.py holds, by pvlib alone,
and the largest differences over random places and times.
"""

import argparse
import importlib
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from verify.domain.sun import sun_position

PLACES = (
    ("Bakhmut", 48.595, 38.000), ("Kyiv", 50.450, 30.523), ("Gaza", 31.500, 34.467),
    ("Khartoum", 15.500, 32.560), ("Aleppo", 36.202, 37.134), ("Sanaa", 15.369, 44.191),
    ("Stepanakert", 39.815, 46.752), ("Goma", -1.679, 29.228),
    ("Naypyidaw", 19.763, 96.079), ("Murmansk", 68.970, 33.075),
    ("Ushuaia", -54.807, -68.304), ("Quito", -0.180, -78.467),
    ("Longyearbyen", 78.223, 15.647), ("Auckland", -36.850, 174.760),
    ("Honolulu", 21.307, -157.858), ("Kabul", 34.555, 69.207),
    ("Tripoli", 32.887, 13.191), ("Mogadishu", 2.046, 45.318),
    ("Port Stanley", -51.692, -57.860), ("Tokyo", 35.676, 139.650),
)  # fmt: skip


def by_pvlib(when: datetime, latitude: float, longitude: float) -> tuple[float, float]:
    """True elevation and azimuth by the SPA of NREL."""
    pandas: Any = importlib.import_module("pandas")
    pvlib: Any = importlib.import_module("pvlib")
    found = pvlib.solarposition.spa_python(
        pandas.DatetimeIndex([when]), latitude, longitude, altitude=0,
        pressure=101_000, temperature=10, delta_t=69.2,
    ).iloc[0]  # fmt: skip
    return float(found["elevation"]), float(found["azimuth"])


def main() -> None:
    """Print the table and the differences."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--random", type=int, default=3000)
    asked = options.parse_args()
    start = datetime(2014, 1, 5, 3, tzinfo=UTC)
    for number, (name, latitude, longitude) in enumerate(PLACES):
        when = start + timedelta(days=223 * number, minutes=227 * number)
        elevation, azimuth = by_pvlib(when, latitude, longitude)
        print(
            f'("{name}", "{when:%Y-%m-%dT%H:%M}", {latitude}, {longitude}, '
            f"{elevation:.2f}, {azimuth:.2f}),"
        )
    chance = random.Random(5)  # noqa: S311  (places, no secrets)
    worst = [0.0, 0.0]
    for _ in range(asked.random):
        latitude, longitude = chance.uniform(-65, 70), chance.uniform(-180, 180)
        seconds = chance.randrange(int(21.9 * 365.25 * 86400))
        when = datetime(2005, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        ours = sun_position(when, latitude, longitude)
        elevation, azimuth = by_pvlib(when, latitude, longitude)
        worst[0] = max(worst[0], abs(ours.true_elevation - elevation))
        if elevation < 85:  # noqa: PLR2004  (near the zenith an azimuth means little)
            turned = abs((ours.azimuth - azimuth + 180) % 360 - 180)
            worst[1] = max(worst[1], turned)
    print(f"largest difference of {asked.random}: elevation {worst[0]:.4f} degrees, ")
    print(f"azimuth {worst[1]:.4f} degrees (sun below 85 degrees)")


if __name__ == "__main__":
    main()

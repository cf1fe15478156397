"""Sun positions against two other sources: pvlib's SPA, and the SPA report itself."""

from datetime import UTC, datetime

import pytest

from verify.domain.sun import Light, sun_position

# benchmarks/sun.py prints these by pvlib 0.16.1 (spa_python): place, UTC, degrees.
BY_PVLIB = [
    ("Bakhmut", "2014-01-05T03:00", 48.595, 38.0, -22.13, 99.60),
    ("Kyiv", "2014-08-16T06:47", 50.45, 30.523, 36.19, 115.08),
    ("Gaza", "2015-03-27T10:34", 31.5, 34.467, 59.06, 203.00),
    ("Khartoum", "2015-11-05T14:21", 15.5, 32.56, 12.46, 249.59),
    ("Aleppo", "2016-06-15T18:08", 36.202, 37.134, -13.42, 312.79),
    ("Sanaa", "2017-01-24T21:55", 15.369, 44.191, -79.89, 112.37),
    ("Stepanakert", "2017-09-05T01:42", 39.815, 46.752, -8.79, 73.46),
    ("Goma", "2018-04-16T05:29", -1.679, 29.228, 20.83, 78.52),
    ("Naypyidaw", "2018-11-25T09:16", 19.763, 96.079, 19.99, 237.89),
    ("Murmansk", "2019-07-06T13:03", 68.97, 33.075, 35.66, 237.05),
    ("Ushuaia", "2020-02-14T16:50", -54.807, -68.304, 48.22, 359.04),
    ("Quito", "2020-09-24T20:37", -0.18, -78.467, 37.14, 269.01),
    ("Longyearbyen", "2021-05-06T00:24", 78.223, 15.647, 5.62, 21.62),
    ("Auckland", "2021-12-15T04:11", -36.85, 174.76, 38.19, 267.79),
    ("Honolulu", "2022-07-26T07:58", 21.307, -157.858, -33.53, 313.34),
    ("Kabul", "2023-03-06T11:45", 34.555, 69.207, 18.70, 248.92),
    ("Tripoli", "2023-10-15T15:32", 32.887, 13.191, 11.92, 251.46),
    ("Mogadishu", "2024-05-25T19:19", 2.046, 45.318, -56.87, 315.64),
    ("Port Stanley", "2025-01-03T23:06", -51.692, -57.86, 7.57, 242.59),
    ("Tokyo", "2025-08-15T02:53", 35.676, 139.65, 68.26, 184.64),
]


@pytest.mark.parametrize(
    ("place", "when", "latitude", "longitude", "elevation", "azimuth"), BY_PVLIB
)
def test_twenty_place_times_by_another_program(  # noqa: PLR0913, PLR0917
    place: str,
    when: str,
    latitude: float,
    longitude: float,
    elevation: float,
    azimuth: float,
) -> None:
    instant = datetime.fromisoformat(when).replace(tzinfo=UTC)
    found = sun_position(instant, latitude, longitude)
    assert found.true_elevation == pytest.approx(elevation, abs=0.02), place
    assert found.azimuth == pytest.approx(azimuth, abs=0.05), place


def test_the_worked_example_of_the_spa_report() -> None:
    # Reda and Andreas, NREL/TP-560-34302 (2008), table A5.1, at 1,830 m and 820 mbar.
    instant = datetime.fromisoformat("2003-10-17T12:30:30-07:00")
    found = sun_position(instant, 39.742476, -105.1786)
    assert found.elevation == pytest.approx(90 - 50.11162, abs=0.02)
    assert found.azimuth == pytest.approx(194.34024, abs=0.02)


def test_refraction_lifts_the_setting_sun_by_half_a_degree() -> None:
    sunset = datetime(2024, 3, 20, 18, 9, tzinfo=UTC)
    found = sun_position(sunset, 0.0, 0.0)
    assert abs(found.true_elevation) < 1
    assert 0.4 < found.elevation - found.true_elevation < 0.7


@pytest.mark.parametrize(
    ("hour", "light"), [(12, Light.DAY), (18.3, Light.TWILIGHT), (0, Light.NIGHT)]
)
def test_light_by_elevation(hour: float, light: Light) -> None:
    instant = datetime(2024, 3, 20, int(hour), int(hour % 1 * 60), tzinfo=UTC)
    assert sun_position(instant, 0.0, 0.0).light is light


def test_shadows_point_away_and_are_long_where_the_sun_is_low() -> None:
    morning = sun_position(datetime(2024, 3, 20, 7, tzinfo=UTC), 0.0, 0.0)
    assert morning.azimuth == pytest.approx(90, abs=2)
    assert morning.shadow_azimuth == pytest.approx(270, abs=2)
    assert morning.shadow_length == pytest.approx(4.1, abs=0.3)
    night = sun_position(datetime(2024, 3, 20, 0, tzinfo=UTC), 0.0, 0.0)
    assert night.shadow_length is None

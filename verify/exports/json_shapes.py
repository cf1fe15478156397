"""Shapes that every JSON format shares: times, places, regions, numbers, findings.

What is not known is null; what is not finite is null too, as JSON knows no infinity.
"""

import math
from typing import Any

from verify.domain.findings import Finding
from verify.domain.places import StatedPlace
from verify.domain.regions import Region
from verify.domain.times import StatedTime

DECIMALS = 6  # a millionth of a picture's side is far below a pixel

JSONObject = dict[str, Any]


def time_json(time: StatedTime | None) -> JSONObject | None:
    """An interval of time as stated; null for none."""
    if time is None:
        return None
    return {
        "text": time.text,
        "earliest": time.earliest.isoformat(),
        "end": time.end.isoformat(),
        "precision": time.precision.value,
        "zone": time.zone,
    }


def place_json(place: StatedPlace | None) -> JSONObject | None:
    """A point and how far off it may be; null for none."""
    if place is None:
        return None
    return {
        "text": place.text,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "radius_km": place.radius_km,
    }


def region_json(region: Region | None) -> list[list[float]] | None:
    """Corners in shares of width and height; null for none."""
    if region is None:
        return None
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in region.points]


def number_json(value: float) -> float | None:
    """Rounded to a millionth; null where it is not finite."""
    return round(float(value), DECIMALS) if math.isfinite(value) else None


def listed_json(value: Any) -> Any:
    """The value with lists where Python has tuples."""
    if isinstance(value, dict):
        return {key: listed_json(inner) for key, inner in value.items()}
    return [listed_json(one) for one in value] if isinstance(value, tuple) else value


def finding_json(f: Finding) -> JSONObject:
    """A finding, as it stands in every format that has it."""
    return {
        "check": f.check,
        "version": f.version,
        "code": f.code,
        "state": f.state.value,
        "bearing": f.bearing.value,
        "summary": f.summary,
        "reason": f.reason,
        "basis": list(f.basis),
        "limits": list(f.limits),
        "reference": f.reference,
        "region": region_json(f.region),
    }

"""Everything that comparing needs of one picture, made in one go.

A reference keeps one hash per algorithm, features and a working picture; a suspect is
looked at more closely: larger, each of its views (whole, without frame, panels) in
eight orientations. `to_wire` and `from_wire` carry it out of a worker process.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verify.domain.evidence import parse_digest
from verify.domain.examination import PictureFacts
from verify.domain.fingerprints import Fingerprint, Unusable
from verify.domain.regions import WHOLE, Region
from verify.fingerprints import HASHES
from verify.fingerprints.contrast import grey, too_poor
from verify.fingerprints.local import local_features
from verify.imaging.decode import pixels_digest
from verify.imaging.panels import content_box, cut, panels
from verify.imaging.picture import Picture
from verify.imaging.scale import shrink
from verify.matching.features import LocalFeatures, pack, unpack

EXTRACTION_VERSION = "extraction/2"
REFERENCE_SIDE_PX = 640
REFERENCE_FEATURES = 600
SUSPECT_SIDE_PX = 1024
SUSPECT_FEATURES = 2000
MIN_FEATURES = 12  # fewer cannot carry a geometry: see docs/methodology.md


class Role(StrEnum):
    """On which side of a comparison the picture stands."""

    REFERENCE = "reference"
    SUSPECT = "suspect"


@dataclass(frozen=True)
class View:
    """A part of the suspect hashed as a picture of its own, in eight orientations."""

    region: Region
    hashes: tuple[tuple[Fingerprint, ...] | Unusable, ...]
    """In the order of `HASHES`."""


@dataclass(frozen=True)
class Extraction:
    """What was taken from one picture; `hashes` in the order of `HASHES`."""

    picture: PictureFacts
    hashes: tuple[Fingerprint | Unusable, ...]
    views: tuple[View, ...]
    """Of a suspect; empty for a reference."""
    features: LocalFeatures
    working: NDArray[np.uint8]
    """Grey, (height, width), at the size the features were found at."""


def extract(picture: Picture, *, role: Role) -> Extraction:
    """Hashes, features and working picture of `picture` for its role."""
    suspect = role is Role.SUSPECT
    side = SUSPECT_SIDE_PX if suspect else REFERENCE_SIDE_PX
    count = SUSPECT_FEATURES if suspect else REFERENCE_FEATURES
    small = shrink(picture.pixels, side)
    parts = panels(small) if suspect else (WHOLE,)
    features = local_features(small, count=count)
    poor = too_poor(small)
    if not poor and len(features) < MIN_FEATURES:
        poor = f"too little detail: {len(features)} features, {MIN_FEATURES} are needed"
    facts = PictureFacts(
        format=picture.format,
        width=picture.width,
        height=picture.height,
        pixels=pixels_digest(picture),
        frames=picture.frames,
        panels=parts,
        too_poor=poor,
        notes=picture.notes,
    )
    return Extraction(
        picture=facts,
        hashes=tuple(algorithm.make(small) for algorithm in HASHES),
        views=_views(small, parts) if suspect else (),
        features=features,
        working=grey(small),
    )


def _views(small: NDArray[np.uint8], parts: tuple[Region, ...]) -> tuple[View, ...]:
    regions = dict.fromkeys((WHOLE, content_box(small), *parts))
    return tuple(
        View(region, tuple(h.make_oriented(cut(small, region)) for h in HASHES))
        for region in regions
    )


def to_wire(made: Extraction) -> tuple[dict[str, object], dict[str, NDArray[np.uint8]]]:
    """A JSON-ready record and the arrays beside it."""
    picture = made.picture
    record: dict[str, object] = {
        "version": EXTRACTION_VERSION,
        "format": picture.format,
        "width": picture.width,
        "height": picture.height,
        "pixels": picture.pixels,
        "frames": picture.frames,
        "panels": [list(map(list, region.points)) for region in picture.panels],
        "too_poor": picture.too_poor,
        "notes": list(picture.notes),
        "hashes": [_hash_json(h) for h in made.hashes],
        "views": [
            {
                "region": list(map(list, view.region.points)),
                "hashes": [
                    _hash_json(h)
                    if isinstance(h, Unusable)
                    else [_hash_json(one) for one in h]
                    for h in view.hashes
                ],
            }
            for view in made.views
        ],
    }
    features = np.frombuffer(pack(made.features), np.uint8)
    return record, {"features": features, "working": made.working}


def from_wire(
    record: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]
) -> Extraction:
    """The Extraction again. Raises ValueError or KeyError where the record is none."""
    if record["version"] != EXTRACTION_VERSION:
        raise ValueError(f"extraction version {record['version']} is not ours")
    facts = PictureFacts(
        format=str(record["format"]),
        width=int(record["width"]),
        height=int(record["height"]),
        pixels=parse_digest(str(record["pixels"])),
        frames=int(record["frames"]),
        panels=tuple(map(_region, record["panels"])),
        too_poor=str(record["too_poor"]),
        notes=tuple(map(str, record["notes"])),
    )
    views = tuple(
        View(
            _region(view["region"]),
            tuple(
                tuple(map(_fingerprint, h)) if isinstance(h, list) else _unusable(h)
                for h in view["hashes"]
            ),
        )
        for view in record["views"]
    )
    hashes = tuple(
        _unusable(h) if "reason" in h else _fingerprint(h) for h in record["hashes"]
    )
    features = unpack(arrays["features"].tobytes())
    return Extraction(facts, hashes, views, features, arrays["working"])


def _hash_json(made: Fingerprint | Unusable) -> dict[str, object]:
    record: dict[str, object] = {"algorithm": made.algorithm, "version": made.version}
    if isinstance(made, Unusable):
        return record | {"reason": made.reason}
    return record | {"bits": made.bits.hex(), "quality": made.quality}


def _fingerprint(r: Mapping[str, Any]) -> Fingerprint:
    bits = bytes.fromhex(str(r["bits"]))
    return Fingerprint(str(r["algorithm"]), str(r["version"]), bits, int(r["quality"]))


def _unusable(r: Mapping[str, Any]) -> Unusable:
    return Unusable(str(r["algorithm"]), str(r["version"]), str(r["reason"]))


def _region(points: list[list[float]]) -> Region:
    return Region(tuple((float(x), float(y)) for x, y in points))

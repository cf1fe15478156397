"""What is taken out of a picture, and its way out of a worker process."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from tests.scenes import scene
from verify.fingerprints.extraction import (
    REFERENCE_FEATURES,
    SUSPECT_FEATURES,
    Role,
    extract,
    from_wire,
    to_wire,
)
from verify.fingerprints.local import spread
from verify.imaging.decode import DecodeLimits, decode
from verify.imaging.picture import Picture


def picture(pixels: np.ndarray) -> Picture:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return decode(file.getvalue(), DecodeLimits())


@pytest.mark.parametrize("role", list(Role))
def test_an_extraction_survives_the_way_out_of_a_worker(role: Role) -> None:
    made = extract(picture(scene(4)), role=role)
    record, arrays = to_wire(made)
    again = from_wire(json.loads(json.dumps(record)), arrays)
    assert again.picture == made.picture
    assert again.hashes == made.hashes
    assert again.views == made.views
    assert np.array_equal(again.working, made.working)
    assert np.array_equal(again.features.descriptors, made.features.descriptors)
    assert np.abs(again.features.points - made.features.points).max() <= 1 / 32


def test_a_suspect_is_looked_at_more_closely_than_a_reference() -> None:
    large = picture(scene(5, width=1600, height=1200))
    reference = extract(large, role=Role.REFERENCE)
    suspect = extract(large, role=Role.SUSPECT)
    assert reference.working.shape == (480, 640)
    assert suspect.working.shape == (768, 1024)
    assert len(reference.features) <= REFERENCE_FEATURES
    assert len(reference.features) < len(suspect.features) <= SUSPECT_FEATURES
    assert reference.views == ()
    assert len(suspect.views) >= 1


def test_a_flat_picture_says_why_it_cannot_be_compared() -> None:
    flat = extract(picture(np.full((200, 300, 3), 99, np.uint8)), role=Role.SUSPECT)
    assert "too flat" in flat.picture.too_poor
    assert len(flat.features) == 0


def test_another_version_is_refused() -> None:
    record, arrays = to_wire(extract(picture(scene(4)), role=Role.REFERENCE))
    with pytest.raises(ValueError, match="not ours"):
        from_wire({**record, "version": "extraction/0"}, arrays)


def test_chosen_points_cover_the_whole_picture() -> None:
    source = np.random.default_rng(1)
    points = source.random((3000, 2), np.float32)
    strength = np.where(points[:, 0] < 0.25, 10, 1).astype(np.float32)
    chosen = points[spread(points, strength, count=400)]
    assert len(chosen) == 400
    assert 0.15 < (chosen[:, 0] < 0.25).mean() < 0.35

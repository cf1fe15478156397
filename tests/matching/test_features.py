"""Features mirrored without a second extraction, packed, and unpacked."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.sides import reference
from tests.scenes import scene
from verify.matching.features import LocalFeatures, mirrored, no_features, pack, unpack


@given(st.integers(0, 50), st.integers(0, 10**6))
def test_packing_keeps_descriptors_and_points_to_a_sixteenth(
    count: int, seed: int
) -> None:
    source = np.random.default_rng(seed)
    features = LocalFeatures(
        640,
        480,
        (source.random((count, 2)) * (639, 479)).astype(np.float32),
        np.exp2(source.random(count) * 8).astype(np.float32),
        (source.random(count) * 360).astype(np.float32),
        source.integers(0, 256, (count, 128), np.uint8),
    )
    again = unpack(pack(features))
    assert (again.width, again.height, len(again)) == (640, 480, count)
    assert np.array_equal(again.descriptors, features.descriptors)
    assert np.allclose(again.points, features.points, atol=1 / 16)
    assert np.allclose(np.log2(again.sizes / features.sizes), 0, atol=1 / 31)
    off = np.abs((again.angles - features.angles + 180) % 360 - 180)
    assert (off < 360 / 511).all()


@pytest.mark.parametrize("broken", [b"", b"LF2\0", b"XXXX" + bytes(8)])
def test_other_bytes_are_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match="packed features"):
        unpack(broken)


def test_cut_off_features_are_refused() -> None:
    with pytest.raises(ValueError, match="packed features"):
        unpack(pack(reference(scene(1)).features)[:-1])


def test_mirroring_twice_gives_the_features_again() -> None:
    features = reference(scene(1)).features
    again = mirrored(mirrored(features))
    assert np.array_equal(again.descriptors, features.descriptors)
    assert np.allclose(again.points, features.points, atol=1e-3)
    assert np.allclose(again.angles, features.angles % 360, atol=1e-3)


def test_mirrored_features_are_those_of_the_mirrored_picture() -> None:
    turned = mirrored(reference(scene(1)).features)
    found = reference(scene(1)[:, ::-1]).features
    likeness = turned.descriptors.astype(float) @ found.descriptors.T.astype(float)
    nearest = found.points[likeness.argmax(axis=1)]
    close = np.linalg.norm(nearest - turned.points, axis=1) < 2
    assert close.mean() > 0.8
    direction = found.angles[likeness.argmax(axis=1)] - turned.angles
    assert (np.abs((direction[close] + 180) % 360 - 180) < 10).mean() > 0.8


def test_no_features_pack_too() -> None:
    assert len(unpack(pack(no_features(10, 10)))) == 0

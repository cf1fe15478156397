"""Conformance: what every algorithm of the table keeps to."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.scenes import jpeg, scene
from verify.domain.fingerprints import Fingerprint, Unusable, distance_bits
from verify.errors import BadInput
from verify.fingerprints import HASHES, HashAlgorithm
from verify.fingerprints.alone import hashes_alone
from verify.imaging.decode import DecodeLimits, decode
from verify.imaging.scale import shrink

EACH = pytest.mark.parametrize("algorithm", HASHES, ids=lambda a: a.name)


def made(algorithm: HashAlgorithm, pixels: np.ndarray) -> Fingerprint:
    found = algorithm.make(np.ascontiguousarray(pixels))
    assert isinstance(found, Fingerprint)
    return found


def test_no_two_algorithms_share_a_name() -> None:
    assert len({algorithm.name for algorithm in HASHES}) == len(HASHES)


@EACH
def test_a_fingerprint_names_its_algorithm_and_has_its_bits(
    algorithm: HashAlgorithm,
) -> None:
    found = made(algorithm, scene(1))
    assert (found.algorithm, found.version) == (algorithm.name, algorithm.version)
    assert len(found.bits) * 8 == algorithm.bits


@EACH
def test_a_saved_copy_is_near_and_another_scene_is_far(
    algorithm: HashAlgorithm,
) -> None:
    source = made(algorithm, scene(1))
    assert distance_bits(source, made(algorithm, jpeg(scene(1)))) <= (
        algorithm.near_bits
    )
    assert distance_bits(source, made(algorithm, scene(2))) > algorithm.near_bits


@EACH
@pytest.mark.parametrize("mirror", [False, True])
@pytest.mark.parametrize("turns", range(4))
def test_every_orientation_is_among_the_eight(
    algorithm: HashAlgorithm, turns: int, *, mirror: bool
) -> None:
    pixels = scene(3)
    oriented = algorithm.make_oriented(pixels)
    assert isinstance(oriented, tuple)
    assert len(oriented) == 8
    turned = np.rot90(pixels[:, ::-1] if mirror else pixels, turns)
    wanted = made(algorithm, turned)
    nearest = min(distance_bits(wanted, one) for one in oriented)
    assert nearest <= algorithm.near_bits


@EACH
@pytest.mark.parametrize(
    ("pixels", "reason"),
    [
        (np.full((200, 200, 3), 120, np.uint8), "too flat"),
        (scene(1, width=20, height=15), "too small"),
    ],
)
def test_poor_pictures_have_no_fingerprint_but_a_reason(
    algorithm: HashAlgorithm, pixels: np.ndarray, reason: str
) -> None:
    for found in (algorithm.make(pixels), algorithm.make_oriented(pixels)):
        assert isinstance(found, Unusable)
        assert reason in found.reason


def test_distances_across_algorithms_are_refused() -> None:
    first, second = (made(algorithm, scene(1)) for algorithm in HASHES)
    with pytest.raises(ValueError, match="do not compare"):
        distance_bits(first, second)


@EACH
@pytest.mark.parametrize("size", [(1600, 1200), (4000, 3000), (700, 90)])
def test_hashes_alone_are_those_of_the_whole_picture(
    algorithm: HashAlgorithm, size: tuple[int, int]
) -> None:
    pixels = cv2.resize(scene(4), size, interpolation=cv2.INTER_CUBIC)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=90)
    limits = DecodeLimits()
    whole = algorithm.make(shrink(decode(file.getvalue(), limits).pixels, 640))
    alone = hashes_alone(file.getvalue(), limits)[HASHES.index(algorithm)]
    assert isinstance(whole, Fingerprint)
    assert isinstance(alone, Fingerprint)
    assert distance_bits(whole, alone) <= algorithm.bits // 16


def test_hashes_alone_refuse_what_decoding_refuses() -> None:
    with pytest.raises(BadInput):
        hashes_alone(b"no picture", DecodeLimits())

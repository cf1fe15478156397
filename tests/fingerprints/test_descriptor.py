"""What a copy-detection model is given, and how its vectors compare."""

import numpy as np
import pytest

from tests.scenes import scene
from verify.domain.fingerprints import Descriptor, similarity
from verify.domain.regions import WHOLE, Region
from verify.fingerprints.descriptor import Input, looks, prepared, unit, version_of
from verify.indexes.vectors import similarities


def described(vector: list[float], version: str = "a/1") -> Descriptor:
    return Descriptor("descriptor", version, np.array(vector, "<f2").tobytes())


def test_a_picture_is_scaled_and_normalised_as_published() -> None:
    white = np.full((30, 50, 3), 255, np.uint8)
    made = prepared(white, Input(20, 10))
    assert made.shape == (1, 3, 10, 20)
    assert made.dtype == np.float32
    np.testing.assert_allclose(made[0, :, 0, 0], [2.2489, 2.4286, 2.64], atol=1e-3)
    bytes_ = prepared(white, Input(20, 10, channels_last=True, raw=True))
    assert bytes_.shape == (1, 10, 20, 3)
    assert bytes_.dtype == np.uint8
    assert (bytes_ == 255).all()


def test_every_part_is_looked_at_as_it_stands_and_mirrored() -> None:
    picture = scene(1, width=60, height=40)
    left = Region(((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0)))
    whole, mirrored, part, _ = looks(picture, (WHOLE, left))
    np.testing.assert_array_equal(mirrored, whole[:, ::-1])
    assert part.shape[:2] == (40, 30)


def test_vectors_become_unit_vectors_and_must_be_numbers() -> None:
    made = unit(np.array([[3.0, 4.0]], np.float32))
    np.testing.assert_allclose(made, [[0.6, 0.8]], atol=1e-3)
    assert not unit(np.zeros((1, 4), np.float32)).any()
    with pytest.raises(ValueError, match="not finite"):
        unit(np.array([[np.nan, 1.0]], np.float32))


def test_vectors_of_one_model_compare_by_their_cosine() -> None:
    assert similarity(described([1, 0]), described([0.6, 0.8])) == pytest.approx(
        0.6, abs=1e-3
    )


@pytest.mark.parametrize(
    "other",
    [described([1, 0], "b/1"), described([1, 0, 0]), Descriptor("x", "a/1", b"0000")],
)
def test_across_models_and_lengths_there_is_no_number(other: Descriptor) -> None:
    with pytest.raises(ValueError, match="do not compare"):
        similarity(described([1, 0]), other)


def test_another_model_is_another_version() -> None:
    assert version_of("a" * 64) != version_of("b" * 64)


def test_the_search_gives_each_vector_its_best_query_exactly() -> None:
    source = np.random.default_rng(3)
    vectors = unit(source.normal(size=(40_000, 12)).astype(np.float32))
    queries = unit(source.normal(size=(3, 12)).astype(np.float32))
    found = similarities(vectors, queries)
    wanted = (vectors.astype(np.float64) @ queries.astype(np.float64).T).max(axis=1)
    np.testing.assert_allclose(found, wanted, atol=1e-5)
    with pytest.raises(ValueError, match="do not compare"):
        similarities(vectors, queries[:, :5])

"""Conformance: every engine of the table against the obvious one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.indexes import ENGINES, HammingEngine
from verify.indexes.linear import opened as linear

EXACT = [engine for engine in ENGINES if engine.exact]
EACH = pytest.mark.parametrize("engine", EXACT, ids=lambda e: e.name)


@EACH
@given(
    seed=st.integers(0, 10**6),
    width=st.sampled_from([8, 32]),
    count=st.integers(1, 60),
    radius=st.integers(0, 140),
)
def test_an_exact_engine_gives_what_linear_gives(
    engine: HammingEngine, seed: int, width: int, count: int, radius: int
) -> None:
    source = np.random.default_rng(seed)
    codes = source.integers(0, 256, (count, width), np.uint8)
    queries = codes[: max(1, count // 3)].copy()
    queries[:, 0] ^= source.integers(0, 256, len(queries), np.uint8)
    ours, theirs = engine.open(codes)(queries, radius), linear(codes)(queries, radius)
    assert np.array_equal(ours.queries, theirs.queries)
    assert np.array_equal(ours.codes, theirs.codes)
    assert np.array_equal(ours.distances, theirs.distances)


@EACH
@pytest.mark.parametrize("radius", [30, 31, 32])
def test_the_radius_is_inclusive(engine: HammingEngine, radius: int) -> None:
    codes = np.zeros((1, 32), np.uint8)
    query = np.zeros((1, 32), np.uint8)
    query[0, :4] = [255, 255, 255, 254]  # 31 bits
    found = engine.open(codes)(query, radius)
    assert len(found.codes) == (radius >= 31)


@EACH
def test_nearest_come_first(engine: HammingEngine) -> None:
    codes = np.array([[3] + [0] * 7, [1] + [0] * 7, [0] * 8], np.uint8)
    found = engine.open(codes)(np.zeros((1, 8), np.uint8), 8)
    assert found.codes.tolist() == [2, 1, 0]
    assert found.distances.tolist() == [0, 1, 2]

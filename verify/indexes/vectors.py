"""Exact search for near unit vectors: every query against every vector."""

import numpy as np
from numpy.typing import NDArray

VERSION = "cosine/1"
_AT_ONCE = 16_384  # vectors; half precision becomes single in pieces of this many


def similarities(
    vectors: NDArray[np.float16], queries: NDArray[np.float16]
) -> NDArray[np.float32]:
    """The largest cosine over all queries, float32 (n,), of each of `vectors` (n, d).

    Raises ValueError where their lengths differ.
    """
    if vectors.shape[1] != queries.shape[1]:
        raise ValueError("vectors of different lengths do not compare")
    asked = queries.astype(np.float32).T
    best = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), _AT_ONCE):
        part = vectors[start : start + _AT_ONCE].astype(np.float32)
        best[start : start + _AT_ONCE] = (part @ asked).max(axis=1)
    return best

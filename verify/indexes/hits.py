"""What a search for near codes gives, whichever engine it was."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint8]


@dataclass(frozen=True)
class Hits:
    """Pairs of a query and a code within the radius, nearest first for each query.

    Three int64 arrays of one length: position of the query, position of the code, and
    their distance in bits.
    """

    queries: NDArray[np.int64]
    codes: NDArray[np.int64]
    distances: NDArray[np.int64]


Search = Callable[[Codes, int], Hits]
"""Queries, uint8 (m, bytes), and the largest distance that still counts."""
OpenCodes = Callable[[Codes], Search]


def in_order(
    queries: NDArray[np.int64], codes: NDArray[np.int64], distances: NDArray[np.int64]
) -> Hits:
    """The pairs by query, then distance, then position: the same from every engine."""
    order = np.lexsort((codes, distances, queries))
    return Hits(queries[order], codes[order], distances[order])

"""Exact search by FAISS's flat binary index: a scan at the speed of memory."""

import faiss
import numpy as np

from verify.indexes.hits import Codes, Hits, Search, in_order

VERSION = f"faiss-{faiss.__version__}/1"


def opened(codes: Codes) -> Search:
    """Search these codes, uint8 (n, bytes)."""
    index = faiss.IndexBinaryFlat(codes.shape[1] * 8)
    index.add(np.ascontiguousarray(codes))

    def search(queries: Codes, radius: int) -> Hits:
        # range_search is strict (distance < radius); ours is inclusive.
        limits, distances, found = index.range_search(
            np.ascontiguousarray(queries), radius + 1
        )
        counts = np.diff(limits.astype(np.int64))
        query = np.repeat(np.arange(len(queries), dtype=np.int64), counts)
        return in_order(query, found.astype(np.int64), distances.astype(np.int64))

    return search

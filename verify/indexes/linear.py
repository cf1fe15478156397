"""The obvious search: every query against every code, bit by bit."""

import numpy as np

from verify.indexes.hits import Codes, Hits, Search, in_order

VERSION = "1"


def opened(codes: Codes) -> Search:
    """Search these codes, uint8 (n, bytes)."""

    def search(queries: Codes, radius: int) -> Hits:
        differing = np.bitwise_count(queries[:, None, :] ^ codes[None, :, :])
        distances = differing.sum(axis=2, dtype=np.int64)
        query, code = np.nonzero(distances <= radius)
        return in_order(
            query.astype(np.int64), code.astype(np.int64), distances[query, code]
        )

    return search

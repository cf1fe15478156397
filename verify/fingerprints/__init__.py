"""Whole-picture hashes: one explicit table; one file is one algorithm.

Every hash is taken from the working picture (`imaging.scale`), on both sides of a
comparison, so that sizes and decoders change as few bits as possible.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verify.domain.fingerprints import Fingerprint, Unusable
from verify.fingerprints import pdq, phash

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class HashAlgorithm:
    """A plug-in: a name, a version and the functions that make its fingerprints."""

    name: str
    version: str
    bits: int
    near_bits: int
    """The peers' own threshold: at most so many differing bits count as alike."""
    candidate_bits: int
    """A candidate worth verifying has at most so many differing bits."""
    make: Callable[[Pixels], Fingerprint | Unusable]
    make_oriented: Callable[[Pixels], tuple[Fingerprint, ...] | Unusable]
    """Eight fingerprints: as it stands and in every flip and quarter turn."""


HASHES = (
    HashAlgorithm(
        phash.NAME, phash.VERSION, 64, 10, 14, phash.make, phash.make_oriented
    ),
    HashAlgorithm(pdq.NAME, pdq.VERSION, 256, 31, 72, pdq.make, pdq.make_oriented),
)

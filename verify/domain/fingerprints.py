"""Fingerprints: bits or a vector, made of a picture by a named, versioned algorithm."""

import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Fingerprint:
    """`bits` as big-endian bytes; `quality` 0..100 as the algorithm states it."""

    algorithm: str
    version: str
    bits: bytes
    quality: int


@dataclass(frozen=True)
class Unusable:
    """No fingerprint could be made, and why, in words for a person."""

    algorithm: str
    version: str
    reason: str


def distance_bits(a: Fingerprint, b: Fingerprint) -> int:
    """Number of differing bits. Raises ValueError across algorithms or versions."""
    if (a.algorithm, a.version, len(a.bits)) != (b.algorithm, b.version, len(b.bits)):
        raise ValueError(
            f"{a.algorithm} {a.version} and {b.algorithm} {b.version} do not compare"
        )
    difference = int.from_bytes(a.bits) ^ int.from_bytes(b.bits)
    return difference.bit_count()


@dataclass(frozen=True)
class Descriptor:
    """A unit vector that a model made; `version` names the model by its SHA-256.

    `vector` is half precision, little endian.
    """

    algorithm: str
    version: str
    vector: bytes

    @property
    def values(self) -> tuple[float, ...]:
        """The vector's numbers."""
        return struct.unpack(f"<{len(self.vector) // 2}e", self.vector)


def similarity(a: Descriptor, b: Descriptor) -> float:
    """Cosine of the two, -1..1. Raises ValueError across models or lengths."""
    ours = (a.algorithm, a.version, len(a.vector))
    if ours != (b.algorithm, b.version, len(b.vector)):
        raise ValueError(
            f"{a.algorithm} {a.version} and {b.algorithm} {b.version} do not compare"
        )
    return sum(x * y for x, y in zip(a.values, b.values, strict=True))

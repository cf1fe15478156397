"""Fingerprints: bits made from a picture by one named, versioned algorithm."""

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

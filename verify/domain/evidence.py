"""Evidence: one exact sequence of bytes, and what was received under which name."""

import hashlib
import re
from dataclasses import dataclass
from typing import NewType

Digest = NewType("Digest", str)
"""A SHA-256 in 64 lower-case hexadecimal digits."""


def digest_of(content: bytes) -> Digest:
    """The SHA-256 of these bytes."""
    return Digest(hashlib.sha256(content).hexdigest())


def parse_digest(text: str) -> Digest:
    """Read a digest; raises ValueError where the text is none."""
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError(f"{text!r} is not a SHA-256 in 64 hexadecimal digits")
    return Digest(text)


@dataclass(frozen=True)
class Evidence:
    """Bytes under examination. The name is what we were given, never an identity."""

    digest: Digest
    size_bytes: int
    name: str

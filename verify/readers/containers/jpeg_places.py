"""Where the segments of a JPEG file stand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """A marker's second byte and name; the bounds of the bytes behind its length."""

    code: int
    name: str
    start: int
    end: int

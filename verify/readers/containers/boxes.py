"""Boxes of ISO base media files (ISO/IEC 14496-12, 4.2): HEIF, JP2, JXL, CR3."""

from collections.abc import Iterator
from typing import NamedTuple

MOST_BOXES = 5000


class Box(NamedTuple):
    """A box's four letters, a UUID's digits for `uuid`, and its content's bounds."""

    kind: str
    start: int
    end: int
    uuid: str = ""


def boxes(content: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places; what is cut ends at `end`."""
    end = min(end, len(content))
    for _ in range(MOST_BOXES):
        if start + 8 > end:
            return
        size = int.from_bytes(content[start : start + 4])
        kind, head = content[start + 4 : start + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[start + 8 : start + 16]), 16
        elif size == 0:
            size = end - start
        if size < head:
            return
        uuid = ""
        if kind == b"uuid":
            uuid = content[start + head : start + head + 16].hex()
            head += 16
        name = kind.decode("latin-1")
        yield Box(name, start + head, min(start + size, end), uuid)
        start += size


def one(content: bytes, inside: Box, kind: str, skip: int = 0) -> Box | None:
    """The first box of a kind inside another, behind `skip` bytes of header."""
    for box in boxes(content, inside.start + skip, inside.end):
        if box.kind == kind:
            return box
    return None

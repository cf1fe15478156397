"""Photoshop's image resources: IPTC, EXIF, XMP, profile and thumbnail among them.

They stand in JPEG's APP13, in TIFF's tag 34377, in PSD files and in PNG text. Source:
Adobe Photoshop File Formats Specification, "Image Resources Section".
"""

from collections.abc import Iterator
from typing import NamedTuple

from verify.readers.survey import LARGEST_PART, BlockKind, Survey

HEADERS = (b"Photoshop 3.0\0", b"Adobe_Photoshop2.5:", b"Adobe_CM", b"Photoshop 3.0")
MOST_RESOURCES = 500
IPTC, THUMBNAIL_OLD, THUMBNAIL, ICC, EXIF, XMP = 1028, 1033, 1036, 1039, 1058, 1060
DIGEST, EXIF_MORE, URL, CAPTION = 1061, 1059, 1035, 1008
_KINDS = {IPTC: BlockKind.IPTC, ICC: BlockKind.ICC, EXIF: BlockKind.EXIF}
_KINDS[XMP] = BlockKind.XMP
_TYPES = (b"8BIM", b"MeSa", b"PHUT", b"AgHg", b"DCSR")
_THUMBNAIL_HEAD = 28


class Resource(NamedTuple):
    """One resource: its number, and the bounds of its content."""

    number: int
    start: int
    end: int


def keep_pieces(survey: Survey, pieces: list[tuple[int, bytes]]) -> None:
    """The resources of segments that follow each other, put together.

    A resource in one segment has a place in the file; one over several has none.
    """
    if not pieces:
        return
    if len(pieces) == 1:
        keep_resources(survey, pieces[0][1], pieces[0][0], "JPEG APP13")
        return
    if all(_begins(body) for _, body in pieces):
        # Writers that do not know of the others start anew in each segment.
        whole = [list(_resources(body)) for _, body in pieces]
        if all(found and found[-1].end <= len(body)
               for found, (_, body) in zip(whole, pieces, strict=True)):  # fmt: skip
            for at, body in pieces:
                keep_resources(survey, body, at, "JPEG APP13")
            return
    joined = b"".join(body for _, body in pieces)[:LARGEST_PART]
    keep_resources(survey, joined, None, "JPEG APP13")


def keep_resources(
    survey: Survey, content: bytes, start: int | None, place: str
) -> None:
    """The resources that hold metadata; `start` is where they stand, None: in pieces.

    Places count from the survey's content.
    """
    for resource in _resources(content):
        body = content[resource.start : resource.end]
        where = None if start is None else start + resource.start
        name = f"{place} resource {resource.number}"
        kind = _KINDS.get(resource.number)
        if kind is not None:
            survey.add(kind, name, (where, len(body)), content=body)
        elif resource.number in {THUMBNAIL, THUMBNAIL_OLD} and len(body) > 28:  # noqa: PLR2004
            width, height = (int.from_bytes(body[n : n + 4]) for n in (4, 8))
            coding = "JPEG" if resource.number == THUMBNAIL else "JPEG, red as blue"
            inner = None if where is None else where + _THUMBNAIL_HEAD
            size = len(body) - _THUMBNAIL_HEAD
            survey.picture(
                f"Photoshop resource {resource.number}", coding, inner, size,
                (width, height) if max(width, height) <= 1 << 16 else (0, 0),
            )  # fmt: skip
        elif resource.number == DIGEST and len(body) == 16:  # noqa: PLR2004
            survey.tag("Photoshop", "IPTCDigest", body.hex())
        elif resource.number == URL and body:
            survey.tag("Photoshop", "URL", body.decode("latin-1"))


def _begins(content: bytes) -> bool:
    return content[:4] in _TYPES


def _resources(content: bytes) -> Iterator[Resource]:
    """Each resource in turn, until something else stands there."""
    at = 0
    for _ in range(MOST_RESOURCES):
        if content[at : at + 4] not in _TYPES or at + 12 > len(content):
            return
        number = int.from_bytes(content[at + 4 : at + 6])
        name_size = content[at + 6] + 1
        at += 6 + name_size + name_size % 2
        size = int.from_bytes(content[at : at + 4])
        at += 4
        yield Resource(number, at, at + size)
        at += size + size % 2

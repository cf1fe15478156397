"""The segments of a JPEG file by what they hold; pieces of one thing put together.

Sources: JFIF 1.02; CIPA DC-008 (EXIF) and DC-007 (MPF); Adobe XMP part 3; ICC.1 annex
B.4; ISO 19566-5 (JUMBF). Nothing here reads EXIF or XMP itself.
"""

from dataclasses import dataclass, field

from verify.readers.containers import jpeg_structure, mpf, photoshop
from verify.readers.containers.jpeg_places import Segment
from verify.readers.survey import LARGEST_PART, BlockKind, Survey

EXIF = b"Exif\0"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
ICC = b"ICC_PROFILE\0"
PHOTO_STUDIO = b"UNICODE\0"
_TIFF_STARTS = (b"II", b"MM")
_GUID, _EXTENSION_HEAD = 32, 40
_APPLICATIONS = {
    b"JFIF\0": "JFIF", b"JFXX\0": "JFXX", b"Adobe": "Adobe", b"Ducky": "Ducky",
    b"FPXR": "FlashPix", b"MPF\0": "MPF", b"FLIR": "FLIR", b"Meta": "Meta",
    b"[picture info]": "PictureInfo", b"AROT": "AROT", b"HDR_RI": "HDR",
    b"SPIFF": "SPIFF", b"urn:iso:std:iso:ts:21496": "gain map", b"NVTE": "NITF",
    b"AGFA": "Agfa", b"OLYMPUS": "Olympus", b"SEAL": "SEAL", b"QVCI": "QVCI",
}  # fmt: skip


@dataclass
class _Pieces:
    """Things that stand in several segments."""

    exif: list[tuple[int, bytes]] = field(default_factory=list)
    icc: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    extended: dict[bytes, list[tuple[int, bytes]]] = field(default_factory=dict)
    photoshop: list[tuple[int, bytes]] = field(default_factory=list)
    jumbf: dict[bytes, list[tuple[int, int, bytes]]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)


def keep_segments(survey: Survey, segments: list[Segment]) -> None:
    """Everything the segments hold, into the survey."""
    pieces = _Pieces(labels=["SOI"])
    for segment in segments:
        body = survey.content[segment.start : segment.end]
        label = segment.name
        if 0xE0 <= segment.code <= 0xEF:  # noqa: PLR2004
            label = f"{label} {_application(survey, segment, body, pieces)}".rstrip()
        elif segment.name == "COM":
            _comment(survey, segment, body)
        if pieces.labels[-1] != label:
            pieces.labels.append(label)
    _join(survey, pieces)
    jpeg_structure.keep(survey, segments, tuple(pieces.labels))
    mpf.keep(survey, [s for s in segments if s.name == "APP2"])


def _application(
    survey: Survey, segment: Segment, body: bytes, pieces: _Pieces
) -> str:  # fmt: skip
    """Keep one APPn segment; gives what it holds."""
    at, name = segment.start, segment.name
    if name == "APP1" and body.startswith(EXIF):
        pieces.exif.append((at + 6, body[6:]))
        return "EXIF"
    if body.startswith(XMP):
        survey.keep(BlockKind.XMP, f"JPEG {name}", at + len(XMP), segment.end)
        return "XMP"
    return _in_pieces(segment, body, pieces) or _other(survey, segment, body)


def _in_pieces(segment: Segment, body: bytes, pieces: _Pieces) -> str:
    """Collect what can stand in several segments; empty where it is none of that."""
    at, name = segment.start, segment.name
    if body.startswith(EXTENSION):
        _extension(body, pieces)
        return "XMP extension"
    if body.startswith(ICC) and len(body) > len(ICC) + 2:
        pieces.icc.setdefault(body[len(ICC)], (at + len(ICC) + 2, body[len(ICC) + 2 :]))
        return "ICC"
    if name == "APP13" and body.startswith(photoshop.HEADERS):
        head = body.index(b"\0") + 1 if b"\0" in body[:20] else len(body)
        pieces.photoshop.append((at + head, body[head:]))
        return "Photoshop"
    if name == "APP11" and body.startswith(b"JP"):
        pieces.jumbf.setdefault(body[2:4], []).append(
            (int.from_bytes(body[4:8]), at + 8, body[8:])
        )
        return "JUMBF"
    return ""


def _other(survey: Survey, segment: Segment, body: bytes) -> str:
    """A segment that is told, with the few facts that JFIF and Adobe state."""
    label = next((v for k, v in _APPLICATIONS.items() if body.startswith(k)), "")
    if not label:
        head = body[:20].split(b"\0")[0]
        label = head.decode("ascii", "replace") if head.isalnum() else ""
    survey.add(
        BlockKind.MPF if label == "MPF" else BlockKind.APP,
        f"JPEG {segment.name}",
        (segment.start, len(body)),
        note=label,
    )
    if label == "JFIF" and len(body) >= 12:  # noqa: PLR2004
        survey.tag("JFIF", "JFIFVersion", f"{body[5]}.{body[6]:02}")
        survey.tag("JFIF", "ResolutionUnit", str(body[7]))
        survey.tag("JFIF", "XResolution", str(int.from_bytes(body[8:10])))
        survey.tag("JFIF", "YResolution", str(int.from_bytes(body[10:12])))
    elif label == "JFXX" and body[5:6] == b"\x10":
        survey.picture("JFXX", "JPEG", segment.start + 6, len(body) - 6)
    elif label == "Adobe" and len(body) >= 12:  # noqa: PLR2004
        survey.tag("Adobe", "ColorTransform", str(body[11]))
    elif segment.name == "APP10" and body.startswith(PHOTO_STUDIO):
        text = body[len(PHOTO_STUDIO) :].decode("utf-16-be", "replace").rstrip("\0")
        survey.tag("JPEG APP10", "Comment", text)
    return label


def _comment(survey: Survey, segment: Segment, body: bytes) -> None:
    survey.add(BlockKind.COMMENT, "JPEG COM", (segment.start, len(body)))
    survey.text("JPEG COM", "Comment", body)


def _extension(body: bytes, pieces: _Pieces) -> None:
    """A piece of an extended packet: identifier, whole length, own offset."""
    head = body[len(EXTENSION) : len(EXTENSION) + _EXTENSION_HEAD]
    if len(head) < _EXTENSION_HEAD:
        return
    offset = int.from_bytes(head[36:40])
    content = body[len(EXTENSION) + _EXTENSION_HEAD :]
    pieces.extended.setdefault(head[:_GUID], []).append((offset, content))


def _join(survey: Survey, pieces: _Pieces) -> None:
    _join_exif(survey, pieces.exif)
    for chunks in pieces.extended.values():
        content = b"".join(one for _, one in sorted(chunks))[:LARGEST_PART]
        survey.add(
            BlockKind.XMP,
            "JPEG APP1 extension",
            (None, len(content)),
            content=content,
            note=f"extended packet in {len(chunks)} segments",
        )
    if pieces.icc:
        chunks = [pieces.icc[number] for number in sorted(pieces.icc)]
        _whole(survey, BlockKind.ICC, "JPEG APP2", chunks)
    photoshop.keep_pieces(survey, pieces.photoshop)
    for boxes in pieces.jumbf.values():
        _join_jumbf(survey, sorted(boxes))


def _join_exif(survey: Survey, found: list[tuple[int, bytes]]) -> None:
    """EXIF segments; one without a TIFF header goes on with the one before."""
    blocks: list[list[tuple[int, bytes]]] = []
    for at, body in found:
        if blocks and not body.startswith(_TIFF_STARTS):
            blocks[-1].append((at, body))
        else:
            blocks.append([(at, body)])
    for chunks in blocks:
        _whole(survey, BlockKind.EXIF, "JPEG APP1", chunks)


def _join_jumbf(survey: Survey, boxes: list[tuple[int, int, bytes]]) -> None:
    """A box over several segments: each later one repeats the box's header."""
    first = boxes[0][2]
    head = 16 if first[:4] == b"\0\0\0\1" else 8
    chunks = [(boxes[0][1], first), *((at, body[head:]) for _, at, body in boxes[1:])]
    kind = BlockKind.C2PA if b"c2pa" in first else BlockKind.APP
    _whole(survey, kind, "JPEG APP11", chunks)
    if kind == BlockKind.APP:
        survey.problem("JPEG APP11: a JUMBF box that is no C2PA manifest")


def _whole(
    survey: Survey, kind: str, place: str, chunks: list[tuple[int, bytes]]
) -> None:
    content = b"".join(body for _, body in chunks)[:LARGEST_PART]
    offset = chunks[0][0] if len(chunks) == 1 else None
    note = f"in {len(chunks)} segments" if len(chunks) > 1 else ""
    survey.add(kind, place, (offset, len(content)), content=content, note=note)

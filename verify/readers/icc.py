"""ICC profiles: what the header and the description say (ICC.1:2022)."""

import struct

from verify.readers.readings import Notes

PLACE = "ICC profile"
HEADER_SIZE = 128
MOST_TAGS = 200
_CLASSES = {
    "scnr": "input",
    "mntr": "display",
    "prtr": "output",
    "spac": "colour space",
}
_EPOCH_YEAR = 1900


def read_icc(content: bytes, place: str, notes: Notes) -> None:
    """Add description, class, space, creator and date. Raises ValueError if none."""
    if len(content) < HEADER_SIZE or content[36:40] != b"acsp":
        raise ValueError("it does not begin with a profile's header")
    description = _description(content)
    if description:
        notes.add(place, "ProfileDescription", description, description)
    kind, space = (_four(content, at) for at in (12, 16))
    notes.add(place, "ProfileClass", _CLASSES.get(kind, kind), kind)
    notes.add(place, "ColorSpaceData", space, space)
    year, *rest = struct.unpack_from(">6H", content, 24)
    if year > _EPOCH_YEAR:
        text = "{}:{:02}:{:02} {:02}:{:02}:{:02}".format(year, *rest)
        notes.add(place, "ProfileDateTime", text, text)
    for name, at in (("DeviceManufacturer", 48), ("ProfileCreator", 80)):
        four = _four(content, at)
        if four:
            notes.add(place, name, four, four)


def _four(content: bytes, at: int) -> str:
    return content[at : at + 4].decode("latin-1").strip("\0 ")


def _description(content: bytes) -> str:
    """The text of the `desc` tag, in its old form or in several languages."""
    count = min(int.from_bytes(content[128:132]), MOST_TAGS)
    for number in range(count):
        at = 132 + 12 * number
        if content[at : at + 4] != b"desc":
            continue
        start, size = struct.unpack_from(
            ">LL", content[at + 4 : at + 12].ljust(8, b"\0")
        )
        return _described(content[start : start + min(size, 1 << 16)])
    return ""


def _described(body: bytes) -> str:
    if body[:4] == b"desc":
        size = int.from_bytes(body[8:12])
        return body[12 : 12 + size].split(b"\0")[0].decode("latin-1").strip()
    if body[:4] == b"mluc":
        return _localised(body)
    if body[:4] == b"text":
        return body[8:].split(b"\0")[0].decode("latin-1").strip()
    return ""


def _localised(body: bytes) -> str:
    """The English text of several, else the first."""
    count, width = struct.unpack_from(">LL", body[8:16].ljust(8, b"\0"))
    texts = {}
    for number in range(min(count, 64)):
        at = 16 + max(width, 12) * number
        record = body[at : at + 12]
        if len(record) < 12:  # noqa: PLR2004
            break
        size, start = struct.unpack_from(">LL", record, 4)
        texts[record[:2]] = body[start : start + size].decode("utf-16-be", "replace")
    found = texts.get(b"en") or next(iter(texts.values()), "")
    return found.strip("\0 ")

"""XMP packets: simple properties, structures spelt out, and the history of editing.

XMP is XML from a stranger: packets over 2 MB, and those that declare a document type
or entities, are refused before any parser sees them. Develop settings, fonts and the
like are left out. Source: ISO 16684-1 (XMP), ISO 16684-2.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from verify.domain.metadata import HistoryStep
from verify.readers.readings import Notes

PLACE = "XMP"
LARGEST_PACKET = 2_000_000
MOST_PROPERTIES = 500
MOST_STEPS = 1000
DEEPEST_STRUCTURE = 5
DEEPEST_ELEMENT = 64

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_STREF = "{http://ns.adobe.com/xap/1.0/sType/ResourceRef#}"
_STEVT = "{http://ns.adobe.com/xap/1.0/sType/ResourceEvent#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-19/": "Iptc4xmpExt",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://ns.google.com/photos/1.0/camera/": "GCamera",
    "http://ns.google.com/photos/1.0/container/": "Container",
    "http://ns.google.com/photos/1.0/panorama/": "GPano",
    "http://ns.google.com/photos/1.0/creations/": "GCreations",
    "http://ns.adobe.com/hdr-gain-map/1.0/": "hdrgm",
    "http://www.dji.com/drone-dji/1.0/": "drone-dji",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
    "http://ns.apple.com/faceinfo/1.0/": "apple-fi",
    "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
    "http://ns.camerabits.com/photomechanic/1.0/": "photomechanic",
    "http://creativecommons.org/ns#": "cc",
}
_FORBIDDEN = (b"<!doctype", b"<!entity")
_DECLARATION = re.compile(r"<\?xml\s[^>]*\?>")
_CODES = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"),
    (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
    (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
_START = re.compile(rb"<((?:\w+:)?(?:xmpmeta|xapmeta|RDF))\b")


def read_xmp(packet: bytes, place: str, notes: Notes) -> list[HistoryStep]:
    """Add the packet's properties; gives its history.

    Raises ValueError where it is refused or no XML.
    """
    root = parsed(packet)
    kept, steps = 0, list[HistoryStep]()
    for name, element, text in _properties(root):
        kept += 1
        if kept > MOST_PROPERTIES:
            notes.problems.append(f"{notes.reader}: more XMP properties left out")
            break
        if name == "xmpMM:History" and element is not None:
            found = list(_steps(element))
            steps += found
            notes.add(place, name, f"{len(found)} steps", f"{len(found)} steps")
            continue
        value = text if element is None else _value(name, element)
        notes.add(place, name, value, value)
    return steps


def parsed(packet: bytes) -> Element:
    """The packet's root element. Raises ValueError where it is refused or broken."""
    if len(packet) > LARGEST_PACKET:
        raise ValueError(f"the packet is larger than {LARGEST_PACKET:,} bytes")
    packet = _as_utf8(packet)
    # NULs between the letters would hide the words where the code was not recognised.
    plain = packet.replace(b"\0", b"").lower()
    if any(word in plain for word in _FORBIDDEN):
        raise ValueError("the packet declares a document type or entities")
    if _depth(plain) > DEEPEST_ELEMENT:
        raise ValueError(f"elements are nested deeper than {DEEPEST_ELEMENT}")
    try:
        root: Element = fromstring(packet, forbid_dtd=True)
    except ParseError as error:
        again = _repaired(packet)
        if again is None:
            raise ValueError(f"it is no XML ({error})") from None
        try:
            root = fromstring(again, forbid_dtd=True)
        except ParseError:
            raise ValueError(f"it is no XML ({error})") from None
    return root


def _as_utf8(packet: bytes) -> bytes:
    """The packet in UTF-8, told by its first bytes as XML is (XML 1.0, annex F)."""
    for head, code in _CODES:
        if packet.startswith(head):
            text = packet.decode(code, "replace").strip("\0 \r\n\t\ufeff")
            return _DECLARATION.sub("", text, 1).encode("utf-8", "replace")
    return packet.strip(b"\0 \r\n\t")


def _depth(packet: bytes) -> int:
    """How deep elements are nested, counted without a parser."""
    depth = deepest = 0
    for found in re.finditer(rb"<(/?)[A-Za-z_][^>]*?(/?)>", packet):
        if found[1]:
            depth -= 1
        elif not found[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _repaired(packet: bytes) -> bytes | None:
    """The packet's element alone, its bytes made valid; None where there is none.

    Writers leave bytes before and behind it, NULs, and texts in their own code.
    """
    found = _START.search(packet)
    end = packet.rfind(b"</" + found[1]) if found else -1
    if found is None or end < 0:
        return None
    plain = packet[found.start() : end].replace(b"\0", b"")
    plain += b"</" + found[1] + b">"
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        plain = plain.decode("cp1252", "replace").encode()
    return re.sub(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]", b" ", plain)


def _properties(root: Element) -> Iterator[tuple[str, Element | None, str]]:
    """The properties of the topmost descriptions: name, element or None, and text."""
    top = [root] if root.tag == f"{_RDF}RDF" else list(root.iter(f"{_RDF}RDF"))
    for rdf in top or [root]:
        for description in rdf:
            for tag, text in description.attrib.items():
                name = _prefixed(tag)
                if name is not None:
                    yield name, None, text
            for child in description:
                name = _prefixed(child.tag)
                if name is not None:
                    yield name, child, ""


def _prefixed(tag: str) -> str | None:
    """`xmp:CreateDate` for the name with its namespace; None for foreign ones."""
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    prefix = _PREFIXES.get(namespace) or _PREFIXES.get(f"{namespace}/")
    return f"{prefix}:{local}" if prefix else None


def _value(name: str, element: Element) -> str:
    if name == "xmpMM:DerivedFrom":
        return _derived(element)
    return _spelt(element, DEEPEST_STRUCTURE)


def _spelt(element: Element, depth: int) -> str:
    """Text as it is; list items with `; ` between; fields as `name=value`."""
    if depth == 0:
        return "…"
    items = element.findall(f"*/{_RDF}li")
    if items:
        first = [i for i in items if i.get(_LANGUAGE) == "x-default"]
        others = [i for i in items if i.get(_LANGUAGE) != "x-default"]
        texts = [_spelt(item, depth - 1) for item in [*first, *others]]
        return "; ".join(dict.fromkeys(texts)) if first else "; ".join(texts)
    fields = [f"{_local(k)}={v}" for k, v in _fields_of(element, depth)]
    if fields:
        return ", ".join(fields)
    resource = element.get(f"{_RDF}resource")
    return (element.text or "").strip() or resource or ""


def _fields_of(element: Element, depth: int) -> Iterator[tuple[str, str]]:
    """A structure's fields, whether written as attributes or as elements."""
    for holder in (element, *element.findall(f"{_RDF}Description")):
        for key, text in holder.attrib.items():
            if not key.startswith((_RDF, "{http://www.w3.org/XML/")):
                yield key, text
        for child in holder:
            if not child.tag.startswith(_RDF):
                yield child.tag, _spelt(child, depth - 1)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _derived(element: Element) -> str:
    """The identifier of the document this one was made from."""
    fields = dict(_fields_of(element, DEEPEST_STRUCTURE))
    for name in (f"{_STREF}documentID", f"{_STREF}instanceID"):
        if fields.get(name):
            return fields[name]
    return (element.text or "").strip()


def _steps(element: Element) -> Iterator[HistoryStep]:
    """The steps of xmpMM:History, first to last."""
    for item in element.findall(f"*/{_RDF}li")[:MOST_STEPS]:
        fields = dict(_fields_of(item, DEEPEST_STRUCTURE))
        values = [
            fields.get(_STEVT + name, "")[:500]
            for name in ("action", "when", "softwareAgent", "changed", "parameters",
                         "instanceID")
        ]  # fmt: skip
        yield HistoryStep(*values)

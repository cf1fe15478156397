"""XMP packets: the simple properties of the vocabularies that bear on origin.

XMP is XML from a stranger: packets over 2 MB, and those that declare a document type
or entities, are refused before any parser sees them. Develop settings, fonts and the
like are left out, and structures are counted, not spelt out.
"""

from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from verify.readers.readings import Notes

PLACE = "XMP"
LARGEST_PACKET = 2_000_000
MOST_PROPERTIES = 300

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_STREF = "{http://ns.adobe.com/xap/1.0/sType/ResourceRef#}"
_PREFIXES = {
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
}
_FORBIDDEN = (b"<!doctype", b"<!entity")


def read_xmp(packet: bytes, notes: Notes) -> None:
    """Add the packet's properties. Raises ValueError where it is refused."""
    if len(packet) > LARGEST_PACKET:
        raise ValueError(f"the packet is larger than {LARGEST_PACKET:,} bytes")
    # In UTF-16 and UTF-32 the same declarations stand with NULs between.
    plain = packet.replace(b"\0", b"").lower()
    if any(word in plain for word in _FORBIDDEN):
        raise ValueError("the packet declares a document type or entities")
    root = fromstring(packet.strip(b"\0 \r\n\t"), forbid_dtd=True)
    kept = 0
    for description in root.iter(f"{_RDF}Description"):
        properties = [
            *((name, text, None) for name, text in description.attrib.items()),
            *((child.tag, "", child) for child in description),
        ]
        for tag, text, element in properties:
            name = _prefixed(tag)
            if name is None:
                continue
            kept += 1
            if kept > MOST_PROPERTIES:
                notes.problems.append(f"{notes.reader}: more XMP properties left out")
                return
            value = text if element is None else _value(name, element)
            notes.add(PLACE, name, value, value)


def _prefixed(tag: str) -> str | None:
    """`xmp:CreateDate` for the name with its namespace; None for foreign ones."""
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    prefix = _PREFIXES.get(namespace)
    return f"{prefix}:{local}" if prefix else None


def _value(name: str, element: Element) -> str:
    items = element.findall(f"*/{_RDF}li")
    if name == "xmpMM:History":
        return f"{len(items)} steps"
    if name == "xmpMM:DerivedFrom":
        return _derived(element)
    texts = ["".join(item.itertext()).strip() for item in items]
    return "; ".join(texts) if items else "".join(element.itertext()).strip()


def _derived(element: Element) -> str:
    """The identifier of the document this one was made from."""
    for name in (f"{_STREF}documentID", f"{_STREF}instanceID"):
        for one in element.iter():
            if name in one.attrib:
                return one.attrib[name]
            child = one.find(name)
            if child is not None and child.text:
                return child.text
    return ""

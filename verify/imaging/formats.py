"""Which picture format some bytes are in, by their first bytes and never by a name.

Only listed formats are ever handed to a decoder. For well-known others the name is
given, so that the refusal can say what was received. Nothing is decoded here.
"""

PNG = b"\x89PNG\r\n\x1a\n"
MAX_BRANDS = 64

# First bytes, and the Pillow plug-ins that may then try the file.
SIGNATURES: tuple[tuple[bytes, tuple[str, ...]], ...] = (
    (b"\xff\xd8\xff", ("JPEG", "MPO")),
    (PNG, ("PNG",)),
    (b"GIF87a", ("GIF",)),
    (b"GIF89a", ("GIF",)),
    (b"BM", ("BMP",)),
    (b"II*\0", ("TIFF",)),
    (b"MM\0*", ("TIFF",)),
    (b"II+\0", ("TIFF",)),
    (b"MM\0+", ("TIFF",)),
)
AVIF_BRANDS = frozenset({b"avif", b"avis"})
HEIF_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
    | {b"mif1", b"mif2", b"msf1"}
)
OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"8BPS", "a Photoshop document"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"<svg", "an SVG drawing"),
    (b"<?xml", "an XML document or SVG drawing"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"FUJIFILMCCD-RAW", "a Fujifilm raw file"),
    (b"IIU\0", "a Panasonic raw file"),
    (b"IIRO", "an Olympus raw file"),
    (b"FOVb", "a Sigma raw file"),
    (b"\0MRM", "a Minolta raw file"),
)


def plugins_for(content: bytes) -> tuple[str, ...]:
    """The Pillow plug-ins allowed to try these bytes; empty where none is."""
    for signature, plugins in SIGNATURES:
        if content.startswith(signature):
            return plugins
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ("WEBP",)
    brands = _brands(content)
    if brands & AVIF_BRANDS:
        return ("AVIF",)
    return ("HEIF",) if brands & HEIF_BRANDS else ()


def received(content: bytes) -> str:
    """What bytes of no allowed format seem to be, for a sentence; empty if unknown."""
    for signature, name in OTHERS:
        if content.startswith(signature):
            return name
    if content[4:8] == b"ftyp":
        return "a video"
    return ""


def _brands(content: bytes) -> frozenset[bytes]:
    """Major and compatible brands of an ISO media file (ISO/IEC 14496-12, 4.3)."""
    if content[4:8] != b"ftyp":
        return frozenset()
    end = min(int.from_bytes(content[:4]), 16 + 4 * MAX_BRANDS, len(content))
    listed = {content[at : at + 4] for at in range(16, end - 3, 4)}
    return frozenset({content[8:12], *listed})

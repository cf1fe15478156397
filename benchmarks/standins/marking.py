"""The mark and the statements every stand-in picture bears: burned in, EXIF and XMP.

Pillow only. IPTC's term `algorithmicMedia` is for media made by an algorithm that was
not trained on samples; `compositeSynthetic` is for composites with such a part.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

MARK = "RENDERED STAND-IN"
TERM = "http://cv.iptc.org/newscodes/digitalsourcetype/"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<Iptc4xmpExt:DigitalSourceType>{term}</Iptc4xmpExt:DigitalSourceType>
<xmpRights:WebStatement>https://creativecommons.org/publicdomain/zero/1.0/</xmpRights:WebStatement>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def font(size: int) -> ImageFont.FreeTypeFont:
    """A plain sans-serif at a size in pixels; Pillow's own where none is installed."""
    for name in ("DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "Arial.ttf"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def burn(picture: Image.Image) -> Image.Image:
    """The picture with the mark in its lower right corner (about 0.5 % of its area)."""
    width, height = picture.size
    face = font(max(11, round(0.0165 * min(width, height * 1.5))))
    left, top, right, bottom = face.getbbox(MARK)
    pad = max(3, (bottom - top) // 3)
    w, h = right - left + 2 * pad, bottom - top + 2 * pad
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    x, y = width - w - pad, height - h - pad
    draw.rectangle((x, y, x + w, y + h), fill=(0, 0, 0, 90))
    draw.text((x + pad - left, y + pad - top), MARK, font=face, fill=(255, 255, 255, 205))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def _degrees(value: float) -> tuple[float, float, float]:
    value = abs(value)
    whole = int(value)
    minutes = int((value - whole) * 60)
    return float(whole), float(minutes), round(((value - whole) * 60 - minutes) * 60, 2)


def exif(words: str, taken: str = "", offset: str = "", gps=None, camera=True) -> Image.Exif:
    """EXIF tags; taken as YYYY:MM:DD HH:MM:SS, gps (latitude, longitude)."""
    tags = Image.Exif()
    tags[0x010E] = f"{MARK}: {words}"
    tags[0x8298] = "CC0-1.0"
    if camera:
        tags[0x010F], tags[0x0110] = "Stand-in", "Renderer"
        tags[0x0112] = 1
    detail = tags.get_ifd(0x8769)
    if taken:
        tags[0x0132] = taken
        detail[0x9003] = detail[0x9004] = taken
        if offset:
            detail[0x9010] = detail[0x9011] = detail[0x9012] = offset
    if gps:
        where = tags.get_ifd(0x8825)
        where[0] = b"\x02\x03\x00\x00"
        where[1], where[2] = "N" if gps[0] >= 0 else "S", _degrees(gps[0])
        where[3], where[4] = "E" if gps[1] >= 0 else "W", _degrees(gps[1])
    return tags


def save(
    picture, path: Path, tags: Image.Exif, words: str, *, kind="algorithmicMedia",
    quality: int = 86, marked: bool = True,
) -> None:
    """Burn the mark in (unless done), write a JPEG or PNG with EXIF and XMP."""
    if isinstance(picture, np.ndarray):
        picture = Image.fromarray(picture)
    if marked:
        picture = burn(picture)
    path.parent.mkdir(parents=True, exist_ok=True)
    xmp = XMP.format(term=TERM + kind, words=f"{MARK}: {words}").encode()
    if path.suffix == ".png":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        picture.save(path, pnginfo=info, exif=tags, optimize=True)
        return
    picture.save(path, quality=quality, subsampling="4:2:0", optimize=True, exif=tags, xmp=xmp)

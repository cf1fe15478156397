"""The mark and the statements every stand-in picture bears: burned in, EXIF and XMP.

Pillow only. IPTC's term `algorithmicMedia` is for media made by an algorithm that was
not trained on samples; `compositeSynthetic` is for composites with such a part.
"""

import zlib
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


FACES = (
    "DejaVuSans-Bold.ttf", "LiberationSansNarrow-Bold.ttf", "DejaVuSerif-Bold.ttf",
    "LiberationSans-Bold.ttf", "DejaVuSansMono.ttf", "LiberationSerif-Bold.ttf",
    "DejaVuSansCondensed-Oblique.ttf",
)


def font(size: int, face: str = FACES[0]) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels; another, or Pillow's own, where it is not installed."""
    for name in (face, *FACES, "Arial.ttf"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def burn(picture: Image.Image, name: str) -> Image.Image:
    """The picture with the mark in its lower right corner (about 0.6 % of its area).

    Face, size and the place of each letter follow from the name, and contrast is low:
    the same letters in the same corner would make unlike pictures match each other.
    """
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    width, height = picture.size
    size = max(11, round(rng.uniform(0.0155, 0.0185) * min(width, height * 1.5)))
    face = FACES[rng.integers(len(FACES))]
    letters, x = [], 0.0
    for letter in MARK:
        shape = font(round(size * rng.uniform(0.88, 1.12)), face)
        letters.append((letter, shape, x, rng.uniform(-0.06, 0.06) * size))
        x += shape.getlength(letter) + rng.uniform(0.0, 0.28) * size
    pad = round(size * 0.45)
    w, h = round(x) + 2 * pad, round(size * 1.25) + pad
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    left, top = width - w - pad, height - h - pad
    draw.rectangle((left, top, left + w, top + h), fill=(20, 20, 20, 70))
    for letter, shape, dx, dy in letters:
        at = (left + pad + dx, top + pad * 0.4 + dy)
        draw.text(at, letter, font=shape, fill=(255, 255, 255, 150))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def _degrees(value: float) -> tuple[float, float, float]:
    total = round(abs(value) * 3600, 2)
    whole, rest = divmod(total, 3600)
    minutes, seconds = divmod(rest, 60)
    return whole, minutes, round(seconds, 2)


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
        picture = burn(picture, path.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    xmp = XMP.format(term=TERM + kind, words=f"{MARK}: {words}").encode()
    if path.suffix == ".png":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        picture.save(path, pnginfo=info, exif=tags, optimize=True)
        return
    picture.save(path, quality=quality, subsampling="4:2:0", optimize=True, exif=tags, xmp=xmp)

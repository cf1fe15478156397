"""Pictures of the worked case: python make_case.py RENDERS STANDINS TARGET.

Needs Pillow only. Copies that two channels posted, a reuse of 2025 and an older picture
offered as the event are made from STANDINS (`reference_images/standins`) as the JPEGs
there stand, and from RENDERS. Writes TARGET/pictures/*, TARGET/earlier/*.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from make_suspects import banner, wide
from marking import exif, font, save

WORDS = "made for a worked case; an invented scene, nothing in it happened."


def cut(picture: Image.Image, left: float, upper: float, right: float, lower: float) -> Image.Image:
    """A part of the picture, in shares of its width and height."""
    w, h = picture.size
    return picture.crop((round(left * w), round(upper * h), round(right * w), round(lower * h)))


def card(picture: Image.Image, words: str, below: str) -> Image.Image:
    """The picture as a social graphic: a square with a headline on a dark foot."""
    side = 900
    scaled = ImageOps.fit(picture, (side, 640), Image.LANCZOS, centering=(0.25, 0.5))
    out = Image.new("RGB", (side, side), (24, 30, 42))
    out.paste(scaled, (0, 0))
    draw = ImageDraw.Draw(out)
    draw.text((44, 680), words, font=font(46), fill=(255, 240, 222))
    draw.text((44, 760), below, font=font(26), fill=(190, 196, 206))
    return out


def pictures(renders: Path, standins: Path):
    """Name, picture, digital source type, JPEG quality, whether the mark is burned in."""
    yard = Image.open(standins / "suspects" / "new-helicopter-yard.jpg").convert("RGB")
    wadi = Image.open(standins / "suspects" / "new-vehicle-wadi.jpg").convert("RGB")
    patrol = Image.open(renders / "canal_patrol.png").convert("RGB")
    yield "earlier/patrol-red-track.jpg", patrol, "algorithmicMedia", 86, True
    yield "pictures/yard-channel-a.jpg", wide(yard, 960), "algorithmicMedia", 70, False
    yield ("pictures/yard-channel-b.jpg", ImageEnhance.Contrast(cut(yard, 0.1, 0.14, 0.98, 0.9)).enhance(1.12),
           "algorithmicMedia", 76, True)
    yield "pictures/wadi-channel-c.jpg", wide(wadi, 900), "algorithmicMedia", 68, False
    reuse = ImageOps.mirror(cut(yard, 0.06, 0.1, 1.0, 0.915))
    yield "pictures/reuse-2025.jpg", banner(reuse, "FRENCH HELICOPTER SHOT DOWN"), "compositeSynthetic", 78, True
    graphic = card(patrol, "Losses in the north of Mali", "Stand-in Evening Post, 29 July 2024")
    yield "pictures/graphic-of-2013.jpg", graphic, "compositeSynthetic", 82, True


def main() -> None:
    """Write the pictures."""
    renders, standins, target = map(Path, sys.argv[1:4])
    for name, picture, kind, quality, marked in pictures(renders, standins):
        tags = exif(WORDS, camera=False)
        save(picture, target / name, tags, WORDS, kind=kind, quality=quality, marked=marked)


if __name__ == "__main__":
    main()

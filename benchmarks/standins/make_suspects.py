"""Suspect photos for the demo: python make_suspects.py RENDERS TARGET.

Needs Pillow only. The recycled ones are made from TARGET/earlier, as the JPEGs there
stand; the new ones from RENDERS. Writes TARGET/suspects/* and TARGET/suspects.csv.
"""

import csv
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance

from marking import exif, font, save

EVENT = {
    "claimed_date": "2024-07-25..2024-07-27", "claimed_place": "19.9486,2.9678,60",
    "claimed_region": "", "claimed_event": "Tinzaouaten, 25-27 July 2024",
}
COLUMNS = (
    "path", "claimed_date", "claimed_place", "claimed_event", "claimed_region",
    "expected_outcome", "story",
)

INHERITED = ("redated-airfield.jpg", "seen-later-depot.jpg", "seen-undated-pickup.jpg")
"""Whole earlier pictures, which keep the mark they were published with."""


def wide(picture: Image.Image, width: int) -> Image.Image:
    """The picture at a width."""
    return picture.resize((width, round(picture.height * width / picture.width)), Image.LANCZOS)


def banner(picture: Image.Image, words: str) -> Image.Image:
    """White capitals on a red strip near the foot."""
    out = picture.convert("RGB").copy()
    draw = ImageDraw.Draw(out)
    face = font(round(out.height * 0.05))
    top = round(out.height * 0.79)
    draw.rectangle((0, top, out.width, top + round(out.height * 0.095)), fill=(168, 22, 24))
    draw.text((round(out.width * 0.03), top + out.height * 0.018), words, font=face, fill="white")
    return out


def collage(left: Image.Image, right: Image.Image) -> Image.Image:
    """Two pictures beside each other with a white rule."""
    h, gap = 640, 10
    panels = []
    for p, at in ((left, 0.5), (right, 0.45)):
        scaled = p.resize((round(p.width * h / p.height), h), Image.LANCZOS)
        x = round((scaled.width - 660) * at)
        panels.append(scaled.crop((x, 0, x + 660, h)))
    out = Image.new("RGB", (1320 + gap, h), "white")
    out.paste(panels[0], (0, 0))
    out.paste(panels[1], (660 + gap, 0))
    return out


def screenshot(picture: Image.Image) -> Image.Image:
    """A phone showing an invented app's post of the picture."""
    w, h = 1080, 1920
    out = Image.new("RGB", (w, h), (17, 20, 24))
    draw = ImageDraw.Draw(out)
    pale, dim = (232, 235, 238), (139, 148, 158)
    draw.text((48, 24), "14:52", font=font(34), fill=pale)
    for k in range(4):
        draw.rectangle((860 + 14 * k, 52 - 8 * k, 869 + 14 * k, 58), fill=pale)
    draw.rounded_rectangle((950, 30, 1020, 60), 8, outline=pale, width=3)
    draw.rectangle((956, 36, 996, 54), fill=pale)
    draw.line((52, 150, 76, 126), fill=pale, width=5)
    draw.line((52, 150, 76, 174), fill=pale, width=5)
    draw.text((120, 126), "Post", font=font(42), fill=pale)
    draw.ellipse((48, 230, 144, 326), fill=(92, 74, 52))
    draw.text((78, 250), "S", font=font(48), fill=pale)
    draw.text((170, 236), "Sahel Stand-in Watch", font=font(36), fill=pale)
    draw.text((170, 284), "@standin_example", font=font(30), fill=dim)
    lines = ("Our men at Tinzaouaten this morning.", "Share before they delete it!")
    for k, line in enumerate(lines):
        draw.text((48, 366 + 56 * k), line, font=font(38), fill=pale)
    body = wide(picture, w - 64)
    mask = Image.new("L", body.size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *body.size), 34, fill=255)
    out.paste(body, (32, 506), mask)
    y = 506 + body.height + 36
    draw.text((48, y), "14:41  ·  27 Jul 2024  ·  18.3K views", font=font(30), fill=dim)
    draw.line((32, y + 70, w - 32, y + 70), fill=(48, 54, 61), width=2)
    for k, (count, name) in enumerate((("212", "reposts"), ("96", "quotes"), ("1.4K", "likes"))):
        draw.text((48 + 330 * k, y + 96), count, font=font(34), fill=pale)
        draw.text((150 + 330 * k, y + 100), name, font=font(30), fill=dim)
    draw.line((32, y + 170, w - 32, y + 170), fill=(48, 54, 61), width=2)
    for k, name in enumerate(("Real footage?", "Where is this exactly?")):
        draw.ellipse((48, y + 214 + 150 * k, 120, y + 286 + 150 * k), fill=(50 + 30 * k, 66, 90))
        draw.text((150, y + 212 + 150 * k), f"reader_{k + 1}", font=font(28), fill=dim)
        draw.text((150, y + 250 + 150 * k), name, font=font(34), fill=pale)
    draw.rounded_rectangle((380, h - 26, 700, h - 18), 4, fill=pale)
    return out


def suspects(renders: Path, earlier: Path):
    """(file, picture, EXIF, kind, quality, expected, story, claim changes) of each."""
    def old(name):
        return Image.open(earlier / name).convert("RGB")

    def new(name):
        return Image.open(renders / f"{name}.png").convert("RGB")

    wreck, lorries = old("helicopter-wreck-red-field.jpg"), old("burnt-lorries-track-front.jpg")
    w, h = wreck.size
    crop = wide(wreck.crop((round(w * 0.20), round(h * 0.16), round(w * 0.88), round(h * 0.86))), 960)
    flip = banner(lorries.transpose(Image.Transpose.FLIP_LEFT_RIGHT), "COLUMN DESTROYED - 27 JULY")
    yield ("new-helicopter-yard.jpg", new("yard_helicopter"),
           ("2024:07:26 16:24:08", "+00:00", (18.4411, 1.4078)), "algorithmicMedia", 88, "nothing_found",
           "A reader sends the camera's own file: a damaged helicopter between mud-brick walls, said to stand in Kidal after the fighting. It was in no earlier picture.",
           {"claimed_place": "18.4411,1.4078,25"})
    yield ("new-vehicle-wadi.jpg", new("wadi_mrap"), ("2024:07:27 08:18:44", "+00:00", (19.944, 2.79)), "algorithmicMedia", 88, "nothing_found",
           "A mine-resistant 4x4 left by a wadi, sent with the camera's own data. It was in no earlier picture.", {})
    yield ("crop-of-wreck.jpg", crop, None, "algorithmicMedia", 80, "recycled",
           "Posted as the helicopter of Tinzaouaten. It is a part cut out of a picture published in 2021 from another place.", {})
    yield ("mirrored-with-banner.jpg", flip, None, "compositeSynthetic", 78, "recycled",
           "Posted as the column destroyed on 27 July. It is a picture of 2020, turned left to right, with a banner added.", {})
    yield ("collage-two-panels.jpg", collage(old("mine-resistant-4x4-hills.jpg"), new("wadi_mrap")), None, "compositeSynthetic", 84, "recycled",
           "Two vehicles said to have been taken the same day. The left panel was published in 2019 from another country; the right one is new.", {})
    yield ("screenshot-of-post.png", screenshot(old("pickup-convoy-dust.jpg")), None, "compositeSynthetic", 0, "recycled",
           "A phone screenshot of a post. The picture in the post was printed in February 2022.", {})
    yield ("redated-airfield.jpg", ImageEnhance.Color(wide(old("helicopter-parked-airfield.jpg"), 1080)).enhance(0.86),
           ("2024:07:26 06:12:31", "+00:00", None), "algorithmicMedia", 72, "recycled",
           "Said to show the helicopter before its last flight, and its file says 26 July 2024. The picture was published in September 2022; the date in the file was changed.",
           {"claimed_place": "18.4411,1.4078,25"})
    yield ("same-wreck-other-angle.jpg", new("wreck_tail"), None, "algorithmicMedia", 88, "nothing_found",
           "Another photograph of the wreck of 2021, from behind. It is not a copy of the earlier picture, so copy search must not call it one; a person must see that the wreck is the same.", {})
    yield ("seen-later-depot.jpg", wide(old("mine-resistant-4x4-depot.jpg"), 1000), None, "algorithmicMedia", 80, "seen_elsewhere",
           "Posted as vehicles taken at Tinzaouaten. The same picture is known, but only from a publication three weeks after the event: no proof that it is older.", {})
    yield ("seen-undated-pickup.jpg", wide(old("pickup-undated.jpg"), 960), None, "algorithmicMedia", 80, "seen_elsewhere",
           "Posted as a pick-up taken in the battle. The same picture is in the library without any date.", {})
    yield ("plain-sky.jpg", new("plain_sky"), None, "algorithmicMedia", 88, "not_determined",
           "Said to show the sky over the battle. There is too little in it to compare with anything.", {})


def main() -> None:
    """Write the suspects and their table."""
    renders, target = Path(sys.argv[1]), Path(sys.argv[2])
    rows = []
    for name, picture, taken, kind, quality, expected, story, change in suspects(renders, target / "earlier"):
        words = "made for a demo; an invented scene and claim, nothing in it happened."
        tags = exif(words, *(taken or ()), camera=taken is not None)
        save(picture, target / "suspects" / name, tags, words, kind=kind, quality=quality,
             marked=name not in INHERITED)
        rows.append({"path": f"suspects/{name}", **EVENT, **change, "expected_outcome": expected, "story": story})
    with (target / "suspects.csv").open("w", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()

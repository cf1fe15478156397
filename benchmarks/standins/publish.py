"""From renders to the library: python publish.py RENDERS TARGET.

Marks each earlier picture, gives it invented but plausible metadata, writes
TARGET/earlier/*.jpg and TARGET/manifest.csv. Publishers, dates and addresses are
fiction; example.org belongs to nobody.
"""

import csv
import sys
from pathlib import Path

from PIL import Image

from marking import exif, save

COLUMNS = (
    "path", "url", "archive_url", "published_at", "publisher", "dated_by", "captured_at",
    "depicts", "place", "title", "licence", "note",
)
NOTE = "Rendered stand-in: the place, the publisher and the event are invented."


def row(scene, file, published, publisher, dated_by, captured, depicts, place, title, **more):
    """One publication of one picture."""
    slug = file.removesuffix(".jpg")
    return {
        "scene": scene, "path": f"earlier/{file}",
        "url": f"https://{more.get('host', 'news')}.example.org/{slug}",
        "archive_url": more.get("archive", f"https://archive.example.org/{slug}"),
        "published_at": published, "publisher": publisher, "dated_by": dated_by,
        "captured_at": captured, "depicts": depicts, "place": place, "title": title,
        "licence": "CC0-1.0", "note": more.get("note", NOTE), "exif": more.get("exif"),
    }


ROWS = (
    row("wreck_north", "helicopter-wreck-red-field.jpg", "2021-11-15T07:40:00Z", "Harmattan Stand-in News", "archive",
        "2021-11-14", "burnt helicopter wreck", "12.9000,-2.1000", "Wreck of an attack helicopter on a farm track",
        exif=("2021:11:14 09:36:12", "+00:00", (12.9, -2.1))),
    row("wreck_north", "helicopter-wreck-red-field.jpg", "2022-05", "Stand-in Aviation Yearbook", "two_sources", "2021-11",
        "burnt helicopter wreck", "12.9000,-2.1000", "Losses of the year", host="yearbook",
        note=NOTE + " Second publication of the same picture."),
    row("trucks_front", "burnt-lorries-track-front.jpg", "2020-03-04T18:05:00+01:00", "Radio Stand-in Gourma", "url",
        "2020-03-03", "burnt lorries", "16.9000,0.4000", "Lorries burnt on the desert track", host="radio",
        exif=("2020:03:03 15:38:40", "+00:00", (16.9, 0.4))),
    row("trucks_side", "burnt-lorries-track-side.jpg", "2020-03-05", "Radio Stand-in Gourma", "url", "2020-03-03",
        "burnt lorries", "16.9000,0.4000", "The same lorries from the other side", host="radio"),
    row("mrap_hillside", "mine-resistant-4x4-hills.jpg", "2019-05-22T06:30:00+04:30", "Stand-in Hill Dispatch", "archive",
        "2019-05-21", "captured mine-resistant 4x4 vehicle", "33.4000,69.9000", "Vehicle taken in the hills",
        exif=("2019:05:21 10:14:05", "+04:30", (33.4, 69.9))),
    row("convoy", "pickup-convoy-dust.jpg", "2022-02", "Stand-in Desert Monthly", "two_sources", "2022-01", "pick-up convoy",
        "19.2000,-1.1000", "A convoy on the northern track", host="monthly"),
    row("street", "mud-brick-street.jpg", "2018-02-14", "Stand-in Travel Notes", "url", "2018-02-11",
        "street of mud-brick houses", "16.7700,-3.0000", "Afternoon in an old quarter", host="travel",
        exif=("2018:02:11 15:02:33", "", None)),
    row("wadi", "wadi-boulders-thorn-trees.jpg", "2017", "Stand-in Atlas of Dry Rivers", "two_sources", "2017-12-08", "dry wadi",
        "23.3000,5.5000", "Wadi with thorn trees", host="atlas"),
    row("smoke_column", "smoke-beyond-houses.jpg", "2023-10-06T13:20:00Z", "Harmattan Stand-in News", "archive",
        "2023-10-06", "smoke column", "17.2000,-1.6000", "Smoke seen from the edge of a village",
        exif=("2023:10:06 11:18:51", "+00:00", (17.2, -1.6))),
    row("airfield", "helicopter-parked-airfield.jpg", "2022-09-18T09:00:00+01:00", "Stand-in Spotters' Board", "archive",
        "2022-09-17", "parked helicopter", "13.5000,2.1000", "Parked on the apron", host="spotters",
        exif=("2022:09:17 08:37:20", "+01:00", (13.5, 2.1))),
    row("lone_truck", "covered-lorry-river-bed.jpg", "2016-08-30", "Stand-in Horn Bulletin", "url", "2016-08-27",
        "abandoned lorry", "9.1000,40.2000", "Lorry left in a dry river", host="bulletin"),
    row("burnt_pickup", "burnt-pickup-broken-wall.jpg", "2015-06", "Stand-in Eastern Wire", "statement", "2015-06-09",
        "burnt pick-up", "34.9000,40.1000", "Burnt pick-up before a broken wall", host="wire"),
    row("mrap_depot", "mine-resistant-4x4-depot.jpg", "2024-08-20T10:15:00Z", "Stand-in Defence Journal", "url", "",
        "", "", "Vehicles lined up at a depot", host="journal",
        note=NOTE + " Published only after the worked event."),
)
UNDATED = row("lone_pickups", "pickup-undated.jpg", "", "", "unknown", "", "", "", "Found without a date", archive="",
              note=NOTE + " No date of publication is known.")


def main() -> None:
    """Write the earlier pictures and their manifest."""
    renders, target = Path(sys.argv[1]), Path(sys.argv[2])
    rows = [*ROWS, UNDATED]
    seen = set()
    for r in rows:
        if r["path"] in seen:
            continue
        seen.add(r["path"])
        taken = r["exif"] or ("", "", None)
        words = f"{r['title']}. An invented scene, path traced; nothing in it happened."
        save(Image.open(renders / f"{r['scene']}.png"), target / r["path"],
             exif(words, *taken, camera=bool(r["exif"])), words, quality=88)
    with (target / "manifest.csv").open("w", newline="") as out:
        table = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()

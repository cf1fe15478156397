"""Make a set of photographs that nothing was trained on from public packages.

    photo_sets.py SOURCES OUT [--list photo_sets.csv]

The list names folders of pictures and videos under SOURCES and the package that each is
from. A `scene` says that all of it shows one; of a video, `frames` are taken, evenly
spread over it. `design` marks scenes that were looked at while decision 11 was made.
Pictures of more than 1,280 pixels are made smaller. OUT is what `make_bench.py` reads.
"""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from still_videos import COLUMNS, frames

LONGEST_PX = 1280
QUALITY = 95

Pixels = NDArray[np.uint8]
Row = dict[str, str]


def pictures(source: Path, row: Row) -> Iterator[tuple[str, Pixels]]:
    """Each with the name of its file in the set."""
    if row["frames"]:
        found = frames(source)
        for i in np.linspace(0, len(found) - 1, int(row["frames"])).astype(int):
            yield f"{source.stem}_{i:04}.jpg", found[i]
        return
    before = f"{source.name}__" if row["scene"] else ""
    for path in sorted(source.iterdir()):
        read = cv2.imread(str(path))
        if read is None:
            raise SystemExit(f"{path} cannot be read as a picture")
        yield f"{before}{path.name.rpartition('.')[0]}.jpg", np.asarray(read, np.uint8)


def saved(pixels: Pixels, path: Path) -> None:
    """As a JPEG, made smaller if it is large."""
    scale = LONGEST_PX / max(pixels.shape[:2])
    if scale < 1:
        smaller = cv2.resize(
            pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
        )
        pixels = np.asarray(smaller, np.uint8)
    cv2.imwrite(str(path), pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])


def main() -> None:
    """Write the pictures and their manifest."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sources", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument(
        "--list", type=Path, default=Path(__file__).with_suffix(".csv")
    )
    asked = options.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    made = []
    with asked.list.open(encoding="utf-8", newline="") as table:
        listed = list(csv.DictReader(table))
    for row in listed:
        for name, pixels in pictures(asked.sources / row["source"], row):
            saved(pixels, asked.out / name)
            made.append((name, row["package"], "", row["scene"], ""))
    with (asked.out / "manifest.csv").open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows([COLUMNS, *made])


if __name__ == "__main__":
    main()

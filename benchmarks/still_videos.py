"""Take frames of videos of cameras that stand still, as photographs of one scene each.

    still_videos.py OUT FILE:SCENE:COUNT [FILE:SCENE:COUNT ...]

OUT gets COUNT frames of each file, evenly spread over it, and the `manifest.csv` that
`make_bench.py` reads; a file's frames belong to the scene `video:SCENE`. What was used,
and where it is found, stands in docs/methodology.md. The same files give the same.
"""

import argparse
import csv
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

COLUMNS = ("file", "source", "licence", "group", "category")
QUALITY = 92
SMALLEST_PX = 320  # a smaller frame is enlarged twice, as players show it


def frames(video: Path) -> list[NDArray[np.uint8]]:
    """All of them."""
    opened, found = cv2.VideoCapture(str(video)), []
    while True:
        more, frame = opened.read()
        if not more:
            break
        found.append(np.asarray(frame, np.uint8))
    if not found:
        raise SystemExit(f"{video} cannot be read as a video")
    return found


def saved(frame: NDArray[np.uint8], path: Path) -> None:
    """As a JPEG."""
    if max(frame.shape[:2]) < SMALLEST_PX:
        larger = cv2.resize(frame, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        frame = np.asarray(larger, np.uint8)
    cv2.imwrite(str(path), frame, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])


def main() -> None:
    """Write the frames and their manifest."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("videos", nargs="+", metavar="FILE:SCENE:COUNT")
    asked = options.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for number, video in enumerate(asked.videos):
        file, scene, count = video.rsplit(":", 2)
        found = frames(Path(file))
        for i in np.linspace(0, len(found) - 1, int(count)).astype(int):
            name = f"{scene}_{number}_{i:04}.jpg"
            saved(found[i], asked.out / name)
            rows.append((name, Path(file).name, "", f"video:{scene}", ""))
    with (asked.out / "manifest.csv").open("w", encoding="utf-8", newline="") as table:
        csv.writer(table).writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main()

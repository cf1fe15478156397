"""Make docs/report.png: the top of a real report page about a stand-in picture.

    picture_of_report.py [--browser chromium] [--out docs/report.png]

Imports the stand-ins into a library of its own, checks one suspect as a person would,
and has the browser (a tool of this script alone) draw the page.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
STANDINS = ROOT / "reference_images" / "standins"
SUSPECT = STANDINS / "suspects" / "mirrored-with-banner.jpg"
CLAIM = ("--claimed-date", "2024-07-25..2024-07-27", "--claimed-event", "Tinzaouaten")
WIDTH, HEIGHT = 1000, 1105  # CSS pixels; down to the two pictures side by side
COLOURS = 256  # a page on a forge should open at once


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--browser", default="chromium")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "report.png")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library, page, shot = (
            Path(folder, name) for name in ("library", "a.html", "a.png")
        )
        verify("reference", "import", STANDINS / "manifest.csv", "--library", library)
        verify("check", SUSPECT, "--against", library, *CLAIM, "--report", page)
        command = [asked.browser, "--headless", "--no-sandbox", "--hide-scrollbars"]
        command += [f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={shot}"]
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True)
        with Image.open(shot) as picture:
            small = picture.convert("RGB").quantize(COLOURS)
            small.save(asked.out, optimize=True)
    print(f"{asked.out}: {asked.out.stat().st_size / 1000:.0f} KB")


def verify(*words: object) -> None:
    """Run the program; the check must end with 1, since the picture was seen before."""
    command = [sys.executable, "-m", "verify", *map(str, words)]
    ended = subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode
    if ended != int(words[0] == "check"):
        raise SystemExit(f"ended with {ended}: {' '.join(command)}")


if __name__ == "__main__":
    main()

"""Make the stand-in pictures: python render.py [SCENE ...] [--scale] [--samples] [--out].

Writes one PNG without loss a scene into the working folder; `publish.py` marks them,
adds what the file says, and writes the JPEGs of the library.
"""

import argparse
import time
from pathlib import Path

from PIL import Image

from camera import default_variant, develop, trace
from scenes import SCENES


def main() -> None:
    """Render the scenes named, or all."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("scene", nargs="*", default=[])
    ask.add_argument("--scale", type=float, default=1.0)
    ask.add_argument("--samples", type=int, default=12)
    ask.add_argument("--out", type=Path, default=Path("standin-renders"))
    ask.add_argument("--variant", default=default_variant())
    given = ask.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for name in given.scene or SCENES:
        start = time.perf_counter()
        scene = SCENES[name]()
        built = time.perf_counter()
        light, depth = trace(scene, given.scale, given.samples, given.variant)
        Image.fromarray(develop(light, depth, scene)).save(given.out / f"{name}.png")
        done = time.perf_counter()
        print(f"{name}: built {built - start:.0f} s, traced {done - built:.0f} s", flush=True)


if __name__ == "__main__":
    main()

"""Small pictures with enough detail to be matched, made from a seed."""

from pathlib import Path

import numpy as np
from PIL import Image


def write_picture(path: Path, seed: int, *, flat: bool = False) -> Path:
    source = np.random.default_rng(seed)
    coarse = source.integers(0, 255, (12, 16, 3), dtype=np.uint8)
    picture = Image.fromarray(coarse).resize((320, 240), Image.Resampling.BICUBIC)
    pixels = np.asarray(picture).astype(np.int16)
    pixels = np.clip(pixels + source.integers(-20, 20, pixels.shape), 0, 255)
    if flat:
        pixels = np.full_like(pixels, 120)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels.astype(np.uint8)).save(path, quality=90)
    return path


def write_pictures(folder: Path, count: int) -> list[Path]:
    return [write_picture(folder / f"p{n:03}.jpg", n) for n in range(count)]

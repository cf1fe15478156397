"""Picture-like arrays made from a seed: enough detail to match, cheap to make."""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def scene(seed: int, *, width: int = 480, height: int = 360) -> Pixels:
    """An sRGB picture of shapes over a rough ground, uint8 (height, width, 3)."""
    source = np.random.default_rng(seed)
    ground = np.zeros((height, width, 3), np.float32)
    for cells in (4, 12, 40, 120):
        rough = source.normal(0, 60 / cells**0.35, (cells, cells, 3))
        ground += cv2.resize(rough.astype(np.float32), (width, height))
    picture = np.clip(ground + 128, 0, 255).astype(np.uint8)
    for _ in range(40):
        centre = source.integers(0, (width, height))
        axes = source.integers(4, 40, 2)
        colour = tuple(map(int, source.integers(0, 255, 3)))
        angle = int(source.integers(180))
        cv2.ellipse(
            picture, tuple(map(int, centre)), tuple(map(int, axes)), angle, 0, 360,
            colour, -1,
        )  # fmt: skip
    return picture


def dimmed(pixels: Pixels) -> Pixels:
    """The picture at half its brightness."""
    return pixels // 2


def jpeg(pixels: Pixels, quality: int = 60) -> Pixels:
    """The picture after a lossy save, upright sRGB again."""
    flags = [cv2.IMWRITE_JPEG_QUALITY, quality]
    _, packed = cv2.imencode(".jpg", pixels[:, :, ::-1], flags)
    again = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    assert again is not None
    return np.ascontiguousarray(again[:, :, ::-1].astype(np.uint8))

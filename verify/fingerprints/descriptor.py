"""What a copy-detection model is given of a picture, and what is kept of its answer.

As published for SSCD (Pizzi et al., CVPR 2022; README of its repository, section
"Preprocessing"): RGB resized to the model's square without keeping proportions,
bilinear, then the mean and deviation of ImageNet; descriptors are unit vectors and
compare by their cosine. The model itself is the user's and runs elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from verify.domain.regions import Region
from verify.imaging.panels import cut

NAME = "descriptor"
PREPARATION = "1"
"""Version of what is done here; part of each descriptor's version."""
MEAN = np.array((0.485, 0.456, 0.406), np.float32)
DEVIATION = np.array((0.229, 0.224, 0.225), np.float32)
FREE_SIDE_PX = 320  # where the model leaves its size open: "skew_320" of SSCD

Pixels = NDArray[np.uint8]
Vectors = NDArray[np.float16]


def version_of(model_digest: str) -> str:
    """The version that descriptors by this model carry."""
    return f"{model_digest}/{PREPARATION}"


@dataclass(frozen=True)
class Input:
    """How a model takes a picture, as its graph states it."""

    width: int
    height: int
    channels_last: bool = False
    raw: bool = False
    """Bytes 0..255: the graph scales them itself. Else float32, normalised."""


def prepared(pixels: Pixels, wanted: Input) -> NDArray[Any]:
    """The model's input for sRGB (h, w, 3): one picture, in the layout wanted."""
    size = (wanted.width, wanted.height)
    resized = Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR)
    made: NDArray[Any] = np.asarray(resized, np.uint8)
    if not wanted.raw:
        made = (np.asarray(resized, np.float32) / 255 - MEAN) / DEVIATION
    if not wanted.channels_last:
        made = made.transpose(2, 0, 1)
    return np.ascontiguousarray(made[None])


def looks(pixels: Pixels, regions: Sequence[Region]) -> list[Pixels]:
    """Each part as it stands and mirrored: the model knows no mirror image."""
    parts = [cut(pixels, region) for region in regions]
    return [np.ascontiguousarray(p) for part in parts for p in (part, part[:, ::-1])]


def unit(answers: NDArray[np.float32]) -> Vectors:
    """Unit vectors, float16 (n, d); raises ValueError where one is not finite."""
    flat = np.asarray(answers, np.float32).reshape(len(answers), -1)
    if not np.isfinite(flat).all():
        raise ValueError("the model gave numbers that are not finite")
    length = np.linalg.norm(flat, axis=1, keepdims=True)
    return np.asarray(flat / np.maximum(length, 1e-12), np.float16)

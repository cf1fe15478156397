"""Local features of a working picture: points with descriptors, and their packed form.

A descriptor is a RootSIFT vector (Arandjelovic and Zisserman, CVPR 2012) in 128
unsigned bytes. Everything here is arithmetic on arrays; it detects nothing and reads
no file.
"""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DESCRIPTOR_BYTES = 128
_HEADER = struct.Struct("<4sHHI")
_MAGIC = b"LF1\0"
_POINT_SCALE = 16.0  # points are packed in sixteenths of a pixel


@dataclass(frozen=True)
class LocalFeatures:
    """`n` features of a picture of `width` x `height` pixels.

    `points`: float32 (n, 2), x and y in pixels. `descriptors`: uint8 (n, 128).
    """

    width: int
    height: int
    points: NDArray[np.float32]
    descriptors: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.points)


def no_features(width: int, height: int) -> LocalFeatures:
    """The features of a picture in which none were found."""
    return LocalFeatures(
        width,
        height,
        np.zeros((0, 2), np.float32),
        np.zeros((0, DESCRIPTOR_BYTES), np.uint8),
    )


def _mirror_order() -> NDArray[np.intp]:
    """Positions of the SIFT histogram after a left-right mirroring of the patch.

    SIFT's layout is 4 rows x 4 columns x 8 orientations in the frame of the point's
    own direction: mirroring reverses the rows and negates the orientations.
    """
    grid = np.arange(DESCRIPTOR_BYTES).reshape(4, 4, 8)
    return grid[::-1, :, (-np.arange(8)) % 8].reshape(-1)


MIRROR_ORDER = _mirror_order()


def mirrored(features: LocalFeatures) -> LocalFeatures:
    """The features that the left-right mirrored picture would have, nearly.

    Costs no second extraction; `matching.geometry` composes the mirroring back.
    """
    points = features.points.copy()
    points[:, 0] = features.width - 1 - points[:, 0]
    descriptors = np.ascontiguousarray(features.descriptors[:, MIRROR_ORDER])
    return LocalFeatures(features.width, features.height, points, descriptors)


def pack(features: LocalFeatures) -> bytes:
    """The features in bytes, 132 a feature and 12 before them."""
    points = np.rint(features.points * _POINT_SCALE).clip(0, 65535).astype("<u2")
    header = _HEADER.pack(_MAGIC, features.width, features.height, len(features))
    return bytes(header + points.tobytes() + features.descriptors.tobytes())


def unpack(packed: bytes) -> LocalFeatures:
    """The features from their packed form. Raises ValueError where it is none."""
    try:
        magic, width, height, count = _HEADER.unpack_from(packed)
    except struct.error:
        raise ValueError("packed features are cut off") from None
    expected = _HEADER.size + count * (4 + DESCRIPTOR_BYTES)
    if magic != _MAGIC or len(packed) != expected:
        raise ValueError("these bytes are not packed features")
    start = _HEADER.size + 4 * count
    points = np.frombuffer(packed, "<u2", count * 2, _HEADER.size).reshape(-1, 2)
    descriptors = np.frombuffer(packed, np.uint8, offset=start)
    return LocalFeatures(
        width,
        height,
        points.astype(np.float32) / np.float32(_POINT_SCALE),
        descriptors.reshape(-1, DESCRIPTOR_BYTES),
    )

"""Local features of a working picture: frames with descriptors, and their packed form.

A frame is a point with the size and direction of the detail found there (Lowe, IJCV
2004); a descriptor is a RootSIFT vector (Arandjelovic and Zisserman, CVPR 2012) in 128
unsigned bytes. Everything here is arithmetic on arrays; it detects nothing and reads
no file.
"""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DESCRIPTOR_BYTES = 128
_HEADER = struct.Struct("<4sHHI")
_MAGIC = b"LF2\0"
_POINT_SCALE = 16.0  # points are packed in sixteenths of a pixel
_OCTAVE_STEPS = 16.0  # sizes are packed in sixteenths of an octave, from one pixel up
_TURN_STEPS = 256.0  # of a full turn
_FRAME_BYTES = 6  # x and y in two bytes each, size and angle in one


@dataclass(frozen=True)
class LocalFeatures:
    """`n` features of a picture of `width` x `height` pixels.

    `points`: float32 (n, 2), x and y in pixels. `sizes`: float32 (n,), diameter of the
    detail in pixels. `angles`: float32 (n,), its direction in degrees, 0..360, as
    OpenCV counts them. `descriptors`: uint8 (n, 128).
    """

    width: int
    height: int
    points: NDArray[np.float32]
    sizes: NDArray[np.float32]
    angles: NDArray[np.float32]
    descriptors: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.points)


def no_features(width: int, height: int) -> LocalFeatures:
    """The features of a picture in which none were found."""
    return LocalFeatures(
        width,
        height,
        np.zeros((0, 2), np.float32),
        np.zeros(0, np.float32),
        np.zeros(0, np.float32),
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
    return LocalFeatures(
        features.width,
        features.height,
        points,
        features.sizes,
        (180 - features.angles) % 360,
        np.ascontiguousarray(features.descriptors[:, MIRROR_ORDER]),
    )


def pack(features: LocalFeatures) -> bytes:
    """The features in bytes, 134 a feature and 12 before them."""
    points = np.rint(features.points * _POINT_SCALE).clip(0, 65535).astype("<u2")
    octaves = np.log2(np.maximum(features.sizes, 1.0))
    sizes = np.rint(octaves * _OCTAVE_STEPS).clip(0, 255).astype(np.uint8)
    turns = np.rint(features.angles / 360 * _TURN_STEPS) % _TURN_STEPS
    header = _HEADER.pack(_MAGIC, features.width, features.height, len(features))
    arrays = (points, sizes, turns.astype(np.uint8), features.descriptors)
    return bytes(header + b"".join(array.tobytes() for array in arrays))


def unpack(packed: bytes) -> LocalFeatures:
    """The features from their packed form. Raises ValueError where it is none."""
    try:
        magic, width, height, count = _HEADER.unpack_from(packed)
    except struct.error:
        raise ValueError("packed features are cut off") from None
    expected = _HEADER.size + count * (_FRAME_BYTES + DESCRIPTOR_BYTES)
    if magic != _MAGIC or len(packed) != expected:
        raise ValueError("these bytes are not packed features")
    at = _HEADER.size
    points = np.frombuffer(packed, "<u2", count * 2, at).reshape(-1, 2)
    sizes = np.frombuffer(packed, np.uint8, count, at + 4 * count)
    turns = np.frombuffer(packed, np.uint8, count, at + 5 * count)
    descriptors = np.frombuffer(packed, np.uint8, offset=at + _FRAME_BYTES * count)
    return LocalFeatures(
        width,
        height,
        points.astype(np.float32) / np.float32(_POINT_SCALE),
        np.exp2(sizes.astype(np.float32) / np.float32(_OCTAVE_STEPS)),
        turns.astype(np.float32) * np.float32(360 / _TURN_STEPS),
        descriptors.reshape(-1, DESCRIPTOR_BYTES),
    )

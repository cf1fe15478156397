"""Working pictures: small grey copies kept beside a reference for comparing pixels.

They are ours, made from a safely decoded picture, so that verifying a candidate needs
no second decoding of a file from outside. They never leave the library.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

_JPEG_QUALITY = 90


def encode_working(grey: NDArray[np.uint8]) -> bytes:
    """The grey picture, uint8 (height, width), as JPEG bytes."""
    done, encoded = cv2.imencode(
        ".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY]
    )
    if not done:
        raise ValueError(f"no working picture of shape {grey.shape} can be encoded")
    return bytes(encoded)


def decode_working(encoded: bytes) -> NDArray[np.uint8]:
    """The grey picture, uint8 (height, width). Raises ValueError where it is none."""
    grey = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        raise ValueError("these bytes are not a working picture")
    return np.asarray(grey, np.uint8)

"""Sides of a comparison, made from arrays as a worker makes them from files."""

import numpy as np

from tests.scenes import Pixels
from verify.fingerprints.contrast import grey
from verify.fingerprints.extraction import (
    REFERENCE_FEATURES,
    REFERENCE_SIDE_PX,
    SUSPECT_FEATURES,
    SUSPECT_SIDE_PX,
)
from verify.fingerprints.local import local_features
from verify.imaging.panels import panels
from verify.imaging.scale import shrink
from verify.matching.side import Side


def reference(pixels: Pixels) -> Side:
    small = shrink(np.ascontiguousarray(pixels), REFERENCE_SIDE_PX)
    return Side(local_features(small, count=REFERENCE_FEATURES), grey(small))


def suspect(pixels: Pixels) -> Side:
    small = shrink(np.ascontiguousarray(pixels), SUSPECT_SIDE_PX)
    features = local_features(small, count=SUSPECT_FEATURES)
    return Side(features, grey(small), panels(small))

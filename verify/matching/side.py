"""One side of a comparison: what is needed of a picture to compare it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verify.domain.regions import WHOLE, Region
from verify.matching.features import LocalFeatures


@dataclass(frozen=True)
class Side:
    """Features, grey pixels (height, width) at their size, and a suspect's panels."""

    features: LocalFeatures
    grey: NDArray[np.uint8]
    panels: tuple[Region, ...] = (WHOLE,)

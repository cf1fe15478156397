"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 13382 pairs, 3590 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "8"
ACCEPT_AT = 0.97

COPY = Logistic(
    intercept=-10.8207,
    terms={
        "ln_on_plane": (-0.9182, 5.6759),
        "parallax": (-0.0040, -6.9267),
        "ln_compared": (9.4853, 1.2432),
        "textured": (0.8556, -5.4394),
        "fine_correlation": (0.5464, 6.0350),
        "ln_sharpness": (-0.3446, -2.0185),
        "ln_displacement": (0.0821, -1.3457),
        "ln_uneven": (0.0036, -1.6593),
        "ln_moved_together": (0.1480, -3.0892),
        "relocated": (0.0796, -1.2598),
        "gone": (0.1179, -9.0935),
        "ln_overhang": (-3.1732, -0.8916),
        "edge_agrees": (0.1625, -1.3189),
    },
)

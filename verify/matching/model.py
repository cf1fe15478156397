"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 13382 pairs, 3590 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "10"
ACCEPT_AT = 0.97

COPY = Logistic(
    intercept=-11.1200,
    terms={
        "ln_on_plane": (-0.9182, 5.7683),
        "parallax": (-0.0040, -7.4228),
        "ln_compared": (9.4853, 1.4252),
        "textured": (0.8556, -4.3038),
        "correlation_p50": (0.6628, 2.9078),
        "fine_correlation": (0.5464, 5.3962),
        "ln_sharpness": (-0.3446, -2.0081),
        "ln_displacement": (0.0821, -1.1669),
        "ln_uneven": (0.0036, -1.7401),
        "ln_moved_together": (0.1480, -2.9400),
        "relocated": (0.0796, -1.2806),
        "gone": (0.0763, -13.3182),
        "ln_overhang": (-3.1732, -0.7954),
        "edge_agrees": (0.1625, -1.8314),
    },
)

"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 13382 pairs, 3590 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "9"
ACCEPT_AT = 0.97

COPY = Logistic(
    intercept=-10.9000,
    terms={
        "ln_on_plane": (-0.9182, 6.0142),
        "parallax": (-0.0040, -7.1837),
        "ln_compared": (9.4853, 1.4187),
        "textured": (0.8556, -4.5785),
        "fine_correlation": (0.5464, 5.9735),
        "ln_sharpness": (-0.3446, -2.0633),
        "ln_displacement": (0.0821, -1.2598),
        "ln_uneven": (0.0036, -1.7308),
        "ln_moved_together": (0.1480, -2.9140),
        "relocated": (0.0796, -1.2057),
        "gone": (0.0763, -13.1465),
        "ln_overhang": (-3.1732, -0.8062),
        "edge_agrees": (0.1625, -1.6700),
    },
)

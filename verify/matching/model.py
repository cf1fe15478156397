"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 13382 pairs, 3590 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "11"
ACCEPT_AT = 0.97

COPY = Logistic(
    intercept=-11.5258,
    terms={
        "ln_on_plane": (-0.9182, 5.9895),
        "parallax": (-0.0040, -7.7376),
        "ln_compared": (9.4853, 1.8081),
        "textured": (0.8556, -5.2710),
        "correlation_p50": (0.6628, 1.1902),
        "fine_correlation": (0.5464, 5.9560),
        "ln_sharpness": (-0.3446, -1.8445),
        "ln_displacement": (0.0821, -1.3220),
        "ln_uneven": (0.0036, -1.7098),
        "ln_moved_together": (0.1480, -2.6011),
        "relocated": (0.0796, -1.5340),
        "gone": (0.0924, -11.7236),
        "ln_overhang": (-3.1732, -0.7535),
        "edge_agrees": (0.1625, -1.3783),
    },
)

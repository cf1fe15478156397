"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 6497 pairs, 1596 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "8"
ACCEPT_AT = 0.96

COPY = Logistic(
    intercept=-9.2024,
    terms={
        "ln_on_plane": (-0.9044, 4.8274),
        "parallax": (-0.0030, -5.3374),
        "ln_compared": (9.5225, 1.1975),
        "textured": (0.8562, -4.5709),
        "fine_correlation": (0.5603, 4.1729),
        "ln_sharpness": (-0.3379, -1.4914),
        "ln_displacement": (0.0394, -1.4436),
        "ln_uneven": (-0.0384, -1.3897),
        "ln_moved_together": (0.1764, -2.8830),
        "relocated": (0.1119, -0.8247),
        "gone": (0.1274, -8.2857),
        "ln_overhang": (-3.1880, -0.9566),
        "edge_agrees": (0.1577, -1.4135),
    },
)

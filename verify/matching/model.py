"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 8780 pairs, 2660 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "6"
ACCEPT_AT = 0.98

COPY = Logistic(
    intercept=-11.4534,
    terms={
        "ln_on_plane": (-0.9418, 6.2607),
        "parallax": (-0.0088, -6.6643),
        "ln_compared": (9.4285, 2.0655),
        "textured": (0.8594, -4.2821),
        "correlation_p25": (0.4187, 3.0507),
        "fine_correlation": (0.5253, 4.9339),
        "ln_sharpness": (-0.3539, -2.2934),
        "ln_displacement": (0.1204, -1.2022),
        "ln_uneven": (0.0361, -1.5965),
        "ln_moved_together": (0.1103, -2.0954),
        "relocated": (0.0231, -1.5208),
        "ln_overhang": (-3.1576, -1.1152),
        "edge_agrees": (0.1688, -2.1664),
    },
)

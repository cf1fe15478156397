"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 9230 pairs, 2660 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "7"
ACCEPT_AT = 0.97

COPY = Logistic(
    intercept=-9.9942,
    terms={
        "ln_on_plane": (-0.9005, 5.8705),
        "parallax": (-0.0075, -5.3852),
        "ln_compared": (9.4954, 1.7426),
        "textured": (0.8575, -4.4666),
        "correlation_p25": (0.4466, 2.2022),
        "fine_correlation": (0.5480, 4.3185),
        "ln_sharpness": (-0.3474, -2.4168),
        "ln_displacement": (0.0137, -1.2097),
        "ln_uneven": (-0.0710, -1.4346),
        "ln_moved_together": (0.1369, -3.4487),
        "relocated": (0.0663, -1.8341),
        "gone": (0.1575, -2.4192),
        "root_added": (0.0364, 6.1272),
        "ln_overhang": (-3.1747, -1.2242),
        "edge_agrees": (0.1666, -1.6247),
    },
)

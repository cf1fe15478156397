"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 15155 pairs, 3852 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "11"
ACCEPT_AT = 0.96

COPY = Logistic(
    intercept=-11.7590,
    terms={
        "ln_on_plane": (-0.8989, 6.0401),
        "parallax": (0.0009, -8.3853),
        "ln_compared": (9.5237, 2.1120),
        "textured": (0.8629, -8.2884),
        "fine_correlation": (0.5669, 6.2954),
        "ln_sharpness": (-0.3355, -2.0490),
        "ln_displacement": (0.0067, -1.3641),
        "ln_uneven": (-0.0811, -1.7349),
        "ln_moved_together": (0.1763, -2.2935),
        "relocated": (0.0860, -1.3904),
        "gone": (0.1029, -13.0373),
        "ln_overhang": (-3.1789, -0.4097),
        "edge_agrees": (0.1649, -0.5814),
    },
)

"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 8780 pairs, 2660 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "5"
ACCEPT_AT = 0.97

COPY = Logistic(
    intercept=-9.1319,
    terms={
        "ln_on_plane": (-0.9418, 6.9048),
        "ln_error": (-0.3093, -1.5225),
        "ln_displacement": (0.2598, -1.6559),
        "parallax": (-0.0088, -6.0278),
        "correlation_p75": (0.7792, 1.3342),
        "root_moved": (0.6043, -2.6357),
        "relocated": (0.0231, -1.2419),
        "ln_moved_together": (0.0718, -1.9990),
        "ln_details": (3.2512, 0.8181),
        "ln_sharpness": (-0.3539, -2.0009),
        "ln_overhang": (-3.1576, -1.6327),
        "hash_nearness": (0.1163, 2.4946),
    },
)

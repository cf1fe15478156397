"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 3609 pairs, 1393 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "4"
ACCEPT_AT = 0.96

COPY = Logistic(
    intercept=-6.9129,
    terms={
        "ln_on_plane": (-0.7948, 5.5166),
        "ln_error": (-0.4304, -1.7206),
        "ln_displacement": (-0.0759, -1.6177),
        "parallax": (0.0015, -4.2848),
        "correlation_p25": (0.4389, 1.0254),
        "correlation_p75": (0.7683, 5.7872),
        "root_moved": (0.5224, -3.4899),
        "relocated": (0.0158, -1.3842),
        "ln_overhang": (-2.6179, -0.6266),
        "hash_nearness": (0.1492, 3.1846),
    },
)

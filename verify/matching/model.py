"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 3609 pairs, 1393 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "3"
ACCEPT_AT = 0.94

COPY = Logistic(
    intercept=-6.5732,
    terms={
        "ln_on_plane": (-0.7948, 6.3117),
        "ln_error": (-0.4304, -1.3347),
        "ln_displacement": (-0.0759, -1.6272),
        "parallax": (0.0015, -5.3037),
        "correlation_p25": (0.4389, 2.2400),
        "root_moved": (0.5224, -3.7401),
        "relocated": (0.0158, -1.3504),
        "ln_overhang": (-2.6179, -0.7396),
    },
)

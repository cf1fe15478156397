"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 1953 pairs, 759 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "3"
ACCEPT_AT = 0.9

COPY = Logistic(
    intercept=-5.4121,
    terms={
        "ln_on_plane": (-0.8082, 5.5611),
        "ln_error": (-0.4263, -2.1853),
        "ln_displacement": (-0.0914, -1.7607),
        "parallax": (0.0047, -6.0474),
        "correlation_p25": (0.4417, 2.2295),
        "ln_outside": (-1.8740, -0.4680),
    },
)

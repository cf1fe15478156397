"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 2445 pairs, 1264 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

VERSION = "1"
ACCEPT_AT = 0.9
INTERCEPT = -2.0588
CENTRES = {
    "ln_share": -0.8043,
    "ln_error": -1.1935,
    "ln_error_p90": -0.1136,
    "correlation_p75": 0.8177,
    "root_moved": 0.3464,
    "ln_outside": -2.0258,
}
WEIGHTS = {
    "ln_share": 5.1352,
    "ln_error": -1.5082,
    "ln_error_p90": -0.4883,
    "correlation_p75": 11.1419,
    "root_moved": -5.3132,
    "ln_outside": -0.7089,
}

"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 1226 pairs, 631 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

VERSION = "1"
ACCEPT_AT = 0.9
INTERCEPT = -1.3206
CENTRES = {
    "ln_share": -0.8160,
    "ln_error": -1.2064,
    "ln_error_p90": -0.1037,
    "correlation_p75": 0.8213,
    "root_moved": 0.3512,
    "ln_outside": -2.0133,
}
WEIGHTS = {
    "ln_share": 4.5117,
    "ln_error": -1.0650,
    "ln_error_p90": -1.2963,
    "correlation_p75": 8.7500,
    "root_moved": -5.7323,
    "ln_outside": -0.8334,
}

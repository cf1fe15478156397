"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 2445 pairs, 1264 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

VERSION = "2"
ACCEPT_AT = 0.97
INTERCEPT = -2.3371
CENTRES = {
    "ln_support": -0.5051,
    "ln_error": -1.1935,
    "ln_error_p90": -0.1136,
    "correlation_p75": 0.8177,
    "root_moved": 0.3464,
    "ln_outside": -2.0258,
}
WEIGHTS = {
    "ln_support": 8.6639,
    "ln_error": -1.2003,
    "ln_error_p90": -0.2451,
    "correlation_p75": 12.2700,
    "root_moved": -3.9977,
    "ln_outside": -1.1991,
}

"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 2436 pairs, 1264 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

VERSION = "1"
ACCEPT_AT = 0.9
INTERCEPT = -1.1880
CENTRES = {
    "ln_share": -0.8005,
    "ln_support": -0.5551,
    "ln_error": -1.1814,
    "ln_error_p90": -0.1171,
    "correlation_p75": 0.7018,
    "root_moved": 0.4086,
    "overlap": 0.8153,
    "contained": 0.6838,
}
WEIGHTS = {
    "ln_share": 4.0725,
    "ln_support": 0.8472,
    "ln_error": -1.6966,
    "ln_error_p90": -1.3300,
    "correlation_p75": 7.2305,
    "root_moved": -5.3280,
    "overlap": 5.6144,
    "contained": -1.5291,
}

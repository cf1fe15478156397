"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 2436 pairs, 1264 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

VERSION = "1"
ACCEPT_AT = 0.9
INTERCEPT = -1.1053
CENTRES = {
    "ln_inliers": 4.1491,
    "ln_share": -0.8005,
    "ln_support": -0.5551,
    "ln_error": -1.1814,
    "ln_error_p90": -0.1171,
    "correlation_p75": 0.7018,
    "root_moved": 0.4086,
    "overlap": 0.8153,
    "contained": 0.6838,
    "ln_outside": -1.9925,
}
WEIGHTS = {
    "ln_inliers": -0.0176,
    "ln_share": 4.1483,
    "ln_support": 0.7526,
    "ln_error": -1.5587,
    "ln_error_p90": -1.3524,
    "correlation_p75": 7.5637,
    "root_moved": -5.1084,
    "overlap": 5.7694,
    "contained": -5.0887,
    "ln_outside": -0.9298,
}

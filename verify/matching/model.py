"""Weights of the decision, made by `benchmarks/train_decision.py`.

Trained on 1227 pairs, 631 of them copies.
Numbers only: what they are applied to stands in `decision`.
"""

VERSION = "1"
ACCEPT_AT = 0.8
INTERCEPT = -0.9107
CENTRES = {
    "ln_inliers": 4.1262,
    "ln_share": -0.8167,
    "ln_error": -1.2065,
    "ln_error_p90": -0.1041,
    "correlation_p75": 0.7023,
    "root_moved": 0.4154,
    "overlap": 0.8138,
    "contained": 0.6980,
}
WEIGHTS = {
    "ln_inliers": 0.0381,
    "ln_share": 3.4356,
    "ln_error": -1.4527,
    "ln_error_p90": -1.5916,
    "correlation_p75": 7.1322,
    "root_moved": -5.8305,
    "overlap": 4.6207,
    "contained": 0.4331,
}

"""Weights of the decision: not trained yet."""

VERSION = "0"
ACCEPT_AT = 0.4
INTERCEPT = 0.0
CENTRES: dict[str, float] = {}
WEIGHTS: dict[str, float] = {}

"""Weights of the decision, made by `benchmarks/train_decision.py`.

Numbers only: what they are applied to stands in `decision`.
"""

from verify.matching.logistic import Logistic

VERSION = "0"
ACCEPT_AT = 0.9
SCENE_AT = 0.9
COPY = Logistic(0.0, {})
SCENE = Logistic(0.0, {})

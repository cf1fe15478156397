"""A logistic model small enough to read: what `model.py` is written in."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Logistic:
    """An intercept, and for each signal the value it is centred on and its weight."""

    intercept: float
    terms: dict[str, tuple[float, float]]

    def probability(self, inputs: dict[str, float]) -> float:
        """What the model says, 0..1, of signals by name."""
        value = self.intercept + sum(
            weight * (inputs[name] - centre)
            for name, (centre, weight) in self.terms.items()
        )
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, value))))

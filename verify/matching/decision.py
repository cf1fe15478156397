"""The decision: from named measurements to a kind of match, or none.

A logistic model gives the probability that the two share a picture; its weights
stand in `model.py`, readable, made by `benchmarks/train_decision.py`. Thresholds and
their error table are in docs/methodology.md, "Finding copies". This decides about one
candidate only, and never about what a match means.
"""

import math
from dataclasses import dataclass

from verify.domain.matches import MatchKind
from verify.matching.model import ACCEPT_AT, CENTRES, INTERCEPT, VERSION, WEIGHTS

DECIDED_BY = f"logistic/{VERSION}"

# The whole picture rather than a part: what both sides keep. A crop that keeps this
# much of the reference is the same picture to any viewer.
WHOLE_SHARE = 0.75
# From here to ACCEPT_AT it may be a copy or another photograph: a person must look.
UNDECIDED_FROM = 0.5
# Another photograph of one scene: this much geometry without agreement of pixels.
SCENE_BELOW = UNDECIDED_FROM
SCENE_INLIERS = 20
SCENE_HULL = 0.03
SCENE_SHARE = 0.25


@dataclass(frozen=True)
class Decision:
    """Kind, whether it counts as a match, probability of a copy, and why."""

    kind: MatchKind
    accepted: bool
    score: float
    reason: str


def decide(numbers: dict[str, float]) -> Decision:
    """What the measurements of `measured` and `placement.shares` amount to."""
    score = probability(numbers)
    detail = (
        f"{numbers['inliers']:.0f} details lie alike, "
        f"{100 * numbers['agreeing']:.0f} % of the compared area agrees"
    )
    if score >= ACCEPT_AT:
        return Decision(_copy_kind(numbers), accepted=True, score=score, reason=detail)
    if score < SCENE_BELOW and _same_scene(numbers):
        detail += "; but parts have moved against each other: another photograph"
        return Decision(MatchKind.SAME_SCENE, accepted=True, score=score, reason=detail)
    detail += "; not enough to call it a copy"
    return Decision(_copy_kind(numbers), accepted=False, score=score, reason=detail)


def probability(numbers: dict[str, float]) -> float:
    """The model's probability, 0..1, that the two share a picture."""
    terms = signals(numbers)
    value = INTERCEPT + sum(
        WEIGHTS[name] * (terms[name] - CENTRES[name]) for name in WEIGHTS
    )
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, value))))


def signals(numbers: dict[str, float]) -> dict[str, float]:
    """The model's inputs, each from the measurements by one plain formula."""
    contained = max(numbers["covers_reference"], numbers["covers_panel"])
    return {
        # Pairs where only one of the pictures is cannot agree; they count a quarter,
        # since many of them still speak for two different pictures.
        "ln_support": math.log(
            numbers["inliers"]
            / (0.75 * numbers["possible_pairs"] + 0.25 * numbers["pairs"])
        ),
        "ln_error": math.log(numbers["error_px"] + 0.05),
        "ln_error_p90": math.log(numbers["error_p90_px"] + 0.1),
        "correlation_p75": numbers["correlation_p75"],
        "root_moved": math.sqrt(numbers["moved"]),
        # Of a copy, one side lies wholly in the other; two overlapping photographs
        # each show something the other does not.
        "ln_outside": math.log(1.03 - contained),
    }


def _copy_kind(numbers: dict[str, float]) -> MatchKind:
    whole = min(numbers["covers_reference"], numbers["covers_panel"]) >= WHOLE_SHARE
    return MatchKind.SAME_PICTURE if whole else MatchKind.SHARED_PART


def _same_scene(numbers: dict[str, float]) -> bool:
    return (
        numbers["inliers"] >= SCENE_INLIERS
        and numbers["hull_reference"] >= SCENE_HULL
        and numbers["inliers"] >= SCENE_SHARE * numbers["pairs"]
    )

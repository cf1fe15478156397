"""The decision: from named measurements to a kind of match, or none.

A small logistic model gives the probability that the two share a picture; its weights
stand in `model.py`, readable, made by `benchmarks/train_decision.py`. A rule of two
limits says whether the others show one scene. Thresholds and their error tables are in
docs/methodology.md, "Finding copies". This decides about one candidate only, and never
about what a match means.
"""

import math
from dataclasses import dataclass

from verify.domain.matches import MatchKind
from verify.matching.model import ACCEPT_AT, COPY, VERSION

DECIDED_BY = f"logistic/{VERSION}"

# The whole picture rather than a part: what both sides keep. A crop that keeps this
# much of the reference is the same picture to any viewer.
WHOLE_SHARE = 0.75
# From here to ACCEPT_AT it may be a copy or another photograph: a person must look.
UNDECIDED_FROM = 0.5
# Another photograph of one scene: this much in common, and no copy.
SCENE_INLIERS = 30
SCENE_SHARE = 0.2  # of the panel; a smaller part is a logo, or the frame of an app
# From here it is told: of copies 2 % have as much, of frames of one camera that are in
# doubt four of five (docs/methodology.md, "Finding copies: error table").
TOLD_GONE = 0.25
_GONE_WORDS = (
    "something that stands in the known picture has gone and left no trace, "
    "as between two frames of one camera"
)


@dataclass(frozen=True)
class Decision:
    """Kind, whether it counts as a match, probability of a copy, and why."""

    kind: MatchKind
    accepted: bool
    score: float
    reason: str


def decide(numbers: dict[str, float]) -> Decision:
    """What the measurements of `measured` and `placement.shares` amount to."""
    score = _score(signals(numbers))
    detail = (
        f"{numbers['confirmed']:.0f} details lie alike, "
        f"{100 * numbers['agreeing']:.0f} % of the compared area agrees"
    )
    gone = numbers["gone"] >= TOLD_GONE
    if gone:
        detail += f"; {_GONE_WORDS}"
    if score >= ACCEPT_AT:
        return Decision(_copy_kind(numbers), accepted=True, score=score, reason=detail)
    if score < UNDECIDED_FROM and same_scene(numbers):
        moved = "" if gone else "; but parts have moved against each other"
        detail += f"{moved}: another photograph"
        return Decision(MatchKind.SAME_SCENE, accepted=True, score=score, reason=detail)
    detail += "; not enough to call it a copy"
    return Decision(_copy_kind(numbers), accepted=False, score=score, reason=detail)


def _score(told: dict[str, float]) -> float:
    """The probability of a copy; what has gone alone never makes it improbable.

    A band over dark things on a pale ground looks as if they had gone. Where all else
    would be accepted, a person must look.
    """
    score = COPY.probability(told)
    if COPY.probability(told | {"gone": 0.0}) >= ACCEPT_AT:
        return max(score, UNDECIDED_FROM)
    return score


def signals(numbers: dict[str, float]) -> dict[str, float]:
    """What the model may look at, each from the measurements by one plain formula."""
    contained = max(numbers["covers_reference"], numbers["covers_panel"])
    overlap = min(1.0, max(numbers["overlap"], numbers["covers_reference"]))
    return {
        # Of the pairs that agree on size and direction, those that agree on a plane.
        "ln_on_plane": math.log(numbers["inliers"] / max(1.0, numbers["posed"])),
        "parallax": max(-0.2, min(1.0, numbers["parallax"])),
        # The more was compared, the less is left to chance; what is textured all over
        # (gravel, leaves) less so.
        "ln_compared": math.log(numbers["compared_px"] + 200),
        "textured": numbers["textured"],
        # Half of what is compared must agree: two shirts on one floor share the floor.
        "correlation_p50": numbers["correlation_p50"],
        "fine_correlation": numbers["fine_correlation"],
        # What is blurred agrees and lies less exactly, a copy too.
        "ln_sharpness": math.log(max(0.1, min(1.2, numbers["sharpness"]))),
        "ln_displacement": math.log(numbers["displacement_px"] + 0.05),
        "ln_uneven": math.log(numbers["uneven_px"] + 0.05),
        # One or two agree by chance.
        "ln_moved_together": math.log(max(1.0, min(8.0, numbers["moved_together"]))),
        "relocated": min(2.0, numbers["relocated"]),
        # What differs in a copy was put over it; of another frame, something has gone.
        "gone": numbers["gone"],
        # Two overlapping photographs each reach beyond the other's edge. Of a copy,
        # one side lies wholly in the other, or all of the reference that is not there
        # was replaced, not out of view. And photographs agree right up to those edges,
        # where a pasted part ends before.
        "ln_overhang": math.log(
            0.03 + max(0.0, 1 - contained) * (1 - overlap) * numbers["edge_agrees"]
        ),
        "edge_agrees": numbers["edge_agrees"],
    }


def _copy_kind(numbers: dict[str, float]) -> MatchKind:
    whole = min(numbers["covers_reference"], numbers["covers_panel"]) >= WHOLE_SHARE
    return MatchKind.SAME_PICTURE if whole else MatchKind.SHARED_PART


def same_scene(numbers: dict[str, float]) -> bool:
    """Whether so much lies alike that, where it is no copy, it is the same scene."""
    return (
        numbers["inliers"] >= SCENE_INLIERS and numbers["covers_panel"] >= SCENE_SHARE
    )

"""Train the model of `verify/matching/model.py` and write that file.

    train_decision.py BENCH PAIRS [BENCH PAIRS ...] --out verify/matching/model.py

BENCH comes from `make_bench.py --split tune` or from rendered scenes, PAIRS from
`measure_pairs.py` on it. The model is a plain logistic regression with a small ridge.
Five-fold error tables, whole scenes on one side, of the model and of the rule for
scenes are printed before the weights of all data are written.
"""

import argparse
import csv
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from verify.matching.decision import same_scene, signals

USED = (
    "ln_on_plane",
    "parallax",
    "ln_compared",
    "textured",
    "correlation_p50",
    "fine_correlation",
    "ln_sharpness",
    "ln_displacement",
    "ln_uneven",
    "ln_moved_together",
    "relocated",
    "gone",
    "ln_overhang",
    "edge_agrees",
)
MIXED = ("collage", "pasted_part", "combo_2_4")
LEVELS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98)
STILL, VIDEO = "still:", "video:"
# So that 450 made frames count as some twenty real ones: they differ from copies only
# in what moved, and were they to count in full, heavily treated copies were lost. The
# frames of videos are few cameras seen often.
STILL_WEIGHT, VIDEO_WEIGHT = 0.05, 0.3
RIDGE, FOLDS, STEPS = 1.0, 5, 50
Values = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Pair:
    """A query with one of its candidates."""

    query: dict[str, str]
    """Its row of `gt.csv`."""
    reference: str
    scene: str
    """The scene that the reference shows; empty if the data name none."""
    numbers: dict[str, float]
    cluster: str
    """Pairs of one scene, or of one query, stay on one side of a fold."""

    @property
    def copy(self) -> bool:
        """The query was made from this reference."""
        return self.query["kind"] == "copy" and self.query["ref"] == self.reference

    @property
    def sibling(self) -> bool:
        """Another photograph of the scene that the reference shows."""
        return bool(self.scene) and self.query["group"] == self.scene and not self.copy

    @property
    def still(self) -> bool:
        """From `still_cameras.py`, of which there are as many as one wants."""
        return self.query["group"].startswith(STILL)

    @property
    def video(self) -> bool:
        """From `still_videos.py`, of which there are a few cameras."""
        return self.query["group"].startswith(VIDEO)

    @property
    def weight(self) -> float:
        """How much the pair counts in training."""
        if self.still:
            return STILL_WEIGHT
        return VIDEO_WEIGHT if self.video and not self.copy else 1.0

    @property
    def unlabelled(self) -> bool:
        """The query may show the reference's scene without the table saying so.

        The other panels of a collage and the ground of a pasted part come from
        pictures of scenes; the sets named `mosaic` are walks along one river bank.
        """
        if self.copy or self.sibling:
            return False
        sets = self.query["group"], self.scene
        if self.still:  # the same street may stand before two of them
            return True
        both_mosaic = all(name.startswith("mosaic") for name in sets)
        return both_mosaic or (bool(self.scene) and self.query["edit"] in MIXED)


def pairs(bench: Path, recorded: Path) -> Iterator[Pair]:
    """Every candidate that could be laid over its query."""
    with (bench / "gt.csv").open(encoding="utf-8") as table:
        queries = {row["query"]: row for row in csv.DictReader(table)}
    with (bench / "refs.csv").open(encoding="utf-8") as table:
        groups = {row["ref"]: row["group"] for row in csv.DictReader(table)}
    for line in recorded.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if "inliers" not in record["numbers"]:
            continue
        query, reference = queries[record["query"]], record["reference"]
        cluster = query["group"] or f"{bench.name}/{query['query']}"
        yield Pair(query, reference, groups[reference], record["numbers"], cluster)


def fitted(x: Values, y: Values, counts: Values) -> tuple[Values, Values]:
    """Centres of the signals and weights, intercept first (Newton's method)."""
    centres = x.mean(axis=0)
    design = np.c_[np.ones(len(x)), x - centres]
    scale = np.r_[0.0, x.std(axis=0) ** 2] * RIDGE
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (counts * (p - y)) + scale * weights
        bend = (design * (counts * p * (1 - p))[:, None]).T @ design + np.diag(
            scale + 1e-9
        )
        weights = weights - np.linalg.solve(bend, slope)
    return centres, weights


def probabilities(x: Values, centres: Values, weights: Values) -> Values:
    """The model's answer for each row."""
    value = weights[0] + (x - centres) @ weights[1:]
    return np.asarray(1 / (1 + np.exp(-np.clip(value, -60, 60))), float)


def cross_fitted(x: Values, y: Values, told: Sequence[Pair]) -> Values:
    """Each pair's probability by a model that saw nothing of its scene."""
    fold = np.array([zlib.crc32(pair.cluster.encode()) % FOLDS for pair in told])
    counts = np.array([pair.weight for pair in told])
    out = np.zeros(len(y))
    for k in range(FOLDS):
        out[fold == k] = probabilities(
            x[fold == k], *fitted(x[fold != k], y[fold != k], counts[fold != k])
        )
    return out


def inputs(found: Sequence[Pair]) -> Values:
    """The signals in use, (pairs, signals)."""
    made = [signals(pair.numbers) for pair in found]
    return np.array([[each[name] for name in USED] for each in made])


def loss(crossed: Values, right: Mask) -> float:
    """Mean logarithmic loss."""
    p = np.clip(crossed, 1e-6, 1 - 1e-6)
    return float(-np.where(right, np.log(p), np.log(1 - p)).mean())


def print_copies(crossed: Values, told: Sequence[Pair]) -> None:
    """How many right and wrong pairs, and frames of still cameras, each level takes."""
    right = np.array([pair.copy for pair in told])
    still = np.array([pair.still for pair in told])
    video = np.array([pair.video for pair in told])
    real = ~still & ~video
    counted = {
        "wrong accepted": ~right & real,
        "made frames": still,
        "frames of videos": ~right & video,
    }
    mean = loss(crossed[real], right[real])
    print(f"copies: {len(right)} pairs, cross-fitted loss {mean:.4f}")
    print("   ".join(["accept at", "right found", "of videos", *counted]))
    for level in LEVELS:
        kept = crossed >= level
        found = [kept[right & some].mean() for some in (real, video)]
        taken = [
            f"{int(kept[some].sum())} of {some.sum()}" for some in counted.values()
        ]
        print("   ".join([f"{level:9.3f}", *(f"{r:9.4f}" for r in found), *taken]))


def print_scenes(found: Sequence[Pair]) -> None:
    """How often the rule for scenes speaks, and how often the data agree."""
    others = [
        pair
        for pair in found
        if not (pair.copy or pair.unlabelled or pair.still or pair.video)
    ]
    named = [pair for pair in others if same_scene(pair.numbers)]
    right = sum(pair.sibling for pair in named)
    siblings = sum(pair.sibling for pair in others)
    print(f"same scene: named {len(named)}, {right} of them right, of {siblings}")


def source(
    centres: Values, weights: Values, *, made_from: str, version: str, accept_at: float
) -> str:
    """The text of `model.py`."""
    terms = zip(USED, centres, weights[1:], strict=True)
    rows = "".join(f'        "{n}": ({c:.4f}, {w:.4f}),\n' for n, c, w in terms)
    return (
        '"""Weights of the decision, made by `benchmarks/train_decision.py`.\n\n'
        f"Trained on {made_from}.\n"
        'Numbers only: what they are applied to stands in `decision`.\n"""\n\n'
        "from verify.matching.logistic import Logistic\n\n"
        f'VERSION = "{version}"\n'
        f"ACCEPT_AT = {accept_at}\n\n"
        f"COPY = Logistic(\n    intercept={weights[0]:.4f},\n"
        f"    terms={{\n{rows}    }},\n)\n"
    )


def main() -> None:
    """Print cross-fitted error figures, then write the model of all data."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="+", type=Path, metavar="BENCH PAIRS")
    options.add_argument("--out", type=Path)
    options.add_argument("--accept-at", type=float, default=0.97)
    options.add_argument("--version", default="11")
    asked = options.parse_args()
    found = [
        pair
        for bench, recorded in zip(asked.files[::2], asked.files[1::2], strict=True)
        for pair in pairs(bench, recorded)
    ]
    # Another photograph of a copy's own scene is neither right nor wrong.
    told = [
        pair
        for pair in found
        if not pair.unlabelled and not (pair.query["kind"] == "copy" and pair.sibling)
    ]
    right = np.array([pair.copy for pair in told])
    x, y = inputs(told), right.astype(float)
    print_copies(cross_fitted(x, y, told), told)
    print_scenes(found)
    if asked.out:
        text = source(
            *fitted(x, y, np.array([pair.weight for pair in told])),
            made_from=f"{len(told)} pairs, {int(right.sum())} of them copies",
            version=asked.version,
            accept_at=asked.accept_at,
        )
        asked.out.write_text(text, encoding="utf-8")
        print(f"wrote {asked.out}")


if __name__ == "__main__":
    main()

"""Train the two models of `verify/matching/model.py` and write that file.

    train_decision.py BENCH PAIRS [BENCH PAIRS ...] --out verify/matching/model.py

BENCH comes from `make_bench.py --split tune` or from `scenes`, PAIRS from
`measure_pairs.py` on it. Each model is a plain logistic regression with a small ridge;
five-fold error tables, whole scenes on one side, are printed before the weights of all
data are written. With --search, the signals that help most are looked for first.
"""

import argparse
import csv
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from verify.matching.decision import signals

FOR_COPY = (
    "ln_on_plane",
    "ln_displacement",
    "parallax",
    "correlation_p25",
    "ln_outside",
)
FOR_SCENE = ("ln_on_plane", "ln_posed", "ln_inliers", "ln_hull")
MIXED = ("collage", "pasted_part", "combo_2_4")
LEVELS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995)
RIDGE, FOLDS, STEPS = 1.0, 5, 50
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """A query with one of its candidates."""

    signals: dict[str, float]
    copy: bool
    sibling: bool
    """Another photograph of the scene that the reference shows."""
    of_copy: bool
    """The query is a copy, of this reference or of another."""
    unlabelled: bool
    """The data do not say whether the two show one scene."""
    cluster: str


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
        query = queries[record["query"]]
        is_copy = query["kind"] == "copy"
        copy = is_copy and query["ref"] == record["reference"]
        group = query["group"]
        sibling = not copy and bool(group) and groups[record["reference"]] == group
        cluster = group or f"{bench.name}/{query['query']}"
        unlabelled = not sibling and _unlabelled(query, groups[record["reference"]])
        made = signals(record["numbers"])
        yield Pair(made, copy, sibling, is_copy, unlabelled, cluster)


def _unlabelled(query: dict[str, str], scene: str) -> bool:
    """Whether the query may show this scene without the table saying so.

    The other panels of a collage and the ground of a pasted part come from pictures of
    scenes; the sets named `mosaic` are two walks along one river bank.
    """
    both_mosaic = query["group"].startswith("mosaic") and scene.startswith("mosaic")
    return both_mosaic or (bool(scene) and query["edit"] in MIXED)


def fitted(x: Values, y: Values) -> tuple[Values, Values]:
    """Centres of the signals and weights, intercept first (Newton's method)."""
    centres = x.mean(axis=0)
    design = np.c_[np.ones(len(x)), x - centres]
    scale = np.r_[0.0, x.std(axis=0) ** 2] * RIDGE
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (p - y) + scale * weights
        bend = (design * (p * (1 - p))[:, None]).T @ design + np.diag(scale + 1e-9)
        weights = weights - np.linalg.solve(bend, slope)
    return centres, weights


def probabilities(x: Values, centres: Values, weights: Values) -> Values:
    """The model's answer for each row."""
    value = weights[0] + (x - centres) @ weights[1:]
    return np.asarray(1 / (1 + np.exp(-np.clip(value, -60, 60))), float)


def cross_fitted(x: Values, y: Values, clusters: Sequence[str]) -> Values:
    """Each pair's probability by a model that saw nothing of its scene."""
    fold = np.array([zlib.crc32(name.encode()) % FOLDS for name in clusters])
    out = np.zeros(len(y))
    for k in range(FOLDS):
        out[fold == k] = probabilities(
            x[fold == k], *fitted(x[fold != k], y[fold != k])
        )
    return out


def inputs(found: Sequence[Pair], names: Sequence[str]) -> Values:
    """The signals of these names, (pairs, names)."""
    return np.array([[pair.signals[name] for name in names] for pair in found])


def table(title: str, crossed: Values, right: NDArray[np.bool_]) -> None:
    """How many right and wrong pairs each level accepts."""
    print(f"{title}: accept at   right found   wrong accepted")
    for level in LEVELS:
        kept = crossed >= level
        wrong = f"{int(kept[~right].sum())} of {int((~right).sum())}"
        print(f"{level:9.3f}   {kept[right].mean():12.4f}   {wrong}")


def loss(crossed: Values, right: NDArray[np.bool_]) -> float:
    """Mean logarithmic loss."""
    p = np.clip(crossed, 1e-6, 1 - 1e-6)
    return float(-np.where(right, np.log(p), np.log(1 - p)).mean())


def searched(found: Sequence[Pair], right: NDArray[np.bool_], most: int) -> None:
    """Print which signals help most, one added after another (cross-fitted loss)."""
    clusters = [pair.cluster for pair in found]
    chosen: list[str] = []
    left = sorted(found[0].signals)
    for _ in range(most):
        tried = {
            name: loss(
                cross_fitted(
                    inputs(found, [*chosen, name]), right.astype(float), clusters
                ),
                right,
            )
            for name in left
        }
        best = min(tried, key=tried.__getitem__)
        chosen.append(best)
        left.remove(best)
        print(f"  + {best:20s} {tried[best]:.4f}")


def source(
    models: Mapping[str, tuple[Sequence[str], Values, Values]],
    *,
    made_from: str,
    version: str,
    at: dict[str, float],
) -> str:
    """The text of `model.py`."""
    text = (
        '"""Weights of the decision, made by `benchmarks/train_decision.py`.\n\n'
        f"Trained on {made_from}.\n"
        'Numbers only: what they are applied to stands in `decision`.\n"""\n\n'
        "from verify.matching.logistic import Logistic\n\n"
        f'VERSION = "{version}"\n'
    )
    text += "".join(f"{name}_AT = {level}\n" for name, level in at.items())
    for name, (used, centres, weights) in models.items():
        terms = zip(used, centres, weights[1:], strict=True)
        rows = "".join(f'        "{n}": ({c:.4f}, {w:.4f}),\n' for n, c, w in terms)
        text += (
            f"\n{name} = Logistic(\n    intercept={weights[0]:.4f},\n"
            f"    terms={{\n{rows}    }},\n)\n"
        )
    return text


def main() -> None:
    """Print cross-fitted error figures, then write the models of all data."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="+", type=Path, metavar="BENCH PAIRS")
    options.add_argument("--out", type=Path)
    options.add_argument("--accept-at", type=float, default=0.9)
    options.add_argument("--scene-at", type=float, default=0.9)
    options.add_argument("--version", default="3")
    options.add_argument("--search", type=int, default=0)
    asked = options.parse_args()
    found = [
        pair
        for bench, recorded in zip(asked.files[::2], asked.files[1::2], strict=True)
        for pair in pairs(bench, recorded)
    ]
    # A copy of a picture with another photograph of the same scene is neither right
    # nor wrong; whether two are of one scene is asked only where they are no copy.
    for_copy = [pair for pair in found if not (pair.of_copy and pair.sibling)]
    for_scene = [pair for pair in found if not (pair.copy or pair.unlabelled)]
    models: dict[str, tuple[Sequence[str], Values, Values]] = {}
    for title, used, chosen, right in (
        ("COPY", FOR_COPY, for_copy, np.array([p.copy for p in for_copy])),
        ("SCENE", FOR_SCENE, for_scene, np.array([p.sibling for p in for_scene])),
    ):
        x, y = inputs(chosen, used), right.astype(float)
        crossed = cross_fitted(x, y, [pair.cluster for pair in chosen])
        said = f"cross-fitted loss {loss(crossed, right):.4f}"
        print(f"{title}: {len(chosen)} pairs, {said}")
        table(title, crossed, right)
        if asked.search:
            searched(chosen, right, asked.search)
        models[title] = (used, *fitted(x, y))
    if asked.out:
        copies = sum(pair.copy for pair in found)
        text = source(
            models,
            made_from=f"{len(found)} pairs, {copies} of them copies",
            version=asked.version,
            at={"ACCEPT": asked.accept_at, "SCENE": asked.scene_at},
        )
        asked.out.write_text(text, encoding="utf-8")
        print(f"wrote {asked.out}")


if __name__ == "__main__":
    main()

"""Train the weights of `verify/matching/model.py` and write that file.

    train_decision.py BENCH RESULTS [BENCH RESULTS ...] --out verify/matching/model.py

BENCH comes from `make_bench.py --split tune`, RESULTS from `copies.py` on it. The
model is a plain logistic regression with a small ridge; five-fold figures, whole scenes
on one side, are printed before the weights of all data are written.
"""

import argparse
import csv
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from verify.matching.decision import signals

USED = (
    "ln_support",
    "ln_error",
    "ln_error_p90",
    "correlation_p75",
    "root_moved",
    "ln_outside",
)
RIDGE, FOLDS, STEPS = 1.0, 5, 50
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """A query with one of its candidates."""

    signals: tuple[float, ...]
    copy: bool
    cluster: str


def pairs(bench: Path, results: Path) -> Iterator[Pair]:
    """Every candidate with measurements; a copy with its source's scene is left out."""
    with (bench / "gt.csv").open(encoding="utf-8") as table:
        queries = {row["query"]: row for row in csv.DictReader(table)}
    with (bench / "refs.csv").open(encoding="utf-8") as table:
        groups = {row["ref"]: row["group"] for row in csv.DictReader(table)}
    for line in results.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        query = queries[record["query"]]
        for match in record["matches"]:
            if "inliers" not in match["numbers"]:
                continue
            copy = query["kind"] == "copy" and query["ref"] == match["reference"]
            group = query["group"]
            sibling = not copy and group and groups[match["reference"]] == group
            if query["kind"] == "copy" and sibling:
                continue
            made = signals(match["numbers"])
            cluster = query["group"] or f"{bench.name}/{query['query']}"
            yield Pair(tuple(made[name] for name in USED), copy, cluster)


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


def cross_fitted(x: Values, y: Values, clusters: list[str]) -> Values:
    """Each pair's probability by a model that saw nothing of its scene."""
    fold = np.array([zlib.crc32(name.encode()) % FOLDS for name in clusters])
    out = np.zeros(len(y))
    for k in range(FOLDS):
        out[fold == k] = probabilities(
            x[fold == k], *fitted(x[fold != k], y[fold != k])
        )
    return out


def source(centres: Values, weights: Values, made_from: str, accept_at: float) -> str:
    """The text of `model.py`."""
    head = (
        '"""Weights of the decision, made by `benchmarks/train_decision.py`.\n\n'
        f"Trained on {made_from}.\n"
        'Numbers only: what they are applied to stands in `decision`.\n"""\n\n'
        'VERSION = "2"\n'
        f"ACCEPT_AT = {accept_at}\n"
        f"INTERCEPT = {weights[0]:.4f}\n"
    )
    rows = zip(USED, centres, weights[1:], strict=True)
    table = list(rows)
    middle = "".join(f'    "{n}": {c:.4f},\n' for n, c, _ in table)
    tail = "".join(f'    "{n}": {w:.4f},\n' for n, _, w in table)
    return f"{head}CENTRES = {{\n{middle}}}\nWEIGHTS = {{\n{tail}}}\n"


def main() -> None:
    """Print cross-fitted error figures, then write the model of all data."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="+", type=Path, metavar="BENCH RESULTS")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--accept-at", type=float, required=True)
    asked = options.parse_args()
    found = [
        pair
        for bench, results in zip(asked.files[::2], asked.files[1::2], strict=True)
        for pair in pairs(bench, results)
    ]
    x = np.array([pair.signals for pair in found])
    y = np.array([pair.copy for pair in found], float)
    crossed = cross_fitted(x, y, [pair.cluster for pair in found])
    print("accept at   copies found   other pairs accepted")
    for level in (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98):
        kept = crossed >= level
        print(
            f"{level:9.2f}   {kept[y == 1].mean():12.4f}   "
            f"{int(kept[y == 0].sum())} of {int((y == 0).sum())}"
        )
    made_from = f"{len(found)} pairs, {int(y.sum())} of them copies"
    text = source(*fitted(x, y), made_from, asked.accept_at)
    asked.out.write_text(text, encoding="utf-8")
    print(f"wrote {asked.out}")


if __name__ == "__main__":
    main()

"""Score the word "same scene" where the groups of a benchmark leave scenes out.

    scenes_by_eye.py RESULTS BENCH [BENCH ...] [--judged scenes_by_eye.csv]

RESULTS/<name of BENCH>/verify.jsonl is what `copies.py` writes. `score.py` calls such a
pair right where both photographs stand in one group of `make_bench.py`. Its groups know
nothing of the panels of a collage, nor that two groups are one road; so every pair that
they do not confirm was looked at, and what it shows stands in the file of judgements:

    scene    two photographs of one place, or of one thing in its surroundings
    backing  only one floor, wall or cloth is seen in both, under other things
    copy     the photograph itself, edited
    overlay  nothing in common but what was laid over both
    nothing  nothing in common
    unsure   it cannot be told

Prints how many were named, and what share of them is right: by the groups; with scenes
judged by eye; with backings too. A pair that nobody has judged counts as wrong and is
listed, so that it can be.
"""

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tables import wilson

LISTED = 5
CONFIRMED = "confirmed by the groups"
UNJUDGED = "not judged"

Pair = tuple[str, str, str]


def judgements(file: Path) -> dict[Pair, str]:
    """What each judged pair (benchmark, query, reference) shows."""
    with file.open(newline="") as rows:
        return {
            (row["bench"], row["query"], row["reference"]): row["shows"]
            for row in csv.DictReader(rows)
        }


def named(bench: Path, results: Path) -> Iterator[tuple[Pair, bool]]:
    """Every pair called one scene, as `score.py` counts; whether groups confirm it."""
    with (bench / "gt.csv").open(newline="") as rows:
        queries = {row["query"]: row for row in csv.DictReader(rows)}
    with (bench / "refs.csv").open(newline="") as rows:
        groups = {row["ref"]: row["group"] for row in csv.DictReader(rows)}
    for record in map(json.loads, results.open()):
        query = queries[record["query"]]
        best = sorted(record["matches"], key=lambda match: -match["score"])[:LISTED]
        for match in best:
            if match["kind"] != "same_scene":
                continue
            reference = match["reference"]
            itself = query["kind"] == "copy" and reference == query["ref"]
            one_group = query["group"] != "" and groups[reference] == query["group"]
            yield (bench.name, record["query"], reference), one_group and not itself


def main() -> None:
    """Count, and print the three shares with the pairs behind them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("results", type=Path)
    options.add_argument("bench", type=Path, nargs="+")
    options.add_argument(
        "--judged", type=Path, default=Path(__file__).with_suffix(".csv")
    )
    asked = options.parse_args()
    judged, shown = judgements(asked.judged), Counter[str]()
    for bench in asked.bench:
        for pair, confirmed in named(
            bench, asked.results / bench.name / "verify.jsonl"
        ):
            shows = CONFIRMED if confirmed else judged.get(pair, UNJUDGED)
            shown[shows] += 1
            if shows == UNJUDGED:
                print("not judged:", *pair)
    count = shown.total()
    print(f"{count} named:", ", ".join(f"{n} {what}" for what, n in shown.items()))
    right = 0
    for label, what in (
        ("by the groups", CONFIRMED),
        ("with scenes judged by eye", "scene"),
        ("with backings too", "backing"),
    ):
        right += shown[what]
        low, high = wilson(right / count, count)
        print(f"right {label}: {right / count:.3f} ({low:.3f} to {high:.3f})")


if __name__ == "__main__":
    main()

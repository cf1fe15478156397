"""Pool several benchmarks through `score.py` and print the tables of the methodology.

    tables.py SCORE.PY RESULTS BENCH [BENCH ...] [--ours verify] [--bootstrap 300]

RESULTS/<name of BENCH>/<detector>.jsonl is what `copies.py` and `peers.py` write; a
detector counts when it has results for every benchmark. Prints Markdown: one line a
detector, then recall by class at each detector's own threshold for 99 % precision, with
a Wilson interval for ours and a word on who leads. `score.py` does all the measuring.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Z = 1.96  # 95 %
ROUNDING = 0.0005  # `score.py` prints three places


@dataclass(frozen=True)
class Scored:
    """What `score.py` says of one detector over all benchmarks."""

    name: str
    summary: dict[str, Any]
    copies: dict[str, int]
    at_p99: dict[str, float]
    accepted: dict[str, float]


def scored(
    score: Path, results: Path, benches: list[Path], name: str, rounds: int
) -> Scored:
    """Run `score.py` on one detector's results and read what it prints."""
    words = [sys.executable, str(score), "--bootstrap", str(rounds)]
    for bench in benches:
        words += [str(bench), str(results / bench.name / f"{name}.jsonl")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr.strip()}")
    _, *rows, last = done.stdout.strip().splitlines()
    split = [row.split() for row in rows]
    return Scored(
        name=name,
        summary=json.loads(last),
        copies={row[0]: int(row[1]) for row in split},
        at_p99={row[0]: float(row[2]) for row in split},
        accepted={row[0]: float(row[3]) for row in split},
    )


def detectors(results: Path, benches: list[Path]) -> list[str]:
    """Names that have results for every benchmark."""
    found = [{p.stem for p in (results / b.name).glob("*.jsonl")} for b in benches]
    return sorted(set.intersection(*found))


def wilson(share: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a share of so many."""
    mid = (share + Z * Z / (2 * count)) / (1 + Z * Z / count)
    spread = (share * (1 - share) + Z * Z / (4 * count)) / count
    half = Z * float(spread**0.5) / (1 + Z * Z / count)
    return max(0.0, mid - half), min(1.0, mid + half)


def whole_table(found: list[Scored]) -> str:
    """One line a detector: ranking, then the decision as shipped."""
    first = found[0].summary
    scenes = first["same_scene"]["asked"]
    head = (
        "detector",
        "uAP",
        "recall at 99 % precision (95 % interval)",
        "at 100 %",
        "copies found as shipped",
        "precision",
        "negatives accused (scene, kind, other)",
        "at most (95 %)",
    )
    intro = (
        f"{first['copies']:,} copies, {first['negatives']:,} negatives, {scenes} of "
        "them other photographs of a reference's scene."
    )
    lines = [intro, "", f"| {' | '.join(head)} |", "|---|" + "--:|" * (len(head) - 1)]
    for one in found:
        s, a = one.summary, one.summary["accepted"]
        low, high = s["recall_at_P99_95ci"] or (0, 0)
        kinds = a["by_kind"]
        lines.append(
            f"| {one.name} | {s['uAP']:.3f} | {s['recall_at_P99']:.3f} ({low:.2f} to "
            f"{high:.2f}) | {s['recall_at_P100']:.3f} | {a['recall']:.3f} | "
            f"{a['precision']:.3f} | {a['negatives_accused']} "
            f"({kinds['hard_scene']}, {kinds['hard_category']}, "
            f"{kinds['distractor']}) | {100 * a['accused_upper_95']:.2f} % |"
        )
    return "\n".join(lines)


def class_table(ours: Scored, peers: list[Scored]) -> str:
    """Recall by class, each detector at its own threshold for 99 % precision."""
    head = ["class", "copies", ours.name, "95 % interval", "we"]
    head += [peer.name for peer in peers]
    lines = [
        "| " + " | ".join(head) + " |",
        "|---|--:|--:|--:|---|" + "--:|" * len(peers),
    ]
    for name, count in ours.copies.items():
        mine = ours.at_p99[name]
        low, high = wilson(mine, count)
        best = max((peer.at_p99[name] for peer in peers), default=0.0)
        # level: ours lies within the interval of the best peer
        level = mine >= wilson(best, count)[0] - ROUNDING
        word = "lead" if mine > best else "level" if level else "trail"
        cells = [name, str(count), f"{mine:.3f}", f"{low:.2f} to {high:.2f}", word]
        cells += [f"{peer.at_p99[name]:.2f}" for peer in peers]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def shipped_table(ours: Scored) -> str:
    """Our decision as shipped, by class, and what else `score.py` measures of it."""
    lines = ["| class | found as shipped | 95 % interval |", "|---|--:|--:|"]
    for name, count in ours.copies.items():
        low, high = wilson(ours.accepted[name], count)
        share = f"{ours.accepted[name]:.3f}"
        lines.append(f"| {name} | {share} | {low:.2f} to {high:.2f} |")
    s = ours.summary
    scene = s["same_scene"]
    rest = (
        f"Calibration error of the best candidate {s['calibration_error_top1']}; "
        f"region right (IoU 0.9 or more) {s['region_iou_ge_0.9']}, mirrored flag right "
        f"{s['mirrored_right']} of accepted copies; same scene found {scene['found']} "
        f"of {scene['asked']}, precision of that word {scene['precision']}."
    )
    return "\n".join([*lines, "", rest])


def main() -> None:
    """Score every detector, two at a time, and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("score", type=Path)
    options.add_argument("results", type=Path)
    options.add_argument("bench", type=Path, nargs="+")
    options.add_argument("--ours", default="verify")
    options.add_argument("--bootstrap", type=int, default=300)
    asked = options.parse_args()
    names = detectors(asked.results, asked.bench)
    if not names:
        raise SystemExit("no detector has results for every benchmark")

    def run(name: str) -> Scored:
        return scored(asked.score, asked.results, asked.bench, name, asked.bootstrap)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(run, names))
    found.sort(key=lambda one: (one.name != asked.ours, -one.summary["uAP"]))
    print(whole_table(found))
    if found[0].name == asked.ours:
        print(
            "\n" + class_table(found[0], found[1:]) + "\n\n" + shipped_table(found[0])
        )


if __name__ == "__main__":
    main()

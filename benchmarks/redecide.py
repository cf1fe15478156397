"""Apply the committed decision to measurements that `copies.py` recorded.

    redecide.py RESULTS.jsonl --out RESULTS-2.jsonl

Kind, score and acceptance are decided anew from the recorded numbers (rounded to four
places), as `matching.decision` would; candidates, regions and transforms stay.
"""

import argparse
import json
from pathlib import Path

from verify.matching.decision import decide


def main() -> None:
    """Read, decide, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("results", type=Path)
    options.add_argument("--out", type=Path, required=True)
    asked = options.parse_args()
    lines = []
    for line in asked.results.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for match in record["matches"]:
            if "inliers" in match["numbers"]:
                made = decide(match["numbers"])
                match |= {
                    "kind": made.kind.value,
                    "score": made.score,
                    "accepted": made.accepted,
                }
        lines.append(json.dumps(record) + "\n")
    asked.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

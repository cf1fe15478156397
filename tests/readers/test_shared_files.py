"""The readers over real and hostile files of others, beside the repository.

The recall against exiftool's answers is printed (`pytest -s`) and only guarded against
a fall; the measured figure stands in docs/methodology.md.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from verify.exports.fields import fields_of
from verify.readers.metadata import read_metadata
from verify.readers.wire import metadata_from_json, metadata_to_json

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "metadata"
CORE_RECALL_REACHED = 0.995
RAW_RECALL_REACHED = 0.85
MOST_WRONG = 6
"""All six are adjudicated in docs/adjudicated-metadata.md."""

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not (SHARED / "truth.jsonl").is_file(),
        reason="the measuring data beside the repository (../shared) is absent",
    ),
]


def test_recall_on_real_files_and_no_exception_on_any(tmp_path: Path) -> None:
    results = tmp_path / "results.jsonl"
    lines = []
    for line in (SHARED / "truth.jsonl").read_text("utf-8").splitlines():
        path = json.loads(line)["path"]
        metadata = read_metadata((SHARED / "files" / path).read_bytes())
        sent = json.dumps(metadata_to_json(metadata), allow_nan=False)
        sent.encode("utf-8")  # nothing that no pipe could carry
        assert metadata_from_json(json.loads(sent)) == metadata
        lines.append(json.dumps({"path": path, "fields": fields_of(metadata)}))
    results.write_text("\n".join(lines), "utf-8")
    scored = subprocess.run(
        [sys.executable, str(SHARED / "score.py"), str(results)],
        capture_output=True,
        text=True,
        check=True,
    )
    summary = json.loads(scored.stdout.splitlines()[-1])
    print(summary)  # noqa: T201
    assert summary["absent"] == 0
    assert summary["core_recall"] >= CORE_RECALL_REACHED
    assert summary["raw_recall"] >= RAW_RECALL_REACHED
    assert summary["core_wrong"] + summary["raw_wrong"] <= MOST_WRONG


def test_hostile_files_of_our_own_making(tmp_path: Path) -> None:
    made = tmp_path / "hostile"
    subprocess.run(
        [sys.executable, str(SHARED / "make_adversarial.py"), str(made)],
        capture_output=True,
        check=True,
    )
    files = [
        path
        for path in made.rglob("*")
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 30_000_000
    ]
    assert len(files) > 20
    for path in files:
        read_metadata(path.read_bytes())

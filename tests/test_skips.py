"""`--no-avoidable-skips` fails a run for a skip that can be mended, and only for it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("reason", "option", "code"),
    [
        ("a tool is not installed", "--no-avoidable-skips", 1),
        ("a tool is not installed", "-q", 0),
        ("needs POSIX signals", "--no-avoidable-skips", 0),
        ("the measuring data beside the repository is absent", "-q", 0),
    ],
)
def test_a_skip_counts_by_its_reason(
    reason: str, option: str, code: int, tmp_path: Path
) -> None:
    test = tmp_path / "test_one.py"
    test.write_text(f"import pytest\ndef test_one(): pytest.skip({reason!r})\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest"]
    command += ["-p", "no:cacheprovider", "-c", str(tmp_path / "pytest.ini")]
    ran = subprocess.run(
        [*command, str(test), option],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == code, ran.stdout + ran.stderr
    assert ("that can be avoided" in ran.stdout) is (code == 1)

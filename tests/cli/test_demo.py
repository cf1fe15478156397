"""`verify demo` as `make demo` runs it, on the stand-in pictures of the repository."""

import subprocess
import sys
from pathlib import Path

import pytest

STAND_INS = Path(__file__).parents[2] / "reference_images" / "standins"


@pytest.mark.skipif(
    not (STAND_INS / "suspects.csv").is_file(), reason="no stand-in pictures are here"
)
def test_every_answer_is_as_expected_and_only_the_page_remains(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "verify", "demo"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stderr == ""
    assert "NOT as expected" not in ran.stdout
    assert "RENDERED STAND-INS" in ran.stdout
    page = tmp_path / "verify-demo" / "report.html"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [page]
    text = page.read_text(encoding="utf-8")
    assert "RENDERED STAND-IN." in text
    assert str(STAND_INS) not in text

"""`verify settings` as a person runs it, and a planted file of settings."""

import json
import os
import subprocess
import sys
from pathlib import Path


def verify(
    *words: str, cwd: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_CONFIG_HOME": str(cwd / "config"), **variables}
    return subprocess.run(
        [sys.executable, "-m", "verify", *words],
        cwd=cwd, env=environment, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip


def test_values_come_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "verify.toml").write_text("max_file_mb = 12\n")
    ran = verify("settings", cwd=tmp_path, VERIFY_JOBS="3")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("2 of 9 settings differ from the defaults.\n")
    assert "jobs = 3  (VERIFY_JOBS)" in ran.stdout
    assert f"max_file_mb = 12  ({tmp_path / 'verify.toml'})" in ran.stdout


def test_json_has_every_setting(tmp_path: Path) -> None:
    ran = verify("settings", "--json", cwd=tmp_path, VERIFY_LIBRARY="elsewhere")
    record = json.loads(ran.stdout)
    assert record["format"] == "verify.settings/1"
    assert record["searched_library"] == "elsewhere"
    (library,) = [row for row in record["settings"] if row["name"] == "library"]
    assert (library["value"], library["source"]) == ("elsewhere", "VERIFY_LIBRARY")


def test_a_planted_library_stops_every_command(tmp_path: Path) -> None:
    (tmp_path / "verify.toml").write_text('library = "planted"\n')
    for words in (("settings",), ("reference", "stats"), ("check", "a.jpg")):
        ran = verify(*words, cwd=tmp_path)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "may not" in ran.stderr

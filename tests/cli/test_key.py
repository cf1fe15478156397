"""`verify key` makes keys that ssh-keygen knows, and shows only their public half."""

import json
import subprocess
import sys
from pathlib import Path


def key(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "verify", "key", *map(str, words)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_a_key_is_made_and_shown(tmp_path: Path) -> None:
    file = tmp_path / "analyst-1.key"
    made = key("new", file, "--no-passphrase", "--as", "analyst-1")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith(f"The key {file} was made. Fingerprint: SHA256:")
    shown = key("show", file, "--as", "analyst-1", "--json")
    told = json.loads(shown.stdout)
    assert told["format"] == "verify.key/1"
    assert told["allowed_signers"].startswith("analyst-1 namespaces=")
    assert told["fingerprint"] in made.stdout
    assert "PRIVATE" not in made.stdout + shown.stdout


def test_a_key_is_not_made_twice(tmp_path: Path) -> None:
    file = tmp_path / "analyst-1.key"
    assert key("new", file, "--no-passphrase").returncode == 0
    again = key("new", file, "--no-passphrase")
    assert again.returncode == 2
    assert "never overwritten" in again.stderr
    assert key("show", tmp_path / "absent").returncode == 5

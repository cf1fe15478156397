import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workflow.pictures import write_picture, write_pictures
from verify.store.library import Library
from verify.store.library_writing import writing

Result = subprocess.CompletedProcess[str]
# the command group as `verify` mounts it, with the exit codes of its errors
PROGRAM = """
import sys
from verify.cli.reference import app
from verify.errors import VerifyError
try:
    app(prog_name="verify reference")
except VerifyError as error:
    sys.stderr.write(f"{error} {error.next_step}")
    sys.exit(error.exit_code)
"""


def verify_reference(folder: Path, *words: str) -> Result:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "reference_images").mkdir()
    write_pictures(tmp_path / "in", 2)
    return tmp_path


def test_import_list_show_correct_withdraw(place: Path) -> None:
    done = verify_reference(place, "import", "in")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 pictures looked at: 2 added, 0 known already.\n")
    assert "no publication" in done.stdout
    listed = verify_reference(place, "list", "--json")
    records = [json.loads(line) for line in listed.stdout.splitlines()]
    assert {record["format"] for record in records} == {"verify.reference/1"}
    digest = records[0]["digest"]
    path = records[0]["paths"][0]
    added = verify_reference(
        place, "add", path, "--url", "https://example.org", "--published-at", "2023-07"
    )
    assert added.returncode == 0
    shown = json.loads(verify_reference(place, "show", digest[:8], "--json").stdout)
    assert shown["publications"][0]["published_at"] == "2023-07"
    line = str(shown["publications"][0]["manifest_line"])
    right = ["correct", digest, "--title", "T", "--drop-line", line, "--reason", "r"]
    assert verify_reference(place, *right).returncode == 0
    text = verify_reference(place, "show", digest).stdout
    assert "title: T" in text
    assert "No publication is known" in text
    gone = verify_reference(place, "withdraw", digest[:8], "--reason", "no consent")
    assert gone.returncode == 0
    stats = json.loads(verify_reference(place, "stats", "--json").stdout)
    assert (stats["library"]["references"], stats["withdrawn"]) == (1, 1)
    assert verify_reference(place, "rebuild", "-q").stdout.count("\n") == 1


def test_what_cannot_be_taken_ends_with_3(place: Path) -> None:
    (place / "in" / "bad.jpg").write_bytes(b"no picture")
    done = verify_reference(place, "import", "in", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 3
    assert told["format"] == "verify.reference-import/1"
    assert told["unusable"][0]["where"] == "bad.jpg"
    assert told["library"]["references"] == 2


def test_asked_wrongly_ends_with_2(place: Path) -> None:
    verify_reference(place, "import", "in")
    picture = str(write_picture(place / "x.jpg", 7))
    for words in (
        ["import", "nowhere"],
        ["add", picture, "--published-at", "last summer"],
        ["show", "abc"],
        ["show", "000000"],
        ["list", "--library", "nowhere"],
        ["import"],
    ):
        done = verify_reference(place, *words)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert done.stderr


def test_a_tampered_manifest_ends_with_4_and_names_the_line(place: Path) -> None:
    verify_reference(place, "import", "in")
    manifest = place / "reference_images" / "manifest.jsonl"
    whole = manifest.read_bytes()
    for changed in (b"p000.jpg", b"p001.jpg"):  # one of them stands in the last line
        manifest.write_bytes(whole.replace(changed, b"changed.", 1))
        done = verify_reference(place, "stats")
        assert done.returncode == 4
        assert "line 2 of reference_images/manifest.jsonl" in done.stderr


def test_two_imports_at_once_end_with_5(place: Path) -> None:
    root = place / "reference_images"
    with Library.open(root, create=True) as library, writing(library):
        done = verify_reference(place, "import", "in")
    assert done.returncode == 5
    assert "locked by another import" in done.stderr


def test_every_command_has_two_examples(place: Path) -> None:
    for name in [
        "import",
        "add",
        "list",
        "show",
        "stats",
        "rebuild",
        "correct",
        "withdraw",
    ]:
        text = verify_reference(place, name, "--help").stdout
        assert text.count(f"    verify reference {name}") == 2

"""`verify check` as a person runs it: a real library, real photos, real processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

MANIFEST = """path,url,archive_url,published_at,publisher,depicts,title
whole.jpg,https://news.example/1,https://archive.example/1,2022-03-03,Example News,\
Column near Bucha,Column near Bucha
"""
CLAIM = ("--claimed-date", "2024-07-25..2024-07-27")


def verify(
    *words: str,
    cwd: Path,
    given: bytes = b"",
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        [sys.executable, "-m", "verify", *words],
        cwd=cwd, input=given, capture_output=True, check=False, timeout=120,
        env={**os.environ, **(environment or {})},
    )  # fmt: skip
    return subprocess.CompletedProcess(
        ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode()
    )


def picture(seed: int) -> Image.Image:
    """Shapes of many sizes on uneven ground: enough detail to recognise."""
    random = np.random.default_rng(seed)
    ground = Image.fromarray(random.integers(30, 225, (24, 36, 3)).astype(np.uint8))
    made = np.asarray(ground.resize((900, 600), Image.Resampling.BICUBIC)).copy()
    for _ in range(220):
        x, y = random.integers(0, 880), random.integers(0, 580)
        width, height = random.integers(6, 90, 2)
        made[y : y + height, x : x + width] = random.integers(0, 255, 3)
    return Image.fromarray(made)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one dated picture; a copy, a new photo, a broken one, an empty."""
    root = tmp_path_factory.mktemp("check")
    (root / "earlier").mkdir()
    (root / "in box").mkdir()
    picture(1).save(root / "earlier" / "whole.jpg", quality=92)
    (root / "earlier" / "manifest.csv").write_text(MANIFEST)
    inbox = root / "in box"
    copy = picture(1).crop((60, 30, 840, 570)).resize((700, 485))
    copy.save(inbox / "copy.jpg", quality=80)
    picture(2).save(inbox / "new.jpg", quality=85)
    (inbox / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not a picture at all")
    (inbox / "empty.jpg").write_bytes(b"")
    ran = verify(
        "reference", "import", "earlier/manifest.csv", "--library", "lib", cwd=root
    )
    assert ran.returncode == 0, ran.stderr
    return root


def check(
    *words: str, folder: Path, **more: object
) -> subprocess.CompletedProcess[str]:
    options = ("check", "--against", "lib", *CLAIM)
    return verify(*options, *words, cwd=folder, **more)  # type: ignore[arg-type]


def test_an_earlier_picture_is_recognised_and_ends_with_1(folder: Path) -> None:
    ran = check("in box/copy.jpg", folder=folder)
    assert ran.returncode == 1, ran.stderr
    assert ran.stderr == ""
    assert "3 March 2022" in ran.stdout.splitlines()[0]
    assert "https://news.example/1" in ran.stdout
    assert "Searched lib: 1 earlier picture" in ran.stdout


def test_nothing_found_ends_with_0_and_says_where(folder: Path) -> None:
    ran = check("in box/new.jpg", folder=folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "This does not confirm the photo" in ran.stdout


def test_a_batch_has_a_line_for_each_and_a_summary(folder: Path) -> None:
    ran = check("-r", "in box", "missing.jpg", folder=folder)
    assert ran.returncode == 1
    for name in ("copy.jpg: ", "new.jpg: ", "broken.jpg: ", "empty.jpg: "):
        assert f"in box/{name}" in ran.stdout
    assert "Not examined. missing.jpg: there is no such file" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("5 photos: 1 recycled, ")
    assert ran.stderr == ""


def test_missing_photos_among_quiet_ones_end_with_3(folder: Path) -> None:
    ran = check("missing.jpg", "in box/new.jpg", "-q", folder=folder)
    assert ran.returncode == 3
    assert len(ran.stdout.splitlines()) >= 2
    assert check("missing.jpg", "in box/copy.jpg", folder=folder).returncode == 1


def test_exit_zero_quiets_answers_but_not_failures(folder: Path) -> None:
    assert check("in box/copy.jpg", "--exit-zero", folder=folder).returncode == 0
    words = ("in box/copy.jpg", "missing.jpg", "--exit-zero")
    assert check(*words, folder=folder).returncode == 3


def test_json_is_one_object_a_line_with_failures_and_counts(folder: Path) -> None:
    ran = check(
        "in box/copy.jpg", "missing.jpg", "in box/new.jpg", "--json", folder=folder
    )
    lines = [json.loads(text) for text in ran.stdout.splitlines()]
    assert [line["format"] for line in lines] == [
        "verify.examination/1",
        "verify.failure/1",
        "verify.examination/1",
        "verify.summary/1",
    ]
    assert [line["input"] for line in lines[:3]] == [
        "in box/copy.jpg",
        "missing.jpg",
        "in box/new.jpg",
    ]
    assert lines[0]["outcome"] == "recycled"
    assert lines[0]["matches"][0]["reference"]["publications"][0]["url"]
    assert lines[1]["exit_code"] == 3
    assert lines[3]["exit_code"] == ran.returncode == 1
    assert sum(lines[3]["counts"].values()) == lines[3]["inputs"] == 3


def test_one_photo_may_come_through_standard_input(folder: Path) -> None:
    content = (folder / "in box" / "copy.jpg").read_bytes()
    ran = check("-", "--json", folder=folder, given=content)
    assert ran.returncode == 1, ran.stderr
    (line,) = ran.stdout.splitlines()
    assert json.loads(line)["input"] == "standard input"
    empty = check("-", folder=folder)
    assert empty.returncode == 3
    assert "empty" in empty.stdout


def test_names_may_come_from_a_list(folder: Path) -> None:
    names = b"in box/copy.jpg\r\n\nin box/new.jpg\n"
    (folder / "list.txt").write_bytes(names)
    by_file = check("--files-from", "list.txt", "-q", folder=folder)
    by_pipe = check("--files-from", "-", "-q", folder=folder, given=names)
    assert by_file.stdout == by_pipe.stdout
    assert len(by_file.stdout.splitlines()) == 2
    assert check("--files-from", "-", folder=folder).returncode == 2


def test_nothing_is_coloured_where_nobody_looks(folder: Path) -> None:
    ran = check("in box/copy.jpg", folder=folder, environment={"FORCE_COLOR": "1"})
    assert "\x1b" not in ran.stdout + ran.stderr


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a POSIX terminal")
@pytest.mark.parametrize("plain", ["", "option", "environment"])
def test_colour_on_a_terminal_unless_refused(folder: Path, plain: str) -> None:
    words = [sys.executable, "-m", "verify", "check", "in box/copy.jpg", "-q"]
    words += [
        "--against",
        "lib",
        *CLAIM,
        *(["--no-color"] if plain == "option" else []),
    ]
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    if plain == "environment":
        environment["NO_COLOR"] = "1"
    ours, theirs = os.openpty()
    subprocess.run(words, cwd=folder, stdout=theirs, env=environment, check=False)
    os.close(theirs)
    said = os.read(ours, 65536)
    os.close(ours)
    assert (b"\x1b[" in said) is (plain == "")


def test_a_report_is_written_and_nothing_else(folder: Path) -> None:
    before = {path for path in folder.rglob("*") if "lib" not in path.parts}
    ran = check("-r", "in box", "--report", "answer.html", folder=folder)
    assert ran.stdout.endswith("Report: answer.html\n")
    page = (folder / "answer.html").read_text(encoding="utf-8")
    assert "Where they differ" in page
    assert str(folder) not in page
    after = {path for path in folder.rglob("*") if "lib" not in path.parts}
    assert after - before == {folder / "answer.html"}


def test_without_a_library_nothing_is_claimed_to_be_searched(
    folder: Path, tmp_path: Path
) -> None:
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    photo = str(folder / "in box" / "new.jpg")
    ran = verify("check", photo, cwd=tmp_path, environment=home)
    assert ran.returncode == 1
    assert "No library of earlier pictures" in ran.stderr
    assert "No library of earlier pictures was searched." in ran.stdout


def test_a_name_cannot_write_to_the_terminal(folder: Path) -> None:
    name = "bad\x1b[2J\u202egpj.exe"
    ran = check(name, folder=folder)
    assert ran.returncode == 3
    assert "\x1b" not in ran.stdout + ran.stderr
    assert "\u202e" not in ran.stdout + ran.stderr


def test_a_library_found_upward_is_named(folder: Path, tmp_path: Path) -> None:
    words = ("--library", "reference_images", str(folder / "earlier" / "manifest.csv"))
    assert verify("reference", "import", *words, cwd=tmp_path).returncode == 0
    (tmp_path / "below").mkdir()
    photo = str(folder / "in box" / "copy.jpg")
    ran = verify("check", photo, *CLAIM, cwd=tmp_path / "below")
    assert ran.returncode == 1, ran.stderr
    assert ran.stderr == f"Searching the library in {tmp_path / 'reference_images'}\n"
    assert "Searched reference_images: 1 earlier picture" in ran.stdout

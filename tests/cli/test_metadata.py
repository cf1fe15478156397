"""`verify metadata` as a person runs it: real files, real processes."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_check import verify
from tests.readers.files import GPS_KIDAL, TAKEN, exif_of, picture, png_with_text

HOSTILE = '=HYPERLINK("http://x")\x1b[31m\u202egpj.exe<script>'


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    exif = exif_of({0x010F: "Maker", 0x0110: "Maker One"}, TAKEN, GPS_KIDAL)
    (folder / "good.jpg").write_bytes(picture(exif=exif))
    bare = picture("PNG")
    (folder / "bare.png").write_bytes(bare)
    odd = picture(exif=exif_of(sub={0x9003: "2099:13:45 10:00:00"}))
    (folder / "odd.jpg").write_bytes(odd + b"PK\x03\x04hidden")
    (folder / "hostile.png").write_bytes(png_with_text(Comment=HOSTILE))
    return folder


def test_one_photo_begins_with_a_sentence_and_ends_with_its_digest(inbox: Path) -> None:
    ran = verify("metadata", "good.jpg", cwd=inbox)
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[0] == (
        "The file says that it was taken on 26 July 2024, 16:50:10 (zone +02:00), at "
        "18.44111, 1.40780, with Maker One."
    )
    said = "  - EXIF IFD0 Make = Maker [verify, exifread, pillow]"
    assert said in lines
    assert any("EXIF, JPEG APP1, at byte" in line for line in lines)
    assert "SHA-256" in lines[-2]


def test_absent_metadata_is_neutral(inbox: Path) -> None:
    ran = verify("metadata", "bare.png", "-q", cwd=inbox)
    assert ran.returncode == 0
    assert ran.stdout == (
        "The file states no date, no place and no device; most platforms remove them.\n"
    )


def test_what_cannot_be_and_what_stands_outside_needs_a_person(inbox: Path) -> None:
    ran = verify("metadata", "odd.jpg", cwd=inbox)
    assert ran.returncode == 1
    assert "To look at:" in ran.stdout
    assert "2099:13:45" in ran.stdout
    assert "10 bytes stand after the JPEG's end, which begin like a ZIP" in ran.stdout
    assert verify("metadata", "odd.jpg", "--exit-zero", cwd=inbox).returncode == 0


def test_a_folder_as_json_has_a_line_for_each_and_counts(inbox: Path) -> None:
    (inbox / "notes.jpg").write_bytes(b"only text")
    (inbox / "empty.jpg").write_bytes(b"")
    ran = verify("metadata", "-r", ".", "--json", cwd=inbox)
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    by_name = {Path(one.get("input", "")).name: one for one in found}
    good = by_name["good.jpg"]
    assert good["format"] == "verify.metadata/1"
    assert good["fields"]["make"] == "Maker"
    assert good["fields"]["gps_lat"] == pytest.approx(18.441111)
    assert good["fields"]["dt_original"] == "2024:07:26 16:50:10"
    assert by_name["notes.jpg"]["format"] == "verify.failure/1"
    kinds = {one["kind"] for one in by_name["odd.jpg"]["conflicts"]}
    assert kinds == {"impossible", "data_outside"}
    assert found[-1]["counts"] == {"read": 3, "conflicting": 1, "failed": 2}
    assert found[-1]["exit_code"] == ran.returncode == 1


def test_only_failures_end_with_three(inbox: Path) -> None:
    (inbox / "notes.jpg").write_bytes(b"only text")
    ran = verify("metadata", "notes.jpg", "missing.jpg", cwd=inbox)
    assert ran.returncode == 3
    assert "no such file" in ran.stdout


def test_standard_input_and_lists(inbox: Path) -> None:
    given = (inbox / "good.jpg").read_bytes()
    ran = verify("metadata", "-", "--json", cwd=inbox, given=given)
    assert json.loads(ran.stdout)["fields"]["model"] == "Maker One"
    ran = verify(
        "metadata", "--files-from", "-", "-q", cwd=inbox, given=b"bare.png\ngood.jpg\n"
    )
    assert ran.stdout.splitlines()[1].startswith("good.jpg: The file says")


def test_hostile_text_reaches_no_terminal_and_no_spreadsheet(inbox: Path) -> None:
    ran = verify("metadata", "hostile.png", cwd=inbox)
    assert "\x1b" not in ran.stdout
    assert "\u202e" not in ran.stdout
    ran = verify("metadata", "hostile.png", "--csv", cwd=inbox)
    assert ran.stdout.startswith("\ufeffinput,")
    assert "\x1b" not in ran.stdout
    rows = list(csv.DictReader(io.StringIO(ran.stdout.removeprefix("\ufeff"))))
    (row,) = (row for row in rows if row["name"] == "Comment")
    assert row["value"].startswith("'=HYPERLINK")
    assert "\\u202e" in row["raw"]


def test_asked_wrongly(inbox: Path) -> None:
    ran = verify("metadata", "good.jpg", "--json", "--csv", cwd=inbox)
    assert ran.returncode == 2
    assert verify("metadata", "-r", cwd=inbox).returncode == 2


def test_exiftool_reads_along_where_it_is_installed(inbox: Path) -> None:
    ran = verify("metadata", "good.jpg", "--json", "--with", "exiftool", cwd=inbox)
    if shutil.which("exiftool") is None:
        assert ran.returncode == 5
        assert "not installed" in ran.stderr
        return
    found = json.loads(ran.stdout)
    assert "exiftool" in found["metadata"]["readers"]
    (make,) = (t for t in found["metadata"]["tags"] if t["name"] == "Make")
    assert make["also"] == ["exifread", "pillow", "exiftool"]
    assert not found["conflicts"]

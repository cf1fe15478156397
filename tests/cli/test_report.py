"""`verify report` on cases on disk: what is written, refused and hidden."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.cases import draft, new_case, writing
from verify.domain.chain_entries import Brought
from verify.store.casefile import CaseFile

STAND_INS = Path(__file__).resolve().parents[2] / "reference_images" / "standins"
PHOTO = STAND_INS / "suspects" / "new-vehicle-wadi.jpg"


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    home = {"HOME": str(cwd), "XDG_CONFIG_HOME": str(cwd)}
    return subprocess.run(
        [sys.executable, "-m", "verify", "report", *words],
        cwd=cwd, env={**os.environ, **home}, capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip


def photographed(folder: Path, *, graphic: bool) -> CaseFile:
    """A case with one picture, a loss it supports, and a place."""
    case = new_case(folder)
    stored = case.vault.put_bytes(PHOTO.read_bytes())
    file = Brought("original", stored.sha256, stored.size, "image/jpeg")
    body = {"id": "A1", "evidence": "E1", "incident": "I1", "graphic": graphic}
    texts = {"file_name": "/home/ana/inbox/wadi.jpg", "custodian": "A Real Name"}
    case.write(writing(), draft("acquire", body, texts=texts, brought=(file,)))
    loss = {"id": "L1", "incident": "I1", "equipment": "bakkie", "side": "Mali",
            "place": "19.9486,2.9678,2"}  # fmt: skip
    case.write(writing(), draft("loss", loss))
    link = {"id": "K1", "evidence": "E1", "loss": "L1", "region": "0.3,0.1,0.7,0.8"}
    case.write(writing(), draft("link", link, texts={"reason": "It shows it"}))
    return case


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    photographed(folder / "plain", graphic=False).close()
    photographed(folder / "graphic", graphic=True).close()
    return folder


def test_every_kind_is_written_and_twice_the_same(place: Path) -> None:
    names = ("a.html", "a.md", "a.csv", "a.json", "a.geojson")
    outs = [word for name in names for word in ("--out", name)]
    before = {p: p.read_bytes() for p in (place / "plain").rglob("*") if p.is_file()}
    ran = run("plain", *outs, cwd=place)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("1 loss is visually supported")
    first = {name: (place / name).read_bytes() for name in names}
    assert run("plain", *outs, "-q", cwd=place).returncode == 0
    assert {name: (place / name).read_bytes() for name in names} == first
    after = {p: p.read_bytes() for p in (place / "plain").rglob("*") if p.is_file()}
    assert before == after


def test_the_page_gives_no_source_away(place: Path) -> None:
    ran = run("plain", "--out", "safe.html", "--decimals", "1", cwd=place)
    assert ran.returncode == 0
    page = (place / "safe.html").read_text("utf-8")
    assert "A Real Name" not in page
    assert "inbox" not in page
    assert str(place) not in page
    assert "19.9486" not in page
    assert page.count("data:image/jpeg;base64,") == 2  # the card and the boxed region
    assert "RENDERED STAND-IN" not in page  # it was never examined: nothing is read


def test_graphic_pictures_are_blurred_until_asked(place: Path) -> None:
    run("graphic", "--out", "hidden.html", cwd=place)
    run("graphic", "--out", "open.html", "--show-graphic", cwd=place)
    hidden = (place / "hidden.html").read_text("utf-8")
    shown = (place / "open.html").read_text("utf-8")
    assert "Blurred: flagged as graphic." in hidden
    assert "Blurred" not in shown
    assert len(hidden) < len(shown) * 0.7  # soft patches need few bytes


def test_a_catalogue_of_ones_own_is_used(place: Path) -> None:
    own = place / "own.toml"
    own.write_text(
        'format = "verify.equipment/1"\n[equipment.pickup]\naliases = ["bakkie"]\n'
    )
    ran = run("plain", "--out", "b.md", "--catalogue", "own.toml", cwd=place)
    assert "supported: Pick-up." in ran.stdout
    own.write_text("nonsense")
    assert run("plain", "--catalogue", "own.toml", cwd=place).returncode == 2


def test_json_says_what_was_written(place: Path) -> None:
    ran = run("plain", "--out", "c.csv", "--json", cwd=place)
    found = json.loads(ran.stdout)
    assert found["format"] == "verify.report-written/1"
    assert found["files"] == ["c.csv"]
    assert found["lines"] == 6


def test_without_out_the_page_is_named_after_the_case(place: Path) -> None:
    assert run("plain", cwd=place).returncode == 0
    assert (place / "plain.html").is_file()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("nowhere",), 2, "there is no case in nowhere"),
        (("plain", "--out", "x.pdf"), 2, "Known endings are"),
        (("plain", "--out", "none/x.html"), 2, "there is no such folder"),
        (("plain", "--decimals", "9"), 2, "--decimals"),
    ],
)
def test_what_cannot_be_done_is_said(
    place: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = run(*words, cwd=place)
    assert ran.returncode == code
    assert said in ran.stderr


def test_a_changed_record_is_refused(tmp_path: Path) -> None:
    photographed(tmp_path / "case", graphic=False).close()
    chain = tmp_path / "case" / "chain.jsonl"
    lines = chain.read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b'"E1"', b'"E2"')
    chain.write_bytes(b"".join(lines))
    assert run("case", cwd=tmp_path).returncode == 4
    assert not (tmp_path / "case.html").exists()


def test_a_missing_original_costs_its_place_only(tmp_path: Path) -> None:
    with photographed(tmp_path / "case", graphic=False) as case:
        item = case.state.evidence["E1"]
        case.vault.path(item.digest).unlink()
    ran = run("case", cwd=tmp_path)
    assert ran.returncode == 0
    page = (tmp_path / "case.html").read_text("utf-8")
    assert "The picture cannot be shown" in page
    assert "data:image" not in page

"""The worked case, built from nothing by its own script, has the counts it promises."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from verify.audit.checklist import FAIL, NOT_VERIFIABLE, PASS

ROOT = Path(__file__).resolve().parents[2]
WORKED = ROOT / "cases" / "tinzaouaten-2024"


def run(
    *words: str | Path, cwd: Path, code: int = 0
) -> subprocess.CompletedProcess[str]:
    home = {"HOME": str(cwd), "XDG_CONFIG_HOME": str(cwd)}
    ran = subprocess.run(
        [sys.executable, *words], cwd=cwd, env={**os.environ, **home},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == code, ran.stderr
    return ran


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worked")
    run(WORKED / "build.py", "built", cwd=folder)
    names = ("case.html", "case.md", "case.json", "case.csv")
    outs = [word for name in names for word in ("--out", name)]
    run("-m", "verify", "report", "built/case", *outs, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def found(place: Path) -> Any:
    return json.loads((place / "case.json").read_text("utf-8"))


def test_two_losses_are_supported_by_stand_ins_and_the_rest_is_said(found: Any) -> None:
    assert found["totals"] == {
        "supported": 2, "admitted": 4, "claimed": 12, "recorded": 0, "rejected": 0,
    }  # fmt: skip
    supported = {one["id"]: one for one in found["losses"] if one["evidence"]}
    assert {k: (v["equipment"], v["status"]) for k, v in supported.items()} == {
        "L1": ("mi-24", ["damaged"]), "L3": ("norinco-vp11", ["captured"]),
    }  # fmt: skip
    assert all(one["stand_in"] for one in supported.values())


def test_old_and_returned_pictures_are_recognised(found: Any) -> None:
    outcomes = {one["id"]: one["outcome"] for one in found["pictures"]}
    assert outcomes == {
        "E1": "nothing_found", "E2": "nothing_found", "E3": "nothing_found",
        "E4": "nothing_found", "E5": "nothing_found", "E6": "recycled",
        "E7": "recycled", "E8": "recycled", "E9": "recycled",
    }  # fmt: skip
    assert [one["id"] for one in found["pictures"] if one["rejected"]] == [
        "E6", "E7", "E8", "E9",
    ]  # fmt: skip


def test_the_expected_contradictions_are_found(found: Any) -> None:
    told = {one["kind"] for one in found["contradictions"]}
    assert told == {
        "more_than_took_part", "all_and_some", "how_many", "changed_number",
        "claimed_by_two", "told_apart",
    }  # fmt: skip
    first = found["contradictions"][0]["sentence"]
    assert first.startswith("CSP says 5 captured and several destroyed (Armoured")


def test_every_page_says_that_the_pictures_are_stand_ins(place: Path) -> None:
    page = (place / "case.html").read_text("utf-8")
    assert page.index("RENDERED STAND-IN") < page.index("<h1>")
    assert page.count("Supported (stand-in picture)") == 2
    assert "RENDERED STAND-IN" in (place / "case.md").read_text("utf-8")
    assert (place / "case.csv").read_text("utf-8").count("stand-in picture") == 2


def test_an_audit_finds_nothing_wrong_and_says_what_only_others_can_give(
    place: Path,
) -> None:
    ran = run("-m", "verify", "audit", "built/case", "--json", "--profile",
              "accountability", "--library", "built/library", "--counted", "case.json",
              cwd=place, code=1)  # fmt: skip
    states = {one["item"]: one["state"] for one in json.loads(ran.stdout)["items"]}
    assert FAIL not in states.values()
    open_items = [n for n, state in states.items() if state == NOT_VERIFIABLE]
    assert open_items == [3, 10, 11, 16, 18]
    assert states[15] == states[22] == states[24] == states[28] == PASS
    assert states[31] == PASS


def test_every_conclusion_names_an_examination_and_nothing_waits(place: Path) -> None:
    lines = (place / "built" / "case" / "chain.jsonl").read_text("utf-8").splitlines()
    entries = [json.loads(one) for one in lines]
    for one in entries:
        body = one["body"]
        if one["action"] == "verdict":
            assert any(ident.startswith("X") for ident in body["rests_on"]), body
        if one["action"] == "compare":
            assert body["references"] >= 14
            assert {"deadline_s", "memory_mb"} <= set(body["settings"])
            assert "decision" in body["versions"]
    ran = run("-m", "verify", "case", "show", "built/case", "--json", cwd=place)
    assert json.loads(ran.stdout)["waiting"] == []


def test_duplicates_of_two_channels_are_tied_to_the_first(place: Path) -> None:
    page = (place / "case.html").read_text("utf-8")
    assert "E1: the same picture, changed" in page
    assert "E4: the same picture, changed" in page


def test_stock_programs_say_that_the_handed_over_case_holds(place: Path) -> None:
    """Stamps, a witness, the package, its takeover; nothing checked for nothing."""
    shutil.copytree(place / "built", place / "handed")
    ran = run(WORKED / "hand_over.py", "handed", cwd=place)
    lines = ran.stdout.splitlines()
    assert lines[-1] == "Everything holds."
    assert not any(line.startswith(("FAIL", "NOT CHECKED")) for line in lines)
    assert any(": 32 seals" in line for line in lines)
    pages = sorted((place / "handed").glob("audit-*.html"))
    assert len(pages) == 3
    for page in (*pages, place / "handed" / "package" / "data" / "AUDIT.md"):
        assert "LOCAL TRIAL AUTHORITY, PROVES NOTHING" in page.read_text("utf-8")


def test_a_byte_changed_in_what_was_handed_over_fails(place: Path) -> None:
    bag, trust = place / "handed" / "package", place / "handed" / "auditor"
    chain = bag / "data" / "chain.jsonl"
    chain.write_bytes(chain.read_bytes().replace(b'"refuted"', b'"possible"', 1))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", bag / "data" / "audit.sh", bag, trust], capture_output=True,
        env={**os.environ, "PATH": path}, text=True, check=False,
    )  # fmt: skip
    failed = [line.split()[1] for line in ran.stdout.splitlines()
              if line.startswith("FAIL")]  # fmt: skip
    assert ran.returncode == 1
    assert {"1", "2", "4", "5", "6e"} <= set(failed)

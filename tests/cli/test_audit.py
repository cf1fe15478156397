"""`verify audit` as a person runs it: words, page, JSON and exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.audit.authorities import Authority
from tests.audit.cases import Build, build
from tests.audit.conftest import authorities, copied, keys, sealed, trusted
from tests.audit.writer import Keys, Writer

__all__ = ["authorities", "copied", "keys", "sealed", "trusted"]
Trusted = Callable[..., Path]


def audit(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "verify", "audit", *map(str, words)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="session")
def whole(
    keys: Keys, authorities: Sequence[Authority],
    tmp_path_factory: pytest.TempPathFactory,
) -> Writer:  # fmt: skip
    folder = tmp_path_factory.mktemp("whole") / "case"
    return build(Build(Writer(folder, keys), authorities))


def test_the_first_line_speaks_of_the_anchor(whole: Writer, trusted: Trusted) -> None:
    ran = audit(whole.folder, "--trust", trusted(), "--expect", whole.head())
    assert ran.stdout.startswith("The head is anchored outside"), ran.stderr
    bare = audit(whole.folder)
    assert bare.stdout.startswith("The head is NOT anchored outside")
    assert bare.returncode == 1


def test_json_has_everything(whole: Writer, trusted: Trusted) -> None:
    ran = audit(whole.folder, "--trust", trusted(), "--expect", whole.head(), "--json")
    told = json.loads(ran.stdout)
    assert told["format"] == "verify.audit/1"
    assert [one["item"] for one in told["items"]] == list(range(1, 41))
    states = {one["item"]: one["state"] for one in told["items"]}
    assert states[22] == "not_verifiable_here"
    assert "fail" not in states.values()
    assert told["discrepancies"] == []
    assert ran.returncode == told["exit_code"] == 1
    assert len(told["brackets"]) == told["lines"]


def test_a_changed_byte_ends_with_4_and_names_the_place(copied: Writer) -> None:
    chain = copied.folder / "chain.jsonl"
    chain.write_bytes(chain.read_bytes().replace(b'"E2"', b'"E9"', 1))
    ran = audit(copied.folder, "-q")
    assert ran.returncode == 4
    assert "cannot be trusted" in ran.stdout
    assert "it does not follow the line before it" in ran.stdout


def test_the_page_is_whole_and_asks_for_nothing(
    whole: Writer, trusted: Trusted, tmp_path: Path
) -> None:
    page = tmp_path / "audit.html"
    audit(whole.folder, "--trust", trusted(), "--report", page)
    text = page.read_text("utf-8")
    assert "The head is NOT anchored outside" in text
    assert text.count('<tbody id="item-') == 40
    assert "http" not in text.replace("http-equiv", "")
    assert "<script" not in text
    assert str(whole.folder) not in text


def test_what_falls_without_a_picture(whole: Writer) -> None:
    ran = audit(whole.folder, "--without", "E1", "--json")
    told = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert {"X1", "F1", "K1", "V1", "R1"} <= set(told["falls"])
    assert told["weakened"]["L1"] == "rests on C1, C2 alone"
    assert not {"K2", "L2", "V3"} & set(told["falls"])
    person = audit(whole.folder, "--without", "collector-1")
    assert "would have nothing to rest on" in person.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--profile", "court"), "no profile"),
        (("--expect", "12"), "no SHA-256"),
        (("--trust", "/nonexistent"), "no folder"),
        (("--without", "E999"), "knows no E999"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    words: tuple[str, str], said: str, whole: Writer
) -> None:
    ran = audit(whole.folder, *words)
    assert ran.returncode == 2
    assert said in ran.stderr


def test_a_folder_without_a_chain_is_said(tmp_path: Path) -> None:
    ran = audit(tmp_path)
    assert ran.returncode == 2
    assert "no chain.jsonl" in ran.stderr

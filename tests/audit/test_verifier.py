"""A record that holds, and what is said when the auditor has little or nothing."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.audit.writer import Writer, sha256
from verify.audit.one_file import one_file
from verify.audit.trust import trust_from
from verify.audit.verifier import Verification, as_json, as_words, verify_record

Trusted = Callable[..., Path]


def verified(case: Path, trust: Path | None = None, *expect: str) -> Verification:
    return verify_record(case, trust_from(trust, expect))


def told(answer: Verification) -> list[tuple[str, str, str]]:
    return [(one.rule, one.grade, one.place) for one in answer.found]


def test_a_whole_record_holds(sealed: Writer, trusted: Trusted) -> None:
    answer = verified(sealed.folder, trusted(), sealed.head())
    assert told(answer) == []
    assert answer.exit_code == 0
    assert answer.anchored().startswith("The head is anchored outside")
    counted = as_json(answer)["counted"]
    assert counted == {
        "lines": len(sealed.lines), "blobs": 14, "withheld": 0, "seals": 6,
        "seals_good": 6, "seals_known": 6, "stamps": 2, "stamps_good": 2, "anchors": 1,
    }  # fmt: skip


def test_without_anchor_the_first_line_says_so(
    sealed: Writer, trusted: Trusted
) -> None:
    answer = verified(sealed.folder, trusted())
    assert as_words(answer).startswith("The head is NOT anchored outside")
    assert answer.exit_code == 1


def test_an_earlier_anchor_holds_only_what_is_before_it(sealed: Writer) -> None:
    answer = verified(sealed.folder, None, f"5:{sha256(sealed.lines[4])}")
    assert "lines 1 to 5 of" in answer.anchored()


def test_without_keys_and_roots_nothing_passes_that_needs_them(sealed: Writer) -> None:
    answer = verified(sealed.folder, None, sealed.head())
    assert [(rule, grade) for rule, grade, _ in told(answer)] == [
        ("V9", "open"), ("V10", "open"),
    ]  # fmt: skip
    assert answer.exit_code == 1
    assert "NOT VERIFIABLE HERE" in as_words(answer)


def test_a_missing_program_is_no_pass(
    sealed: Writer, trusted: Trusted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    answer = verified(sealed.folder, trusted(), sealed.head())
    grades = {(rule, grade) for rule, grade, _ in told(answer)}
    assert {("V9", "open"), ("V10", "open"), ("V8", "fault")} <= grades


def test_brackets_are_proved_by_stamps(sealed: Writer, trusted: Trusted) -> None:
    times = verified(sealed.folder, trusted()).times
    assert all(times.before[:-1])
    assert times.before[-1] is None
    assert times.after[:-1] == [None] * (len(sealed.lines) - 1)
    assert times.after[-1] is not None


def test_the_one_file_says_the_same_without_the_package(
    sealed: Writer, trusted: Trusted, tmp_path: Path
) -> None:
    script = tmp_path / "verify.py"
    script.write_text(one_file(), "utf-8")
    trust = trusted()
    ran = subprocess.run(
        [sys.executable, "-I", "-S", script, sealed.folder, "--trust", trust,
         "--expect", sealed.head(), "--json"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr + ran.stdout
    assert json.loads(ran.stdout) == as_json(
        verified(sealed.folder, trust, sealed.head())
    )


def test_the_one_file_names_nothing_twice() -> None:
    names: list[str] = []
    for node in ast.parse(one_file()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [t.id for t in node.targets if isinstance(t, ast.Name)]
    assert len(names) > 60
    assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)


def test_an_anchor_vouches_for_nothing_before_a_break(
    copied: Writer, trusted: Trusted
) -> None:
    """The noted head is there, unchanged, and does not follow from an edited line."""
    lines = [line.replace(b"probable", b"confirmed") for line in copied.lines]
    copied.write(lines)
    answer = verified(copied.folder, trusted(), copied.head())
    assert answer.anchored().startswith("The chain is broken at line 15")
    assert answer.exit_code == 4

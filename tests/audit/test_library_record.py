"""A library is audited by the rules of a case: changes are seen, sources counted."""

import json
import shutil
from pathlib import Path

import pytest

from tests.audit.writer import Keys, chained, line_of, sha256
from verify.audit.library_record import LibraryRecord, read_library
from verify.audit.trust import Trust, anchor_from
from verify.exports.library_words import library_json, library_lines
from verify.workflow.library_sealing import seal_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    events = []
    for number in range(3):
        content = b"picture %d" % number
        (folder / f"{number}.jpg").write_bytes(content)
        digest = sha256(content)
        at = {"recorded_at": f"2026-0{number + 1}-01T00:00:00Z", "digest": digest,
              "recorded_by": f"collector-{1 + number // 2}"}  # fmt: skip
        events.append({**at, "action": "admit", "size": len(content),
                       "name": f"{number}.jpg", "path": f"{number}.jpg"})  # fmt: skip
        events.append({**at, "action": "publish", "publication": {
            "url": "https://example.org/a", "dated_by": "url",
            "published_at": "2022"}})  # fmt: skip
    (folder / "manifest.jsonl").write_bytes(b"".join(chained(events)))
    return folder


def lines(library: Path) -> list[bytes]:
    return (library / "manifest.jsonl").read_bytes().splitlines(keepends=True)


def read(library: Path, *heads: str) -> LibraryRecord:
    anchors = tuple(anchor_from(one, "noted") for one in heads)
    return read_library(library, Trust(anchors=anchors))


def test_a_whole_library_holds_and_is_shown(library: Path) -> None:
    record = read(library, sha256(lines(library)[-1]))
    assert record.found == []
    assert record.exit_code == 0
    words = library_lines(record)
    assert words[0] == "The library's newest line is anchored outside."
    assert "- 3 by example.org" in words
    assert "- 2026-02: 1" in words
    who = "- collector-1: 2 pictures in 4 lines, 2026-01-01 to 2026-02-01; from "
    assert f"{who}example.org (2)" in words
    assert library_json(record)["contributors"][1]["name"] == "collector-2"
    assert library_json(record)["lines"] == 6


def test_lines_that_name_nobody_are_counted(library: Path) -> None:
    records = [json.loads(line) for line in lines(library)]
    for one in records[:2]:
        del one["recorded_by"]
    (library / "manifest.jsonl").write_bytes(b"".join(chained(records)))
    record = read(library, sha256(lines(library)[-1]))
    (found,) = record.found
    assert (found.grade, record.exit_code) == ("open", 1)
    assert found.words == "2 of 6 lines do not say who wrote them"
    words = library_lines(record)
    assert any(line.startswith("- nobody named: 1 pictures in 2") for line in words)


def test_without_an_anchor_it_says_so_first(library: Path) -> None:
    record = read(library)
    assert "NOT anchored" in library_lines(record)[0]
    assert record.exit_code == 1


def test_every_changed_byte_of_the_manifest_is_found(library: Path) -> None:
    head = sha256(lines(library)[-1])
    path = library / "manifest.jsonl"
    content = path.read_bytes()
    for at in range(0, len(content), 5):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert read(library, head).exit_code == 4, at
    path.write_bytes(content)
    assert read(library, head).exit_code == 0


def test_a_rewritten_or_cut_manifest_is_not_what_was_noted(library: Path) -> None:
    head = sha256(lines(library)[-1])
    records = [json.loads(line) for line in lines(library)]
    records[1]["publication"]["published_at"] = "2012"
    (library / "manifest.jsonl").write_bytes(
        b"".join(chained(json.loads(line_of(one)) for one in records))
    )
    assert [one.rule for one in read(library, head).found] == ["V12"]
    (library / "manifest.jsonl").write_bytes(b"".join(lines(library)[:-2]))
    assert read(library, head).exit_code == 4


def test_pictures_and_weak_dates_are_looked_at(library: Path) -> None:
    (library / "0.jpg").write_bytes(b"another")
    shutil.move(library / "1.jpg", library / "elsewhere.jpg")
    records = [json.loads(line) for line in lines(library)]
    records[5]["publication"]["dated_by"] = "statement"
    (library / "manifest.jsonl").write_bytes(b"".join(chained(records)))
    told = [(one.rule, one.grade, one.line) for one in read(library).found]
    assert told == [("V6", "fault", 1), ("V6", "open", 3), ("V11", "warning", 6)]


def test_a_seal_holds_all_before_it_and_no_other_line(
    library: Path, keys: Keys
) -> None:
    """As `verify seal LIBRARY` writes it, against the auditor's list."""
    signers = library.parent / "signers"
    signers.write_text(keys.signers("collector-1"))
    key = keys.private("collector-1")
    head = sha256(lines(library)[-1])
    assert seal_library(library, key, "collector-1") == (6, head)
    record = read_library(library, Trust(signers))
    assert (record.seals, record.sealed_to, record.found) == (1, 6, [])
    assert any("lines 1 to 6 are under a seal" in one for one in library_lines(record))
    assert [one.grade for one in read_library(library, Trust()).found] == ["open"]
    signers.write_text(keys.signers("collector-2"))
    record = read_library(library, Trust(signers))
    assert ([one.rule for one in record.found], record.sealed_to) == (["V9"], 0)
    signers.write_text(keys.signers("collector-1"))
    (library / "seals" / "000006.collector-1.sig").rename(
        library / "seals" / "000005.collector-1.sig"
    )
    assert read_library(library, Trust(signers)).exit_code == 4

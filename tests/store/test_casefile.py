"""A case on disk: what is written holds, is read back, and is the only truth."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.store.cases import (
    add_photo,
    draft,
    faults,
    new_case,
    records,
    writing,
)
from verify.domain.case_fold import fold
from verify.domain.case_values import Action
from verify.errors import AskedWrongly, RecordsBroken
from verify.store.case_index import INDEX_NAME, delete, dump
from verify.store.case_index_following import bring_index
from verify.store.casefile import CaseFile, Draft
from verify.store.chain_file import Mark, read_entries
from verify.store.chain_lines import BadLine, canonical_bytes, raw_line, read_line


def test_what_is_written_is_read_back_and_holds(tmp_path: Path) -> None:
    with new_case(tmp_path / "c") as case:
        add_photo(case, b"one")
        entry = case.write(
            writing(),
            draft("loss", {"id": "L1", "incident": "I1"}, texts={"note": "Ночь"}),
        )
        state = case.state
    assert faults(tmp_path / "c") == []
    with CaseFile.open(tmp_path / "c") as again:
        assert again.state == state
        assert again.state.head == entry.sha256
        (words,) = again.state.losses["L1"].told.words
        assert again.texts(words) == {"note": "Ночь"}
    raws = (tmp_path / "c" / "chain.jsonl").read_bytes()
    assert "Ночь" not in raws.decode()
    line = records(tmp_path / "c")[-1]
    assert line["actor"] == "ana"
    assert line["role"] == "analyst"


def test_blobs_are_read_only_and_written_once(tmp_path: Path) -> None:
    with new_case(tmp_path / "c") as case:
        one = case.vault.put_bytes(b"one")
        path = case.vault.path(one.sha256)
        before = path.stat()
        assert case.vault.put_bytes(b"one") == one
        assert path.stat().st_ino == before.st_ino
        assert path.stat().st_mtime_ns == before.st_mtime_ns
        assert path.stat().st_mode & 0o777 == 0o444
        assert list(case.vault.waiting.iterdir()) == []
        path.chmod(0o644)
        path.write_bytes(b"two")
        with pytest.raises(RecordsBroken, match="was changed"):
            case.vault.put_bytes(b"one")
        with pytest.raises(RecordsBroken, match="was changed"):
            case.vault.read(one.sha256)


def test_a_refused_line_leaves_no_trace(tmp_path: Path) -> None:
    with new_case(tmp_path / "c") as case:
        before = sorted(tmp_path.rglob("*"))
        state = case.state.head
        with pytest.raises(AskedWrongly, match="the next is L1"):
            case.write(
                writing(),
                draft("loss", {"id": "L5", "incident": "I1"}, texts={"note": "n"}),
            )
        with pytest.raises(AskedWrongly, match="reason is missing"):
            case.write(writing(), draft("correct", {"about": "I1"}))
        with pytest.raises(AskedWrongly, match="zoe is not enrolled"):
            case.write(writing("zoe"), draft("loss", {"id": "L1", "incident": "I1"}))
        with pytest.raises(AskedWrongly, match="written by a reviewer"):
            case.write(writing(), draft("review", {}, texts={"reason": "r"}))
        names = [f"{n:0>200}" for n in range(400)]
        body = {"id": "I2", "title": "t", "names": names}
        with pytest.raises(AskedWrongly, match="65,536"):
            case.write(writing(), draft("open", body))
        assert sorted(tmp_path.rglob("*")) == before
        assert case.state.head == state
        case.write(writing(), draft("loss", {"id": "L1", "incident": "I1"}))


def test_a_closed_case_takes_no_more_findings(tmp_path: Path) -> None:
    with new_case(tmp_path / "c") as case:
        case.write(writing(), draft("close", {"state": "closed"}))
        with pytest.raises(AskedWrongly, match="closed"):
            case.write(writing(), draft("loss", {"id": "L1", "incident": "I1"}))
        case.write(writing(), draft("close", {"state": "open"}))
        case.write(writing(), draft("loss", {"id": "L1", "incident": "I1"}))


def test_several_writers_take_turns(tmp_path: Path) -> None:
    new_case(tmp_path / "c").close()

    def write(name: str) -> None:
        with CaseFile.open(tmp_path / "c") as case:
            for number in range(10):
                add_photo(case, f"{name} {number}".encode())

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults(tmp_path / "c") == []
    with CaseFile.open(tmp_path / "c") as case:
        assert list(case.state.evidence) == [f"E{n}" for n in range(1, 31)]


@pytest.mark.parametrize("position", ["begin", "middle", "last"])
def test_a_changed_line_is_refused_by_its_number(tmp_path: Path, position: str) -> None:
    with new_case(tmp_path / "c") as case:
        add_photo(case, b"one")
    path = tmp_path / "c" / "chain.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    at = {"begin": 0, "middle": 2, "last": 3}[position]
    lines[at] = lines[at].replace(b'"seq":', b'"seq":1')
    path.write_bytes(b"".join(lines))
    with pytest.raises(RecordsBroken, match=f"line {at + 1} of c/chain.jsonl"):
        CaseFile.open(tmp_path / "c")


def test_a_cut_chain_is_refused_by_a_case_that_is_open(tmp_path: Path) -> None:
    with new_case(tmp_path / "c") as case:
        path = tmp_path / "c" / "chain.jsonl"
        path.write_bytes(path.read_bytes()[:-20])
        with pytest.raises(RecordsBroken, match="cut"):
            case.write(writing(), draft("loss", {"id": "L1", "incident": "I1"}))


def test_the_index_made_anew_is_the_same(tmp_path: Path) -> None:
    with new_case(tmp_path / "c") as case:
        for number in range(5):
            add_photo(case, b"%d" % number)
        case.write(writing(), draft("correct", {"about": "E2", "retracts": True},
                                    texts={"reason": "twice"}))  # fmt: skip
        kept = list(dump(tmp_path / "c" / INDEX_NAME))
    assert [line for line in kept if 'retracted_by\\": 9' in line]
    delete(tmp_path / "c")
    with CaseFile.open(tmp_path / "c") as case:
        made = bring_index(None, case.path, case.mark, case.state)
        assert made is not None
        made.close()
    assert list(dump(tmp_path / "c" / INDEX_NAME)) == kept


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0"])
def test_a_broken_index_stops_nobody(tmp_path: Path, content: bytes) -> None:
    with new_case(tmp_path / "c") as case:
        add_photo(case, b"one")
    (tmp_path / "c" / INDEX_NAME).write_bytes(content)
    with CaseFile.open(tmp_path / "c") as case:
        add_photo(case, b"two")
        last = case.state.seq
    assert f'["lines", "{last}"]' in "".join(dump(tmp_path / "c" / INDEX_NAME))


def test_an_index_of_another_chain_is_made_again(tmp_path: Path) -> None:
    for name in "cd":
        with new_case(tmp_path / name) as case:
            add_photo(case, name.encode())
    (tmp_path / "d" / INDEX_NAME).replace(tmp_path / "c" / INDEX_NAME)
    with CaseFile.open(tmp_path / "c") as case:
        add_photo(case, b"two")
        head = case.state.head
    assert head in "".join(dump(tmp_path / "c" / INDEX_NAME))


def test_the_fold_of_the_lines_is_the_state(tmp_path: Path) -> None:
    with new_case(tmp_path / "c") as case:
        add_photo(case, b"one")
        told = fold(entry for entry, _ in read_entries(case.path, Mark()))
        assert told == case.state


@given(st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.text(st.characters(max_codepoint=127)), inner),
    max_leaves=20,
))  # fmt: skip
def test_the_quick_canonical_form_is_that_of_rfc8785(value: object) -> None:
    try:
        expected = rfc8785.dumps(value)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        return
    assert canonical_bytes(value) == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw.replace(b'{"action"', b'{ "action"'),
        lambda raw: raw.replace(b'"v":1', b'"v":1.0'),
        lambda raw: raw.replace(b'"v":1', b'"v":2'),
        lambda raw: raw.replace(b'"v":1', b'"v":1,"w":1'),
        lambda raw: raw.replace(b'"v":1', b'"v":1,"v":1'),
        lambda raw: raw.replace(b'"seq":1', b'"seq":9007199254740992'),
        lambda raw: raw.replace(b'"seq":1', b'"seq":true'),
        lambda raw: raw[:-1],
        lambda raw: b"[]\n" + raw[:0],
    ],
)
def test_bytes_that_are_no_line_are_refused(tmp_path: Path, change: object) -> None:
    with new_case(tmp_path / "c") as case:
        raw = case.path.read_bytes().splitlines(keepends=True)[0]
    assert read_line(raw).seq == 1
    changed = change(raw)  # type: ignore[operator]
    assert changed != raw
    with pytest.raises(BadLine):
        read_line(changed)


def test_a_float_is_never_written() -> None:
    with pytest.raises(BadLine):
        read_line(raw_line({"v": 1.5}))


def test_words_that_are_missing_are_told_from_words_withheld(tmp_path: Path) -> None:
    with new_case(tmp_path / "c") as case:
        case.write(writing(), draft("loss", {"id": "L1", "incident": "I1"},
                                    texts={"note": "n"}))  # fmt: skip
        (words,) = case.state.losses["L1"].told.words
        case.vault.path(words).unlink()
        with pytest.raises(RecordsBroken, match="missing"):
            case.texts(words)
        from verify.domain.chain_entries import Used  # noqa: PLC0415

        case.write(
            writing(),
            lambda _: Draft(Action.WITHHOLD, {"ground": "privacy"}, {"reason": "r"},
                            used=(Used("words", words),)),
        )  # fmt: skip
        assert case.texts(words) is None


def test_a_case_is_read_by_stock_tools_alone(tmp_path: Path) -> None:
    with new_case(tmp_path / "c") as case:
        add_photo(case, b"one")
    code = (
        "import hashlib,json,sys\n"
        "prev='0'*64\n"
        "for raw in open(sys.argv[1],'rb'):\n"
        "  assert json.loads(raw)['prev']==prev\n"
        "  prev=hashlib.sha256(raw).hexdigest()\n"
        "print(prev)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", code, tmp_path / "c" / "chain.jsonl"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.stdout.strip() == case.state.head
    assert json.loads((tmp_path / "c" / "chain.jsonl").read_bytes().splitlines()[0])

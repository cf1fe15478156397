import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflow.pictures import write_picture, write_pictures
from verify.domain.references import DatedBy
from verify.errors import AskedWrongly
from verify.outside.workers import WorkerPool
from verify.store.library import DATABASE_NAME, Library
from verify.store.library_writing import dump
from verify.workflow.import_references import (
    ImportOptions,
    ImportSummary,
    import_references,
    pipeline_version,
)
from verify.workflow.keep_references import (
    ensure_searchable,
    rebuild_library,
    withdraw_reference,
)

NOW = "2026-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(2) as made:
        yield made


def run(
    root: Path, pool: WorkerPool, *sources: Path, copy: bool = False
) -> ImportSummary:
    with Library.open(root, create=True) as library:
        options = ImportOptions(NOW, copy=copy)
        return import_references(list(sources), library, pool, options=options)


def content(root: Path) -> list[dict[str, object]]:
    with Library.open(root) as library:
        return dump(library)


def test_a_folder_then_again(tmp_path: Path, pool: WorkerPool) -> None:
    write_pictures(tmp_path / "in" / "deep", 3)
    write_picture(tmp_path / "in" / "flat.jpg", 9, flat=True)
    (tmp_path / "in" / "broken.jpg").write_bytes(b"no picture at all")
    (tmp_path / "in" / "again.jpg").write_bytes(
        (tmp_path / "in" / "deep" / "p000.jpg").read_bytes()
    )
    first = run(tmp_path / "lib", pool, tmp_path / "in")
    assert (first.added, first.known, first.undated) == (4, 1, 4)
    assert [problem.where for problem in first.unusable] == ["broken.jpg"]
    assert [problem.where for problem in first.exact_only] == ["flat.jpg"]
    assert first.scope is not None
    assert (first.scope.references, first.scope.searchable) == (4, 3)
    lines = (tmp_path / "lib" / "manifest.jsonl").read_bytes()
    again = run(tmp_path / "lib", pool, tmp_path / "in")
    assert (again.added, again.known, again.updated) == (0, 5, 0)
    assert again.scope == first.scope
    assert (tmp_path / "lib" / "manifest.jsonl").read_bytes() == lines


def test_rebuild_gives_the_same_content(tmp_path: Path, pool: WorkerPool) -> None:
    write_pictures(tmp_path / "in", 3)
    root = tmp_path / "lib"
    run(root, pool, tmp_path / "in")
    before = content(root)
    for file in root.glob(DATABASE_NAME + "*"):
        file.unlink()
    with Library.open(root) as library:
        assert len(library.without_fingerprints(pipeline_version())) == 3
        assert ensure_searchable(library, pool) == []
    assert content(root) == before
    with Library.open(root) as library:
        assert rebuild_library(library, pool) == []
    assert content(root) == before
    (tmp_path / "in" / "p000.jpg").unlink()
    with Library.open(root) as library:
        problems = rebuild_library(library, pool)
        assert [problem.where for problem in problems] == ["p000.jpg"]
        assert library.scope().searchable == 2


def test_copied_pictures_survive_moves(tmp_path: Path, pool: WorkerPool) -> None:
    (source,) = write_pictures(tmp_path / "in", 1)
    raw = source.read_bytes()
    run(tmp_path / "lib", pool, source, copy=True)
    source.unlink()
    (tmp_path / "lib").rename(tmp_path / "moved")
    with Library.open(tmp_path / "moved") as library:
        (reference,) = library.references()
        assert library.picture_bytes(reference.digest) == raw
        (path,) = library.paths(reference.digest)
    assert (tmp_path / "moved" / path).stat().st_mode & 0o777 == 0o444


CSV = """path;url;archive_url;published_at;publisher;dated_by;place;depicts;note\r
a.jpg;https://example.org/1;;2022-03-03;Paper;;48.1,11.5,2;exercise;\r
a.jpg;;https://archive.example/2;2022-03-04T10:00+02:00;;;;;seen there\r
b.jpg;;;2021;;;Tessalit;;\r
b.jpg;;;2021;;url;;;\r
c.jpg;https://example.org/3;;25/07/2024;;;;;\r
;https://example.org/4;;2024;;;;;\r
missing.jpg;;;2024;;;;;\r
"""


def test_a_spreadsheet(tmp_path: Path, pool: WorkerPool) -> None:
    for seed, name in enumerate(("a.jpg", "b.jpg", "c.jpg", "unlisted.jpg")):
        write_picture(tmp_path / "in" / name, seed)
    (tmp_path / "in" / "manifest.csv").write_text(CSV, "utf-8-sig", newline="")
    summary = run(tmp_path / "lib", pool, tmp_path / "in")
    assert summary.added == 3
    assert summary.undated == 1
    assert [problem.where for problem in summary.unusable] == ["missing.jpg"]
    told = {problem.where: problem.reason for problem in summary.rows}
    assert set(told) == {f"manifest.csv, row {n}" for n in (5, 6, 7)}
    assert "'url' needs the column url" in told["manifest.csv, row 5"]
    assert "published_at" in told["manifest.csv, row 6"]
    assert "path: is missing" in told["manifest.csv, row 7"]
    with Library.open(tmp_path / "lib") as library:
        by_name = {one.name: one for one in library.references()}
    assert set(by_name) == {"a.jpg", "b.jpg", "unlisted.jpg"}
    a, b = by_name["a.jpg"], by_name["b.jpg"]
    assert {p.dated_by for p in a.publications} == {DatedBy.URL, DatedBy.ARCHIVE}
    assert a.place is not None
    assert a.place.radius_km == 2
    assert {p.dated_by for p in b.publications} == {DatedBy.UNKNOWN}
    assert b.place_name == "Tessalit"


def test_json_lines_agree_with_a_spreadsheet(tmp_path: Path, pool: WorkerPool) -> None:
    write_picture(tmp_path / "a.jpg", 1)
    row = {"path": "a.jpg", "url": "https://example.org", "published_at": "2022-03"}
    (tmp_path / "m.csv").write_text(
        ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    )
    (tmp_path / "m.jsonl").write_text(json.dumps(row) + "\n{broken\n")
    one = run(tmp_path / "one", pool, tmp_path / "m.csv")
    other = run(tmp_path / "other", pool, tmp_path / "m.jsonl")
    assert one.scope is not None
    assert other.scope is not None
    assert one.scope.digest == other.scope.digest
    assert [problem.where for problem in other.rows] == ["m.jsonl, row 2"]


def test_unknown_columns_and_missing_sources(tmp_path: Path, pool: WorkerPool) -> None:
    (tmp_path / "m.csv").write_text("path,when,who\n")
    with pytest.raises(AskedWrongly, match="when, who"):
        run(tmp_path / "lib", pool, tmp_path / "m.csv")
    (tmp_path / "m.csv").write_bytes("path,note\na.jpg,é\n".encode("cp1252"))
    with pytest.raises(AskedWrongly, match="UTF-8"):
        run(tmp_path / "lib", pool, tmp_path / "m.csv")
    with pytest.raises(AskedWrongly, match="does not exist"):
        run(tmp_path / "lib", pool, tmp_path / "nowhere")


def test_withdrawn_pictures_stay_out(tmp_path: Path, pool: WorkerPool) -> None:
    write_pictures(tmp_path / "in", 2)
    run(tmp_path / "lib", pool, tmp_path / "in")
    with Library.open(tmp_path / "lib") as library:
        first = next(library.references())
        withdraw_reference(first.digest, "no consent", library, recorded_at=NOW)
    again = run(tmp_path / "lib", pool, tmp_path / "in")
    assert (again.known, again.withdrawn) == (1, 1)


SCRIPT = """
import sys
from pathlib import Path
import verify.workflow.import_references as work
from verify.outside.workers import WorkerPool
from verify.store.library import Library
work.BATCH_PICTURES = 2
with Library.open(Path(sys.argv[1]), create=True) as library, WorkerPool(1) as pool:
    options = work.ImportOptions("2026-01-01T00:00:00Z")
    work.import_references([Path(sys.argv[2])], library, pool, options=options)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_killed_import_goes_on(tmp_path: Path, pool: WorkerPool) -> None:
    write_pictures(tmp_path / "in", 24)
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    manifest = killed / "manifest.jsonl"
    for least in (1, 7):
        command = [sys.executable, "-c", SCRIPT, str(killed), str(tmp_path / "in")]
        process = subprocess.Popen(command)
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            done = manifest.read_bytes().count(b"\n") if manifest.exists() else 0
            if done >= least:
                break
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    manifest.write_bytes(manifest.read_bytes() + b'{"action":"adm')
    resumed = run(killed, pool, tmp_path / "in")
    undisturbed = run(whole, pool, tmp_path / "in")
    assert 0 < resumed.added < 24
    assert resumed.scope is not None
    assert undisturbed.scope is not None
    assert resumed.scope.digest == undisturbed.scope.digest
    assert content(killed) == content(whole)
    assert len(list((killed / "torn").iterdir())) == 1


def test_a_table_of_another_program_in_a_folder_stops_nobody(
    tmp_path: Path, pool: WorkerPool
) -> None:
    write_pictures(tmp_path / "in", 2)
    table = tmp_path / "in" / "manifest.csv"
    table.write_text("file,colour\np000.jpg,red\n", encoding="utf-8")
    made = run(tmp_path / "lib", pool, tmp_path / "in")
    assert made.added == 2
    told = made.rows + made.unusable
    assert [problem.where for problem in told] == ["manifest.csv"]
    with pytest.raises(AskedWrongly):
        run(tmp_path / "lib", pool, table)

"""Recorded examinations are done again: the same, or a difference that shows."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.audit.records import acquire, opened
from tests.audit.writer import Keys, Writer
from verify.audit.casebook import casebook
from verify.audit.facts import Repeated
from verify.audit.trust import Trust
from verify.audit.verifier import verify_record
from verify.domain.examination import Examination
from verify.exports.json_lines import examination_json
from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.import_references import ImportOptions, import_references
from verify.workflow.repeat_examinations import repeat_examinations

STANDINS = Path(__file__).resolve().parents[2] / "reference_images/standins"
PHOTO = STANDINS / "suspects/crop-of-wreck.jpg"
EARLIER = ("helicopter-wreck-red-field.jpg", "mud-brick-street.jpg")
Json = dict[str, Any]


class Shelf:
    """A small library, and what a search in it found."""

    def __init__(self, root: Path) -> None:
        self.root = root / "library"
        self.grow(root / "first", *EARLIER)
        with WorkerPool(1) as pool, Library.open(self.root) as library:
            (found,) = check_photos([PHOTO], CheckRequest(), pool, library)
        assert isinstance(found, Examination)
        assert found.matches
        self.report: Json = json.loads(json.dumps(examination_json(found)))

    def grow(self, folder: Path, *names: str) -> None:
        folder.mkdir()
        for name in names:
            shutil.copy(STANDINS / "earlier" / name, folder / name)
        with WorkerPool(1) as pool, Library.open(self.root, create=True) as library:
            options = ImportOptions(recorded_at="2026-11-22T20:00:00Z")
            import_references([folder], library, pool, options=options)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))


def repeated(
    folder: Path, report: Json, *libraries: Path, **line: object
) -> Repeated:  # fmt: skip
    """A case of one photo with this report on record, and the report repeated."""
    writer = Writer(folder / "case", Keys(folder / "keys"))
    opened(writer)
    photo = writer.blob(PHOTO.read_bytes(), "original")
    writer.add("acquire", "collector-1", acquire(1), out=[photo])
    text = json.dumps(report).encode()
    kept = writer.blob(text, "examination", "application/json")
    scope = report["library"]
    body = {
        "id": "X1", "evidence": "E1", "outcome": report["outcome"],
        "library": scope["digest"], "references": scope["references"],
        "resemblances": [
            {"kind": one["kind"], "digest": one["reference"]}
            for one in report["considered"] if one["accepted"]
        ],
        "settings": {}, "versions": {}, **line,
    }  # fmt: skip
    writer.add("compare", "analyst-1", body, used=[photo], out=[kept])
    verified = verify_record(writer.folder, Trust())
    (told,) = repeat_examinations(casebook(verified.chain, verified.blobs), libraries)
    return told


def test_the_same_search_gives_the_same(shelf: Shelf, tmp_path: Path) -> None:
    told = repeated(tmp_path, shelf.report, shelf.root)
    assert (told.place, told.differs, told.left) == ("X1 (line 11)", (), ())


def test_without_the_library_it_is_said_what_was_left(
    shelf: Shelf, tmp_path: Path
) -> None:
    told = repeated(tmp_path, shelf.report)
    assert told.differs == ()
    assert "not at hand (--library)" in told.left[0]
    assert "shows nothing else" in told.left[1]


def test_a_library_that_has_grown_shows_pairs_alone(
    shelf: Shelf, tmp_path: Path
) -> None:
    grown = Shelf(tmp_path)
    grown.grow(tmp_path / "second", "pickup-convoy-dust.jpg")
    told = repeated(tmp_path, shelf.report, grown.root)
    assert told.differs == ()
    (left,) = told.left
    assert left.startswith("that the library library as it then was")


def another_picture(report: Json) -> None:
    report["picture"]["width"] += 1


def another_score(report: Json) -> None:
    report["considered"][0]["score"] -= 0.1


def another_kind(report: Json) -> None:
    report["considered"][0]["kind"] = "same_picture"


def refused(report: Json) -> None:
    report["considered"][0]["accepted"] = False


def left_out(report: Json) -> None:
    report["considered"] = report["considered"][1:]


FALSIFIED = {
    another_picture: "decoded otherwise", another_score: "it gives shared_part",
    another_kind: "it says same_picture", refused: "accepted False",
    left_out: "the record leaves it out",
}  # fmt: skip


@pytest.mark.parametrize("change", FALSIFIED, ids=lambda one: str(one.__name__))
def test_a_falsified_report_shows(change: Any, shelf: Shelf, tmp_path: Path) -> None:
    report = json.loads(json.dumps(shelf.report))
    change(report)
    told = repeated(tmp_path, report, shelf.root)
    assert any(FALSIFIED[change] in words for words in told.differs), told


def test_a_line_must_say_what_its_report_says(shelf: Shelf, tmp_path: Path) -> None:
    told = repeated(tmp_path, shelf.report, outcome="nothing_found", resemblances=[])
    assert [words.split(",")[0] for words in told.differs] == [
        "its line says outcome nothing_found",
        "its report has a match",
    ]


def test_another_version_may_differ(shelf: Shelf, tmp_path: Path) -> None:
    report = {**shelf.report, "versions": {**shelf.report["versions"], "decoder": "0"}}
    told = repeated(tmp_path, report, shelf.root)
    assert told.differs == ()
    assert told.left[0].startswith("it was made with decoder 0")

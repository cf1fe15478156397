import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.exports import examinations as ex
from verify.domain.evidence import digest_of
from verify.domain.examination import Examination
from verify.domain.matches import Match, MatchKind
from verify.domain.regions import WHOLE, box
from verify.errors import SurroundingsError
from verify.exports.answers import Answers
from verify.imaging.comparison import encode_jpeg
from verify.outside.workers import WorkerPool
from verify.store.intake import read_photo
from verify.store.library import Library
from verify.workflow.import_references import ImportOptions, import_references
from verify.workflow.report import illustrate, pictures_for, write_report

CROP = (1 / 0.6, 0, -0.2 / 0.6, 0, 1 / 0.8, -0.1 / 0.8, 0, 0, 1.0)


def scene() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    random = np.random.default_rng(3)
    blocks = random.integers(0, 255, (15, 20, 3)).astype(np.uint8)
    return np.ascontiguousarray(blocks.repeat(32, axis=0).repeat(32, axis=1))


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(1) as running:
        yield running


@pytest.fixture
def library(tmp_path: Path, pool: WorkerPool) -> Iterator[Library]:
    (tmp_path / "earlier").mkdir()
    (tmp_path / "earlier" / "whole.jpg").write_bytes(encode_jpeg(scene(), quality=90))
    with Library.open(tmp_path / "library", create=True) as opened:
        options = ImportOptions(recorded_at="2026-11-23T09:00:00Z")
        import_references([tmp_path / "earlier"], opened, pool, options=options)
        yield opened


def examined(path: Path, library: Library) -> Examination:
    _, evidence = read_photo(path)
    (reference,) = library.references()
    found = ex.comparison(
        reference=reference.digest, transform=CROP, mirrored=False,
        query_region=WHOLE, reference_region=box(0.2, 0.1, 0.8, 0.9),
    )  # fmt: skip
    missed = replace(ex.near_miss(), reference=reference.digest)
    return ex.examination(
        evidence=evidence,
        matches=(Match(reference, found),),
        considered=(found, missed),
    )


def crop(path: Path) -> Path:
    part = scene()[48:432, 128:512]
    path.write_bytes(encode_jpeg(np.ascontiguousarray(part), quality=70))
    return path


def test_every_picture_of_a_match_is_there(
    tmp_path: Path, library: Library, pool: WorkerPool
) -> None:
    photo = crop(tmp_path / "part.jpg")
    e = examined(photo, library)
    made = pictures_for(e, photo, pool=pool, library=library)
    (shown,) = made.matches.values()
    assert made.suspect
    assert shown.overlay
    assert shown.difference
    assert shown.differing_regions == ()
    assert list(made.considered) == [e.considered[1].reference]
    assert made.notes == ()


def test_a_possible_copy_is_shown_as_closely_as_a_match(
    tmp_path: Path, library: Library, pool: WorkerPool
) -> None:
    photo = crop(tmp_path / "part.jpg")
    given = examined(photo, library)
    missed = replace(
        given.considered[1],
        transform=CROP,
        query_region=WHOLE,
        reference_region=box(0.2, 0.1, 0.8, 0.9),
    )
    doubt = ex.possible_copy(missed)
    e = replace(given, matches=(), considered=(missed,), findings=(doubt,))
    made = pictures_for(e, photo, pool=pool, library=library)
    assert list(made.matches) == [missed.reference]
    assert made.matches[missed.reference].overlay
    assert made.considered == {}


def test_another_view_of_a_scene_is_not_laid_over() -> None:
    lead = ex.comparison(kind=MatchKind.SAME_SCENE, transform=CROP)
    shown = illustrate(scene(), scene(), lead)
    assert shown.overlay is None
    assert shown.difference is None
    nowhere = illustrate(scene(), scene(), ex.comparison(transform=(0.0,) * 9))
    assert nowhere.overlay is None


def test_an_original_that_was_moved_costs_its_place_only(
    tmp_path: Path, library: Library, pool: WorkerPool
) -> None:
    photo = crop(tmp_path / "part.jpg")
    e = examined(photo, library)
    (tmp_path / "earlier" / "whole.jpg").unlink()
    made = pictures_for(e, photo, pool=pool, library=library)
    assert made.suspect
    assert made.matches == {}
    (note,) = made.notes
    assert "cannot be shown" in note
    assert str(tmp_path) not in note


def test_a_photo_that_changed_since_is_not_shown(
    tmp_path: Path, library: Library, pool: WorkerPool
) -> None:
    photo = crop(tmp_path / "part.jpg")
    e = examined(photo, library)
    photo.write_bytes(encode_jpeg(scene()))
    made = pictures_for(e, photo, pool=pool, library=library)
    assert made.suspect is None
    assert "changed" in made.notes[0]


def test_the_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    write_report(Answers((ex.examination(),)), page)
    first = digest_of(page.read_bytes())
    write_report(Answers((ex.examination(),)), page)
    assert digest_of(page.read_bytes()) == first
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(SurroundingsError, match="could not be written"):
        write_report(Answers((ex.examination(),)), tmp_path / "folder.html")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.html", "page.html"]


def test_an_interruption_leaves_no_half_of_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_names: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_report(Answers((ex.examination(),)), tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []

"""One photo in, one Examination out, over real workers and a real library."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.scenes import Pixels, dimmed, scene
from verify.domain.examination import ClaimedEvent, Examination, Outcome
from verify.domain.matches import MatchKind
from verify.domain.times import stated_time
from verify.errors import BadInput, RecordsBroken, VerifyError
from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.store.vote_segments import FOLDER
from verify.workflow.candidates import searchable
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.import_references import ImportOptions, import_references

NOW = "2026-01-01T00:00:00Z"
EVENT = CheckRequest(ClaimedEvent(stated_time("2024-07-25..2024-07-27")))
SOURCES = 70  # enough for the votes to be kept in a file


def save(path: Path, pixels: Pixels, quality: int = 85) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.ascontiguousarray(pixels)).save(path, quality=quality)
    return path


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(2) as opened:
        yield opened


@pytest.fixture(scope="module")
def library(
    tmp_path_factory: pytest.TempPathFactory, pool: WorkerPool
) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("earlier")
    rows = ["path,published_at,url"]
    for seed in range(SOURCES):
        save(folder / f"{seed}.jpg", scene(seed, width=240, height=180))
        rows.append(f"{seed}.jpg,2021-03-04,https://example.org/{seed}")
    save(folder / "flat.jpg", np.full((90, 120, 3), 120, np.uint8))
    rows.append("flat.jpg,2020-01-01,https://example.org/flat")
    (folder / "manifest.csv").write_text("\n".join(rows), encoding="utf-8")
    with Library.open(folder / "library", create=True) as opened:
        import_references(
            [folder / "manifest.csv"], opened, pool, options=ImportOptions(NOW)
        )
        yield opened


def check(
    pool: WorkerPool, library: Library | None, *paths: Path
) -> list[Examination | VerifyError]:
    return list(check_photos(paths, EVENT, pool, library))


def one(pool: WorkerPool, library: Library | None, path: Path) -> Examination:
    (found,) = check(pool, library, path)
    assert isinstance(found, Examination)
    return found


def earlier(library: Library, seed: int) -> Path:
    return library.root.parent / f"{seed}.jpg"


def test_a_crop_of_an_earlier_picture_is_recycled(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    crop = scene(7, width=240, height=180)[20:150, 30:210]
    found = one(pool, library, save(tmp_path / "crop.jpg", crop))
    assert found.answer.outcome is Outcome.RECYCLED
    match = found.matches[0]
    assert match.reference.name.endswith("7.jpg")
    assert match.comparison.kind is MatchKind.SHARED_PART
    assert found.searched is not None
    assert found.searched.references == SOURCES + 1


def test_a_new_picture_gives_nothing_found_and_says_where(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    found = one(pool, library, save(tmp_path / "new.jpg", scene(500)))
    assert found.answer.outcome is Outcome.NOTHING_FOUND
    assert found.matches == ()
    assert found.considered
    assert not any(comparison.accepted for comparison in found.considered)


def test_both_pictures_of_a_collage_are_found(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    sides = [scene(11, width=240, height=180), scene(12, width=240, height=180)]
    made = np.hstack([sides[0], dimmed(sides[1])])
    found = one(pool, library, save(tmp_path / "collage.jpg", made, 90))
    names = {Path(match.reference.name).name for match in found.matches}
    assert names == {"11.jpg", "12.jpg"}


def test_the_same_file_and_the_same_pixels_are_recognised(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    copied = tmp_path / "same.jpg"
    shutil.copy(earlier(library, 3), copied)
    assert one(pool, library, copied).matches[0].comparison.kind is (
        MatchKind.IDENTICAL_BYTES
    )
    with Image.open(copied) as picture:
        picture.save(tmp_path / "same.png")
    again = one(pool, library, tmp_path / "same.png")
    assert again.matches[0].comparison.kind is MatchKind.IDENTICAL_PIXELS
    assert again.answer.outcome is Outcome.RECYCLED


def test_a_flat_picture_is_found_only_as_itself(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    same = tmp_path / "flat.jpg"
    shutil.copy(library.root.parent / "flat.jpg", same)
    assert one(pool, library, same).answer.outcome is Outcome.RECYCLED
    other = save(tmp_path / "other.jpg", np.full((90, 120, 3), 121, np.uint8))
    found = one(pool, library, other)
    assert found.answer.outcome is Outcome.NOT_DETERMINED
    assert "too flat" in found.answer.sentence


def test_answers_come_in_the_order_asked_and_failures_in_their_place(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    words = tmp_path / "words.jpg"
    words.write_text("no picture", encoding="utf-8")
    paths = [
        save(tmp_path / "a.jpg", scene(600, width=1600, height=1200)),
        tmp_path / "missing.jpg",
        save(tmp_path / "b.jpg", scene(601)),
        words,
        save(tmp_path / "c.jpg", scene(602)),
    ]
    found = check(pool, library, *paths)
    for path, item in zip(paths, found, strict=True):
        if isinstance(item, Examination):
            assert item.evidence.name == path.name
        else:
            assert isinstance(item, BadInput)
            assert path.name in str(item)
            assert item.next_step
    kinds = [isinstance(item, Examination) for item in found]
    assert kinds == [True, False, True, False, True]


def test_a_picture_that_cannot_be_decoded_is_not_determined(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    found = one(pool, library, broken)
    assert found.answer.outcome is Outcome.NOT_DETERMINED
    assert found.undecodable


def test_without_a_library_nothing_is_claimed_to_be_searched(
    pool: WorkerPool, tmp_path: Path
) -> None:
    found = one(pool, None, save(tmp_path / "new.jpg", scene(700)))
    assert found.searched is None
    assert found.answer.outcome is Outcome.NOT_DETERMINED


def test_kept_votes_can_be_deleted_and_damaged(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    crop = save(tmp_path / "crop.jpg", scene(9, width=240, height=180)[:, 40:200])
    first = one(pool, library, crop)
    kept = library.root / FOLDER
    assert list(kept.glob("*.faiss"))
    for segment in kept.glob("*.faiss"):
        segment.write_bytes(b"damaged")
    assert one(pool, library, crop).matches == first.matches
    shutil.rmtree(kept)
    assert one(pool, library, crop).matches == first.matches


def test_every_current_picture_has_votes(library: Library) -> None:
    indexes = searchable(library)
    rows = {int(row) for segment in indexes.segments for row in segment.rows}
    assert rows == set(library.rows_by_digest().values())


def test_nothing_is_changed_where_the_photos_lie(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    photo = save(tmp_path / "kept.jpg", scene(800))
    before = photo.read_bytes(), photo.stat().st_mtime_ns
    one(pool, library, photo)
    assert (photo.read_bytes(), photo.stat().st_mtime_ns) == before
    assert [path.name for path in tmp_path.iterdir()] == ["kept.jpg"]


def test_a_truncated_picture_says_so(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    file = io.BytesIO()
    Image.fromarray(scene(900)).save(file, "JPEG", quality=90)
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(file.getvalue()[: len(file.getvalue()) // 2])
    found = one(pool, library, cut)
    assert found.picture is not None
    assert any("partial" in note for note in found.picture.notes)


def test_a_damaged_database_is_told_for_the_photo_that_needs_it(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    crop = save(tmp_path / "crop.jpg", scene(5, width=240, height=180)[:, 40:200])
    connection = library.connection
    kept = connection.execute("SELECT row, working FROM packed").fetchall()
    connection.execute("UPDATE packed SET working = x'00'")
    try:
        damaged, flat = check(
            pool, library, crop, save(tmp_path / "f.jpg", np.full((90, 90, 3), 9, "u1"))
        )
    finally:
        connection.executemany(
            "UPDATE packed SET working = ? WHERE row = ?", [(w, r) for r, w in kept]
        )
    assert isinstance(damaged, RecordsBroken)
    assert "rebuild" in damaged.next_step
    assert isinstance(flat, Examination)
    assert one(pool, library, crop).answer.outcome is Outcome.RECYCLED

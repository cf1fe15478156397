"""The files of votes: every current picture in one of them, few files, none old."""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from verify.domain.evidence import Digest
from verify.domain.examination import PictureFacts
from verify.indexes.votes import VERSION, vote
from verify.matching.features import LocalFeatures, mirrored, pack
from verify.store.derived import Derived
from verify.store.events import Admit, Withdraw
from verify.store.library import Library
from verify.store.library_writing import writing
from verify.store.vote_segments import FOLDER, keep_segments, segments

AT = "2026-01-01T00:00:00Z"


def digest(number: int) -> Digest:
    return Digest(hashlib.sha256(str(number).encode()).hexdigest())


def features(number: int) -> LocalFeatures:
    """Forty features like RootSIFT's: sparse, of length 512."""
    random = np.random.default_rng(number)
    found = random.gamma(0.5, 1.0, (40, 128))
    found *= 512 / np.linalg.norm(found, axis=1, keepdims=True)
    points = random.uniform(0, 90, (40, 2)).astype(np.float32)
    sizes = np.full(40, 8, np.float32)
    angles = np.zeros(40, np.float32)
    described = found.clip(0, 255).astype(np.uint8)
    return LocalFeatures(100, 100, points, sizes, angles, described)


def derived(number: int) -> Derived:
    facts = PictureFacts("PNG", 100, 100, digest(-number - 1), 1, (), "", ())
    return Derived("test", facts, (), pack(features(number)), b"")


def add(library: Library, numbers: range) -> None:
    with writing(library) as writer:
        events = [Admit(digest(n), 1, f"{n}.png", f"{n}.png", {}) for n in numbers]
        made = {digest(n): derived(n) for n in numbers}
        writer.record(events, made, recorded_at=AT)
    keep_segments(library)


def files(library: Library) -> list[Path]:
    return sorted((library.root / FOLDER).glob("*.faiss"))


def held(library: Library) -> Counter[int]:
    return Counter(
        int(row) for segment in segments(library) for row in segment.rows if row >= 0
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as opened:
        yield opened


def test_a_picture_is_found_by_its_features_plain_and_mirrored(
    library: Library,
) -> None:
    add(library, range(3))
    add(library, range(3, 6))
    opened = segments(library)
    rows = library.rows_by_digest()
    for number in range(6):
        for shown in (features(number), mirrored(features(number))):
            (best, votes), *_ = vote(opened, shown, count=3)
            assert best == rows[digest(number)]
            assert votes > 10


def test_small_imports_stay_few_files_and_lose_no_picture(library: Library) -> None:
    add(library, range(30))
    for number in range(30, 42):
        add(library, range(number, number + 1))
    assert len(files(library)) <= 9
    assert held(library) == Counter(library.rows_by_digest().values())
    sizes = [len(segment.rows) for segment in segments(library)]
    assert max(sizes) == 30, "the large file was not made again"


def test_a_picture_in_two_files_votes_once(library: Library) -> None:
    add(library, range(4))
    (index,) = files(library)
    shutil.copy(index, index.with_name("twice.faiss"))
    shutil.copy(index.with_suffix(".json"), index.with_name("twice.json"))
    assert set(held(library).values()) == {1}
    assert len(held(library)) == 4


def test_a_withdrawn_picture_has_no_votes(library: Library) -> None:
    add(library, range(4))
    row = library.rows_by_digest()[digest(1)]
    with writing(library) as writer:
        writer.record([Withdraw(digest(1), "a test")], {}, recorded_at=AT)
    assert row not in held(library)
    assert row not in dict(vote(segments(library), features(1), count=9))


def test_an_import_clears_away_files_of_other_versions(library: Library) -> None:
    add(library, range(2))
    folder = library.root / FOLDER
    (folder / "old.json").write_text(json.dumps({"version": "other", "pictures": []}))
    (folder / "old.faiss").write_bytes(b"old")
    (folder / "half.faiss").write_bytes(b"no description")
    add(library, range(2, 4))
    kept = [json.loads(path.read_bytes()) for path in folder.glob("*.json")]
    assert {one["version"] for one in kept} == {VERSION}
    assert len(files(library)) == len(kept) == 2
    assert len(held(library)) == 4

"""A model of the user's finds candidates, over real workers and a real runtime."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.models import byte_model, other_kind_of_model, thumbnail_model
from tests.scenes import scene
from verify.domain.evidence import Digest
from verify.domain.examination import Examination, Outcome
from verify.errors import AskedWrongly, SurroundingsError
from verify.outside.workers import WorkerPool
from verify.store.descriptor_vectors import FOLDER
from verify.store.library import Library
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.descriptors import (
    BY_DESCRIPTOR,
    DescribedLibrary,
    DescriptorModel,
    described_library,
    join_candidates,
    named_model,
)
from verify.workflow.import_references import ImportOptions, import_references

NOW = "2026-01-01T00:00:00Z"
SOURCES = 5


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(1) as opened:
        yield opened


@pytest.fixture
def library(tmp_path: Path, pool: WorkerPool) -> Iterator[Library]:
    folder = tmp_path / "earlier"
    folder.mkdir()
    for seed in range(SOURCES):
        Image.fromarray(scene(seed, width=240, height=180)).save(folder / f"{seed}.jpg")
    Image.fromarray(np.full((90, 120, 3), 120, np.uint8)).save(folder / "flat.jpg")
    with Library.open(tmp_path / "library", create=True) as opened:
        import_references([folder], opened, pool, options=ImportOptions(NOW))
        yield opened


@pytest.fixture
def model(tmp_path: Path) -> DescriptorModel:
    return named_model(thumbnail_model(tmp_path / "model.onnx"))


def one(
    pool: WorkerPool, library: Library, path: Path, model: DescriptorModel | None
) -> Examination:
    (found,) = check_photos([path], CheckRequest(model=model), pool, library)
    assert isinstance(found, Examination)
    return found


def test_the_similarity_stands_among_the_numbers_and_the_model_in_the_record(
    pool: WorkerPool, library: Library, model: DescriptorModel, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    Image.fromarray(scene(3, width=240, height=180)[:, ::-1]).save(photo)
    found = one(pool, library, photo, model)
    assert found.answer.outcome is Outcome.SEEN_ELSEWHERE
    (match,) = found.matches
    assert match.comparison.mirrored
    assert match.comparison.numbers["descriptor_similarity"] > 0.98
    others = [c for c in found.considered if c.reference != match.reference.digest]
    assert len(found.considered) == SOURCES
    assert all(c.numbers["descriptor_similarity"] < 0.9 for c in others)
    assert dict(found.versions)["descriptor"].startswith(model.digest)


def test_without_a_model_nothing_of_it_appears(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    Image.fromarray(scene(3, width=240, height=180)[:, ::-1]).save(photo)
    found = one(pool, library, photo, None)
    assert "descriptor_similarity" not in found.matches[0].comparison.numbers
    assert "descriptor" not in dict(found.versions)
    assert not (library.root / FOLDER).exists()


def test_vectors_are_kept_and_only_new_pictures_are_described(
    pool: WorkerPool, library: Library, model: DescriptorModel, tmp_path: Path
) -> None:
    first = described_library(library, pool, model, decode={})
    assert (len(first.rows), first.missing) == (SOURCES + 1, 0)
    flat = np.linalg.norm(first.vectors.astype(np.float32), axis=1) == 0
    assert flat.sum() == 1  # nothing is near a flat picture
    for path in (tmp_path / "earlier").iterdir():
        path.unlink()
    again = described_library(library, pool, model, decode={})
    np.testing.assert_array_equal(again.rows, first.rows)
    np.testing.assert_array_equal(again.vectors, first.vectors)
    for path in (library.root / FOLDER).glob("*.npy"):
        path.write_bytes(path.read_bytes()[:40])
    broken = described_library(library, pool, model, decode={})
    assert (len(broken.rows), broken.missing) == (0, SOURCES + 1)


def test_vectors_of_another_model_are_not_used(
    pool: WorkerPool, library: Library, model: DescriptorModel, tmp_path: Path
) -> None:
    first = described_library(library, pool, model, decode={})
    other = named_model(thumbnail_model(tmp_path / "other.onnx", patch=16))
    second = described_library(library, pool, other, decode={})
    assert second.vectors.shape[1] != first.vectors.shape[1]
    assert len(second.rows) == SOURCES + 1


def test_a_model_that_takes_bytes_of_any_size_works_too(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    found = described_library(
        library, pool, named_model(byte_model(tmp_path / "bytes.onnx")), decode={}
    )
    assert found.vectors.shape == (SOURCES + 1, 3)
    assert (np.linalg.norm(found.vectors.astype(np.float32), axis=1) > 0.9).sum() == 5


def test_candidates_are_joined_and_each_gets_its_number() -> None:
    vectors = np.eye(10, dtype=np.float16)
    library = DescribedLibrary(np.arange(100, 110), vectors, 0)
    found = join_candidates({999: {"votes": 3.0}}, vectors[4:5], library)
    assert found[999] == {"votes": 3.0}
    assert found[104] == {"descriptor_similarity": 1.0}
    assert len(found) == BY_DESCRIPTOR + 1
    assert join_candidates({1: {}}, None, library) == {1: {}}


def test_a_model_that_takes_no_picture_is_refused(
    pool: WorkerPool, library: Library, tmp_path: Path
) -> None:
    wrong = named_model(other_kind_of_model(tmp_path / "numbers.onnx"))
    with pytest.raises(AskedWrongly, match="does not take one picture"):
        described_library(library, pool, wrong, decode={})
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model at all")
    with pytest.raises(AskedWrongly, match="cannot be loaded"):
        described_library(library, pool, named_model(broken), decode={})


def test_a_model_that_was_exchanged_is_refused(
    pool: WorkerPool, library: Library, model: DescriptorModel
) -> None:
    exchanged = replace(model, digest=Digest("0" * 64))
    with pytest.raises(AskedWrongly, match="changed while it was used"):
        described_library(library, pool, exchanged, decode={})


def test_a_missing_file_and_a_missing_extra_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(AskedWrongly, match=r"gone\.onnx"):
        named_model(tmp_path / "gone.onnx")
    there = thumbnail_model(tmp_path / "model.onnx")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(SurroundingsError, match="onnxruntime is not installed"):
        named_model(there)

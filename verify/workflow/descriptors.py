"""Candidates by a copy-detection model of the user's: off unless one is named.

The model runs in the worker processes. Vectors that the library lacks are made when it
is first searched with that model and kept beside it, under the model's SHA-256. A model
finds candidates and adds a number; the decision is made without it.
"""

import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from verify.domain.evidence import Digest
from verify.errors import AskedWrongly, BadInput, SurroundingsError, VerifyError
from verify.fingerprints.descriptor import NAME, version_of
from verify.indexes.vectors import similarities
from verify.outside.framing import Json
from verify.outside.workers import Job, WorkerPool
from verify.store.descriptor_vectors import described, keep
from verify.store.intake import read_photo
from verify.store.library import Library

BY_DESCRIPTOR = 6  # candidates of one suspect
LARGEST_MODEL = 1 << 30
BATCH_PICTURES = 256
SIMILARITY = "descriptor_similarity"
EXTRA = "onnxruntime"

Vectors = NDArray[np.float16]


@dataclass(frozen=True)
class DescriptorModel:
    """A model file of the user's, by its content."""

    path: Path
    digest: Digest

    @property
    def version(self) -> str:
        """What its vectors carry."""
        return version_of(self.digest)

    @property
    def option(self) -> dict[str, Json]:
        """What the worker's tasks are told."""
        return {"descriptor": {"path": str(self.path), "digest": self.digest}}


@dataclass(frozen=True)
class DescribedLibrary:
    """The vectors of a library's current references: row ids, float16 (n, d)."""

    rows: NDArray[np.int64]
    vectors: Vectors
    missing: int
    """References whose originals could not be described."""


def named_model(path: Path) -> DescriptorModel:
    """The model in this file. Raises AskedWrongly, SurroundingsError."""
    if importlib.util.find_spec(EXTRA) is None:
        raise SurroundingsError(
            f"the model {path.name} cannot be run: {EXTRA} is not installed",
            next_step="Install it with: pip install 'imgverify[descriptor]'",
        )
    try:
        _, evidence = read_photo(path, max_bytes=LARGEST_MODEL)
    except BadInput as error:
        raise AskedWrongly(
            f"the model cannot be used: {error}",
            next_step="Name an ONNX file with --descriptor-model FILE.onnx",
        ) from error
    return DescriptorModel(path.absolute(), evidence.digest)


def described_library(
    library: Library,
    pool: WorkerPool,
    model: DescriptorModel,
    *,
    decode: Mapping[str, Json],
) -> DescribedLibrary:
    """The library as the model sees it; what is lacking is made and kept.

    Raises AskedWrongly where the model is none that can be used.
    """
    facts = pool.run(Job(model.path.name, "model", b"", model.option))
    dimensions = int(facts.header["dimensions"])
    known = described(library, model.version, dimensions)
    rows = library.rows_by_digest()
    lacking = [digest for digest in rows if digest not in set(known.pictures)]
    made: dict[Digest, Vectors] = {}
    batch: dict[Digest, Vectors] = {}
    for digest, vector in _made(library, pool, lacking, {**decode, **model.option}):
        nothing = np.zeros(dimensions, np.float16)
        batch[digest] = nothing if vector is None else vector
        if len(batch) == BATCH_PICTURES:
            keep(library, model.version, batch)
            made, batch = made | batch, {}
    if batch:
        keep(library, model.version, batch)
        made |= batch
    every = dict(zip(known.pictures, known.vectors, strict=True)) | made
    current = [digest for digest in rows if digest in every]
    vectors = np.zeros((len(current), dimensions), np.float16)
    for position, digest in enumerate(current):
        vectors[position] = every[digest]
    ids = np.array([rows[digest] for digest in current], np.int64)
    return DescribedLibrary(ids, vectors, len(rows) - len(current))


def _made(
    library: Library,
    pool: WorkerPool,
    lacking: list[Digest],
    options: Mapping[str, Json],
) -> Iterator[tuple[Digest, Vectors | None]]:
    """Each picture's vector, None for a poor one; unreadable originals are left out."""
    jobs = (
        Job(digest, "describe", partial(library.picture_bytes, digest), options)
        for digest in lacking
    )
    for job, reply in pool.map(jobs):
        if isinstance(reply, AskedWrongly):
            raise reply
        if isinstance(reply, VerifyError):
            continue
        vectors = reply.arrays.get("vectors")
        yield Digest(job.key), None if vectors is None else vectors[0]


def join_candidates(
    found: Mapping[int, Mapping[str, float]],
    vectors: Vectors | None,
    described: DescribedLibrary,
) -> dict[int, dict[str, float]]:
    """The candidates, those nearest by the model among them, each with its number."""
    joined = {row: dict(hints) for row, hints in found.items()}
    if vectors is None or not len(described.rows):
        return joined
    near = similarities(described.vectors, vectors)
    best = np.argsort(-near, kind="stable")[:BY_DESCRIPTOR]
    for row in described.rows[best]:
        joined.setdefault(int(row), {})
    place = {int(row): i for i, row in enumerate(described.rows)}
    for row, hints in joined.items():
        if row in place:
            hints[SIMILARITY] = float(near[place[row]])
    return joined


def recorded(model: DescriptorModel | None) -> tuple[tuple[str, str], ...]:
    """The line that an Examination's versions get."""
    return ((NAME, model.version),) if model is not None else ()

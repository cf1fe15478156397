"""Votes of local features: which pictures hold what the suspect holds a part of.

Reference features stand in a FAISS inverted file over a codebook that was trained once
and is never trained again (`benchmarks/train_codebook.py`); segments of it are
immutable. Each suspect feature votes for the owners of its nearest neighbours, the more
the nearer they are than the last of them. Approximate: docs/methodology.md states the
measured recall.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from verify.matching.features import LocalFeatures, mirrored

NAME = "feature_votes"
VERSION = f"codebook-2/faiss-{faiss.__version__}/2"

_PROBES = 8  # lists looked at for each feature, of 16,384
_NEIGHBOURS = 6
_VOTERS = 1000  # suspect features that vote; every further one only costs time


@dataclass(frozen=True)
class Segment:
    """An immutable inverted file; `rows[i]` is the row id of its i-th picture.

    A row id of -1 marks a picture that has left the library.
    """

    index: faiss.IndexIVF
    rows: NDArray[np.int64]


def filled(
    codebook: faiss.IndexIVF, pictures: Iterable[LocalFeatures]
) -> faiss.IndexIVF:
    """An inverted file of these pictures' features, in the empty index given."""
    for position, features in enumerate(pictures):
        if len(features):
            codebook.add_with_ids(
                features.descriptors.astype(np.float32),
                np.full(len(features), position, np.int64),
            )
    return codebook


def vote(
    segments: Sequence[Segment], features: LocalFeatures, *, count: int
) -> list[tuple[int, float]]:
    """The `count` row ids with most votes, plain or mirrored, and their votes."""
    best: dict[int, float] = {}
    for turned in (features, mirrored(features)):
        for row, votes in _votes(segments, turned).items():
            best[row] = max(votes, best.get(row, 0.0))
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    return ranked[:count]


def _votes(segments: Sequence[Segment], features: LocalFeatures) -> dict[int, float]:
    step = max(1, -(-len(features) // _VOTERS))
    queries = features.descriptors[::step].astype(np.float32)
    if len(queries) == 0 or not segments:
        return {}
    distances, owners = _nearest(segments, queries)
    last = np.maximum(distances[:, -1:], 1.0)
    weights = np.where(owners >= 0, np.maximum(0, 1 - distances / last), 0)
    rows, place = np.unique(owners, return_inverse=True)
    votes = np.bincount(place.ravel(), weights.ravel())
    known = {int(r): float(v) for r, v in zip(rows, votes, strict=True) if v > 0}
    known.pop(-1, None)
    return known


def _nearest(
    segments: Sequence[Segment], queries: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Distances and owners of the nearest features over all segments, (m, 6).

    All segments have the lists of one codebook, so those worth looking at are found
    once.
    """
    quantizer = segments[0].index.quantizer
    to_lists, lists = quantizer.search(queries, _PROBES)
    distances, owners = [], []
    for segment in segments:
        index: Any = segment.index  # its stubs describe the C++ call
        index.nprobe = _PROBES
        near, local = index.search_preassigned(queries, _NEIGHBOURS, lists, to_lists)
        distances.append(near)
        owners.append(np.where(local >= 0, segment.rows[local], -1))
    every = np.concatenate(distances, axis=1)
    order = np.argsort(every, axis=1, kind="stable")[:, :_NEIGHBOURS]
    return (
        np.take_along_axis(every, order, axis=1),
        np.take_along_axis(np.concatenate(owners, axis=1), order, axis=1),
    )

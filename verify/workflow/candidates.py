"""Which references are worth comparing with a suspect, and why: joins all indexes.

Whole-picture hashes of every view in eight orientations, exactly searched, and votes of
local features. A candidate is no match; `matching.compare` decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from verify.fingerprints import HASHES
from verify.fingerprints.extraction import Extraction, View
from verify.indexes import ENGINES
from verify.indexes.hits import Search
from verify.indexes.votes import Segment, vote
from verify.store.library import Library
from verify.store.vote_segments import segments

BY_VOTES = 10  # candidates; docs/methodology.md has recall against this number
BY_HASH = 3  # of each view and algorithm


@dataclass(frozen=True)
class Searchable:
    """The opened indexes of one library, in the order of `HASHES`."""

    rows: tuple[NDArray[np.int64], ...]
    searches: tuple[Search | None, ...]
    segments: Sequence[Segment]


def searchable(library: Library) -> Searchable:
    """Open every index of the library; what is missing is made from its database."""
    # The workers have the other cores: threads that wait for one cost a fourth more.
    faiss.omp_set_num_threads(1)
    engine = ENGINES[0]
    rows, searches = [], []
    for algorithm in HASHES:
        found, codes = library.hashes(algorithm.name, algorithm.version)
        rows.append(found)
        searches.append(engine.open(codes) if len(found) else None)
    return Searchable(tuple(rows), tuple(searches), segments(library))


def candidates(suspect: Extraction, indexes: Searchable) -> dict[int, dict[str, float]]:
    """Row ids worth comparing, with what spoke for each: votes, bits that differ."""
    found: dict[int, dict[str, float]] = {}
    if suspect.picture.too_poor:
        return found
    for row, votes in vote(indexes.segments, suspect.features, count=BY_VOTES):
        found[row] = {"votes": votes}
    for view in suspect.views:
        for row, name, bits in _by_hash(view, indexes):
            known = found.setdefault(row, {})
            known[name] = min(bits, known.get(name, bits))
    return found


def _by_hash(view: View, indexes: Searchable) -> list[tuple[int, str, float]]:
    found = []
    for algorithm, made, rows, search in zip(
        HASHES, view.hashes, indexes.rows, indexes.searches, strict=True
    ):
        if search is None or not isinstance(made, tuple):
            continue
        queries = np.stack([np.frombuffer(turn.bits, np.uint8) for turn in made])
        hits = search(queries, algorithm.candidate_bits)
        nearest: dict[int, int] = {}
        for code, bits in zip(hits.codes, hits.distances, strict=True):
            nearest[int(code)] = min(int(bits), nearest.get(int(code), int(bits)))
        best = sorted(nearest.items(), key=lambda item: (item[1], item[0]))[:BY_HASH]
        found += [
            (int(rows[code]), f"{algorithm.name}_bits", float(bits))
            for code, bits in best
        ]
    return found

"""Train the codebook of `verify/indexes/votes.py` from photographs; run once a version.

    train_codebook.py PHOTOS --out verify/indexes/codebook-2.faiss

PHOTOS is a folder of JPEG photographs; for the committed codebook it was the `refs`
folder that `make_bench.py --split tune --seed 99 --per-class 1 --distractors 0 --hard
0` makes: no photograph that a report is made on.

The features are divided into 128 groups, and each group into lists in proportion to
its size: k-means twice, in a hundredth of the time of k-means for all lists at once.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import cv2
import faiss
import numpy as np
from numpy.typing import NDArray

from verify.fingerprints.local import local_features
from verify.imaging.decode import DecodeLimits, decode
from verify.imaging.scale import shrink

SIDE_PX, FEATURES = 1024, 1500
GROUPS, LISTS, SEED = 128, 16_384, 1
PARTS, PART_BITS = 32, 8
LINKS, BUILD_WIDTH, SEARCH_WIDTH = 16, 60, 32
PART_SAMPLES = 65_536

Vectors = NDArray[np.float32]


def features_of(photos: Path) -> NDArray[np.uint8]:
    """Descriptors, uint8 (n, 128), of every photograph of the folder."""
    cv2.setNumThreads(1)
    found = []
    for path in sorted(photos.glob("*.jpg")):
        pixels = shrink(decode(path.read_bytes(), DecodeLimits()).pixels, SIDE_PX)
        found.append(local_features(pixels, count=FEATURES).descriptors)
    return np.concatenate(found)


def trained(descriptors: NDArray[np.uint8]) -> faiss.IndexIVFPQ:
    """The empty index: lists found through a graph, features in 32 bytes each."""
    faiss.omp_set_num_threads(1)  # the graph depends on the order of insertion
    order = np.random.default_rng(SEED).permutation(len(descriptors))
    vectors = descriptors[order].astype(np.float32)
    kind: Any = faiss.ScalarQuantizer.QT_8bit_direct  # an int here, by its stubs not
    graph = faiss.IndexHNSWSQ(128, kind, LINKS)
    graph.hnsw.efConstruction = BUILD_WIDTH
    graph.train(vectors[:1])
    graph.add(np.rint(_centres(vectors)).clip(0, 255))
    graph.hnsw.efSearch = SEARCH_WIDTH
    index = faiss.IndexIVFPQ(graph, 128, LISTS, PARTS, PART_BITS)
    # Without residuals one table serves every list; with them faiss keeps 0.5 GB.
    index.by_residual = False
    index.pq.cp.seed = SEED
    index.pq.train(vectors[:PART_SAMPLES])
    index.is_trained = True
    return index


def _centres(vectors: Vectors) -> Vectors:
    groups = _means(vectors, GROUPS)
    _, nearest = faiss.knn(vectors, groups, 1)
    sizes = np.bincount(nearest[:, 0], minlength=GROUPS)
    ends = np.rint(np.cumsum(sizes) / len(vectors) * LISTS).astype(int)
    lists = np.diff(ends, prepend=0)
    return np.concatenate(
        [
            _means(vectors[nearest[:, 0] == group], int(count))
            for group, count in enumerate(lists)
            if count
        ]
    )


def _means(vectors: Vectors, count: int) -> Vectors:
    means = faiss.Kmeans(
        128,
        count,
        niter=6,
        seed=SEED,
        min_points_per_centroid=1,
        max_points_per_centroid=400,
    )
    means.train(vectors)
    return np.asarray(means.centroids, np.float32)


def main() -> None:
    """Read the photographs, train, write the empty index."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("photos", type=Path)
    options.add_argument("--out", type=Path, required=True)
    asked = options.parse_args()
    descriptors = features_of(asked.photos)
    if len(descriptors) < 30 * LISTS:
        sys.exit(f"{len(descriptors)} features are too few to train {LISTS} lists")
    faiss.write_index(trained(descriptors), str(asked.out))
    print(f"{len(descriptors)} features: {asked.out}")


if __name__ == "__main__":
    main()

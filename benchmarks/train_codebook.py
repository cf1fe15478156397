"""Train the codebook of `verify/indexes/votes.py` from photographs; run once a version.

    train_codebook.py PHOTOS --out verify/indexes/codebook-1.faiss

PHOTOS is a folder of JPEG photographs; for the committed codebook it was the `refs`
folder that `make_bench.py --split tune --seed 11` makes: no photograph that a report
is made on.
"""

import argparse
import sys
from pathlib import Path

import faiss
import numpy as np

from verify.fingerprints.extraction import REFERENCE_FEATURES, REFERENCE_SIDE_PX
from verify.fingerprints.local import local_features
from verify.imaging.decode import DecodeLimits, decode
from verify.imaging.scale import shrink

LISTS, PARTS, PART_BITS, SEED = 1024, 32, 8, 1


def main() -> None:
    """Read the photographs, train, write the empty index."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("photos", type=Path)
    options.add_argument("--out", type=Path, required=True)
    asked = options.parse_args()
    found = []
    for path in sorted(asked.photos.glob("*.jpg")):
        pixels = shrink(
            decode(path.read_bytes(), DecodeLimits()).pixels, REFERENCE_SIDE_PX
        )
        found.append(local_features(pixels, count=REFERENCE_FEATURES).descriptors)
    descriptors = np.concatenate(found).astype(np.float32)
    if len(descriptors) < 100 * LISTS:
        sys.exit(f"{len(descriptors)} features are too few to train {LISTS} lists")
    index = faiss.IndexIVFPQ(faiss.IndexFlatL2(128), 128, LISTS, PARTS, PART_BITS)
    index.cp.seed = index.pq.cp.seed = SEED
    index.train(descriptors)
    faiss.write_index(index, str(asked.out))
    print(f"{len(descriptors)} features of {len(found)} photographs: {asked.out}")


if __name__ == "__main__":
    main()

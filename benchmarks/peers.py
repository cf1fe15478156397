"""Measure other tools on a benchmark made by `make_bench.py`: one results file each.

    peers.py BENCH [BENCH ...] --out RESULTS [--model FILE.onnx ...] [--only-models]

Writes RESULTS/<name of BENCH>/<peer>.jsonl for `score.py`: the five nearest references
of every query, accepted within the peer's usual threshold. imagehash and PDQ come with
verify; `pip install -r benchmarks/peers.txt` into an environment of its own brings
perception and imagededup (peers.txt says how). A peer that cannot be imported is named
and left out. --model adds a copy-detection model (SSCD), fed as verify feeds one, the
query as it stands and mirrored; that needs verify[descriptor] installed.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import sys
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imagehash
import numpy as np
import pdqhash
from numpy.typing import NDArray
from PIL import Image

LISTED = 5
Codes = NDArray[Any]
Make = Callable[[Image.Image], Codes]


@dataclass(frozen=True)
class Peer:
    """Another way of finding copies: codes of a picture, and its usual threshold."""

    name: str
    bits: int
    """Of one code; 0 for unit vectors, float16, which compare by their cosine."""
    threshold: float
    """Largest number of differing bits, or least cosine, that is accepted."""
    of_reference: Make
    of_query: Make

    def scores(self, codes: Codes, query: Codes) -> NDArray[np.float64]:
        """How alike each code is to the nearest of the query's, 0..1."""
        if self.bits:
            differing = np.bitwise_count(codes[None] ^ query[:, None])
            least = differing.sum(axis=2, dtype=int).min(axis=0)
            return np.asarray(1 - least / self.bits, np.float64)
        cosines = codes.astype(np.float64) @ query.astype(np.float64).T
        return np.asarray(np.clip(cosines.max(axis=1), 0, 1), np.float64)

    @property
    def accept_from(self) -> float:
        """The score at the threshold."""
        return 1 - self.threshold / self.bits if self.bits else self.threshold


def of_imagehash() -> Iterator[Peer]:
    """The four of imagehash, 64 bits, at 10 bits as imagededup takes them."""
    makers: dict[str, Callable[..., Any]] = {
        "ahash": imagehash.average_hash,
        "dhash": imagehash.dhash,
        "phash": imagehash.phash,
        "whash": imagehash.whash,
    }
    for name, make in makers.items():

        def grid(picture: Image.Image, make: Callable[..., Any] = make) -> Any:
            return make(picture).hash

        code = _packed(grid)
        yield Peer(f"imagehash-{name}", 64, 10, code, code)


def of_pdq() -> Iterator[Peer]:
    """PDQ at its published 31 bits, as it stands and in eight orientations."""
    plain = _packed(lambda picture: pdqhash.compute(np.asarray(picture))[0])

    def turned(picture: Image.Image) -> Codes:
        found, _ = pdqhash.compute_dihedral(np.asarray(picture))
        return np.packbits(np.array(found), axis=1)

    yield Peer("pdq", 256, 31, plain, plain)
    yield Peer("pdq-x8", 256, 31, plain, turned)


def of_perception() -> Iterator[Peer]:
    """The binary hashes of perception, which publishes no threshold: 10 in 64 bits."""
    hashers = importlib.import_module("perception.hashers")
    chosen = {
        "ahash": hashers.AverageHash(),
        "dhash": hashers.DHash(),
        "phash": hashers.PHash(),
        "whash": hashers.WaveletHash(),
        "blockmean": hashers.BlockMean(),
        "marr": hashers.MarrHildreth(),
    }
    for name, hasher in chosen.items():
        bits = int(hasher.hash_length)

        def vector(picture: Image.Image, hasher: Any = hasher) -> Any:
            made = hasher.compute(np.asarray(picture), hash_format="vector")
            return np.asarray(made, bool)

        code = _packed(vector)
        yield Peer(f"perception-{name}", bits, round(bits * 10 / 64), code, code)


def of_imagededup() -> Iterator[Peer]:
    """The four hashes of imagededup at its default of 10 bits.

    Its packages import torch at once, which its hashes never use; they are loaded from
    their own files without passing through those packages.
    """
    spec = importlib.util.find_spec("imagededup")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("imagededup is not installed")
    root = Path(spec.submodule_search_locations[0])
    for name in ("methods", "utils"):
        package = types.ModuleType(f"imagededup.{name}")
        package.__path__ = [str(root / name)]
        sys.modules[f"imagededup.{name}"] = package
    hashing = importlib.import_module("imagededup.methods.hashing")
    for kind in ("AHash", "DHash", "PHash", "WHash"):
        encoder = getattr(hashing, kind)(verbose=False)

        def code(picture: Image.Image, encoder: Any = encoder) -> Codes:
            made = encoder.encode_image(image_array=np.asarray(picture))
            return np.frombuffer(bytes.fromhex(made), np.uint8)[None]

        yield Peer(f"imagededup-{kind.lower()}", 64, 10, code, code)


def of_model(path: Path) -> Iterator[Peer]:
    """A copy-detection model at the cosine of 0.75 that its authors name."""
    module = importlib.import_module("verify.outside.descriptor_model")
    digest_of = importlib.import_module("verify.domain.evidence").digest_of
    model = module.loaded(str(path), digest_of(path.read_bytes()))

    def plain(picture: Image.Image) -> Codes:
        return np.asarray(model.vectors([np.asarray(picture)]))

    def mirrored(picture: Image.Image) -> Codes:
        pixels = np.asarray(picture)
        turned = np.ascontiguousarray(pixels[:, ::-1])
        return np.asarray(model.vectors([pixels, turned]))

    yield Peer(f"{path.stem}-mirror", 0, 0.75, plain, mirrored)


FAMILIES = (of_imagehash, of_pdq, of_perception, of_imagededup)


def available() -> list[Peer]:
    """Every peer that can be imported; the others are named on standard error."""
    found: list[Peer] = []
    for family in FAMILIES:
        try:
            found += family()
        except (ImportError, RuntimeError) as error:
            print(f"{family.__name__} left out: {error}", file=sys.stderr)
    return found


def measured(peers: list[Peer], bench: Path, out: Path) -> None:
    """Every peer's results on one benchmark; each picture is read once for all."""
    refs = sorted((bench / "refs").glob("*.jpg"))
    queries = sorted((bench / "queries").glob("*.jpg"))
    spent = dict.fromkeys((peer.name for peer in peers), 0.0)
    known = _coded(refs, peers, [peer.of_reference for peer in peers], spent)
    asked = _coded(queries, peers, [peer.of_query for peer in peers], spent)
    out.mkdir(parents=True, exist_ok=True)
    for peer in peers:
        codes = np.concatenate(known[peer.name])
        lines = [
            json.dumps(_record(peer, codes, query, path, refs)) + "\n"
            for path, query in zip(queries, asked[peer.name], strict=True)
        ]
        (out / f"{peer.name}.jsonl").write_text("".join(lines), encoding="utf-8")
        each = 1000 * spent[peer.name] / (len(refs) + len(queries))
        print(f"{bench.name} {peer.name}: {each:.1f} ms a picture", flush=True)


def _coded(
    paths: list[Path], peers: list[Peer], makers: list[Make], spent: dict[str, float]
) -> dict[str, list[Codes]]:
    found: dict[str, list[Codes]] = {peer.name: [] for peer in peers}
    for path in paths:
        with Image.open(path) as file:
            picture = file.convert("RGB")
        for peer, make in zip(peers, makers, strict=True):
            began = time.process_time()
            found[peer.name].append(make(picture))
            spent[peer.name] += time.process_time() - began
    return found


def _record(
    peer: Peer, codes: Codes, query: Codes, path: Path, refs: list[Path]
) -> dict[str, Any]:
    scores = peer.scores(codes, query)
    nearest = np.argsort(-scores, kind="stable")[:LISTED]
    return {
        "query": path.name,
        "matches": [
            {
                "reference": refs[i].name,
                "kind": "same_picture",
                "score": float(scores[i]),
                "accepted": bool(scores[i] >= peer.accept_from - 1e-9),
            }
            for i in nearest
        ],
    }


def _packed(bits: Callable[[Image.Image], Any]) -> Make:
    def code(picture: Image.Image) -> Codes:
        return np.packbits(np.asarray(bits(picture), bool).ravel())[None]

    return code


def main() -> None:
    """Measure all peers that are there on each benchmark."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", type=Path, nargs="+")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--model", type=Path, action="append", default=[])
    options.add_argument("--only-models", action="store_true")
    asked = options.parse_args()
    peers = [] if asked.only_models else available()
    for model in asked.model:
        peers += of_model(model)
    for bench in asked.bench:
        measured(peers, bench, asked.out / bench.name)


if __name__ == "__main__":
    main()

"""A user's copy-detection model, inside a worker process.

The parent names the file and its digest; it is read once, must be those very bytes,
and is kept for the worker's life. Only ONNX graphs are run, from memory, so that one
can name no further file, on one thread. onnxruntime is an optional extra.
"""

import functools
import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verify.domain.evidence import digest_of
from verify.errors import AskedWrongly
from verify.fingerprints.descriptor import (
    FREE_SIDE_PX,
    Input,
    Vectors,
    prepared,
    unit,
)

IMAGE_DIMENSIONS, CHANNELS = 4, 3
RAW = "tensor(uint8)"
TYPES = ("tensor(float)", RAW)
NEXT_STEP = (
    "Give an ONNX model that takes one picture, (1, 3, height, width) or (1, height, "
    "width, 3), as float32 or bytes, and returns one vector."
)


@dataclass(frozen=True)
class Model:
    """A loaded model: what it is called with."""

    session: Any
    taken: str
    wanted: Input

    def vectors(self, pictures: Sequence[NDArray[np.uint8]]) -> Vectors:
        """One unit vector a picture, float16 (n, d); each sRGB (h, w, 3)."""
        answers = [
            self.session.run(None, {self.taken: prepared(p, self.wanted)})[0].ravel()
            for p in pictures
        ]
        return unit(np.stack(answers))


@functools.lru_cache(maxsize=1)
def loaded(path: str, digest: str) -> Model:
    """The model in this file. Raises AskedWrongly where it is another or unusable."""
    name = Path(path).name
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise AskedWrongly(
            f"the model {name} cannot be read: {error.strerror or error}"
        ) from error
    if digest_of(content) != digest:
        raise AskedWrongly(f"the model {name} changed while it was used")
    runtime = importlib.import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        session = runtime.InferenceSession(
            content, options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        raise AskedWrongly(
            f"the model {name} cannot be loaded: {str(error)[:200]}",
            next_step=NEXT_STEP,
        ) from error
    return _understood(session, name)


def _understood(session: Any, name: str) -> Model:
    inputs = session.get_inputs()
    shape = list(inputs[0].shape) if len(inputs) == 1 else []
    kind = inputs[0].type if inputs else ""
    last = len(shape) == IMAGE_DIMENSIONS and shape[3] == CHANNELS
    first = len(shape) == IMAGE_DIMENSIONS and shape[1] == CHANNELS
    if (
        not (first or last)
        or kind not in TYPES
        or shape[0] not in {1, None, *_names(shape)}
    ):
        raise AskedWrongly(
            f"the model {name} does not take one picture, but {kind} {shape}",
            next_step=NEXT_STEP,
        )
    sides = shape[1:3] if last and not first else shape[2:]
    height, width = (s if isinstance(s, int) else FREE_SIDE_PX for s in sides)
    wanted = Input(width, height, last and not first, raw=kind == RAW)
    return Model(session, inputs[0].name, wanted)


def _names(shape: list[Any]) -> list[str]:
    """Sizes that a graph leaves open have a name instead of a number."""
    return [size for size in shape if isinstance(size, str)]

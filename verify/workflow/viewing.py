"""Decode pictures to be looked at or laid over each other, in worker processes.

Nothing here is decided about a picture; what cannot be decoded raises.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from verify.domain.examination import Examination
from verify.errors import BadInput
from verify.imaging.outlines import Pixels
from verify.outside.framing import Json
from verify.outside.workers import Job, WorkerPool
from verify.store.intake import MAX_FILE_BYTES, read_photo

LONG_SIDE = 1100  # pixels; sharp at the width of a printed column
STANDARD_LIMITS: Mapping[str, Json] = MappingProxyType({})


@dataclass(frozen=True)
class Viewer:
    """Decodes pictures in this pool, within these limits."""

    pool: WorkerPool
    decode: Mapping[str, Json]

    def view(self, key: str, content: Callable[[], bytes]) -> Pixels:
        """Upright sRGB pixels, the longer side at most 1100. Raises VerifyError."""
        # Read on this thread: the library's database connection belongs to it.
        options = {**self.decode, "long_side": LONG_SIDE}
        reply = self.pool.run(Job(key, "view", content(), options))
        return np.ascontiguousarray(reply.arrays["pixels"], dtype=np.uint8)


def same_bytes(e: Examination, path: Path) -> bytes:
    """The bytes that were examined, read again. Raises BadInput where they changed."""
    limit = max(MAX_FILE_BYTES, e.evidence.size_bytes)
    content, evidence = read_photo(path, max_bytes=limit)
    if evidence.digest != e.evidence.digest:
        raise BadInput(f"{e.evidence.name}: the file changed while it was examined")
    return content

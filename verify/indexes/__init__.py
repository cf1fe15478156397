"""Exact search for near bit codes: one explicit table; one file is one engine.

The first engine is the one in use. `linear` is the obvious one that every other is
tested against. Searching local features is another matter: see `votes`.
"""

from dataclasses import dataclass

from verify.indexes import faiss_flat, linear
from verify.indexes.hits import OpenCodes


@dataclass(frozen=True)
class HammingEngine:
    """A plug-in: opens codes, uint8 (n, bytes), for searches within a radius."""

    name: str
    version: str
    exact: bool
    open: OpenCodes


ENGINES = (
    HammingEngine("faiss_flat", faiss_flat.VERSION, exact=True, open=faiss_flat.opened),
    HammingEngine("linear", linear.VERSION, exact=True, open=linear.opened),
)

"""One line of a case's chain, as the words of the domain.

How a line is written, hashed and kept is the matter of `store`; what its body may
hold is the table of `chain_schema`. Here are only the frozen records.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from verify.domain.case_values import Action, Role
from verify.domain.evidence import Digest

FORMAT = "verify.chain/1"
VERSION = 1
NO_LINE = Digest("0" * 64)
"""`prev` of the first line."""
MAX_LINE_BYTES = 65536

ORIGINAL, WORDS, EXAMINATION = "original", "words", "examination"
DERIVED, CONTEXT, SIGNATURE = "derived", "context", "signature"
EARLIER = "earlier"
"""A reduced copy of a picture that an examination found to match."""
NEW_WORDS = "new-words"
TIME_STAMP, TSA_CERTIFICATES = "time-stamp", "tsa-certificates"

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Used:
    """A file that a line uses; an earlier line brought it in."""

    role: str
    sha256: Digest


@dataclass(frozen=True)
class Brought:
    """A file that a line brings in."""

    role: str
    sha256: Digest
    size: int
    media: str


@dataclass(frozen=True)
class Tool:
    """The program that wrote a line, and the SHA-256 over its libraries' versions."""

    name: str
    version: str
    env: Digest


@dataclass(frozen=True)
class ChainEntry:
    """One line: who did what when in which role, with which files."""

    seq: int
    prev: Digest
    case: str
    time: str
    """When the writer's clock says it was written: claimed, not proved."""
    actor: str
    role: Role
    action: Action
    tool: Tool
    used: tuple[Used, ...]
    brought: tuple[Brought, ...]
    body: Body
    sha256: Digest
    """Of the raw line with its newline."""

    def brings(self, role: str) -> Iterator[Brought]:
        """The files of this role that the line brings in."""
        return (one for one in self.brought if one.role == role)

    def files(self, role: str) -> Iterator[Digest]:
        """Digests of this role, brought in or used."""
        both: tuple[Brought | Used, ...] = (*self.brought, *self.used)
        return (one.sha256 for one in both if one.role == role)

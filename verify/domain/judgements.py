"""What people concluded, objected to, corrected, withheld and sealed: frozen records.

A judgement is never changed: a later one supersedes it, and both stay.
"""

from dataclasses import dataclass

from verify.domain.case_records import Told
from verify.domain.case_values import Grade, Ground, Pillar, Position, Reviewed
from verify.domain.evidence import Digest


@dataclass(frozen=True)
class Verdict:
    """A named analyst's conclusion on one pillar. Words: reason, against."""

    id: str
    told: Told
    about: str
    pillar: Pillar
    grade: Grade
    rests_on: tuple[str, ...] = ()
    supersedes: str = ""
    incident: str = ""


@dataclass(frozen=True)
class Review:
    """A second person's word on one judgement, as it stood. Words: reason."""

    id: str
    told: Told
    of: str
    line: int
    line_sha256: Digest
    result: Reviewed


@dataclass(frozen=True)
class Dispute:
    """An objection to any record, or what became of one. Words: reason, by."""

    id: str
    told: Told
    about: str
    position: Position


@dataclass(frozen=True)
class Correction:
    """A line that changes or takes back an earlier record. Words: reason."""

    told: Told
    about: str
    sets: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    retracts: bool = False


@dataclass(frozen=True)
class Withholding:
    """Files taken out of what is shown and handed over. Words: reason."""

    told: Told
    ground: Ground
    files: tuple[Digest, ...]
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seal:
    """A signature or time stamps over an earlier line."""

    told: Told
    of: int
    sig: Digest | None = None
    tsr: tuple[Digest, ...] = ()


@dataclass(frozen=True)
class Recovery:
    """A torn tail that a killed writer left, set aside as `torn/<sha256>`."""

    told: Told
    sha256: Digest
    size: int


@dataclass(frozen=True)
class HandedOver:
    """That a copy of the record was made, up to which line."""

    told: Told
    of: int
    head: Digest
    format: str
    withheld: int = 0


@dataclass(frozen=True)
class Closing:
    """That a case was closed, or opened again. Words: reason."""

    told: Told
    closed: bool

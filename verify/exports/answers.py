"""What every export is given: examinations, failures, and pictures for a page.

Plain records. They carry encoded pictures but never paths; nothing here renders,
and nothing here says what an outcome means for the exit code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from verify.domain.evidence import Digest, Evidence
from verify.domain.examination import Examination
from verify.domain.findings import Finding, SetFinding
from verify.domain.matches import Comparison
from verify.domain.metadata import Metadata
from verify.domain.regions import Region
from verify.domain.rules import ReuseCode


@dataclass(frozen=True)
class Failure:
    """One input that could not be examined, and what to do about it."""

    input: str
    error: str
    next_step: str
    exit_code: int


@dataclass(frozen=True)
class FileStatements:
    """What one file says about itself, and which bytes said it."""

    evidence: Evidence
    metadata: Metadata
    findings: tuple[Finding, ...] = ()
    """What the checks of the file's own words observed."""


@dataclass(frozen=True)
class Illustration:
    """JPEG pictures of one comparison, without metadata."""

    suspect: bytes
    """The suspect with the shared region outlined."""
    reference: bytes
    overlay: bytes | None = None
    """Both in one, the reference laid onto the suspect; None if it cannot be laid."""
    difference: bytes | None = None
    differing_share: float = 0.0
    """Share of the common part that differs, 0..1."""
    differing_regions: tuple[Region, ...] = ()
    """Where, on the suspect; the largest first."""


@dataclass(frozen=True)
class Pictures:
    """Pictures for the page of one photo."""

    suspect: bytes | None = None
    matches: Mapping[Digest, Illustration] = field(default_factory=dict)
    """By the Reference's digest."""
    considered: Mapping[Digest, bytes] = field(default_factory=dict)
    """Candidates that were not accepted."""
    overview: bytes | None = None
    """The photo with the region of each match numbered; None for fewer than two."""
    embedded: Mapping[int, bytes] = field(default_factory=dict)
    """Thumbnails in the file, by position in the Examination's `embedded`."""
    notes: tuple[str, ...] = ()
    """Why a picture is missing, in words for a person."""


NO_PICTURES = Pictures()


@dataclass(frozen=True)
class Doubt:
    """A candidate that a person must compare, with the finding that says so."""

    finding: Finding
    comparison: Comparison


def doubts(e: Examination) -> tuple[Doubt, ...]:
    """The possible copies of a photo, in the order of its findings."""
    candidates = {one.reference: one for one in e.considered if not one.accepted}
    return tuple(
        Doubt(finding, candidates[finding.reference])
        for finding in e.findings
        if finding.code == ReuseCode.POSSIBLE_COPY and finding.reference in candidates
    )


@dataclass(frozen=True)
class Answers:
    """The answers of one run, in the order asked."""

    items: tuple[Examination | Failure, ...]
    pictures: Mapping[int, Pictures] = field(default_factory=dict)
    """By position in `items`: two inputs may hold the same bytes."""
    title: str = "Photo check"
    together: tuple[SetFinding, ...] = ()
    """What the devices that several photos name say together."""
    headings: Mapping[int, str] = field(default_factory=dict)
    """A line of context above a photo's answer, by position."""

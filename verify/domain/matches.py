"""Matches: a suspect and a Reference found to share a picture, with the numbers."""

from dataclasses import dataclass, field
from enum import StrEnum

from verify.domain.evidence import Digest
from verify.domain.references import Reference
from verify.domain.regions import Region


class MatchKind(StrEnum):
    """From strong to weak. `same_scene` is another photograph: a lead, never a copy."""

    IDENTICAL_BYTES = "identical_bytes"
    IDENTICAL_PIXELS = "identical_pixels"
    SAME_PICTURE = "same_picture"
    SHARED_PART = "shared_part"
    SAME_SCENE = "same_scene"


COPY_KINDS = frozenset(MatchKind) - {MatchKind.SAME_SCENE}


@dataclass(frozen=True)
class Comparison:
    """One suspect compared with one candidate, accepted as a match or not."""

    reference: Digest
    kind: MatchKind
    accepted: bool
    score: float
    """0..1, from the decision named by `decided_by`; higher is more surely a copy."""
    decided_by: str
    mirrored: bool
    transform: tuple[float, ...]
    """Row-major 3x3 homography, reference to suspect, both in coordinates 0..1."""
    query_region: Region | None
    reference_region: Region | None
    numbers: dict[str, float] = field(default_factory=dict)
    """Named measurements behind the decision, each explained in docs/methodology.md."""
    reason: str = ""
    """One sentence: why accepted, or why not."""


@dataclass(frozen=True)
class Differing:
    """Where a photo differs from a copy of it, beyond compression and colour."""

    share: float
    """Of the shared part, 0..1."""
    regions: tuple[Region, ...]
    """Boxes on the photo, the largest first."""


@dataclass(frozen=True)
class Match:
    """An accepted comparison with the Reference it points to."""

    reference: Reference
    comparison: Comparison
    differing: Differing | None = None
    """None where nobody looked, or the two do not lie over each other."""

    @property
    def is_copy(self) -> bool:
        """Whether the two share a picture, rather than only a scene."""
        return self.comparison.kind in COPY_KINDS

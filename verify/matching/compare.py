"""One suspect against one candidate: alignment, agreement, regions, numbers, decision.

This is the whole way of a candidate: geometry proposes a transform, photometry says
whether the pixels agree under it, `placement` where on both sides, and `decision` what
that amounts to. Candidates are found elsewhere.
"""

import numpy as np

from verify.domain.evidence import Digest
from verify.domain.matches import Comparison, MatchKind
from verify.domain.regions import WHOLE
from verify.matching.decision import DECIDED_BY, decide
from verify.matching.geometry import Alignment, align, plausible
from verify.matching.measurements import measured
from verify.matching.photometry import agreement
from verify.matching.placement import placed, shares
from verify.matching.side import Side

IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
IDENTITY_BY = "identity/1"


def identical(reference: Digest, kind: MatchKind) -> Comparison:
    """The comparison of a suspect whose bytes or pixels are those of the reference."""
    same_file = kind is MatchKind.IDENTICAL_BYTES
    what = "file" if same_file else "picture, pixel for pixel"
    return Comparison(
        reference=reference,
        kind=kind,
        accepted=True,
        score=1.0,
        decided_by=IDENTITY_BY,
        mirrored=False,
        transform=IDENTITY,
        query_region=WHOLE,
        reference_region=WHOLE,
        reason=f"It is the same {what}.",
    )


def compare(
    suspect: Side, reference: Side, *, digest: Digest, hints: dict[str, float]
) -> Comparison:
    """How the suspect and the candidate relate; `hints` are kept among the numbers."""
    found = align(suspect.features, reference.features)
    if found is None or not plausible(found.matrix, reference.grey.shape):
        return _unrelated(digest, hints)
    agreed = agreement(reference.grey, suspect.grey, found.matrix)
    if agreed is None:
        return _unrelated(digest, hints)
    here, there = placed(suspect, reference, found, agreed)
    if here is None or there is None:
        return _unrelated(digest, hints)
    numbers = measured(
        found,
        agreed,
        suspect=(suspect.features, here),
        reference=(reference.features, there),
    )
    numbers |= shares(here, there, suspect.panels)
    outcome = decide(numbers)
    return Comparison(
        reference=digest,
        kind=outcome.kind,
        accepted=outcome.accepted,
        score=outcome.score,
        decided_by=DECIDED_BY,
        mirrored=found.mirrored,
        transform=_normalised(found, suspect, reference),
        query_region=here,
        reference_region=there,
        numbers={name: round(value, 4) for name, value in (numbers | hints).items()},
        reason=outcome.reason,
    )


def _unrelated(digest: Digest, hints: dict[str, float]) -> Comparison:
    return Comparison(
        reference=digest,
        kind=MatchKind.SHARED_PART,
        accepted=False,
        score=0.0,
        decided_by=DECIDED_BY,
        mirrored=False,
        transform=IDENTITY,
        query_region=None,
        reference_region=None,
        numbers=dict(hints),
        reason="No arrangement of details is shared by the two pictures.",
    )


def _normalised(found: Alignment, suspect: Side, reference: Side) -> tuple[float, ...]:
    """The homography between pictures of width and height 1."""
    to_pixels = np.diag([reference.grey.shape[1], reference.grey.shape[0], 1.0])
    to_shares = np.diag([1 / suspect.grey.shape[1], 1 / suspect.grey.shape[0], 1.0])
    matrix = to_shares @ found.matrix @ to_pixels
    return tuple(float(value) for value in (matrix / matrix[2, 2]).ravel())

"""One suspect against one candidate: alignment, agreement, regions, numbers, decision.

This is the whole way of a candidate: geometry proposes a transform, pixels sharpen it
and agree under it or not, `placement` says where on both sides, `displacement` how far
details are off, and `decision` what that amounts to. Candidates are found elsewhere.
"""

import numpy as np

from verify.domain.evidence import Digest
from verify.domain.matches import Comparison, MatchKind
from verify.domain.regions import WHOLE
from verify.matching.closer import look_closer
from verify.matching.decision import DECIDED_BY, decide
from verify.matching.displacement import settle
from verify.matching.geometry import align
from verify.matching.measurements import of_alignment, of_details, of_pixels
from verify.matching.photometry import Look, Matrix, mask_of
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
    settled = settle(reference.grey, suspect.grey, found.matrix) if found else None
    if found is None or settled is None:
        return _unrelated(digest, hints)
    matrix, laid, agreed = settled
    here, there = placed(suspect, reference, matrix, laid, found.suspect_points)
    if here is None or there is None:
        return _unrelated(digest, hints)
    look = Look(laid, mask_of(there, laid.seen.shape))
    closer = look_closer(
        suspect, reference, matrix, part=there, enlarged=found.enlarged
    )
    numbers = of_alignment(found, suspect.features, reference.features)
    numbers |= of_pixels(look, agreed)
    numbers |= of_details(closer or look)
    numbers |= shares(here, there, suspect.panels)
    numbers |= hints
    outcome = decide(numbers)
    return Comparison(
        reference=digest,
        kind=outcome.kind,
        accepted=outcome.accepted,
        score=outcome.score,
        decided_by=DECIDED_BY,
        mirrored=found.mirrored,
        transform=_normalised(matrix, suspect, reference),
        query_region=here,
        reference_region=there,
        numbers={name: round(value, 4) for name, value in numbers.items()},
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


def _normalised(matrix: Matrix, suspect: Side, reference: Side) -> tuple[float, ...]:
    """The homography between pictures of width and height 1."""
    to_pixels = np.diag([reference.grey.shape[1], reference.grey.shape[0], 1.0])
    to_shares = np.diag([1 / suspect.grey.shape[1], 1 / suspect.grey.shape[0], 1.0])
    whole = to_shares @ matrix @ to_pixels
    return tuple(float(value) for value in (whole / whole[2, 2]).ravel())

"""Matches as the `compare` lines of a chain write them: kind, digest, whose, where."""

from collections.abc import Iterator, Sequence
from typing import Any

from verify.domain.case_records import Item
from verify.domain.examination import Assessment
from verify.domain.matches import Comparison, Match
from verify.domain.regions import WHOLE, Region, clipped
from verify.store.casefile import CaseFile
from verify.workflow.case_pictures import holder_of

DECIMALS = 4  # a ten-thousandth of a side is below a pixel of a phone's screen


def resemblances(case: CaseFile, item: Item, match: Match) -> Iterator[dict[str, Any]]:
    """The match as `compare` lines name it, once for each case that holds it."""
    shared = comparison_fields(match.comparison)
    here = case.state.by_digest.get(match.reference.digest)
    if here is not None and here != item.id:
        yield shared | {"evidence": here}
    for case_id in sorted(
        {holder_of(one).case for one in match.reference.publications}
        - {case.state.case}
    ):
        by = next(
            holder for holder in map(holder_of, match.reference.publications)
            if holder.case == case_id
        )  # fmt: skip
        yield shared | {"evidence": by.evidence, "case": case_id}


def comparison_fields(comparison: Comparison) -> dict[str, Any]:
    """What the comparison found, as `compare` lines write it."""
    told: dict[str, Any] = {
        "kind": comparison.kind.value, "digest": comparison.reference,
    }  # fmt: skip
    for name, region in (
        ("region", comparison.query_region),
        ("other_region", comparison.reference_region),
    ):
        if (text := region_text(region)) is not None:
            told[name] = text
    if comparison.mirrored:
        told["mirrored"] = True
    return told


def parts_of(assessments: Sequence[Assessment]) -> list[dict[str, str]]:
    """What `compare` lines say of panels and parts, where there is more than one."""
    told = [
        {"region": text, "outcome": one.outcome.value}
        for one in assessments if (text := region_text(one.region)) is not None
    ]  # fmt: skip
    unique = [one for place, one in enumerate(told) if one not in told[:place]]
    return unique if len(unique) > 1 else []


def region_text(region: Region | None) -> str | None:
    """The region as the chain writes it, within the picture; None for none."""
    inside = clipped(region.points, WHOLE) if region else None
    if inside is None:
        return None
    rounded = [  # + 0.0 makes -0.0 plain zero
        (round(x, DECIMALS) + 0.0, round(y, DECIMALS) + 0.0) for x, y in inside.points
    ]
    points = tuple(dict.fromkeys(rounded))
    try:
        if not Region(points).area:
            return None
    except ValueError:
        return None
    return " ".join(f"{x:.{DECIMALS}f},{y:.{DECIMALS}f}" for x, y in points)

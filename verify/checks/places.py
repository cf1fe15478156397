"""Tells whether the places in the file speak for or against the claimed place.

A position in the file that cannot be at the claimed place contradicts the claim if the
position is right. The absence of one says nothing. Nothing here looks at the picture
itself, and nothing says that a position in a file was not typed in.
"""

from verify.checks.dates import basis_of
from verify.domain.examination import ClaimedEvent, Facts
from verify.domain.findings import Bearing, Finding, State
from verify.domain.metadata import PlaceStatement
from verify.domain.rules import PLACE_SLACK_KM, apart_km

NAME = "places"
VERSION = "1"

POSITION = (
    "A position in a file can be an old one, tens of kilometres off, or set by hand."
)
STRIPPED = "Most platforms and messengers remove positions: absence says nothing."
COARSE = f"Within {PLACE_SLACK_KM:g} km two places are taken as one."


def run(facts: Facts) -> tuple[Finding, ...]:
    """One finding for each place stated in the file, or one that there is none."""
    found = [_against_claim(one, facts.claim) for one in facts.metadata.places]
    return tuple(found) or (_no_place(),)


def _against_claim(statement: PlaceStatement, claim: ClaimedEvent) -> Finding:
    """Where sources dispute the place, a position contradicts only if it fits none."""
    place = statement.place
    claimed = claim.nearest(place)
    which = "nearest claimed" if claim.other_places else "claimed"
    said = f"The file says that the picture was taken at {place.latitude:.5f}, "
    said += f"{place.longitude:.5f}"
    if claimed is None:
        return _finding(statement, "place_stated", f"{said}.", Bearing.NEUTRAL)
    apart = apart_km(place, claimed)
    if apart:
        said += f", at least {apart:,.0f} km from the {which} place."
        return _finding(statement, "place_apart", said, Bearing.CONTRADICTS)
    said += f", {place.distance_km(claimed):,.1f} km from the {which} point, which is"
    said += " within what both leave open."
    return _finding(statement, "place_within", said, Bearing.SUPPORTS)


def _finding(
    statement: PlaceStatement, code: str, summary: str, bearing: Bearing
) -> Finding:
    return Finding(
        check=NAME,
        version=VERSION,
        code=code,
        state=State.OBSERVED,
        bearing=bearing,
        summary=summary,
        basis=(basis_of(statement.tag),),
        limits=(POSITION, COARSE),
    )


def _no_place() -> Finding:
    return Finding(
        check=NAME,
        version=VERSION,
        code="no_place",
        state=State.NOT_OBSERVED,
        bearing=Bearing.NEUTRAL,
        summary="The file states no place; most platforms remove positions.",
        limits=(STRIPPED,),
    )

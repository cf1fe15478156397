"""The tests that the written rule of docs/methodology.md is made of, one a function.

The rule itself is `verify.domain.assessment.assess`; the check `reuse` asks these
questions of each match. They compare what the library and the claim state; they do
not look at pictures, and never ask what time it is.
"""

from enum import StrEnum
from operator import itemgetter

from verify.domain.examination import Facts, Outcome
from verify.domain.matches import Match
from verify.domain.places import StatedPlace
from verify.domain.references import (
    SOUND_DATES,
    LibraryScope,
    Publication,
    Reference,
)
from verify.domain.regions import WHOLE, Region
from verify.domain.times import StatedTime

COVERED_SHARE = 0.5
"""A match concerns a region when it covers at least this share of it. Frames, bars and
overlays leave less than the whole; a pasted object covers far less than half."""

PLACE_SLACK_KM = 1.0
"""Places nearer than this, beyond the uncertainty both state, do not contradict: a
village's centre and the field beside it are one place in a report."""

REUSE = "reuse"
"""Name of the check whose findings carry the codes below."""


class ReuseCode(StrEnum):
    """What the check `reuse` can observe, most serious first."""

    COPY_PUBLISHED_BEFORE = "copy_published_before"
    COPY_CAPTURED_BEFORE = "copy_captured_before"
    COPY_OF_OTHER_EVENT = "copy_of_other_event"
    COPY_OF_OTHER_PLACE = "copy_of_other_place"
    COPY_SEEN = "copy_seen"
    LIBRARY_ERROR = "library_error"
    POSSIBLE_COPY = "possible_copy"
    SAME_SCENE = "same_scene"
    NOT_SEARCHED = "not_searched"
    TOO_POOR = "too_poor"
    NONE_FOUND = "none_found"


COPY_OUTCOMES: dict[str, Outcome] = {
    ReuseCode.COPY_PUBLISHED_BEFORE: Outcome.RECYCLED,
    ReuseCode.COPY_CAPTURED_BEFORE: Outcome.IN_CONFLICT,
    ReuseCode.COPY_OF_OTHER_EVENT: Outcome.IN_CONFLICT,
    ReuseCode.COPY_OF_OTHER_PLACE: Outcome.IN_CONFLICT,
    ReuseCode.COPY_SEEN: Outcome.SEEN_ELSEWHERE,
    ReuseCode.LIBRARY_ERROR: Outcome.NOT_DETERMINED,
}
"""What a copy match with this code makes of the region it concerns."""


def same_piece(one: Region, other: Region) -> bool:
    """Whether two regions are mostly the same piece of the picture."""
    shares = one.share_inside(other), other.share_inside(one)
    return min(shares) >= COVERED_SHARE


def unexplained(facts: Facts) -> list[Match]:
    """Undecided candidates for pieces that no copy explains, the best of each piece.

    Others are other photographs of what the copy of their piece shows.
    """
    told: list[Match] = []
    for one in facts.undecided:
        known = [match for match in facts.matches if match.is_copy] + told
        if not any(same_piece(_piece(one), _piece(other)) for other in known):
            told.append(one)
    return told


def _piece(match: Match) -> Region:
    return match.comparison.query_region or WHOLE


def library_errors(reference: Reference) -> tuple[Publication, ...]:
    """The publications dated wholly before the picture is said to have been taken."""
    taken = reference.captured_at
    if taken is None:
        return ()
    return tuple(
        publication
        for publication in reference.publications
        if publication.published_at is not None
        and publication.published_at.before(taken)
    )


def usable_publications(reference: Reference) -> tuple[Publication, ...]:
    """The dated publications that do not contradict the capture, earliest first.

    "Earliest" is by the latest instant each date allows, as the rule counts.
    """
    errors = library_errors(reference)
    usable = [
        (publication.published_at.end, position, publication)
        for position, publication in enumerate(reference.publications)
        if publication.published_at is not None and publication not in errors
    ]
    return tuple(
        publication for _, _, publication in sorted(usable, key=itemgetter(0, 1))
    )


def sound_before(reference: Reference, event: StatedTime) -> Publication | None:
    """The earliest publication surely before the event whose date is soundly based."""
    for publication in usable_publications(reference):
        if publication.dated_by in SOUND_DATES and is_before(publication, event):
            return publication
    return None


def is_before(publication: Publication, event: StatedTime) -> bool:
    """Whether the latest instant of the date precedes the earliest of the event."""
    date = publication.published_at
    return date is not None and date.before(event)


def apart_km(one: StatedPlace | None, other: StatedPlace | None) -> float:
    """How far two stated places contradict each other; 0 where they can be one."""
    if one is None or other is None:
        return 0.0
    gap = one.apart_km(other)
    return gap if gap > PLACE_SLACK_KM else 0.0


def nothing_found_sentence(scope: LibraryScope) -> str:
    """Where was searched in vain, and that this does not speak for the claim."""
    counted = "1 picture" if scope.references == 1 else f"{scope.references:,} pictures"
    return (
        f"No earlier appearance was found among the {counted} of the library "
        f"“{scope.name}”, which does not confirm the claim."
    )

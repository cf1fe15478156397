"""The words in which `reuse` names a copy, its Reference and its publication.

A sentence here can be printed as it stands: it names the reference by title, publisher
and date with a short digest, never by a local path, and begins with an ordinary word.
"""

from verify.domain.examination import ClaimedEvent
from verify.domain.matches import Comparison, Match, MatchKind
from verify.domain.references import SOUND_DATES, DatedBy, Publication, Reference
from verify.domain.rules import is_before, usable_publications
from verify.domain.times import StatedTime, in_words, on_date

SHORT_DIGEST = 12
LONGEST_NAME = 120
NEARLY_ALL = 0.9  # of a picture; regions are found to a few hundredths

_SUBJECTS = {
    MatchKind.IDENTICAL_BYTES: "this very file",
    MatchKind.IDENTICAL_PIXELS: "this very picture, in another file,",
    MatchKind.SAME_PICTURE: "this picture",
    MatchKind.SHARED_PART: "a picture that shares a part with this one",
    MatchKind.SAME_SCENE: "another photograph of what may be the same scene",
}
_WEAK_BASIS = {
    DatedBy.STATEMENT: "rests on a statement alone",
    DatedBy.UNKNOWN: "has no recorded basis",
}

COPY_LIMIT = (
    "Look at both pictures side by side: a person can see a false match, most likely "
    "two frames of a camera that stands still."
)


def subject(match: Match) -> str:
    """What was matched, as the subject of a sentence: `this picture (mirrored)`."""
    words = _SUBJECTS[match.comparison.kind]
    if match.comparison.kind is MatchKind.SHARED_PART:
        words = _part_in_words(match.comparison)
    if match.comparison.mirrored:
        words = words.removesuffix(",") + ", mirrored,"
    return words


def _part_in_words(comparison: Comparison) -> str:
    """Which of the two holds the other, where one does."""
    here, there = comparison.query_region, comparison.reference_region
    if here is not None and here.area >= NEARLY_ALL:
        return "a larger picture that contains this one"
    if there is not None and there.area >= NEARLY_ALL:
        return "a picture that stands inside this one"
    return _SUBJECTS[MatchKind.SHARED_PART]


def named(reference: Reference) -> str:
    """`the reference “title” (0a1b2c3d4e5f)`; a path gives only its last part."""
    name = reference.title or reference.name.replace("\\", "/").rsplit("/", 1)[-1]
    quoted = f"“{_shortened(name)}” " if name else ""
    return f"the reference {quoted}({reference.digest[:SHORT_DIGEST]})"


def published(publication: Publication) -> str:
    """`published on 3 March 2022 by Example Press as “Title”`, as far as known."""
    words = "published"
    if publication.published_at is not None:
        words += f" {on_date(publication.published_at)}"
    if publication.publisher:
        words += f" by {_shortened(publication.publisher)}"
    if publication.title:
        words += f" as “{_shortened(publication.title)}”"
    return words


def before_sentence(match: Match, publication: Publication, event: StatedTime) -> str:
    """The sentence of `recycled`: always under the condition of the library's date."""
    return (
        f"If the library's date is right, {subject(match)} was already "
        f"{published(publication)}, before the claimed event ({in_words(event)}); "
        f"it is {named(match.reference)}."
    )


def possible_copy(match: Match) -> str:
    """The sentence for a candidate that only a person can decide about."""
    return (
        "It cannot be said whether it was seen before: much of it agrees with "
        f"{named(match.reference)}, too little to tell a copy from another photograph "
        "of the same scene; look at both."
    )


def seen_sentence(match: Match, claim: ClaimedEvent) -> str:
    """The sentence of `seen_elsewhere`, which says why it is not `recycled`."""
    publication, reason = _why_only_seen(match.reference, claim)
    what = subject(match)
    where = named(match.reference)
    if publication is not None:
        where += f", {published(publication)}"
    return (
        f"{what[0].upper()}{what[1:]} is in the library, but {reason}; it is {where}."
    )


def _why_only_seen(
    reference: Reference, claim: ClaimedEvent
) -> tuple[Publication | None, str]:
    """The publication to name, and why it does not meet the rule for `recycled`."""
    dated = usable_publications(reference)
    undated = reference.publications[0] if reference.publications else None
    if not dated:
        return undated, "no date of publication is recorded"
    if claim.time is None:
        return dated[0], "no date of the claimed event is given to compare with"
    event = claim.time
    for publication in dated:
        if is_before(publication, event) and publication.dated_by not in SOUND_DATES:
            basis = _WEAK_BASIS.get(publication.dated_by, "is not soundly based")
            return publication, (
                f"the date before the claimed event ({in_words(event)}) {basis}"
            )
    first = dated[0]
    if first.published_at is not None and event.before(first.published_at):
        return first, (
            f"its first known date is after the claimed event ({in_words(event)})"
        )
    return first, (
        f"its date is not surely before the claimed event ({in_words(event)})"
    )


def quoted(text: str) -> str:
    """The library's or the claim's own words, shortened, in quotation marks."""
    return f"“{_shortened(text)}”"


def _shortened(text: str) -> str:
    """One line of at most 120 characters, without control characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"

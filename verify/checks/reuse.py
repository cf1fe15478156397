"""Tells whether the picture, or a part of it, was seen before the claimed event.

Says of each Match what the library's record of that Reference means for the claim:
published before, taken before, another event or place, or only seen. The dates are the
library's; nothing here judges whether they are right, and another photograph of the
same scene is never called a copy.
"""

from datetime import UTC, datetime

from verify.checks import reuse_wording as wording
from verify.domain.examination import ClaimedEvent, Facts, Outcome
from verify.domain.findings import Bearing, Finding, State
from verify.domain.matches import Match, MatchKind
from verify.domain.names import of_other_event
from verify.domain.references import LibraryScope, Publication
from verify.domain.regions import WHOLE, Region
from verify.domain.rules import (
    COPY_OUTCOMES,
    REUSE,
    ReuseCode,
    apart_km,
    library_errors,
    nothing_found_sentence,
    sound_before,
    unexplained,
    usable_publications,
)
from verify.domain.times import in_words, on_date

NAME = REUSE
VERSION = "1"

LIBRARY_LIMIT = (
    "It rests on the library's record of the reference; an error there, or a wrong "
    "date taken over into it, would make this wrong."
)
WORDS_LIMIT = "Only words are compared; the same event can be described in others."
NOTHING_LIMIT = "A picture that is not in the library cannot be found in it."
SCENE_LIMIT = "Another photograph of one place or wreck shows nothing about reuse."

_EXACT = frozenset({MatchKind.IDENTICAL_BYTES, MatchKind.IDENTICAL_PIXELS})
_RANK = {code.value: rank for rank, code in enumerate(ReuseCode)}
_NO_DATE = datetime.max.replace(tzinfo=UTC)


def run(facts: Facts) -> tuple[Finding, ...]:
    """Findings for each match, most serious first, then what could not be searched.

    Of equally serious ones, that of the earliest publication stands first.
    """
    found = [
        (_RANK[item.code], _first_date(match), item)
        for match in facts.matches
        for item in _of_match(match, facts.claim)
    ]
    ordered = [item for *_, item in sorted(found, key=lambda entry: entry[:2])]
    return (*ordered, *_undecided(facts), *_of_search(facts))


def _undecided(facts: Facts) -> list[Finding]:
    """For each piece that no copy explains, the candidate for a person to look at."""
    return [
        _on_match(one, ReuseCode.POSSIBLE_COPY, wording.possible_copy(one), basis=())
        for one in unexplained(facts)
    ]


def _of_match(match: Match, claim: ClaimedEvent) -> list[Finding]:
    if not match.is_copy:
        return [_same_scene(match)]
    errors = _library_errors(match)
    found = [*errors, _other_event(match, claim), _other_place(match, claim)]
    if not errors:  # a capture date that its own publication contradicts says nothing
        found.append(_captured_before(match, claim))
    if not errors or usable_publications(match.reference):
        found.append(_publication(match, claim))
    return [finding for finding in found if finding is not None]


def _publication(match: Match, claim: ClaimedEvent) -> Finding:
    """That the copy was published before the claimed event, or else only seen."""
    before = sound_before(match.reference, claim.time) if claim.time else None
    if before is not None and claim.time is not None:
        summary = wording.before_sentence(match, before, claim.time)
        code = ReuseCode.COPY_PUBLISHED_BEFORE
        known: tuple[Publication, ...] = (before,)
    else:
        summary = wording.seen_sentence(match, claim)
        code, known = ReuseCode.COPY_SEEN, usable_publications(match.reference)
    basis = tuple(line for one in known for line in _publication_basis(one))
    return _on_match(match, code, summary, basis=basis)


def _captured_before(match: Match, claim: ClaimedEvent) -> Finding | None:
    taken = match.reference.captured_at
    if taken is None or claim.time is None or not taken.before(claim.time):
        return None
    summary = (
        f"If the library's date is right, {wording.subject(match)} was taken "
        f"{on_date(taken)}, before the claimed event "
        f"({in_words(claim.time)}); it is {wording.named(match.reference)}."
    )
    basis = (f"captured_at {taken.text!r}{_line(match.reference.manifest_line)}",)
    return _on_match(match, ReuseCode.COPY_CAPTURED_BEFORE, summary, basis=basis)


def _other_event(match: Match, claim: ClaimedEvent) -> Finding | None:
    reference = match.reference
    if not of_other_event(claim.names, reference.depicts):
        return None
    depicts, names = wording.quoted(reference.depicts), map(wording.quoted, claim.names)
    summary = (
        f"The library documents {wording.subject(match)} as {depicts}, which shares no "
        f"word with the claimed event ({', '.join(names)}); it is "
        f"{wording.named(reference)}."
    )
    basis = (f"depicts {reference.depicts!r}{_line(reference.manifest_line)}",)
    return _on_match(
        match,
        ReuseCode.COPY_OF_OTHER_EVENT,
        summary,
        basis=basis,
        limits=(WORDS_LIMIT,),
    )


def _other_place(match: Match, claim: ClaimedEvent) -> Finding | None:
    reference = match.reference
    place = reference.place
    apart = apart_km(claim.nearest(place), place) if place else 0.0
    if place is None or not apart:
        return None
    which = "nearest claimed" if claim.other_places else "claimed"
    where = wording.quoted(reference.place_name or place.text)
    summary = (
        f"The library documents {wording.subject(match)} as taken at {where}, at least "
        f"{apart:,.0f} km from the {which} place; it is {wording.named(reference)}."
    )
    basis = (f"place {place.text!r}{_line(reference.manifest_line)}",)
    return _on_match(match, ReuseCode.COPY_OF_OTHER_PLACE, summary, basis=basis)


def _library_errors(match: Match) -> list[Finding | None]:
    """One finding for each publication older than the picture itself."""
    reference = match.reference
    found: list[Finding | None] = []
    for publication in library_errors(reference):
        line = publication.manifest_line or reference.manifest_line
        where = f"line {line} of its manifest" if line else "its manifest"
        summary = (
            f"The library contradicts itself: {where} has "
            f"{wording.named(reference)} {wording.published(publication)}, before it "
            "was taken; correct the entry and check again."
        )
        taken = reference.captured_at.text if reference.captured_at else ""
        capture = f"captured_at {taken!r}{_line(reference.manifest_line)}"
        basis = (*_publication_basis(publication), capture)
        found.append(_on_match(match, ReuseCode.LIBRARY_ERROR, summary, basis=basis))
    return found


def _same_scene(match: Match) -> Finding:
    what = wording.subject(match)
    summary = (
        f"{what[0].upper()}{what[1:]} is in the library: "
        f"{wording.named(match.reference)}; a lead for a person to look at, no copy."
    )
    return _on_match(
        match, ReuseCode.SAME_SCENE, summary, basis=(), limits=(SCENE_LIMIT,)
    )


def _on_match(
    match: Match,
    code: ReuseCode,
    summary: str,
    *,
    basis: tuple[str, ...],
    limits: tuple[str, ...] = (),
) -> Finding:
    """A finding about the part of the suspect picture that the match covers."""
    comparison = match.comparison
    undetermined = code in {ReuseCode.LIBRARY_ERROR, ReuseCode.POSSIBLE_COPY}
    grave = COPY_OUTCOMES.get(code) in {Outcome.RECYCLED, Outcome.IN_CONFLICT}
    exact = comparison.kind in _EXACT
    region: Region | None = WHOLE if exact else comparison.query_region
    decision = f"{comparison.kind.value}, decided by {comparison.decided_by}"
    if not exact:
        decision += f", score {comparison.score:.3f}"
        limits = (*limits, wording.COPY_LIMIT)
    return Finding(
        check=NAME,
        version=VERSION,
        code=code,
        state=State.NOT_DETERMINED if undetermined else State.OBSERVED,
        bearing=Bearing.CONTRADICTS if grave else Bearing.NEUTRAL,
        summary=summary,
        reason=summary if undetermined else "",
        basis=(*basis, decision),
        limits=limits if code is ReuseCode.SAME_SCENE else (LIBRARY_LIMIT, *limits),
        reference=match.reference.digest,
        region=region or WHOLE,
    )


def _publication_basis(publication: Publication) -> tuple[str, ...]:
    """The manifest line and addresses that a publication's date rests on."""
    date = publication.published_at.text if publication.published_at else "unknown"
    line = _line(publication.manifest_line)
    lines = [f"published_at {date!r}, dated by {publication.dated_by.value}{line}"]
    if publication.url:
        lines.append(f"url {publication.url}")
    if publication.archive_url:
        lines.append(f"archive_url {publication.archive_url}")
    return tuple(lines)


def _line(number: int) -> str:
    return f" (manifest line {number})" if number else ""


def _of_search(facts: Facts) -> list[Finding]:
    """What the search as a whole gave: nothing, or why it could not tell."""
    reason = _not_searched(facts)
    if reason:
        summary = f"It cannot be said whether it was seen before: {reason}."
        return [_undetermined(ReuseCode.NOT_SEARCHED, summary, reason)]
    if facts.picture is not None and facts.picture.too_poor:
        reason = facts.picture.too_poor.rstrip(".")
        summary = (
            "It cannot be said whether an edited copy of it was seen before, since "
            f"only exact copies can be recognised: {reason}."
        )
        return [_undetermined(ReuseCode.TOO_POOR, summary, reason)]
    copied = any(match.is_copy for match in facts.matches)
    if facts.searched is None or copied or facts.undecided:
        return []
    return [_none_found(facts.searched)]


def _not_searched(facts: Facts) -> str:
    """Why the search could not be a search; empty where it was one."""
    scope = facts.searched
    if scope is None:
        return "no library of earlier pictures was given"
    if scope.references == 0:
        return f"the library “{scope.name}” is empty"
    if facts.picture is None:
        why = facts.undecodable.rstrip(".") or "the reason is not known"
        return (
            "the picture could not be decoded, so that only the identical file was "
            f"looked for ({why})"
        )
    if scope.searchable == 0:
        return (
            f"no picture of the library “{scope.name}” has a usable fingerprint, so "
            "that only exact copies were looked for"
        )
    return ""


def _undetermined(code: ReuseCode, summary: str, reason: str) -> Finding:
    return Finding(
        check=NAME,
        version=VERSION,
        code=code,
        state=State.NOT_DETERMINED,
        bearing=Bearing.NEUTRAL,
        summary=summary,
        reason=reason,
    )


def _none_found(scope: LibraryScope) -> Finding:
    limits = [NOTHING_LIMIT]
    if scope.searchable < scope.references:
        limits.append(
            f"{scope.references - scope.searchable:,} of them could be compared for "
            "exact copies only."
        )
    return Finding(
        check=NAME,
        version=VERSION,
        code=ReuseCode.NONE_FOUND,
        state=State.NOT_OBSERVED,
        bearing=Bearing.NEUTRAL,
        summary=nothing_found_sentence(scope),
        basis=(f"library {scope.digest}",),
        limits=tuple(limits),
    )


def _first_date(match: Match) -> datetime:
    for publication in usable_publications(match.reference):
        if publication.published_at is not None:
            return publication.published_at.end
    return _NO_DATE

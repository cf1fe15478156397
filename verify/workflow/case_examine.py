"""Examine the photos of a case and record what came out, one `compare` line each.

(1) bring the library of all cases' pictures up to date; (2) search each photo in the
user's library and in that one; (3) tell copies within the incident, which are
duplicates, from copies that another incident or case holds, which count as earlier
appearances at the time they were posted; (4) assess by the written rule; (5) store
the whole examination and write its line.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from verify.checks.run import examine
from verify.domain.assessment import assess
from verify.domain.case_records import Item
from verify.domain.case_state import CaseState, latest_examinations
from verify.domain.case_values import Action
from verify.domain.chain_entries import (
    EARLIER,
    EXAMINATION,
    ORIGINAL,
    Brought,
    ChainEntry,
    Used,
)
from verify.domain.evidence import Digest
from verify.domain.examination import ClaimedEvent, Examination, Facts
from verify.domain.matches import Match
from verify.domain.references import LibraryScope
from verify.errors import VerifyError
from verify.exports.json_lines import examination_json, failure_json, line
from verify.imaging.comparison import encode_jpeg
from verify.imaging.outlines import Pixels
from verify.outside.workers import WorkerPool
from verify.store.casefile import CaseFile, Writing
from verify.store.library import Library
from verify.workflow.answers import failure
from verify.workflow.case_pictures import case_pictures, holder_of
from verify.workflow.case_record import Told, record
from verify.workflow.case_resemblances import (
    comparison_fields,
    parts_of,
    resemblances,
)
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.differences import Looked, look_closer
from verify.workflow.library_search import undecided
from verify.workflow.viewing import Viewer

JSON_MEDIA = "application/json"
MOST_RESEMBLANCES = 40
EARLIER_SIDE = 900  # pixels: a printed column, and enough to see what is the same


@dataclass(frozen=True)
class Examiner:
    """With what photos are examined."""

    pool: WorkerPool
    library: Library | None
    request: CheckRequest


@dataclass(frozen=True)
class Outcome:
    """What was recorded for one evidence."""

    evidence: str
    examined: Examination | VerifyError
    entry: ChainEntry


@dataclass(frozen=True)
class _Kin:
    """Matches with pictures of cases, by what they mean for this incident."""

    earlier: tuple[Match, ...]
    """With pictures that another incident or case holds, too."""
    undecided: tuple[Match, ...]
    resemblances: tuple[dict[str, Any], ...]


def waiting(state: CaseState) -> list[Item]:
    """Evidence that no examination stands for since it was last offered."""
    examined = latest_examinations(state)
    withheld = state.withheld
    return [
        item for item in state.evidence.values()
        if item.digest not in withheld
        and any(not one.told.retracted_by for one in item.acquisitions)
        and (item.id not in examined
             or examined[item.id].told.line < item.acquisitions[-1].told.line)
    ]  # fmt: skip


def examine_waiting(
    case: CaseFile, writing: Writing, examiner: Examiner, *, notes: list[str]
) -> Iterator[Outcome]:
    """Examine what waits, and record it; `notes` gets what could not be searched."""
    items = waiting(case.state)
    if not items:
        return
    own, wrong = case_pictures(
        case.folder.resolve().parent, examiner.pool,
        recorded_at=writing.clock(), decode=examiner.request.options,
    )  # fmt: skip
    notes += wrong
    with own:
        for incident in case.state.incidents:
            group = [one for one in items if one.acquisitions[-1].incident == incident]
            if group:
                yield from _incident(case, writing, examiner, own, group)


def _incident(
    case: CaseFile, writing: Writing, examiner: Examiner, own: Library,
    items: Sequence[Item],
) -> Iterator[Outcome]:  # fmt: skip
    incident = case.state.incidents[items[0].acquisitions[-1].incident]
    places = tuple(one.place for one in incident.places if one.place)
    names = (incident.title, *incident.names)
    first = places[0] if places else None
    claim = ClaimedEvent(incident.time, first, None, names, places[1:])
    request = replace(examiner.request, claim=claim)
    paths = [case.vault.path(one.digest) for one in items]
    pool, scopes = examiner.pool, _scopes(case, incident.id, own)
    among = check_photos(paths, request, pool, own)
    against = (
        check_photos(paths, request, pool, examiner.library)
        if examiner.library is not None else None
    )  # fmt: skip
    for item, found in zip(items, among, strict=True):
        main = next(against) if against is not None else None
        if isinstance(found, VerifyError) or isinstance(main, VerifyError):
            told = found if isinstance(found, VerifyError) else main
            yield _failed(case, writing, item, told)  # type: ignore[arg-type]
            continue
        kin = _kin(case, item, found, own)
        looked = look_closer(
            _joined(item, found, main, (kin, scopes[1], examiner.library)),
            case.vault.path(item.digest), _pictures(own, examiner.library),
            Viewer(pool, request.options),
        )  # fmt: skip
        yield _recorded(case, writing, item, looked, (kin, scopes[0]))


def _pictures(own: Library, library: Library | None) -> Callable[[Digest], bytes]:
    """The file of a picture that is in either library."""

    def picture(digest: Digest) -> bytes:
        here = library is None or own.row_of_digest(digest) is not None
        return (own if here or library is None else library).picture_bytes(digest)

    return picture


def _kin(case: CaseFile, item: Item, found: Examination, own: Library) -> _Kin:
    """Split what was found among the cases' pictures."""
    incident = item.acquisitions[-1].incident
    here = case.state.case, incident
    earlier, told = [], []
    for match in found.matches:
        holders = [holder_of(one) for one in match.reference.publications]
        apart = tuple(
            one for one, by in zip(match.reference.publications, holders, strict=True)
            if (by.case, by.incident) != here
        )  # fmt: skip
        if apart:
            there = replace(match.reference, publications=apart)
            earlier.append(Match(there, match.comparison))
        told += list(resemblances(case, item, match))
    elsewhere = tuple(
        one for one in undecided(found.considered, own)
        if here not in {(by.case, by.incident) for by in
                        map(holder_of, one.reference.publications)}
    )  # fmt: skip
    return _Kin(tuple(earlier), elsewhere, tuple(told))


def _joined(
    item: Item, found: Examination, main: Examination | None,
    told: tuple[_Kin, LibraryScope | None, Library | None],
) -> Examination:  # fmt: skip
    """One examination of both searches, assessed anew by the written rule."""
    kin, elsewhere, library = told
    open_ones = (*undecided(main.considered if main else (), library), *kin.undecided)
    base = main or found
    evidence = replace(base.evidence, name=item.id)
    matches = (*(main.matches if main else ()), *kin.earlier)
    facts = Facts(
        evidence=evidence, picture=base.picture, undecodable=base.undecodable,
        metadata=base.metadata, matches=matches, claim=base.claim,
        searched=(main.searched if main else None) or elsewhere,
        undecided=tuple(sorted(open_ones, key=lambda one: -one.comparison.score)),
        embedded=base.embedded,
        examined_at=datetime.fromisoformat(base.examined_at),
    )  # fmt: skip
    findings = examine(facts)
    return replace(
        base, evidence=evidence, findings=findings, matches=matches,
        assessments=assess(facts, findings), searched=facts.searched,
        considered=(*(main.considered if main else ()), *found.considered),
    )  # fmt: skip


def _scopes(
    case: CaseFile, incident: str, own: Library
) -> tuple[LibraryScope, LibraryScope | None]:
    """All pictures of cases; and of them, those that another incident holds.

    Pictures of the same incident are no earlier imagery: where there are no others,
    and no library, nothing was searched.
    """
    scope, mine = own.scope(), (case.state.case, incident)
    others = sum(
        any((by.case, by.incident) != mine
            for by in map(holder_of, reference.publications))
        for reference in own.references()
    )  # fmt: skip
    named = replace(scope, name="pictures of other incidents", references=others)
    return scope, named if others else None


def _recorded(
    case: CaseFile, writing: Writing, item: Item, looked: Looked,
    kin: tuple[_Kin, LibraryScope],
) -> Outcome:  # fmt: skip
    (found, scope), joined = kin, looked.examination
    searched = joined.searched
    body: dict[str, Any] = {
        "evidence": item.id, "outcome": joined.answer.outcome.value,
        "settings": dict(joined.settings), "versions": dict(joined.versions),
        "case_pictures": max(0, scope.references - 1),
    }  # fmt: skip
    if searched is not None:
        body |= {
            "library": searched.digest, "library_name": searched.name,
            "references": searched.references,
        }  # fmt: skip
    own = [match.comparison for match in found.earlier]
    library = tuple(
        comparison_fields(match.comparison) for match in joined.matches
        if match.comparison not in own
    )  # fmt: skip
    told = [*found.resemblances, *library]
    unique = [one for place, one in enumerate(told) if one not in told[:place]]
    body["resemblances"] = unique[:MOST_RESEMBLANCES]
    if parts := parts_of(joined.assessments):
        body["parts"] = parts
    earlier = list(_kept(case, body["resemblances"], looked.pictures))
    report = line(examination_json(joined, given=item.id))
    entry = _written(case, writing, item, body, (report, earlier))
    return Outcome(item.id, joined, entry)


def _kept(
    case: CaseFile, told: Sequence[dict[str, Any]], pictures: Mapping[Digest, Pixels]
) -> Iterator[Brought]:
    """Reduced copies of pictures that only a library or another case holds.

    So the case can show what it found by itself, to whoever has no such library.
    """
    for one in told:
        here = "evidence" in one and "case" not in one
        pixels = pictures.get(Digest(one["digest"]))
        if not here and pixels is not None:
            jpeg = encode_jpeg(pixels, long_side=EARLIER_SIDE)
            kept = case.vault.put_bytes(jpeg)
            one["shown"] = kept.sha256
            yield Brought(EARLIER, kept.sha256, kept.size, "image/jpeg")


def _failed(
    case: CaseFile, writing: Writing, item: Item, error: VerifyError
) -> Outcome:
    words = re.sub(r"\b[0-9a-f]{64}\b", item.id, str(error))
    told = type(error)(words, next_step=error.next_step)
    body = {
        "evidence": item.id, "outcome": "not_determined", "settings": {},
        "versions": {"imgverify": writing.tool.version},
    }  # fmt: skip
    report = line(failure_json(failure(item.id, told)))
    return Outcome(item.id, told, _written(case, writing, item, body, (report, [])))


def _written(
    case: CaseFile, writing: Writing, item: Item, body: Mapping[str, Any],
    files: tuple[bytes, Sequence[Brought]],
) -> ChainEntry:  # fmt: skip
    report, earlier = files
    kept = case.vault.put_bytes(report)
    file = Brought(EXAMINATION, kept.sha256, kept.size, JSON_MEDIA)
    used = [Used(ORIGINAL, item.digest)]
    told = Told(
        Action.COMPARE, body, files=tuple(dict.fromkeys((file, *earlier))), used=used
    )
    return record(case, writing, told)

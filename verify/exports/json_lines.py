"""Answers as JSON: one object a line, one line an input, failures included.

The keys are a public promise (docs/json.md); adding one is a small change, removing
or renaming one makes `verify.examination/2`. Output is pure ASCII, so that no text
from a stranger reaches a terminal raw. No picture and no local path is written here
beyond the name an input was given under.
"""

import json
import math
from dataclasses import asdict
from typing import Any

from verify.domain.examination import (
    Assessment,
    ClaimedEvent,
    Examination,
    PictureFacts,
)
from verify.domain.findings import Finding, SetFinding
from verify.domain.matches import Comparison, Match
from verify.domain.metadata import JpegStructure, Metadata, Tag
from verify.domain.places import StatedPlace
from verify.domain.references import LibraryScope, Publication, Reference
from verify.domain.regions import Region
from verify.domain.times import StatedTime
from verify.exports.answers import Answers, Failure
from verify.exports.match_words import explanation

VERSION = "1"
DECIMALS = 6  # a millionth of a picture's side is far below a pixel

JSONObject = dict[str, Any]


def render(answers: Answers) -> bytes:
    """One line of JSON for each answer."""
    return b"".join(
        line(
            failure_json(item) if isinstance(item, Failure) else examination_json(item)
        )
        for item in answers.items
    )


def line(value: JSONObject) -> bytes:
    """The object on one line of ASCII, ended by a line feed."""
    return json.dumps(value, allow_nan=False).encode("ascii") + b"\n"


def failure_json(failure: Failure) -> JSONObject:
    """`verify.failure/1`: one input that could not be examined."""
    return {
        "format": "verify.failure/1",
        "input": failure.input,
        "error": failure.error,
        "next_step": failure.next_step,
        "exit_code": failure.exit_code,
    }


def summary_json(
    counts: dict[str, int], exit_code: int, together: tuple[SetFinding, ...] = ()
) -> JSONObject:
    """`verify.summary/1`: the last line of a batch, with the count of each outcome."""
    return {
        "format": "verify.summary/1",
        "inputs": sum(counts.values()),
        "counts": counts,
        "exit_code": exit_code,
        "devices": [_listed(asdict(one)) for one in together],
    }


def examination_json(e: Examination, *, given: str = "") -> JSONObject:
    """`verify.examination/1`: everything that came out for one photo.

    `given` is how the person named the input, where that says more than its file name.
    """
    evidence = e.evidence
    return {
        "format": "verify.examination/1",
        "input": given or evidence.name,
        "digest": evidence.digest,
        "size_bytes": evidence.size_bytes,
        "examined_at": e.examined_at,
        "outcome": e.answer.outcome.value,
        "sentence": e.answer.sentence,
        "assessments": [_assessment(a) for a in e.assessments],
        "findings": [finding_json(f) for f in e.findings],
        "matches": [_match(m) for m in e.matches],
        "considered": [_comparison(c) for c in e.considered],
        "claim": _claim(e.claim),
        "library": _scope(e.searched),
        "picture": _picture(e.picture),
        "undecodable": e.undecodable,
        "embedded": [asdict(one) for one in e.embedded],
        "metadata": metadata_json(e.metadata),
        "settings": dict(e.settings),
        "versions": dict(e.versions),
    }


def _picture(picture: PictureFacts | None) -> JSONObject | None:
    if picture is None:
        return None
    return {
        "format": picture.format,
        "width": picture.width,
        "height": picture.height,
        "frames": picture.frames,
        "pixels_digest": picture.pixels,
        "panels": [_region(panel) for panel in picture.panels],
        "too_poor": picture.too_poor,
        "notes": list(picture.notes),
    }


def _assessment(a: Assessment) -> JSONObject:
    return {
        "outcome": a.outcome.value,
        "label": a.label,
        "region": _region(a.region),
        "sentence": a.sentence,
        "findings": list(a.findings),
    }


def finding_json(f: Finding) -> JSONObject:
    """A finding, as it stands in every format that has it."""
    return {
        "check": f.check,
        "version": f.version,
        "code": f.code,
        "state": f.state.value,
        "bearing": f.bearing.value,
        "summary": f.summary,
        "reason": f.reason,
        "basis": list(f.basis),
        "limits": list(f.limits),
        "reference": f.reference,
        "region": _region(f.region),
    }


def _comparison(c: Comparison) -> JSONObject:
    return {
        "reference": c.reference,
        "kind": c.kind.value,
        "accepted": c.accepted,
        "score": _number(c.score),
        "decided_by": c.decided_by,
        "mirrored": c.mirrored,
        "transform": [_number(value) for value in c.transform],
        "query_region": _region(c.query_region),
        "reference_region": _region(c.reference_region),
        "numbers": {name: _number(value) for name, value in c.numbers.items()},
        "reason": c.reason,
    }


def _match(m: Match) -> JSONObject:
    compared = _comparison(m.comparison)
    return compared | {
        "reference": _reference(m.reference),
        "explanation": explanation(m.comparison),
    }


def _reference(r: Reference) -> JSONObject:
    return {
        "digest": r.digest,
        "name": r.name,
        "title": r.title,
        "captured_at": _time(r.captured_at),
        "depicts": r.depicts,
        "place": _place(r.place),
        "place_name": r.place_name,
        "licence": r.licence,
        "note": r.note,
        "manifest_line": r.manifest_line,
        "publications": [_publication(p) for p in r.publications],
    }


def _publication(p: Publication) -> JSONObject:
    return {
        "published_at": _time(p.published_at),
        "dated_by": p.dated_by.value,
        "url": p.url,
        "archive_url": p.archive_url,
        "publisher": p.publisher,
        "title": p.title,
        "note": p.note,
        "manifest_line": p.manifest_line,
    }


def metadata_json(m: Metadata) -> JSONObject:
    """What a file says about itself, as it stands in every format that has it."""
    return {
        "tags": [tag_json(tag) for tag in m.tags],
        "times": [
            {"role": s.role, "time": _time(s.time), "tag": tag_json(s.tag)}
            for s in m.times
        ],
        "places": [
            {"place": _place(s.place), "tag": tag_json(s.tag)} for s in m.places
        ],
        "problems": list(m.problems),
        "readers": dict(m.readers),
        "format": m.format,
        "blocks": [asdict(block) for block in m.blocks],
        "embedded": [asdict(picture) for picture in m.embedded],
        "history": [asdict(step) for step in m.history],
        "jpeg": _jpeg(m.jpeg),
        "credentials": _listed(asdict(m.credentials)),
    }


def _listed(value: Any) -> Any:
    """The value with lists where Python has tuples."""
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(one) for one in value] if isinstance(value, tuple) else value


def _jpeg(jpeg: JpegStructure | None) -> JSONObject | None:
    if jpeg is None:
        return None
    lists = {"tables": list(jpeg.tables), "segments": list(jpeg.segments)}
    return asdict(jpeg) | lists


def tag_json(tag: Tag) -> JSONObject:
    """A tag, as it stands in every format that has it."""
    return {
        "name": tag.name,
        "value": tag.value,
        "raw": tag.raw,
        "place": tag.place,
        "reader": tag.reader,
        "also": list(tag.also),
    }


def _claim(claim: ClaimedEvent) -> JSONObject:
    return {
        "time": _time(claim.time),
        "place": _place(claim.place),
        "other_places": [_place(one) for one in claim.other_places],
        "region": _region(claim.region),
        "names": list(claim.names),
    }


def _scope(scope: LibraryScope | None) -> JSONObject | None:
    if scope is None:
        return None
    return {
        "name": scope.name,
        "digest": scope.digest,
        "references": scope.references,
        "searchable": scope.searchable,
        "sequence": scope.sequence,
    }


def _time(time: StatedTime | None) -> JSONObject | None:
    if time is None:
        return None
    return {
        "text": time.text,
        "earliest": time.earliest.isoformat(),
        "end": time.end.isoformat(),
        "precision": time.precision.value,
        "zone": time.zone,
    }


def _place(place: StatedPlace | None) -> JSONObject | None:
    if place is None:
        return None
    return {
        "text": place.text,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "radius_km": place.radius_km,
    }


def _region(region: Region | None) -> list[list[float]] | None:
    if region is None:
        return None
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in region.points]


def _number(value: float) -> float | None:
    """JSON knows no infinity: what is not finite is null."""
    return round(float(value), DECIMALS) if math.isfinite(value) else None

"""Answers as JSON: one object a line, one line an input, failures included.

The keys are a public promise (docs/json.md); adding one is a small change, removing
or renaming one makes `verify.examination/2`. Output is pure ASCII, so that no text
from a stranger reaches a terminal raw. No picture and no local path is written here
beyond the name an input was given under.
"""

import json
from dataclasses import asdict

from verify.domain.examination import (
    Assessment,
    ClaimedEvent,
    Examination,
    PictureFacts,
)
from verify.domain.findings import SetFinding
from verify.domain.references import LibraryScope
from verify.exports.answers import Answers, Failure
from verify.exports.json_matches import comparison_json, match_json
from verify.exports.json_shapes import (
    JSONObject,
    finding_json,
    listed_json,
    place_json,
    region_json,
    time_json,
)
from verify.exports.metadata_json import metadata_json

VERSION = "1"


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
        "devices": [listed_json(asdict(one)) for one in together],
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
        "matches": [match_json(m) for m in e.matches],
        "considered": [comparison_json(c) for c in e.considered],
        "claim": _claim(e.claim),
        "library": _scope(e.searched),
        "picture": picture_json(e.picture),
        "undecodable": e.undecodable,
        "embedded": [asdict(one) for one in e.embedded],
        "metadata": metadata_json(e.metadata),
        "settings": dict(e.settings),
        "versions": dict(e.versions),
    }


def picture_json(picture: PictureFacts | None) -> JSONObject | None:
    """What decoding gave, as it stands in an examination."""
    if picture is None:
        return None
    return {
        "format": picture.format,
        "width": picture.width,
        "height": picture.height,
        "frames": picture.frames,
        "pixels_digest": picture.pixels,
        "panels": [region_json(panel) for panel in picture.panels],
        "too_poor": picture.too_poor,
        "notes": list(picture.notes),
    }


def _assessment(a: Assessment) -> JSONObject:
    return {
        "outcome": a.outcome.value,
        "label": a.label,
        "region": region_json(a.region),
        "sentence": a.sentence,
        "findings": list(a.findings),
    }


def _claim(claim: ClaimedEvent) -> JSONObject:
    return {
        "time": time_json(claim.time),
        "place": place_json(claim.place),
        "other_places": [place_json(one) for one in claim.other_places],
        "region": region_json(claim.region),
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

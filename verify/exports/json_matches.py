"""Comparisons and matches as JSON, with the reference that each points to."""

from verify.domain.matches import Comparison, Differing, Match
from verify.domain.references import Publication, Reference
from verify.exports.json_shapes import (
    JSONObject,
    number_json,
    place_json,
    region_json,
    time_json,
)
from verify.exports.match_words import differences, explanation


def comparison_json(c: Comparison) -> JSONObject:
    """One candidate compared, accepted or not."""
    return {
        "reference": c.reference,
        "kind": c.kind.value,
        "accepted": c.accepted,
        "score": number_json(c.score),
        "decided_by": c.decided_by,
        "mirrored": c.mirrored,
        "transform": [number_json(value) for value in c.transform],
        "query_region": region_json(c.query_region),
        "reference_region": region_json(c.reference_region),
        "numbers": {name: number_json(value) for name, value in c.numbers.items()},
        "reason": c.reason,
    }


def match_json(m: Match) -> JSONObject:
    """An accepted comparison with its reference, in words, and what differs."""
    return comparison_json(m.comparison) | {
        "reference": _reference(m.reference),
        "explanation": explanation(m.comparison),
        "differing": _differing(m.differing),
    }


def _differing(d: Differing | None) -> JSONObject | None:
    if d is None:
        return None
    return {
        "share": number_json(d.share),
        "regions": [region_json(one) for one in d.regions],
        "words": differences(d.share, d.regions),
    }


def _reference(r: Reference) -> JSONObject:
    return {
        "digest": r.digest,
        "name": r.name,
        "title": r.title,
        "captured_at": time_json(r.captured_at),
        "depicts": r.depicts,
        "place": place_json(r.place),
        "place_name": r.place_name,
        "licence": r.licence,
        "note": r.note,
        "manifest_line": r.manifest_line,
        "publications": [_publication(p) for p in r.publications],
    }


def _publication(p: Publication) -> JSONObject:
    return {
        "published_at": time_json(p.published_at),
        "dated_by": p.dated_by.value,
        "url": p.url,
        "archive_url": p.archive_url,
        "publisher": p.publisher,
        "title": p.title,
        "note": p.note,
        "manifest_line": p.manifest_line,
    }

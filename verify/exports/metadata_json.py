"""What files say about themselves as JSON, alone and within an examination."""

from dataclasses import asdict

from verify.domain.conflicts import conflicts
from verify.domain.metadata import JpegStructure, Metadata, Tag
from verify.exports.answers import FileStatements
from verify.exports.fields import fields_of
from verify.exports.json_shapes import (
    JSONObject,
    finding_json,
    listed_json,
    place_json,
    time_json,
)
from verify.exports.metadata_words import sentence


def statements_json(told: FileStatements, *, given: str) -> JSONObject:
    """`verify.metadata/1`: fields by name, what to look at, and all that was read."""
    metadata, evidence = told.metadata, told.evidence
    fields = fields_of(metadata)
    return {
        "format": "verify.metadata/1",
        "input": given,
        "digest": evidence.digest,
        "size_bytes": evidence.size_bytes,
        "sentence": sentence(metadata, fields),
        "fields": fields,
        "conflicts": [
            {
                "kind": one.kind.value,
                "sentence": one.sentence,
                "tags": [tag_json(tag) for tag in one.tags],
            }
            for one in conflicts(metadata)
        ],
        "findings": [finding_json(one) for one in told.findings],
        "metadata": metadata_json(metadata),
    }


def metadata_json(m: Metadata) -> JSONObject:
    """What a file says about itself, as it stands in every format that has it."""
    return {
        "tags": [tag_json(tag) for tag in m.tags],
        "times": [
            {"role": s.role, "time": time_json(s.time), "tag": tag_json(s.tag)}
            for s in m.times
        ],
        "places": [
            {"place": place_json(s.place), "tag": tag_json(s.tag)} for s in m.places
        ],
        "problems": list(m.problems),
        "readers": dict(m.readers),
        "format": m.format,
        "blocks": [asdict(block) for block in m.blocks],
        "embedded": [asdict(picture) for picture in m.embedded],
        "history": [asdict(step) for step in m.history],
        "jpeg": _jpeg(m.jpeg),
        "credentials": listed_json(asdict(m.credentials)),
    }


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

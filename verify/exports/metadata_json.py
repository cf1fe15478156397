"""What files say about themselves as JSON: `verify.metadata/1`, one line a photo."""

from verify.domain.conflicts import conflicts
from verify.exports.answers import FileStatements
from verify.exports.fields import fields_of
from verify.exports.json_lines import JSONObject, finding_json, metadata_json, tag_json
from verify.exports.metadata_words import sentence


def statements_json(told: FileStatements, *, given: str) -> JSONObject:
    """Fields by name, what to look at, and everything the readers found."""
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

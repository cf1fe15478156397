"""The task of reading what a file says about itself, for either kind of worker."""

from collections.abc import Mapping
from dataclasses import replace

from verify.domain.metadata import Metadata
from verify.outside.framing import Json, Reply
from verify.readers.credentials import Anchors, read_credentials
from verify.readers.credentials_wire import trust_list_from_json
from verify.readers.metadata import read_metadata
from verify.readers.wire import metadata_to_json


def metadata(content: bytes, options: Mapping[str, Json]) -> Reply:
    """What the file says about itself, under `metadata`; option `trust_list`."""
    return Reply({"metadata": metadata_to_json(read_all(content, options))})


def read_all(content: bytes, options: Mapping[str, Json]) -> Metadata:
    """All that can be read without decoding; `trust_list` has `pem` and its words."""
    listed = options.get("trust_list")
    anchors = Anchors(trust_list_from_json(listed), listed["pem"]) if listed else None
    credentials = read_credentials(content, anchors)
    return replace(read_metadata(content), credentials=credentials)

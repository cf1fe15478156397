"""What a worker took out of one photo, as the records that checks are given.

Where the worker could do nothing with the file, there is no picture, and the metadata
hold why. Nothing here starts a worker or examines anything.
"""

from verify.domain.examination import EmbeddedComparison
from verify.domain.metadata import Metadata
from verify.errors import VerifyError
from verify.fingerprints.embedded import embedded_from_json
from verify.fingerprints.extraction import Extraction, from_wire
from verify.outside.workers import Reply
from verify.readers.wire import metadata_from_json


def taken_out(
    reply: Reply | VerifyError, key: str
) -> tuple[Metadata, Extraction | None, str]:
    """Metadata, the extraction if there is one, and why there is none."""
    if isinstance(reply, VerifyError):
        why = str(reply).removeprefix(f"{key}: ")
        return Metadata(problems=(why,)), None, why
    metadata = metadata_from_json(reply.header["metadata"])
    record = reply.header["picture"]
    if record is None:
        return metadata, None, str(reply.header["undecodable"])
    return metadata, from_wire(record, reply.arrays), ""


def embedded_in(reply: Reply | VerifyError) -> tuple[EmbeddedComparison, ...]:
    """Thumbnails as the worker compared them."""
    if isinstance(reply, VerifyError):
        return ()
    return embedded_from_json(reply.header["embedded"])

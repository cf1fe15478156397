"""Trusted time: RFC 3161 requests and replies, through rfc3161-client.

Only a hash and a random number leave the computer, and only when a person asks. The
request is sent by `curl` to the authority that the person named, or carried by hand:
it is a file, and so is the reply. A reply is checked against its request before it is
taken, and against the authority's root where that is given; what one reader cannot
read and `openssl` can is kept, and said.
"""

import hashlib
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from verify.audit.programs import stamp_holds, stamp_time
from verify.errors import AskedWrongly, BadInput, SurroundingsError
from verify.outside.working_folder import working_folder

DEADLINE_SECONDS = 30
MOST_REPLY_BYTES = 1_000_000
REQUEST_TYPE = "application/timestamp-query"
REPLY_TYPE = "application/timestamp-reply"


@dataclass(frozen=True)
class Request:
    """What is asked of an authority: the bytes to send, and the nonce in them."""

    content: bytes
    nonce: int


@dataclass(frozen=True)
class Reply:
    """A time stamp that fits its request."""

    content: bytes
    stamped_at: datetime
    certificates: bytes
    """PEM text of the certificates that came inside, for verifying it years later."""
    note: str
    """What a person should know: not checked against a root, or read by one program."""


def request_for(message: bytes) -> Request:
    """Ask for a stamp over the SHA-256 of these bytes, with a nonce."""
    built = (
        TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
        .cert_request(cert_request=True).nonce(nonce=True).build()
    )  # fmt: skip
    return Request(built.as_bytes(), built.nonce or 0)


def ask(url: str, request: Request) -> bytes:
    """Send a request to an authority with `curl`; its reply, unchecked."""
    if not url.startswith(("https://", "http://")):
        raise AskedWrongly(
            f"{url!r} is no address of a time-stamp authority",
            next_step="Give one that begins with https:// or http://",
        )
    command = [
        "curl", "--silent", "--show-error", "--fail", "--proto", "=http,https",
        "--max-time", str(DEADLINE_SECONDS), "--max-filesize", str(MOST_REPLY_BYTES),
        "--header", f"Content-Type: {REQUEST_TYPE}", "--data-binary", "@-", "--", url,
    ]  # fmt: skip
    try:
        ran = subprocess.run(  # noqa: S603 - the command is the one above
            command, input=request.content, capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise SurroundingsError(
            "curl is missing, which sends requests for time stamps",
            next_step="Install curl, or carry the requests by hand.",
        ) from error
    if ran.returncode != 0:
        said = ran.stderr.decode("utf-8", "replace").strip()
        raise SurroundingsError(
            f"{url} gave no time stamp: {said or ran.returncode}",
            next_step="The request stays in the queue; try again with a network.",
        )
    return ran.stdout


def taken(
    content: bytes, message: bytes, nonce: int, roots: Sequence[Path] = ()
) -> Reply:
    """The reply, checked; raises BadInput where it is none for this message."""
    try:
        reply = decode_timestamp_response(content)
    except ValueError as error:
        return _read_by_openssl(content, message, roots, str(error))
    if reply.status not in {0, 1}:
        said = "; ".join(reply.status_string) or f"status {reply.status}"
        raise BadInput(f"the authority gave no stamp: {said}")
    if reply.tst_info.nonce != nonce:
        raise BadInput("the time stamp answers another request")
    if reply.tst_info.message_imprint.message != hashlib.sha256(message).digest():
        raise BadInput("the time stamp is over something else")
    note = _checked(reply, message, roots)
    certificates = b"".join(
        x509.load_der_x509_certificate(one).public_bytes(Encoding.PEM)
        for one in sorted(reply.signed_data.certificates)
    )
    return Reply(content, reply.tst_info.gen_time.astimezone(UTC), certificates, note)


def _checked(reply: TimeStampResponse, message: bytes, roots: Sequence[Path]) -> str:
    """An empty text where the stamp leads to a root; raises BadInput where to none."""
    if not roots:
        return "not checked against a root: none is set for this authority"
    certificates = [one for root in roots for one in _certificates(root)]
    trusted = [one for one in certificates if one.issuer == one.subject]
    between = [one for one in certificates if one.issuer != one.subject]
    builder = VerifierBuilder(roots=trusted, intermediates=between)
    try:
        builder.build().verify_message(reply, message)
    except (VerificationError, ValueError) as error:
        raise BadInput(
            f"the time stamp does not lead to {roots[0].name}: {error}"
        ) from error
    return ""


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise AskedWrongly(f"{path} holds no certificates: {error}") from error


def _read_by_openssl(
    content: bytes, message: bytes, roots: Sequence[Path], why: str
) -> Reply:
    """Some authorities write what a strict reader refuses; openssl may read it."""
    with working_folder() as folder:
        token = folder / "reply.tsr"
        token.write_bytes(content)
        at = stamp_time(token)
        ran = [stamp_holds(token, message, root, root, at) for root in roots if at]
    if at is None or not any(one is not None and one.ok for one in ran):
        raise BadInput(f"the reply is no time stamp that can be read: {why}")
    note = f"read and verified by openssl; rfc3161-client cannot read it ({why})"
    return Reply(content, at, b"", note)

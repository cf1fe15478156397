"""Content Credentials by c2pa-python, offline, from the whole manifest store.

The library is optional and is loaded only for a file that holds C2PA data. Remote
manifests and revocation are never asked for: settings of the library switch them off.
It runs in the worker, on hostile files: nothing here raises, all that is given is
bounded, and whatever the library raises becomes a presence that could not be read.
"""

import importlib
import importlib.util
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from verify.domain.credentials import Credentials, Presence, TrustList
from verify.readers.c2pa_codes import (
    IDENTITY,
    binding_of,
    certificate_of,
    codes_of,
    signature_of,
    signer_of,
    time_stamp_of,
)
from verify.readers.c2pa_store import manifests_of
from verify.readers.readings import shown

MANIFEST_STORE = b"jumdc2pa"
"""Type and first label bytes of a manifest store's description box (ISO 19566-5, C2PA
2.2 section 11.1): wherever a container holds a store, these stand in the file."""
_REMOTE = re.compile(rb"""dcterms:provenance(?:=["']|>)\s*([^"'<\s]{1,1000})""")
LARGEST_REPORT = 8 << 20
MISSING = (
    "the optional library c2pa-python is not installed: pip install 'imgverify[c2pa]'"
)
_OFFLINE = {
    "verify": {
        "remote_manifest_fetch": False,
        "ocsp_fetch": False,
        "verify_trust": True,
    },
    "core": {"allowed_network_hosts": []},
}
_FORMATS = (
    (b"\xff\xd8", 0, "image/jpeg"),
    (b"\x89PNG", 0, "image/png"),
    (b"GIF8", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"II*\0", 0, "image/tiff"),
    (b"MM\0*", 0, "image/tiff"),
    (b"\0\0\0\x0cJXL ", 0, "image/jxl"),
    (b"ftypavif", 4, "image/avif"),
    (b"ftypavis", 4, "image/avif"),
    (b"ftyphei", 4, "image/heic"),
    (b"ftyphev", 4, "image/heic"),
    (b"ftypmif1", 4, "image/heif"),
)


@dataclass(frozen=True)
class Anchors:
    """A trust list as handed to the library."""

    described: TrustList
    pem: str


def read_credentials(content: bytes, anchors: Anchors | None = None) -> Credentials:
    """The four facts and the statements; `none` where there is nothing to read."""
    held = MANIFEST_STORE in content
    address = _remote_address(content)
    if not held:
        return Credentials(
            presence=Presence.REMOTE if address else Presence.NONE, reason=address
        )
    if importlib.util.find_spec("c2pa") is None:
        return Credentials(presence=Presence.NOT_READ, reason=MISSING)
    library = importlib.import_module("c2pa")
    version = f"c2pa-python {library.sdk_version()}"
    try:
        return _read(library, content, anchors, version)
    except Exception as error:  # noqa: BLE001  (its classes of error are private)
        reason = shown(str(error))[:200] or type(error).__name__
        if address:
            return Credentials(presence=Presence.REMOTE, reason=address)
        return Credentials(Presence.UNREADABLE, reason, reader=version)


def _remote_address(content: bytes) -> str:
    """The address of a manifest kept elsewhere, from the XMP as it stands."""
    found = _REMOTE.search(content) if b"dcterms:provenance" in content else None
    if found is None:
        return ""
    address = shown(found[1].decode("utf-8", "replace"))
    return "" if address.startswith("self#") else address


def _read(
    library: Any, content: bytes, anchors: Anchors | None, version: str
) -> Credentials:
    settings: dict[str, Any] = dict(_OFFLINE)
    if anchors is not None:
        settings["trust"] = {"user_anchors": anchors.pem}
    stream = io.BytesIO(content)
    with (
        library.Context.from_dict(settings) as context,
        library.Reader(_format_of(content), stream, context=context) as reader,
    ):
        report = reader.json()
        if len(report) > LARGEST_REPORT:
            raise ValueError("its report is larger than 8 MB")
        return _credentials(json.loads(report), anchors, version)


def _format_of(content: bytes) -> str:
    for mark, offset, kind in _FORMATS:
        if content.startswith(mark, offset):
            return kind
    return "image/jpeg"  # what it is not, the library says in its own words


def _credentials(
    report: Mapping[str, Any], anchors: Anchors | None, version: str
) -> Credentials:
    results = report.get("validation_results") or {}
    active = results.get("activeManifest") or {}
    trust_list = anchors.described if anchors else None
    return Credentials(
        presence=Presence.EMBEDDED,
        binding=binding_of(active),
        signature=signature_of(active),
        signer=signer_of(active, trust_list),
        certificate=certificate_of(active),
        time_stamp=time_stamp_of(active),
        trust_list=trust_list,
        manifests=manifests_of(report),
        codes=tuple(shown(code) for code in codes_of(active, "failure")),
        unchecked=_unchecked(active),
        reader=version,
    )


def _unchecked(active: Mapping[str, Any]) -> tuple[str, ...]:
    """What was not asked for, or is the word of others that nobody checked here."""
    said = ["whether the certificate was revoked, which needs the network"]
    codes = (*codes_of(active, "failure"), *codes_of(active, "informational"))
    if any(code.startswith(IDENTITY) for code in codes):
        said.append("identities of persons (CAWG), which need the network")
    if any("dditionalExclusions" in code for code in codes):
        said.append("parts of the file that the signer left out of the hash")
    return tuple(said)

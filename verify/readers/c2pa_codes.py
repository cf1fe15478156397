"""What the C2PA library's validation codes say about each of the four facts.

The codes are those of the C2PA specification 2.2, section 15 ("Validation"). Codes are
sorted, never weighed: a fact that no code speaks of was not checked.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from verify.domain.credentials import (
    Binding,
    Certificate,
    Signature,
    Signer,
    TimeStamp,
    TrustList,
)

PICTURE_HASHES = tuple(
    f"assertion.{kind}." for kind in ("dataHash", "bmffHash", "boxesHash",
                                      "collectionHash", "multiAssetHash")
)  # fmt: skip
NO_HASH = ("claim.hardBindings.missing", "claim.hardBindings.multiple",
           "assertion.multipleHardBindings")  # fmt: skip
STATEMENT_CODES = ("assertion.hashedURI.mismatch", "assertion.missing",
                   "assertion.undeclared", "assertion.inaccessible",
                   "assertion.action.redacted")  # fmt: skip
EXPIRED = ("signingCredential.expired", "claimSignature.outsideValidity")
SIGNER_ALONE = ("signingCredential.", *EXPIRED)
IDENTITY = "cawg."
# Not known offline, or no matter of soundness: told elsewhere.
NO_FAULT = ("signingCredential.untrusted", "signingCredential.ocsp", IDENTITY,
            "ingredient.unknownProvenance", *EXPIRED)  # fmt: skip

Results = Mapping[str, Any]


def codes_of(results: Results, kind: str) -> tuple[str, ...]:
    """The codes of one kind (`success`, `informational`, `failure`), each once."""
    entries = results.get(kind)
    if not isinstance(entries, list):
        return ()
    found = (one.get("code") for one in entries if isinstance(one, dict))
    return tuple(dict.fromkeys(code for code in found if isinstance(code, str)))


def binding_of(active: Results) -> Binding:
    """Whether hashes in the manifest fit the picture's bytes and the statements."""
    failed, passed = codes_of(active, "failure"), codes_of(active, "success")
    if any(code.startswith(PICTURE_HASHES) for code in failed):
        return Binding.PICTURE_DIFFERS
    if any(code in STATEMENT_CODES for code in failed):
        return Binding.STATEMENTS_DIFFER
    bound = [c for c in passed if c.startswith(PICTURE_HASHES) and c.endswith(".match")]
    if not bound or any(code in NO_HASH for code in failed):
        return Binding.NOT_CHECKED
    return Binding.MATCHES


def signature_of(active: Results) -> Signature:
    """Whether the claim's signature verifies with the certificate beside it."""
    failed = codes_of(active, "failure")
    broken = [c for c in failed if c.startswith("claimSignature.") and c not in EXPIRED]
    if broken or "signingCredential.invalid" in failed:
        return Signature.UNSOUND
    if "claimSignature.validated" in codes_of(active, "success"):
        return Signature.SOUND
    return Signature.NOT_CHECKED


def signer_of(active: Results, trust_list: TrustList | None) -> Signer:
    """Whether the certificate leads to the list given."""
    if trust_list is None:
        return Signer.NO_LIST
    if "signingCredential.trusted" in codes_of(active, "success"):
        return Signer.LISTED
    if "signingCredential.untrusted" in codes_of(active, "failure"):
        return Signer.NOT_LISTED
    return Signer.NOT_CHECKED


def certificate_of(active: Results) -> Certificate:
    """Whether the certificate was in date at signing."""
    if any(code in EXPIRED for code in codes_of(active, "failure")):
        return Certificate.OUT_OF_DATE
    if "claimSignature.insideValidity" in codes_of(active, "success"):
        return Certificate.IN_DATE
    return Certificate.UNKNOWN


def time_stamp_of(active: Results) -> TimeStamp:
    """What the time stamp over the signature is worth."""
    passed = codes_of(active, "success")
    others = (*codes_of(active, "failure"), *codes_of(active, "informational"))
    unsound = {"timeStamp.mismatch", "timeStamp.malformed", "timeStamp.outsideValidity"}
    if unsound & set(others):
        return TimeStamp.UNSOUND
    if "timeStamp.trusted" in passed and "timeStamp.validated" in passed:
        return TimeStamp.TRUSTED
    if "timeStamp.validated" in passed or "timeStamp.untrusted" in others:
        return TimeStamp.UNKNOWN_AUTHORITY
    return TimeStamp.NONE


def faults(codes: Sequence[str]) -> tuple[str, ...]:
    """The codes that say that something does not hold."""
    return tuple(code for code in codes if not code.startswith(NO_FAULT))

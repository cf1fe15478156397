"""Tells what a file's Content Credentials (C2PA) hold, as four facts kept apart.

Present; bytes bound; signature sound; signer on a list. A sound signature says that
some key signed these bytes, not whose key it was or that the picture shows what is
claimed; so nothing here speaks for a claim. What signers state is quoted. The one thing
held against a claim is a trusted time stamp that is older than the event. No manifest
is neutral: most pictures have none.
"""

from datetime import datetime

from verify.checks.findings import Maker, counted, quoted
from verify.domain.credentials import (
    Binding,
    Certificate,
    Credentials,
    Presence,
    Signature,
    Signer,
    TimeStamp,
)
from verify.domain.examination import Facts
from verify.domain.findings import Bearing, Finding, State
from verify.domain.times import StatedTime, in_words, on_date, stated_time

NAME = "credentials"
VERSION = "1"

NO_ANSWER = "A signature says who signed, at best, and never what the picture shows."
STRIPPED = (
    "Most pictures have none, and most platforms remove them: absence is neutral."
)
ANY_KEY = "Anybody can make a key that carries any name."
RESAVED = (
    "Re-saving, cropping or sending a file breaks this bond without any bad intent."
)
OFFLINE = "Nothing was asked of the network, so revocation is not known."
MOST_QUOTED = 12

_made = Maker(NAME, VERSION)

_BINDING = {
    Binding.MATCHES: (
        "bytes_match",
        "Content Credentials: the file's bytes are those that were signed.",
    ),
    Binding.PICTURE_DIFFERS: (
        "bytes_differ",
        "Content Credentials: the picture was changed or re-saved after signing.",
    ),
    Binding.STATEMENTS_DIFFER: (
        "statements_differ",
        "Content Credentials: a statement in them was changed after it was signed.",
    ),
}
_SIGNATURE = {
    Signature.SOUND: (
        "signature_sound",
        "Content Credentials: the signature verifies with the certificate beside it.",
    ),
    Signature.UNSOUND: (
        "signature_unsound",
        "Content Credentials: the signature does not verify and bears nothing out.",
    ),
}


def run(facts: Facts) -> tuple[Finding, ...]:
    """One finding a fact, then the ingredients, the statements and the time stamp."""
    said = facts.metadata.credentials
    if said.presence is not Presence.EMBEDDED:
        return (_not_embedded(said),)
    found = [_present(said), _bound(said), _signed(said), _known(said)]
    found += _ingredients(said)
    found += _statements(said)
    found += _stamped(said, facts.claim.time)
    return tuple(found)


def _not_embedded(said: Credentials) -> Finding:
    if said.presence is Presence.REMOTE:
        return _made(
            "manifest_elsewhere",
            "The file points to Content Credentials kept elsewhere, which were not "
            "fetched.",
            basis=(f"XMP dcterms:provenance = {said.reason}",),
            limits=("To ask there would tell its keeper that somebody looks.",),
        )
    if said.presence is Presence.UNREADABLE:
        return _made(
            "manifest_unreadable",
            "The file holds Content Credentials that cannot be read.",
            state=State.NOT_DETERMINED,
            reason=f"{said.reader} says: {said.reason}",
        )
    if said.presence is Presence.NOT_READ:
        return _made(
            "manifest_not_read",
            "The file holds Content Credentials (C2PA), which were not read.",
            state=State.NOT_DETERMINED,
            reason=said.reason[:1].upper() + said.reason[1:] + ".",
        )
    return _made(
        "no_manifest",
        "The file holds no Content Credentials; most pictures have none.",
        state=State.NOT_OBSERVED,
        limits=(STRIPPED,),
    )


def _present(said: Credentials) -> Finding:
    active = said.active
    names = (active.signer, active.issuer) if active else ("", "")
    by = " of ".join(quoted(name) for name in names if name) or "an unnamed signer"
    tool = f", made with {quoted(active.tool)}" if active and active.tool else ""
    return _made(
        "manifest_present",
        f"The file holds Content Credentials signed under the name {by}{tool}.",
        basis=(f"{counted(len(said.manifests), 'manifest')}, read by {said.reader}",),
        limits=(NO_ANSWER, ANY_KEY),
    )


def _bound(said: Credentials) -> Finding:
    if said.binding in _BINDING:
        code, words = _BINDING[said.binding]
        return _made(code, words, basis=said.codes, limits=(RESAVED, NO_ANSWER))
    return _made(
        "bytes_not_checked",
        "Content Credentials: nothing in them binds the file's bytes.",
        basis=said.codes,
        limits=(NO_ANSWER,),
    )


def _signed(said: Credentials) -> Finding:
    if said.signature not in _SIGNATURE:
        return _made(
            "signature_not_checked",
            "Content Credentials: whether the signature holds could not be checked.",
            state=State.NOT_DETERMINED,
            reason="The library gave no result: " + (", ".join(said.codes) or "none."),
        )
    code, words = _SIGNATURE[said.signature]
    if said.certificate is Certificate.OUT_OF_DATE:
        words += " The certificate was out of date; that alone changes no byte."
    return _made(code, words, basis=said.codes, limits=(NO_ANSWER, OFFLINE))


def _known(said: Credentials) -> Finding:
    listed = said.trust_list
    if listed is None:
        return _made(
            "signer_no_list",
            "Content Credentials: who signed is not known, since no list of known "
            "signers was given.",
            limits=(ANY_KEY, "Give one: --trust-list FILE."),
        )
    dated = f"dated {listed.dated}" if listed.dated else "undated"
    named = f"the list {quoted(listed.name)} ({dated})"
    basis = (f"{listed.name}, SHA-256 {listed.digest}",)
    if said.signer is Signer.LISTED and said.signature is Signature.SOUND:
        return _made(
            "signer_listed",
            f"Content Credentials: the signer's certificate is vouched for by {named}.",
            basis=basis,
            limits=(NO_ANSWER, OFFLINE, "A listed signer can sign what is not so."),
        )
    if said.signer is Signer.NOT_LISTED:
        return _made(
            "signer_not_listed",
            f"Content Credentials: the signer is not on {named}.",
            basis=basis,
            limits=(ANY_KEY,),
        )
    return _made(
        "signer_not_checked",
        f"Content Credentials: whether the signer is on {named} could not be checked.",
        state=State.NOT_DETERMINED,
        reason="The signature does not hold." if said.signature is Signature.UNSOUND
        else "The library gave no result.",
        basis=basis,
    )  # fmt: skip


def _ingredients(said: Credentials) -> list[Finding]:
    broken = said.broken_ingredients
    if not broken:
        return []
    lines = tuple(
        f"{quoted(one.title or one.manifest)} in {manifest.label}: "
        + ", ".join(one.problems)
        for manifest, one in broken[:MOST_QUOTED]
    )
    return [
        _made(
            "ingredient_broken",
            "Content Credentials: an earlier version or part that went into this file "
            "has credentials that do not hold, whatever the outermost signature says.",
            basis=lines,
            limits=("Its signer may have recorded that openly.", NO_ANSWER),
        )
    ]


def _statements(said: Credentials) -> list[Finding]:
    lines = tuple(
        f"{quoted(manifest.signer or manifest.label)}"
        f"{'' if manifest.active else ' (of an ingredient)'} says: {action}"
        for manifest in said.manifests
        for action in manifest.actions
    )
    if not lines:
        return []
    return [
        _made(
            "signer_states",
            "Content Credentials say what was done to the picture; these are the "
            "signers' statements.",
            basis=lines[:MOST_QUOTED],
            limits=("A signature covers a statement and does not make it so.",),
        )
    ]


def _stamped(said: Credentials, event: StatedTime | None) -> list[Finding]:
    """A time stamp over sound, bound credentials: the bytes existed by then."""
    active = said.active
    if active is None or not active.signed_at:
        return []
    time = _instant(active.signed_at)
    sound = said.signature is Signature.SOUND and said.binding is Binding.MATCHES
    if time is None or not sound or said.time_stamp is not TimeStamp.TRUSTED:
        return []
    words = f"A time-stamp authority attests that these bytes existed {on_date(time)}"
    basis = (f"time stamp of {active.label} = {active.signed_at}",)
    limits = ("That the library knows the authority, and that its clock was right.",)
    if event is not None and time.before(event):
        return [
            _made(
                "signed_before",
                f"{words}, before the claimed event ({in_words(event)}).",
                bearing=Bearing.CONTRADICTS,
                basis=basis,
                limits=limits,
            )
        ]
    return [_made("signed_at", f"{words}.", basis=basis, limits=limits)]


def _instant(text: str) -> StatedTime | None:
    try:
        return stated_time(datetime.fromisoformat(text).strftime("%Y-%m-%dT%H:%M:%S%z"))
    except ValueError:
        return None

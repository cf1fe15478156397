"""Items 1 to 8: the originals, and how they came."""

import re
from itertools import combinations
from typing import TYPE_CHECKING

from verify.audit.checklist import Answer
from verify.audit.facts import AuditFacts, answer, unverifiable

if TYPE_CHECKING:
    from verify.audit.casebook import Entry

LENGTH = re.compile(
    rb"^content-length:[ \t]*(\d{1,18})\s*$", re.IGNORECASE | re.MULTILINE
)
COPIES = ("identical_bytes", "identical_pixels", "same_picture")
NEEDED = ("collected_at", "collector", "method")


def originals_hold(facts: AuditFacts) -> Answer:
    """Item 1."""
    named = {d: e for e in facts.book.entries for d in e.files("original", of="out")}
    blobs = facts.verified.blobs
    wrong = [
        f"{entry.place}: {digest} is missing or changed"
        for digest, entry in named.items()
        if digest not in blobs.sizes and digest not in blobs.withheld
    ]
    words = f"All originals have the digest they are named by ({len(named)})."
    return answer(wrong, words, looked_at=len(named))


def digest_in_line(facts: AuditFacts) -> Answer:
    """Item 2."""
    acquired = facts.book.of("acquire")
    wrong = [one.place for one in acquired if len(one.files("original")) != 1]
    words = f"All acquisitions name their bytes by digest and size ({len(acquired)})."
    return answer(wrong, words, looked_at=len(acquired))


def not_re_encoded(facts: AuditFacts) -> Answer:
    """Item 3."""
    book, wrong, without, checked = facts.book, [], [], 0
    for one in book.of("acquire"):
        texts = book.texts(one) or {}
        headers = [book.blobs.content(d) for d in _headers(facts, one)]
        stated = [LENGTH.search(text) for text in headers if text]
        size = book.blobs.sizes.get("".join(one.files("original")))
        checked += bool(stated)
        if "source_url" in texts and not headers:
            without.append(one.place)
        wrong += [
            f"{one.place}: {told[1].decode()} bytes were sent, {size} are stored"
            for told in stated if told and size is not None and int(told[1]) != size
        ]  # fmt: skip
    if without and not wrong:
        words = f"{len(without)} acquisitions from an address kept no headers."
        return unverifiable(words, without)
    words = f"The stored bytes are those transferred, in {checked} acquisitions."
    return answer(wrong, words, looked_at=checked, nothing="Nothing was downloaded.")


def _headers(facts: AuditFacts, acquired: "Entry") -> list[str]:
    """Digests of the transfer's headers: in the line itself, or received about it."""
    about = facts.book.about(str(acquired.body.get("evidence")), "receive")
    kept = [one for one in about if one.body.get("kind") == "headers"]
    received = [digest for one in kept for digest in one.files("context")]
    return acquired.files("headers") + received


def apart(facts: AuditFacts) -> Answer:
    """Item 4."""
    derived = {d: e for e in facts.book.of("derive") for d in e.files("derived")}
    wrong = [
        f"{one.place}: its original was made by {derived[digest].place}"
        for one in facts.book.of("acquire") for digest in one.files("original")
        if digest in derived
    ]  # fmt: skip
    wrong += [
        f"{one.place}: a working copy is used as original"
        for one in facts.book.entries for digest in one.files("original", of="in")
        if digest in derived
    ]  # fmt: skip
    looked = len(facts.book.of("acquire"))
    return answer(wrong, "No derived picture is an original.", looked_at=looked)


def acquisition_told(facts: AuditFacts) -> Answer:
    """Item 5."""
    wrong, away = [], []
    acquired = facts.book.of("acquire")
    for one in acquired:
        body, texts = facts.book.body(one), facts.book.texts(one)
        lacks = [name for name in NEEDED if not body.get(name)]
        if texts is None:
            away.append(one.place)
        elif not {"source_url", "custodian"} & set(texts):
            lacks.insert(0, "source or custodian")
        if not body.get("posted_at") and "posted_at" not in body.get("missing", ()):
            lacks.append("posted_at, or that it is missing")
        if lacks:
            wrong.append(f"{one.place}: no {', '.join(lacks)}")
    if away and not wrong:
        return unverifiable("The words that name sources were withheld.", away)
    words = f"All acquisitions say where, when, by whom and how ({len(acquired)})."
    return answer(wrong, words, looked_at=len(acquired))


def context_kept(facts: AuditFacts) -> Answer:
    """Item 6."""
    wrong = []
    evidence = facts.book.evidence()
    for ident, acquired in evidence.items():
        texts = [facts.book.texts(one) for one in acquired]
        told = any(
            t is None or {"post_text", "why_missing", "custodian"} & set(t)
            for t in texts
        )
        names = {ident, *(str(one.body.get("id")) for one in acquired)}
        kept = [one for name in names for one in facts.book.about(name, "receive")]
        if not told and all(one.body.get("kind") == "headers" for one in kept):
            wrong.append(ident)
    words = "Each picture's surroundings were captured, or their absence is stated."
    return answer(wrong, words, looked_at=len(evidence))


def given_by_others(facts: AuditFacts) -> Answer:
    """Item 7."""
    wrong, looked = [], 0
    for one in facts.book.of("receive"):
        body, texts = facts.book.body(one), facts.book.texts(one)
        if body.get("kind") not in {"receipt", "bag", "statement"}:
            continue
        looked += 1
        lacks = [] if body.get("channel") else ["channel"]
        lacks += [] if texts is None or texts.get("giver") else ["giver"]
        lacks += [] if one.files("context") else ["file"]
        if lacks:
            wrong.append(f"{one.place}: no {', '.join(lacks)}")
    words = f"All things received name giver, channel and digest ({looked})."
    return answer(
        wrong, words, looked_at=looked, nothing="Nobody handed anything over."
    )


def copies_count_once(facts: AuditFacts) -> Answer:
    """Item 8."""
    digests: dict[str, str] = {}
    wrong = [
        f"{digests[digest]} and {ident} are the same bytes"
        for ident, acquired in facts.book.evidence().items()
        for digest in acquired[0].files("original")
        if digests.setdefault(digest, ident) != ident
    ]
    linked: dict[str, list[Entry]] = {}
    for one in facts.book.of("link"):
        linked.setdefault(str(one.body.get("evidence")), []).append(one)
    pairs = {
        frozenset((str(one.body.get("evidence")), str(other.get("evidence"))))
        for one in facts.book.of("compare")
        for other in one.body.get("resemblances") or ()
        if isinstance(other, dict) and other.get("kind") in COPIES
    }
    for left, right in combinations(sorted(linked), 2):
        links = linked[left] + linked[right]
        losses = {link.body.get("loss") for link in links}
        bare = any(not facts.book.body(link).get("region") for link in links)
        if frozenset((left, right)) in pairs and len(losses) > 1 and bare:
            wrong.append(f"{left} and {right} are copies, and support two losses")
    looked = len(facts.book.evidence())
    return answer(wrong, "Copies are known and count once.", looked_at=looked)

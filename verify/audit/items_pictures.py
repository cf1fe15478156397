"""Items 21 to 25: what was derived from pictures, and what machines said of them."""

from verify.audit.casebook import Entry
from verify.audit.checklist import PASS, Answer
from verify.audit.facts import AuditFacts, answer, unverifiable


def path_to_original(facts: AuditFacts) -> Answer:
    """Item 21."""
    book = facts.book
    originals = set(book.evidence())
    derived = {str(one.body.get("id")): one for one in book.of("derive")}
    wrong = []
    for ident, one in derived.items():
        if _first(ident, derived) not in originals:
            wrong.append(f"{one.place}: no path back to an original")
        source = derived.get(str(one.body.get("source")))
        used = set(one.files("original", "derived", of="in"))
        expected = set(source.files("derived", of="out")) if source else {
            digest for acquired in book.evidence().get(str(one.body.get("source")), ())
            for digest in acquired.files("original")
        }  # fmt: skip
        if not used & expected:
            wrong.append(f"{one.place}: it does not name the bytes it was made from")
        if not str(one.body.get("operation", "")).strip():
            wrong.append(f"{one.place}: no operation")
        if not one.body.get("parameters"):
            wrong.append(f"{one.place}: no parameters, nor versions")
    words = f"All derived pictures lead back to an original ({len(derived)})."
    nothing = "No picture was derived from another."
    return answer(wrong, words, looked_at=len(derived), nothing=nothing)


def _first(ident: str, derived: dict[str, Entry]) -> str:
    """Where the chain of sources begins; an id among `derived` where it runs round."""
    seen: set[str] = set()
    while ident in derived and ident not in seen:
        seen.add(ident)
        ident = str(derived[ident].body.get("source"))
    return ident


def repeats(facts: AuditFacts) -> Answer:
    """Item 22."""
    steps = facts.book.of("derive", "compare")
    if not steps:
        return answer((), "", looked_at=0, nothing="Nothing was derived or compared.")
    repeated = facts.around.repeated
    if repeated is None:
        return unverifiable(f"{len(steps)} steps could be repeated; none was, here.")
    wrong = [f"{one.place}: {words}" for one in repeated for words in one.differs]
    left = [f"{one.place}: {words}" for one in repeated for words in one.left]
    if wrong:
        return answer(wrong, "")
    if left or len(repeated) < len(steps):
        whole = sum(not one.left for one in repeated)
        words = f"{whole} of {len(steps)} steps were repeated whole, with the same "
        return unverifiable(f"{words}result; of the others not everything could be.",
                            left)  # fmt: skip
    return Answer(
        PASS, f"All steps were repeated, with the same result ({len(steps)})."
    )


def redactions_marked(facts: AuditFacts) -> Answer:
    """Item 23."""
    book, wrong, looked = facts.book, [], 0
    for one in book.of("derive"):
        operation = str(one.body.get("operation", "")).lower()
        marked = one.body.get("redaction") is True
        if not marked and not operation.startswith(
            ("redact", "blur", "cover", "pixel")
        ):
            continue
        looked += 1
        texts = book.texts(one)
        if not marked:
            wrong.append(f"{one.place}: {operation} is not marked as a redaction")
        if texts is not None and not texts.get("reason", "").strip():
            wrong.append(f"{one.place}: a redaction without a reason")
        kept = {*book.blobs.sizes, *book.blobs.withheld}
        if not set(one.files("original", "derived", of="in")) & kept:
            wrong.append(f"{one.place}: what it was made from was not kept")
    words = f"All redactions are marked and give a reason ({looked})."
    nothing = "Nothing was redacted."
    return answer(wrong, words, looked_at=looked, nothing=nothing)


def examinations_told(facts: AuditFacts) -> Answer:
    """Item 24."""
    wrong = []
    compared = facts.book.of("compare")
    for one in compared:
        body = one.body
        lacks = [name for name in ("settings", "versions") if not body.get(name)]
        lacks += (
            [] if body.get("library") or not body.get("references") else ["library"]
        )
        lacks += [] if one.files("examination", of="out") else ["report"]
        if lacks:
            wrong.append(f"{one.place}: no {', '.join(lacks)}")
    words = f"All examinations name versions, settings and library ({len(compared)})."
    return answer(wrong, words, looked_at=len(compared), nothing="None was made.")


def people_conclude(facts: AuditFacts) -> Answer:
    """Item 25."""
    verdicts = facts.book.of("verdict")
    keyed = {one.actor for one in facts.verified.seals.enrolments if one.key}
    wrong = [
        f"{one.place}: {words}"
        for one in verdicts
        for words, holds in (
            (f"{one.line.actor} has no key, so nobody stands for it",
             one.line.actor not in keyed),
            ("a machine's report came with it as if it were one",
             one.files("examination", of="out")),
            (f"it was written as {one.line.role}", one.line.role != "analyst"),
        ) if holds
    ]  # fmt: skip
    words = f"All verdicts are by people; machines only assessed ({len(verdicts)})."
    return answer(wrong, words, looked_at=len(verdicts), nothing="There is no verdict.")

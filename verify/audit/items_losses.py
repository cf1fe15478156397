"""Items 31 to 37: losses, what supports them, and what was rejected."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from verify.audit.checklist import Answer
from verify.audit.facts import AuditFacts, Stated, answer, unverifiable
from verify.audit.recount import recount, stances

if TYPE_CHECKING:
    from verify.audit.casebook import Entry

NO_LOSS = "No loss is supported by a picture."
NO_LOSSES = "No loss is on record."
SUPPORTED = "supported"
HIDEABLE = {"recycled", "in_conflict"}


def rests_on_unseen(facts: AuditFacts) -> Answer:
    """Item 31: the losses counted anew, against what reports state."""
    counted = recount(facts.book)
    wrong = [words for one in facts.around.stated for words in _apart(one, facts)]
    told = ", ".join(f"{n} {name}" for name, n in counted.totals.items() if n)
    against = " and ".join(one.source for one in facts.around.stated)
    words = f"Counted anew from the lines: {told or 'no loss'}"
    if counted.losses and not against:
        return unverifiable(f"{words}; no report was at hand to compare.")
    words += f"; {against} says so too."
    return answer(wrong, words, looked_at=len(counted.losses), nothing=NO_LOSSES)


def _apart(stated: Stated, facts: AuditFacts) -> Iterator[str]:
    """Where a report says otherwise than the lines up to its own come to."""
    lines = facts.verified.chain.lines
    at = next((one.number for one in lines if one.sha256 == stated.head), 0)
    if stated.head and not at:
        yield f"{stated.source}: it was made at a line that is not in this record"
        return
    counted = recount(facts.book.until(at) if at else facts.book)
    for loss in sorted({*stated.losses, *counted.losses}):
        said = stated.losses.get(loss, "nothing")
        comes_to = counted.losses.get(loss, "no loss that stands")
        if said != comes_to:
            yield f"{loss}: {stated.source} says {said}; its lines come to {comes_to}"
    for name, number in counted.totals.items():
        if (said_number := stated.totals.get(name)) != number:
            yield f"{stated.source} says {said_number} {name}; there are {number}"


def search_ran(facts: AuditFacts) -> Answer:
    """Item 32."""
    linked = sorted({
        str(link.body.get("evidence"))
        for links in facts.book.links().values() for link in links
    })  # fmt: skip
    wrong = []
    for ident in linked:
        compared = facts.book.about(ident, "compare")
        if not compared:
            wrong.append(f"{ident}: it was not examined")
        elif not any(c.body.get("library") and c.body.get("references")
                     for c in compared):  # fmt: skip
            wrong.append(f"{ident}: no library was searched, or an empty one")
    words = f"All linked pictures were searched for in a library ({len(linked)})."
    return answer(wrong, words, looked_at=len(linked), nothing=NO_LOSS)


def counted_once(facts: AuditFacts) -> Answer:
    """Item 33."""
    book, counted = facts.book, recount(facts.book)
    shown: dict[str, set[str]] = {}
    for loss, links in book.links().items():
        for link in links:
            shown.setdefault(str(link.body.get("evidence")), set()).add(loss)
    wrong = []
    for one in book.of("same"):
        pair = [str(name) for name in one.body.get("pair") or ()]
        ends = [shown.get(name, set()) for name in pair if name not in counted.losses]
        if one.body.get("answer") != "same" or not all(ends):
            continue
        if any(len(end) > 1 for end in ends) and not set.intersection(*ends):
            words = "are one vehicle, and it is not said which loss that is"
            wrong.append(f"{one.place}: {' and '.join(pair)} {words}")
    alike = counted.totals[SUPPORTED]
    wrong += [
        f"{one.source} counts {said} vehicles as supported; there are {alike}"
        for one in facts.around.stated if (said := one.totals.get(SUPPORTED, 0)) > alike
    ]  # fmt: skip
    words = "No vehicle that is known to be the same is counted twice."
    return answer(wrong, words, looked_at=len(counted.losses), nothing=NO_LOSSES)


def regions_apart(facts: AuditFacts) -> Answer:
    """Item 34."""
    by_evidence: dict[str, list[Entry]] = {}
    for links in facts.book.links().values():
        for link in links:
            by_evidence.setdefault(str(link.body.get("evidence")), []).append(link)
    wrong = []
    for ident, links in sorted(by_evidence.items()):
        for one, other in combinations(links, 2):
            regions = [facts.book.body(link).get("region") for link in (one, other)]
            losses = {str(link.body.get("loss")) for link in (one, other)}
            if len(losses) > 1 and (not all(regions) or regions[0] == regions[1]):
                wrong.append(f"{ident}: one region for {' and '.join(sorted(losses))}")
    words = "No region of a picture supports two losses."
    return answer(wrong, words, looked_at=len(by_evidence), nothing=NO_LOSS)


def nothing_bare(facts: AuditFacts) -> Answer:
    """Item 35."""
    book, wrong = facts.book, []
    losses = book.of("loss")
    links = book.links()
    for one in losses:
        ident = str(one.body.get("id"))
        basis = book.body(one).get("claims") or links.get(ident)
        if not basis and not book.about(ident, "verdict"):
            wrong.append(f"{one.place}: no claim, picture or verdict says so")
    for one in book.of("status"):
        body, ident = book.body(one), str(one.body.get("loss"))
        told = book.texts(one)
        basis = body.get("claims") or body.get("evidence") or links.get(ident)
        if not basis and not (told or {}).get("reason"):
            wrong.append(f"{one.place}: {ident}'s condition has no basis")
    words = f"What is said of {len(losses)} losses has a basis."
    return answer(wrong, words, looked_at=len(losses), nothing="There is no loss.")


def conflicts_settled(facts: AuditFacts) -> Answer:
    """Item 36."""
    book, wrong, looked = facts.book, [], 0
    for ident in book.evidence():
        if book.outcome(ident) == "in_conflict":
            looked += 1
            if not book.about(ident, "verdict", "dispute"):
                wrong.append(f"{ident}: its conflict has no verdict")
    for loss, spoken in sorted(stances(book).items()):
        if "denied" in spoken and len(spoken) > 1:
            looked += 1
            if not book.about(loss, "verdict", "dispute"):
                wrong.append(f"{loss}: claimed and denied, without a verdict")
    words = f"All conflicts have a verdict or an objection on record ({looked})."
    nothing = "No conflict is on record."
    return answer(wrong, words, looked_at=looked, nothing=nothing)


def rejected_listed(facts: AuditFacts) -> Answer:
    """Item 37."""
    book = facts.book
    evidence = book.evidence()
    wrong = [
        f"{ident}: it lies there without examination, link or verdict"
        for ident in evidence
        if not book.about(ident, "compare", "link", "verdict", "derive")
    ]
    for one in book.entries:
        if one.line.action == "acquire" and book.retracted(one):
            outcome = book.outcome(str(one.body.get("evidence")))
            if outcome in HIDEABLE:
                wrong.append(f"{one.place}: assessed {outcome}, and taken out of sight")
    wrong += _out_of_sight(facts)
    words = f"All pictures are accounted for, rejected ones too ({len(evidence)})."
    return answer(wrong, words, looked_at=len(evidence), nothing="There is no picture.")


def _out_of_sight(facts: AuditFacts) -> Iterator[str]:
    """Pictures once found recycled or in conflict, and now not, that nobody judged.

    A search of another library, or an examination taken back, would hide it.
    """
    book = facts.book
    for ident in book.evidence():
        now = book.outcome(ident)
        judged = [one.number for one in book.about(ident, "verdict")]
        for one in book.entries:
            found = str(one.body.get("outcome"))
            if (
                one.line.action == "compare" and one.body.get("evidence") == ident
                and found in HIDEABLE and now not in HIDEABLE
                and not any(line > one.number for line in judged)
            ):  # fmt: skip
                words = f"it found {ident} {found}; now it is {now or 'not examined'}"
                yield f"{one.place}: {words}, and no verdict says why"

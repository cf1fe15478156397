"""Items 31 to 37: losses, what supports them, and what was rejected."""

from itertools import combinations

from verify.audit.casebook import Entry
from verify.audit.checklist import Answer
from verify.audit.facts import AuditFacts, answer

HALF = 0.5
NO_LOSS = "No loss is supported by a picture."


def _counted(facts: AuditFacts) -> dict[str, list[Entry]]:
    """The losses that count as visually supported, with their links."""
    links = facts.book.links()
    known = {str(one.body.get("id")) for one in facts.book.of("loss")}
    counted = facts.around.counted
    wanted = set(links) & known if counted is None else set(counted)
    return {loss: links.get(loss, []) for loss in sorted(wanted)}


def rests_on_unseen(facts: AuditFacts) -> Answer:
    """Item 31."""
    counted = _counted(facts)
    wrong = []
    for loss, links in counted.items():
        if all(_seen_before(facts, link) for link in links):
            words = "only on pictures seen before" if links else "on no picture"
            wrong.append(f"{loss}: it rests {words}")
    words = f"All {len(counted)} counted losses rest on a picture not seen before."
    return answer(wrong, words, looked_at=len(counted), nothing=NO_LOSS)


def _seen_before(facts: AuditFacts, link: Entry) -> bool:
    """Whether what the link rests on was assessed as recycled.

    Of a collage that was assessed part by part, those parts count that hold at least
    half of the link's region.
    """
    evidence = str(link.body.get("evidence"))
    if facts.book.outcome(evidence) != "recycled":
        return False
    region = _box(facts.book.body(link).get("region"))
    parts = facts.book.about(evidence, "compare")[-1].body.get("parts")
    if region is None or not parts:
        return True
    return any(
        part.get("outcome") == "recycled"
        and _inside(region, _box(part.get("region"))) >= HALF
        for part in parts
    )


def _box(text: object) -> tuple[float, ...] | None:
    """Left, upper, right, lower of a region, whichever way it is written."""
    try:
        numbers = [float(one) for one in str(text).replace(",", " ").split()]
    except ValueError:
        return None
    xs, ys = numbers[::2], numbers[1::2]
    if len(xs) != len(ys) or len(xs) < len("ab"):
        return None
    return min(xs), min(ys), max(xs), max(ys)


def _inside(one: tuple[float, ...], other: tuple[float, ...] | None) -> float:
    """Share of the box `one` that lies in the other; all where that is unknown."""
    area = (one[2] - one[0]) * (one[3] - one[1])
    if other is None or area <= 0:
        return 1.0
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, down) / area


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
    words = f"All {len(linked)} linked pictures were searched for in a library."
    return answer(wrong, words, looked_at=len(linked), nothing=NO_LOSS)


def counted_once(facts: AuditFacts) -> Answer:
    """Item 33."""
    counted = _counted(facts)
    by_evidence: dict[str, set[str]] = {}
    for loss, links in counted.items():
        for link in links:
            by_evidence.setdefault(str(link.body.get("evidence")), set()).add(loss)
    newest: dict[frozenset[str], Entry] = {}
    for one in facts.book.of("same"):
        newest[frozenset(map(str, one.body.get("pair") or ()))] = one
    wrong = []
    for pair, one in newest.items():
        if one.body.get("answer") != "same" or len(pair) != len("ab"):
            continue
        a, b = sorted(pair)
        both_losses = a in counted and b in counted
        losses = by_evidence.get(a, set()), by_evidence.get(b, set())
        if both_losses or (all(losses) and not losses[0] & losses[1]):
            wrong.append(f"{one.place}: {a} and {b} are one vehicle, and counted twice")
    words = "No vehicle that is known to be the same is counted twice."
    return answer(wrong, words, looked_at=len(counted), nothing=NO_LOSS)


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
    spoken: dict[str, set[str]] = {}
    for one in book.of("claim"):
        for loss in book.body(one).get("losses") or ():
            spoken.setdefault(str(loss), set()).add(str(book.body(one).get("stance")))
    for loss, stances in sorted(spoken.items()):
        if "denied" in stances and len(stances) > 1:
            looked += 1
            if not book.about(loss, "verdict", "dispute"):
                wrong.append(f"{loss}: claimed and denied, without a verdict")
    words = f"All {looked} conflicts have a verdict or an objection on record."
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
            if outcome in {"recycled", "in_conflict"}:
                wrong.append(f"{one.place}: assessed {outcome}, and taken out of sight")
    words = f"All {len(evidence)} pictures are accounted for, rejected ones too."
    return answer(wrong, words, looked_at=len(evidence), nothing="There is no picture.")

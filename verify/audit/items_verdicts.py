"""Items 26 to 30: verdicts, and who looked at them a second time."""

from verify.audit.casebook import Entry
from verify.audit.checklist import Answer
from verify.audit.facts import AuditFacts, answer, unverifiable

NO_VERDICT = "There is no verdict."


def standing(facts: AuditFacts) -> list[Entry]:
    """Verdicts that no later one supersedes."""
    verdicts = facts.book.of("verdict")
    replaced = {one.body.get("supersedes") for one in verdicts}
    return [one for one in verdicts if one.body.get("id") not in replaced]


def provenance_rests_on(facts: AuditFacts) -> Answer:
    """Item 26."""
    book = facts.book
    compared = {str(one.body.get("id")): one for one in book.of("compare", "search")}
    verdicts = [v for v in standing(facts) if v.body.get("pillar") == "provenance"]
    wrong = []
    for one in verdicts:
        named = [compared[n] for n in one.body.get("rests_on") or () if n in compared]
        about = str(one.body.get("about"))
        if not any(about in set(book.subjects(other)) for other in named):
            wrong.append(f"{one.place}: it names no examination or search of {about}")
        if one.line.role != "analyst":
            wrong.append(f"{one.place}: it is by a {one.line.role}")
    words = f"All verdicts on provenance name what they rest on ({len(verdicts)})."
    nothing = "There is no verdict on provenance."
    return answer(wrong, words, looked_at=len(verdicts), nothing=nothing)


def reasons_both_ways(facts: AuditFacts) -> Answer:
    """Item 27."""
    wrong, away = [], []
    verdicts = facts.book.of("verdict")
    for one in verdicts:
        texts = facts.book.texts(one)
        if texts is None:
            away.append(one.place)
            continue
        lacks = [n for n in ("reason", "against") if not texts.get(n, "").strip()]
        if lacks:
            wrong.append(f"{one.place}: no {' and no '.join(lacks)}")
    if away and not wrong:
        return unverifiable("The words of verdicts were withheld.", away)
    words = f"All verdicts give their reason and what speaks against ({len(verdicts)})."
    return answer(wrong, words, looked_at=len(verdicts), nothing=NO_VERDICT)


def reviewed(facts: AuditFacts) -> Answer:
    """Item 28."""
    keys: dict[str, set[str]] = {}
    for each in facts.verified.seals.enrolments:
        keys.setdefault(each.actor, set()).add(each.key)
    reviews = facts.book.of("review")
    wrong = []
    for one in reviews:
        line, digest = one.body.get("line"), one.body.get("line_sha256")
        lines = facts.verified.chain.lines
        known = isinstance(line, int) and 1 <= line < one.number
        if not known or lines[int(line or 1) - 1].sha256 != digest:
            wrong.append(f"{one.place}: the line it reviewed is not line {line}")
    verdicts = standing(facts)
    for one in verdicts:
        seconds = [
            r for r in reviews
            if r.body.get("line") == one.number and r.line.actor != one.line.actor
            and not keys.get(r.line.actor, set()) & keys.get(one.line.actor, set())
        ]  # fmt: skip
        if not seconds:
            wrong.append(f"{one.place}: nobody else reviewed it as it stands")
    words = f"All verdicts were reviewed by a second person ({len(verdicts)})."
    looked = len(verdicts) + len(reviews)
    return answer(wrong, words, looked_at=looked, nothing=NO_VERDICT)


def reviewers_apart(facts: AuditFacts) -> Answer:
    """Item 29."""
    book, wrong = facts.book, []
    reviews = book.of("review")
    judged = {str(e.body.get("id")): e for e in book.entries if e.body.get("id")}
    for one in reviews:
        subject = judged.get(str(one.body.get("of")))
        about = set(book.subjects(subject)) if subject else set()
        hands = {
            other.line.actor
            for ident in about
            for other in book.about(ident, "acquire", "verdict", "link")
        }
        if one.line.actor in hands:
            wrong.append(f"{one.place}: {one.line.actor} had collected or judged it")
    words = f"All reviews are by people who had no hand in it ({len(reviews)})."
    return answer(wrong, words, looked_at=len(reviews), nothing="Nothing was reviewed.")


def disagreement_kept(facts: AuditFacts) -> Answer:
    """Item 30."""
    book, wrong = facts.book, []
    everything = [e for e in book.entries if e.line.action == "verdict"]
    known = {str(one.body.get("id")): one for one in everything}
    for one in everything:
        older = known.get(str(one.body.get("supersedes")))
        pair = ("about", "pillar")
        if "supersedes" in one.body and (
            older is None or older.number > one.number
            or any(older.body.get(n) != one.body.get(n) for n in pair)
        ):  # fmt: skip
            wrong.append(f"{one.place}: it replaces a verdict of another kind")
        if book.retracted(one):
            wrong.append(f"{one.place}: taken back, and not superseded")
    wrong += _twice(facts)
    answered = {str(d.body.get("about")) for d in book.of("dispute")}
    replaced = {str(one.body.get("supersedes")) for one in everything}
    wrong += [
        f"{one.place}: the disagreement was never answered"
        for one in book.of("review")
        if one.body.get("result") == "disagrees"
        and not {str(one.body.get("id")), str(one.body.get("of"))} & answered
        and str(one.body.get("of")) not in replaced
    ]
    looked = len(everything)
    words = f"All verdicts are kept; what was replaced or disputed is shown ({looked})."
    return answer(wrong, words, looked_at=looked, nothing=NO_VERDICT)


def _twice(facts: AuditFacts) -> list[str]:
    """Two standing verdicts by one person on one question."""
    seen: dict[tuple[object, ...], Entry] = {}
    wrong = []
    for one in standing(facts):
        body = one.body
        key = (one.line.actor, body.get("about"), body.get("pillar"),
               body.get("incident"))  # fmt: skip
        if key in seen:
            wrong.append(f"{one.place}: {seen[key].place} says otherwise, and stands")
        seen[key] = one
    return wrong

"""Items 15 to 20: who signed, with which key, and when at the latest."""

from datetime import timedelta
from pathlib import Path

from verify.audit.checklist import FAIL, NOT_APPLICABLE, PASS, Answer
from verify.audit.facts import AuditFacts, answer, by_rules, unverifiable
from verify.audit.stamps import TOLERANCE, claimed

SIGNED = ("verdict", "link", "review", "enrol", "export")
NO_STAMPS = Answer(NOT_APPLICABLE, "The record holds no time stamp: see item 20.")


def sealed_by_authors(facts: AuditFacts) -> Answer:
    """Item 15."""
    chain = facts.verified.chain
    numbers = {line.number for line in chain.lines if line.action in SIGNED}
    found = [one for one in facts.verified.found
             if one.rule == "V8" and one.line in numbers]  # fmt: skip
    words = f"All lines that need it are sealed by their authors ({len(numbers)})."
    return answer(
        [f"{one.place}: {one.words}" for one in found], words, looked_at=len(numbers)
    )


def keys_and_roles(facts: AuditFacts) -> Answer:
    """Item 16."""
    wrong = by_rules(facts, "V9")
    enrolled = {
        (one.actor, one.key)
        for one in facts.verified.seals.enrolments if one.key
    }  # fmt: skip
    signers = facts.trust.signers
    if signers is not None:
        known = _listed(signers)
        wrong += [
            f"{actor}: the record enrols a key that is not in your list"
            for actor, key in sorted(enrolled - known)
        ]
        strangers = {actor for actor, _ in known} - {actor for actor, _ in enrolled}
        words = f"All keys are in your list ({len(enrolled)})."
        if strangers:
            words += f" Your list also has {', '.join(sorted(strangers))}."
        return answer(wrong, words, looked_at=len(enrolled))
    if not wrong and enrolled:
        return unverifiable(
            "The record agrees with its own roster; that the keys belong to the people "
            "is not shown without a list of yours."
        )
    return answer(wrong, "", looked_at=0, nothing="Nobody was enrolled with a key.")


def _listed(signers: Path) -> set[tuple[str, str]]:
    """Principals and keys of an OpenSSH list of signers."""
    found = set()
    for line in signers.read_text("utf-8").splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        at = next((n for n, w in enumerate(words) if w.startswith(("ssh-", "ecdsa-",
                   "sk-"))), 0)  # fmt: skip
        for name in words[0].split(","):
            found.add((name, " ".join(words[at : at + 2])))
    return found


def stamps_hold(facts: AuditFacts) -> Answer:
    """Item 17."""
    times = facts.verified.times
    wrong = by_rules(facts, "V10")
    if not wrong and (left := by_rules(facts, "V10", grade="open")):
        return unverifiable("Time stamps could not be verified.", left)
    if not times.stamps and not wrong:
        return NO_STAMPS
    return answer(wrong, f"All time stamps lead to your roots ({len(times.good)}).")


def times_in_brackets(facts: AuditFacts) -> Answer:
    """Item 18."""
    wrong = by_rules(facts, "V11")
    times = facts.verified.times
    if not wrong and not times.good:
        return unverifiable("No stamp proves a time: claimed times are only claimed.")
    return answer(wrong, "Claimed times lie inside what is proved.")


def authorities_agree(facts: AuditFacts) -> Answer:
    """Item 19."""
    times = facts.verified.times
    apart = by_rules(facts, "V11", grade="warning")
    if not times.stamps:
        return NO_STAMPS
    if not times.good:
        return unverifiable("No time stamp could be verified.")
    by_line: dict[int, set[str]] = {}
    for stamp in times.good:
        by_line.setdefault(stamp.of, set()).add(stamp.root)
    alone = [f"line {of}: stamped by one authority only"
             for of, roots in by_line.items() if len(roots) < len("ab")]  # fmt: skip
    words = f"{len(by_line)} lines are stamped by two authorities that agree within "
    return answer(apart + alone, f"{words}{int(TOLERANCE.total_seconds())} s.")


def no_long_stretch(facts: AuditFacts) -> Answer:
    """Item 20."""
    chain, times = facts.verified.chain, facts.verified.times
    if times.stamps and not times.good:
        return unverifiable("No time stamp could be verified.")
    longest, at = timedelta(0), 0
    for line, before in zip(chain.lines, times.before, strict=True):
        said = claimed(line)
        until = before or facts.around.now
        if said is not None and until - said > longest:
            longest, at = until - said, line.number
    hours = longest.total_seconds() / 3600
    limit = facts.around.longest_unproved
    if longest > limit:
        return Answer(
            FAIL, f"A line is {hours:,.0f} h without proved time.", (f"line {at}",)
        )
    allowed = limit.total_seconds() / 3600
    return Answer(PASS, f"No line is without proved time for over {allowed:,.0f} h.")

"""Items 38 to 40: the package, what was left out, and people's safety."""

import re
from collections.abc import Iterator

from verify.audit.blob_files import withholdings
from verify.audit.checklist import NOT_APPLICABLE, Answer
from verify.audit.facts import AuditFacts, answer, unverifiable

PERSONAL = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}"),
    "a telephone number": re.compile(r"(?<![\w.:-])\+\d[\d ()/-]{7,}\d"),
    "an account's name": re.compile(r"(?<![\w@])@[A-Za-z_]\w{2,}"),
    "an address of a source": re.compile(r"https?://|\bt\.me/|\bwww\.", re.IGNORECASE),
}


def package_holds(facts: AuditFacts) -> Answer:
    """Item 38."""
    package = facts.around.package
    if package is None:
        return Answer(NOT_APPLICABLE, "This is a case's own folder, not a package.")
    if not package and facts.around.package_open:
        words = "Not everything of the package could be verified."
        return unverifiable(words, facts.around.package_open)
    return answer(package, "Valid by two programs, signed and stamped.")


def left_out_counted(facts: AuditFacts) -> Answer:
    """Item 39."""
    wrong, exports = [], facts.book.of("export")
    taken = dict(withholdings(facts.verified.chain))
    for one in exports:
        until = [d for d, line in taken.items() if line <= one.number]
        if one.body.get("withheld", 0) != len(until):
            wrong.append(
                f"{one.place}: it says {one.body.get('withheld', 0)} were withheld; "
                f"{len(until)} were"
            )
        of, head = one.body.get("of"), one.body.get("head")
        lines = facts.verified.chain.lines
        fits = isinstance(of, int) and 1 <= of < one.number
        if not fits or lines[int(of or 1) - 1].sha256 != head:
            wrong.append(f"{one.place}: the head it names is not line {of}")
    words = (
        f"All exports say how much was withheld: {len(taken)} files ({len(exports)})."
    )
    nothing = "Nothing was exported."
    return answer(wrong, words, looked_at=len(exports), nothing=nothing)


def nobody_named(facts: AuditFacts) -> Answer:
    """Item 40."""
    wrong = [
        f"line {entry.number}: {what} in {name}"
        for entry in facts.book.entries
        for name, text in _texts(entry.body, "body")
        for what, pattern in PERSONAL.items()
        if pattern.search(text)
    ]
    words = (
        "No line holds addresses, numbers or names of accounts, as far as their form"
    )
    return answer(wrong, f"{words} shows.")


def _texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "key":
                yield from _texts(inner, f"{name}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name)

"""What falls if a source, a picture or a person's work is withdrawn.

Follows the record from one id onwards: what was made from it, what rests on it alone,
and what keeps other support. Nothing is withdrawn by asking.
"""

from dataclasses import dataclass, field

from verify.audit.casebook import Casebook, Entry


@dataclass
class Withdrawal:
    """The consequences, as ids with why."""

    without: str
    known: bool
    falls: dict[str, str] = field(default_factory=dict)
    """Id, and what it rested on alone."""
    weakened: dict[str, str] = field(default_factory=dict)
    """Id, and what still supports it."""


def withdrawn(book: Casebook, without: str) -> Withdrawal:
    """Take away one id (E3, C1, L2, ...) or one actor, and see what stands."""
    entries = {
        str(e.body.get("evidence" if e.line.action == "acquire" else "id")): e
        for e in book.entries if e.body.get("id") and not book.retracted(e)
    }  # fmt: skip
    gone = {i for i, e in entries.items() if without in {i, e.line.actor}}
    batch = {str(e.body.get("evidence")) for e in book.of("acquire")
             if e.body.get("id") == without}  # fmt: skip
    found = Withdrawal(without, bool(gone | batch))
    gone |= batch
    first = set(gone)
    while more := {i for i, e in entries.items()
                   if i not in gone and _falls(book, i, e, gone, found)}:  # fmt: skip
        gone |= more
    if first != {without}:
        found.falls |= dict.fromkeys(sorted(first), f"withdrawn with {without}")
    for ident in found.falls:
        found.weakened.pop(ident, None)
    return found


def _falls(
    book: Casebook, ident: str, entry: Entry, gone: set[str], found: Withdrawal
) -> bool:
    """Whether it rests on nothing else; notes what weakens it."""
    supports = _supports(book, ident, entry)
    lost = supports & gone
    if not lost:
        return False
    left = supports - gone
    single = entry.line.action in {"link", "compare", "derive", "review"}
    if left and not single:
        found.weakened[ident] = f"rests on {', '.join(sorted(left))} alone"
        return False
    found.falls[ident] = f"rested on {', '.join(sorted(lost))}"
    return True


def _supports(book: Casebook, ident: str, entry: Entry) -> set[str]:
    """The ids that an entry rests on."""
    body, action = book.body(entry), entry.line.action
    if action == "loss":
        links = {str(one.body.get("id")) for one in book.links().get(ident, ())}
        return links | set(body.get("claims") or ())
    named = {
        "link": ("evidence", "loss"), "compare": ("evidence",), "derive": ("source",),
        "review": ("of",), "status": ("evidence", "claims"),
    }.get(action, ())  # fmt: skip
    if action == "verdict":
        return set(body.get("rests_on") or ()) or {str(body.get("about"))}
    found: set[str] = set()
    for name in named:
        value = body.get(name)
        found |= set(value) if isinstance(value, list) else {str(value)} - {"None"}
    return found - {str(body.get("loss"))} if action == "link" else found

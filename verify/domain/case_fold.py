"""From the lines of a chain to the case: a pure fold, one line after another.

Refuses a line that does not follow the one before it, does not fit the closed schema,
uses a file or names an id that no earlier line brought in, or whose actor was not
enrolled in a role that may write it. It does not read files, and checks neither seals
nor time stamps nor whether blobs exist.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from verify.domain.case_records import Told
from verify.domain.case_state import CaseState
from verify.domain.case_steps import STEPS
from verify.domain.case_values import Action
from verify.domain.chain_entries import FORMAT, NEW_WORDS, WORDS, ChainEntry
from verify.domain.chain_fields import read_fields
from verify.domain.chain_schema import BODIES, FILES, KINDS, ROLE_ACTIONS

ONE_FILE = {
    Action.ACQUIRE: "original", Action.DERIVE: "derived",
    Action.COMPARE: "examination", Action.WITHHOLD: "",
}  # fmt: skip


class LineRefused(ValueError):
    """A line does not hold: `line` is its number, `problems` (field, what is wrong)."""

    def __init__(self, line: int, problems: list[tuple[str, str]]) -> None:
        self.line = line
        self.problems = tuple(problems)
        words = "; ".join(f"{name} {said}".strip() for name, said in problems)
        super().__init__(f"line {line}: {words}")


def fold(entries: Iterable[ChainEntry]) -> CaseState:
    """The case that these lines tell; raises LineRefused at the first that fails."""
    state = CaseState()
    for entry in entries:
        apply(state, entry)
    return state


def apply(state: CaseState, entry: ChainEntry) -> None:
    """Carry the state, which is changed, one line on; raises LineRefused, unchanged."""
    values, problems = read_fields(entry.body, BODIES[entry.action])
    problems += [("", words) for words in _out_of_place(state, entry)]
    problems += [("", words) for words in _wrong_files(state, entry)]
    if not problems:
        problems = [*_wrong_ids(state, entry), *_not_allowed(state, entry)]
    if not problems:
        try:
            STEPS[entry.action](state, _told(entry), entry, values)
        except ValueError as error:
            problems = [("", str(error))]
    if problems:
        raise LineRefused(state.seq + 1, problems)
    _count(state, entry)


def _count(state: CaseState, entry: ChainEntry) -> None:
    """What every line changes, whatever it says."""
    if entry.seq == 1:
        state.case, state.opened_at = entry.case, entry.time
    state.seq, state.head, state.last_at = entry.seq, entry.sha256, entry.time
    state.actions[entry.action] = state.actions.get(entry.action, 0) + 1
    for file in entry.brought:
        state.files[file.sha256] = entry.seq
    for letter in _new_letters(entry.action):
        ident = entry.body[_id_field(letter)]
        last = state.last_number.get(letter, 0)
        state.last_number[letter] = max(last, int(ident[1:]))


def _told(entry: ChainEntry) -> Told:
    return Told(
        entry.seq, entry.sha256, entry.time, entry.actor, entry.role,
        tuple(entry.files(WORDS)),
    )  # fmt: skip


def _out_of_place(state: CaseState, entry: ChainEntry) -> Iterator[str]:
    if entry.seq != state.seq + 1:
        yield f"it calls itself line {entry.seq}, and stands as {state.seq + 1}"
    if entry.prev != state.head:
        yield "it does not follow the line before it: one of the two was changed"
    first = entry.seq == 1
    if not first and entry.case != state.case:
        yield "it belongs to another case"
    if first and (entry.action, entry.body.get("format")) != (Action.OPEN, FORMAT):
        yield f"the first line does not open a case of the format {FORMAT}"
    if not first and "format" in entry.body and entry.action is Action.OPEN:
        yield "only the first line names the format"


def _wrong_files(state: CaseState, entry: ChainEntry) -> Iterator[str]:
    for used in entry.used:
        if used.sha256 not in state.files:
            yield f"it uses {used.sha256[:12]}, which no earlier line brought in"
    allowed = FILES.get(entry.action, frozenset()) | {WORDS}
    for file in entry.brought:
        if file.sha256 in state.files:
            yield f"it brings in {file.sha256[:12]} again"
        if file.role not in allowed:
            yield f"a line of {entry.action} brings in no {file.role}"
    for role in (WORDS, NEW_WORDS):
        if len([one for one in entry.brought if one.role == role]) > 1:
            yield f"it has more than one {role}"
    role = ONE_FILE.get(entry.action, "")
    if role and len(list(entry.files(role))) != 1:
        yield f"it does not have exactly one file of role {role}"


def _wrong_ids(state: CaseState, entry: ChainEntry) -> Iterator[tuple[str, str]]:
    """New ids count on without a gap; ids that are named exist."""
    new = {_id_field(letter): letter for letter in _new_letters(entry.action)}
    for name, letter in new.items():
        ident = entry.body[name]
        may_repeat = letter in "AE" and state.knows(ident)
        if ident != state.next_id(letter) and not may_repeat:
            yield name, f"is {ident}, and the next is {state.next_id(letter)}"
    for name, ident in named_ids(entry.body):
        if name not in new and not state.knows(ident):
            yield name, f"names {ident}, which the case does not have"


def named_ids(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every id that a body's fields name, with its field; corrected fields included."""
    for name in ("evidence", "incident", "loss", "about", "of", "source", "supersedes",
                 "losses", "repeats", "claims", "pair", "rests_on"):  # fmt: skip
        value = body.get(name)
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, str):
                yield name, one
    for one in body.get("resemblances", ()):
        here = isinstance(one, Mapping) and "case" not in one
        if here and isinstance(one.get("evidence"), str):
            yield "resemblances", one["evidence"]
    if isinstance(body.get("sets"), Mapping):
        yield from named_ids(body["sets"])


def _not_allowed(state: CaseState, entry: ChainEntry) -> Iterator[tuple[str, str]]:
    """V9: the actor was enrolled before, in a role that may write this."""
    if not state.actors:
        if entry.action not in {Action.OPEN, Action.ENROL, Action.RECOVER}:
            yield "actor", "is not enrolled: a case enrols its custodian first"
        return
    if entry.role not in state.roles(entry.actor):
        yield "actor", f"{entry.actor} is not enrolled as {entry.role}"
    if entry.action not in ROLE_ACTIONS[entry.role]:
        yield "role", f"a {entry.role} may not write a line of {entry.action}"


def _new_letters(action: Action) -> Iterator[str]:
    return (letter for letter, made in KINDS.items() if made is action)


def _id_field(letter: str) -> str:
    return "evidence" if letter == "E" else "id"

"""What a `correct` line changes: fields of an earlier record, its words, or its being.

The earlier line stays as it was; the record that is shown carries the new values and
the numbers of the lines that gave them. Judgements are never changed: they are
retracted, or superseded by a new one.
"""

from dataclasses import replace
from typing import Any

from verify.domain.case_records import Acquisition, Told
from verify.domain.case_state import CaseState
from verify.domain.chain_entries import NEW_WORDS, ChainEntry
from verify.domain.chain_fields import read_fields
from verify.domain.chain_schema import BODIES, CORRECTABLE, KINDS, TEXTS
from verify.domain.judgements import Correction


def correct(
    state: CaseState, told: Told, entry: ChainEntry, values: dict[str, Any]
) -> None:
    """Apply a `correct` line; raises ValueError where it may not change that."""
    about: str = values["about"]
    made = Correction(
        told, about, tuple(values.get("sets", {})), values.get("clears", ()),
        values.get("retracts", False),
    )  # fmt: skip
    words = tuple(entry.files(NEW_WORDS))
    changes = changed_fields(about, made, values.get("sets", {}))
    if words and not TEXTS.get(KINDS[about[0]]):
        raise ValueError(f"{about} has no words to correct")
    if not (changes or words or made.retracts):
        raise ValueError("it changes nothing")
    _change(state, about, _Change(made, words, changes))
    state.corrections.append(made)


def changed_fields(about: str, made: Correction, sets: object) -> dict[str, Any]:
    """The new values by field, cleared ones at their default; raises ValueError."""
    action = KINDS[about[0]]
    may = CORRECTABLE.get(action, frozenset()) if about[0] != "E" else frozenset()
    fields = {name: field for name, field in BODIES[action].items() if name in may}
    if wrong := sorted(({*made.sets} | {*made.clears}) - set(fields)):
        raise ValueError(f"{', '.join(wrong)} of {about} cannot be corrected")
    loose = {name: replace(field, required=False) for name, field in fields.items()}
    values, problems = read_fields(sets, loose)
    problems += [(name, "cannot be unknown") for name in made.clears
                 if fields[name].required]  # fmt: skip
    if problems:
        raise ValueError("; ".join(f"{name} {words}" for name, words in problems))
    return values | dict.fromkeys(made.clears, _CLEARED)


_CLEARED = object()


class _Change:
    """One correction, ready to be laid over a record."""

    def __init__(
        self, made: Correction, words: tuple[Any, ...], values: dict[str, Any]
    ) -> None:
        self.made, self.words, self.values = made, words, values

    def over(self, record: Any) -> Any:
        """The record as it is from now on."""
        line = self.made.told.line
        told = replace(
            record.told,
            words=record.told.words + self.words,
            corrected_by=(*record.told.corrected_by, line),
            retracted_by=line if self.made.retracts else record.told.retracted_by,
        )
        defaults = {
            name: type(record).__dataclass_fields__[name].default
            for name, value in self.values.items()
            if value is _CLEARED
        }
        return replace(record, told=told, **(self.values | defaults))


def _change(state: CaseState, about: str, change: _Change) -> None:
    if about[0] not in "AE":
        table: Any = state.table(about[0])
        table[about] = change.over(table[about])
        return
    if about[0] == "E" and (change.values or change.words):
        raise ValueError(f"{about} is bytes: correct how they came, or retract it")
    for item in list(state.evidence.values()) if about[0] == "A" else [
        state.evidence[about]
    ]:  # fmt: skip
        changed = tuple(
            change.over(one) if about in {one.id, one.evidence} else one
            for one in item.acquisitions
        )
        if changed != item.acquisitions:
            state.evidence[item.id] = replace(item, acquisitions=changed)
            _renew(state, changed)


def _renew(state: CaseState, changed: tuple[Acquisition, ...]) -> None:
    """The list of acquisitions holds the same records as the evidence does."""
    new = {one.told.line: one for one in changed}
    for ident in {one.id for one in changed}:
        state.acquisitions[ident] = tuple(
            new.get(one.told.line, one) for one in state.acquisitions[ident]
        )

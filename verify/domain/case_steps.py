"""What each action of a chain changes in the case: one short function an action.

Every step is given the state (which it changes), what stands around the line, the
line, and its body's values as the schema read them. Raises ValueError where a line
contradicts earlier ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from verify.domain.case_corrections import correct
from verify.domain.case_records import (
    Acquisition,
    Derivative,
    Enrolment,
    Examined,
    Incident,
    Item,
    Receipt,
    Search,
    Told,
)
from verify.domain.case_state import CaseState
from verify.domain.case_values import Action, Openness
from verify.domain.chain_entries import (
    CONTEXT,
    DERIVED,
    EXAMINATION,
    ORIGINAL,
    TSA_CERTIFICATES,
    ChainEntry,
)
from verify.domain.judgements import (
    Closing,
    Dispute,
    HandedOver,
    Recovery,
    Review,
    Seal,
    Verdict,
    Withholding,
)
from verify.domain.losses import Claim, Link, Loss, SameVehicle, StatusEvent

Values = dict[str, Any]
Step = Callable[[CaseState, Told, ChainEntry, Values], None]


def _open(state: CaseState, told: Told, _: ChainEntry, values: Values) -> None:
    values.pop("format", None)
    state.incidents[values["id"]] = Incident(told=told, **values)


def _enrol(state: CaseState, told: Told, _: ChainEntry, values: Values) -> None:
    one = Enrolment(told, **values)
    state.actors[one.actor] = (*state.actors.get(one.actor, ()), one)


def _retire(state: CaseState, _: Told, __: ChainEntry, values: Values) -> None:
    name = values["actor"]
    if name not in state.actors:
        raise ValueError(f"{name} was never enrolled")
    state.actors[name] = tuple(
        one if one.retired_from else replace(one, retired_from=values["from"])
        for one in state.actors[name]
    )


def _acquire(state: CaseState, told: Told, entry: ChainEntry, values: Values) -> None:
    one = Acquisition(told=told, **values)
    (digest,) = entry.files(ORIGINAL)
    known = state.by_digest.get(digest, one.evidence)
    if known != one.evidence:
        raise ValueError(f"these bytes are {known} already, not {one.evidence}")
    item = state.evidence.get(one.evidence)
    if item is None:
        (file,) = entry.brings(ORIGINAL)
        item = Item(one.evidence, digest, file.size, file.media, ())
    elif item.digest != digest:
        raise ValueError(f"{one.evidence} has other bytes")
    item = replace(item, acquisitions=(*item.acquisitions, one))
    state.evidence[item.id] = item
    state.by_digest[digest] = item.id
    state.acquisitions[one.id] = (*state.acquisitions.get(one.id, ()), one)


def _receive(state: CaseState, told: Told, entry: ChainEntry, values: Values) -> None:
    roles = (CONTEXT, TSA_CERTIFICATES)
    files = tuple(one for role in roles for one in entry.files(role))
    state.receipts[values["id"]] = Receipt(told=told, files=files, **values)


def _derive(state: CaseState, told: Told, entry: ChainEntry, values: Values) -> None:
    (digest,) = entry.files(DERIVED)
    state.derivatives[values["id"]] = Derivative(told=told, digest=digest, **values)


def _compare(state: CaseState, told: Told, entry: ChainEntry, values: Values) -> None:
    (report,) = entry.files(EXAMINATION)
    state.examinations[values["id"]] = Examined(told=told, report=report, **values)


def _search(state: CaseState, told: Told, entry: ChainEntry, values: Values) -> None:
    files = tuple(entry.files(CONTEXT))
    state.searches[values["id"]] = Search(told=told, files=files, **values)


def _withhold(state: CaseState, told: Told, entry: ChainEntry, values: Values) -> None:
    files = tuple(one.sha256 for one in entry.used)
    if not files:
        raise ValueError("it names no file that is withheld")
    state.withholdings.append(Withholding(told, values.pop("ground"), files, **values))


def _close(state: CaseState, told: Told, _: ChainEntry, values: Values) -> None:
    closed = values["state"] is Openness.CLOSED
    state.closings.append(Closing(told, closed))
    state.closed = closed


def _seal(state: CaseState, told: Told, entry: ChainEntry, values: Values) -> None:
    if values["of"] >= entry.seq:
        raise ValueError(f"it seals line {values['of']}, which is no earlier one")
    state.seals.append(Seal(told, **values))


def _pair(state: CaseState, told: Told, _: ChainEntry, values: Values) -> None:
    pair = values.pop("pair")
    if len(pair) != 2 or pair[0][0] != pair[1][0]:  # noqa: PLR2004
        raise ValueError("it does not compare two pictures or two losses")
    if len(values.get("regions", ())) not in {0, 2}:
        raise ValueError("it has a region for one of the two only")
    one = SameVehicle(told=told, pair=(pair[0], pair[1]), **values)
    state.same[one.id] = one


def _review(state: CaseState, told: Told, entry: ChainEntry, values: Values) -> None:
    if values["line"] >= entry.seq:
        raise ValueError(f"it reviews line {values['line']}, which is no earlier one")
    state.reviews[values["id"]] = Review(told=told, **values)


def _listed(name: str, make: Callable[..., Any]) -> Step:
    def step(state: CaseState, told: Told, _: ChainEntry, values: Values) -> None:
        getattr(state, name).append(make(told=told, **values))

    return step


def _kept(name: str, make: Callable[..., Any]) -> Step:
    def step(state: CaseState, told: Told, _: ChainEntry, values: Values) -> None:
        getattr(state, name)[values["id"]] = make(told=told, **values)

    return step


STEPS: Mapping[Action, Step] = {
    Action.OPEN: _open, Action.ENROL: _enrol, Action.RETIRE: _retire,
    Action.ACQUIRE: _acquire, Action.RECEIVE: _receive, Action.DERIVE: _derive,
    Action.COMPARE: _compare, Action.SEARCH: _search,
    Action.CLAIM: _kept("claims", Claim), Action.LOSS: _kept("losses", Loss),
    Action.STATUS: _kept("statuses", StatusEvent), Action.LINK: _kept("links", Link),
    Action.SAME: _pair, Action.VERDICT: _kept("verdicts", Verdict),
    Action.REVIEW: _review, Action.DISPUTE: _kept("disputes", Dispute),
    Action.CORRECT: correct, Action.WITHHOLD: _withhold, Action.SEAL: _seal,
    Action.RECOVER: _listed("recoveries", Recovery),
    Action.EXPORT: _listed("exports", HandedOver), Action.CLOSE: _close,
}  # fmt: skip

"""Who may do what in a case, as its own `enrol` and `retire` lines say.

The roster of the chain is what the case claims; whether the keys belong to the people
is known only by the auditor's own list (`trust.Trust.signers`). Nothing here checks a
signature.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from verify.audit.chain_lines import Chain, Line
from verify.audit.discrepancies import FAULT, Discrepancy
from verify.audit.programs import (
    BAG_NAMESPACE,
    LINE_NAMESPACE,
    WITNESS_NAMESPACE,
)
from verify.audit.schema import NAME, ROLE_ACTIONS, is_moment

KEY = re.compile(r"[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}\Z")
SIGNED_TIME = re.compile(r"[-:TZ]")


@dataclass(frozen=True)
class Enrolment:
    """One actor's roles and key, from one line on."""

    line: int
    actor: str
    roles: tuple[str, ...]
    key: str
    """`ssh-ed25519 AAAA...`, or empty for an actor who signs nothing."""
    valid_after: str = ""
    valid_before: str = ""

    def signer(self) -> str:
        """The line of OpenSSH's `allowed_signers` for this key."""
        spaces = f"{LINE_NAMESPACE},{BAG_NAMESPACE},{WITNESS_NAMESPACE}"
        options = [f'namespaces="{spaces}"']
        for name, time in (
            ("valid-after", self.valid_after), ("valid-before", self.valid_before),
        ):  # fmt: skip
            if time:
                options.append(f'{name}="{ssh_time(time)}"')
        return f"{self.actor} {','.join(options)} {self.key}\n"


def ssh_time(time: str) -> str:
    """`2026-11-22T20:58:00Z` as OpenSSH writes it: `20261122205800Z`."""
    return f"{SIGNED_TIME.sub('', time)}Z"


def roster(chain: Chain) -> list[Enrolment]:
    """Every enrolment, with the end that a later `retire` line gave it."""
    found: list[Enrolment] = []
    for line, record in chain.records("enrol", "retire"):
        body = record["body"] if isinstance(record.get("body"), dict) else {}
        if line.action == "enrol":
            found += _enrolment(line, body)
        else:
            found = [_ended(one, body) for one in found]
    return found


def _enrolment(line: Line, body: dict[str, Any]) -> Iterator[Enrolment]:
    texts = {
        name: str(body.get(name, ""))
        for name in ("actor", "key", "valid_after", "valid_before")
    }
    roles = body.get("roles")
    key = " ".join(texts["key"].split()[:2])
    times = [texts[name] for name in ("valid_after", "valid_before") if texts[name]]
    if not NAME.match(texts["actor"]) or not isinstance(roles, list):
        return
    if not all(map(is_moment, times)):
        key = ""  # what is no time must not reach a list of signers
    yield Enrolment(
        line.number, texts["actor"], tuple(str(role) for role in roles),
        key if KEY.match(key) else "", texts["valid_after"], texts["valid_before"],
    )  # fmt: skip


def _ended(one: Enrolment, body: dict[str, Any]) -> Enrolment:
    end = body.get("from")
    if body.get("actor") != one.actor or not is_moment(str(end)):
        return one
    end = str(end)
    earlier = min(end, one.valid_before) if one.valid_before else end
    return replace(one, valid_before=earlier)


def check_roles(chain: Chain, enrolments: list[Enrolment]) -> list[Discrepancy]:
    """V9, for every line: its actor was enrolled in a role that allows the action."""
    found = []
    began: dict[int, Enrolment] = {one.line: one for one in enrolments}
    ended = {
        line.number: str(record["body"].get("actor"))
        for line, record in chain.records("retire")
        if isinstance(record.get("body"), dict)
    }
    roles: dict[str, set[str]] = {}
    for line in chain.lines:
        if line.number in began:
            one = began[line.number]
            roles.setdefault(one.actor, set()).update(one.roles)
        words = _not_allowed(line, roles.get(line.actor, set()))
        if line.action and line.number > 1 and words:
            place = f"line {line.number}"
            found.append(Discrepancy("V9", FAULT, place, words, line.number))
        roles.pop(ended.get(line.number, ""), None)
    return found


def _not_allowed(line: Line, roles: set[str]) -> str:
    if not roles:
        return f"{line.actor} was not enrolled when it was written, or was retired"
    if line.role not in roles:
        return f"{line.actor} was not enrolled as {line.role}"
    if line.action not in ROLE_ACTIONS.get(line.role, ()):
        return f"a {line.role} may not write a line of {line.action}"
    return ""

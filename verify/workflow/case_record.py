"""Record one thing in a case: choose its id, hold the rules, write the line.

The words of a command become a Draft under the case's lock, so that ids and rules
see what other processes wrote a moment ago. What to record is the caller's matter.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any, BinaryIO

from verify.domain.case_fold import named_ids
from verify.domain.case_rules import files_named, rule_problems
from verify.domain.case_state import CaseState
from verify.domain.case_values import Action, Role
from verify.domain.chain_entries import (
    DERIVED,
    EXAMINATION,
    FORMAT,
    ORIGINAL,
    WORDS,
    Brought,
    ChainEntry,
    Tool,
    Used,
)
from verify.domain.chain_schema import KINDS
from verify.domain.evidence import digest_of
from verify.errors import AskedWrongly, BadInput
from verify.outside.clock import now_utc
from verify.store.casefile import CaseFile, Draft, Writing
from verify.store.chain_file import CHAIN_NAME
from verify.store.intake import OPEN_FLAGS
from verify.store.vault import open_regular

LETTERS = {action: letter for letter, action in KINDS.items() if letter != "E"}
OTHER_MEDIA = "application/octet-stream"


@dataclass(frozen=True)
class Told:
    """What a command says: fields without the new id, texts, and files by role."""

    action: Action
    body: Mapping[str, Any]
    texts: Mapping[str, str] = field(default_factory=dict)
    new_texts: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[Brought] = ()
    used: Sequence[Used] = ()
    role: Role | None = None


def writing_as(actor: str) -> Writing:
    """What every line of a command by this actor shares."""
    return Writing(actor, this_tool(), now_utc, lambda: secrets.token_hex(16))


def this_tool() -> Tool:
    """This program, and the SHA-256 over names and versions of what is installed."""
    listed = sorted({f"{one.name}=={one.version}" for one in distributions()})
    env = digest_of("\n".join(listed).encode())
    return Tool("imgverify", version("imgverify"), env)


def record(case: CaseFile, writing: Writing, told: Told) -> ChainEntry:
    """Write the line. Raises AskedWrongly where the case does not let it be."""

    def draft(state: CaseState) -> Draft:
        body = dict(told.body)
        if told.action in LETTERS and "id" not in body:
            body["id"] = state.next_id(LETTERS[told.action])
        _refuse_unknown(state, body, told.action)
        if problems := rule_problems(state, told.action, body, writing.actor):
            raise AskedWrongly("; ".join(problems))
        used = files_named(state, (ident for _, ident in named_ids(body)))
        leaning = used if told.action in _LEANING else ()
        held = [Used(one.role, one.sha256) for one in told.files
                if one.sha256 in state.files]  # fmt: skip
        new = [one for one in told.files if one.sha256 not in state.files]
        return Draft(
            told.action, body, told.texts, told.new_texts, new,
            tuple(dict.fromkeys((*told.used, *held, *leaning))), told.role,
        )  # fmt: skip

    return case.write(writing, draft)


_LEANING = {
    Action.LINK, Action.SAME, Action.VERDICT, Action.STATUS, Action.SEARCH,
}  # fmt: skip
"""Lines that name in `in` the files that they lean on."""


def new_case(folder: Path, actor: str, told: Told, roles: Told) -> CaseFile:
    """Open a case: its first incident, and its custodian, who wrote both lines.

    Goes on where an earlier call was stopped between the two.
    """
    case, writing = CaseFile(folder), writing_as(actor)
    if (folder / CHAIN_NAME).exists():
        case.read_on()
    if case.state.actors:
        raise AskedWrongly(
            f"there is a case in {folder} already",
            next_step="Add an incident to it with --another, or name another folder.",
        )
    if not case.state.seq:
        body = {**told.body, "format": FORMAT}
        record(case, writing, Told(told.action, body, told.texts, role=Role.CUSTODIAN))
    record(case, writing, replace(roles, role=Role.CUSTODIAN))
    return case


def stored(case: CaseFile, path: Path, role: str, media: str = OTHER_MEDIA) -> Brought:
    """Put a file into the case's vault. Raises BadInput where it cannot be read."""
    try:
        with open_regular(path, OPEN_FLAGS) as stream:
            return brought(case, stream, role, media)
    except OSError as error:
        raise BadInput(
            f"{path.name or path}: the file cannot be read ({error.strerror or error})",
            next_step="Name a file, not a folder or a link.",
        ) from error


def brought(case: CaseFile, stream: BinaryIO, role: str, media: str) -> Brought:
    """Put what the stream gives into the vault."""
    kept = case.vault.put(stream)
    return Brought(role, kept.sha256, kept.size, media)


def withheld_files(
    state: CaseState, idents: Sequence[str], *, words: bool
) -> tuple[Used, ...]:
    """The files that withholding these ids takes out.

    Of evidence the original, its reports, since they repeat what the file says, and
    copies that are not redacted; with `words` what is told of it. Of others the words,
    and of a derivative itself.
    """
    found: dict[Used, None] = {}
    for ident in idents:
        if not state.knows(ident):
            raise AskedWrongly(f"the case has no {ident}")
        told: Any = state.table(ident[0])[ident]
        if ident[0] == "E":
            found[Used(ORIGINAL, told.digest)] = None
            found |= dict.fromkeys(_made_from(state, ident))
            acquired = told.acquisitions
        else:
            if ident[0] == "F":
                found[Used(DERIVED, told.digest)] = None
            acquired = told if isinstance(told, tuple) else (told,)
        if words or ident[0] != "E":
            for one in acquired:
                found |= dict.fromkeys(Used(WORDS, name) for name in one.told.words)
    if not found:
        raise AskedWrongly(f"nothing stands behind {', '.join(idents)}")
    return tuple(found)


def _made_from(state: CaseState, ident: str) -> Iterator[Used]:
    """What shows the picture or repeats its file: reports, copies not redacted."""
    for one in state.examinations.values():
        if one.evidence == ident:
            yield Used(EXAMINATION, one.report)
    showing = {ident}
    for made in state.derivatives.values():
        if made.source in showing and not made.redaction:
            showing.add(made.id)
            yield Used(DERIVED, made.digest)


def _refuse_unknown(state: CaseState, body: Mapping[str, Any], action: Action) -> None:
    """Say which id is wrong before anything else is looked at."""
    for name, ident in named_ids(body):
        new = action is Action.ACQUIRE and name == "evidence"
        shaped = ident[:1].isupper() and ident[1:].isdigit()
        if shaped and not new and not _known(state, ident):
            raise AskedWrongly(
                f"the case has no {ident}", next_step="See: verify case show CASE"
            )


def _known(state: CaseState, ident: str) -> bool:
    try:
        return state.knows(ident)
    except KeyError:
        return False

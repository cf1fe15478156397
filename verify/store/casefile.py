"""One case on disk: its chain, its files and its index, opened together.

The chain is the truth. Opening reads and folds it; every write first takes the case's
lock, reads on what other processes wrote, sets a torn end aside, checks the new line
by the same fold that readers use, and only then appends it. A line is acknowledged
when `write` returns. What to write is decided by the workflow.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from verify.domain.case_fold import LineRefused, apply
from verify.domain.case_state import CaseState
from verify.domain.case_values import Action, Role
from verify.domain.case_words import read_words, words_record
from verify.domain.chain_entries import (
    NEW_WORDS,
    WORDS,
    Brought,
    ChainEntry,
    Tool,
    Used,
)
from verify.domain.chain_schema import AFTER_CLOSING, ROLE_ACTIONS, texts_problems
from verify.domain.evidence import Digest, digest_of
from verify.errors import AskedWrongly, RecordsBroken, SurroundingsError
from verify.store.case_index_following import bring_index
from verify.store.chain_file import (
    CHAIN_NAME,
    Mark,
    append,
    broken,
    read_entries,
    set_torn_end_aside,
    torn_ends,
)
from verify.store.chain_lines import (
    BadLine,
    canonical_bytes,
    line_digest,
    raw_line,
    record_of,
)
from verify.store.locks import in_turn
from verify.store.vault import AtStep, Vault, go_on

if TYPE_CHECKING:
    from verify.store.case_index import CaseIndex

LOCK_NAME = "chain.lock"
WORDS_MEDIA = "application/json"


@dataclass(frozen=True)
class Draft:
    """A line to be written, without its place in the chain."""

    action: Action
    body: Mapping[str, Any]
    texts: Mapping[str, str] = field(default_factory=dict)
    """Goes to a blob of words of its own; none for none."""
    new_texts: Mapping[str, str] = field(default_factory=dict)
    """Of a correction: the texts that override those of the record."""
    brought: Sequence[Brought] = ()
    used: Sequence[Used] = ()
    role: Role | None = None
    """None: the first role of the actor that may write it."""


@dataclass(frozen=True)
class Writing:
    """What every line of one command shares."""

    actor: str
    tool: Tool
    clock: Callable[[], str]
    """The present moment in UTC, to the second."""
    salt: Callable[[], str]
    """32 random hexadecimal digits."""


class CaseFile:
    """An opened case. Close it, or use it as a context manager."""

    def __init__(self, folder: Path, *, at_step: AtStep = go_on) -> None:
        self.folder = folder
        self.path = folder / CHAIN_NAME
        self.vault = Vault(folder, at_step=at_step)
        self.at_step = at_step
        self.state = CaseState()
        self.mark = Mark()
        self._index: CaseIndex | None = None

    @classmethod
    def open(cls, folder: Path, *, at_step: AtStep = go_on) -> Self:
        """Open the case in this folder and read its chain.

        Raises AskedWrongly where there is none, RecordsBroken where it does not hold.
        """
        if not (folder / CHAIN_NAME).is_file():
            raise AskedWrongly(
                f"there is no case in {folder}",
                next_step="Make one: verify case new FOLDER",
            )
        case = cls(folder, at_step=at_step)
        case.read_on()
        return case

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The name of the case's folder, never a path."""
        return self.folder.resolve().name

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            self._index.close()
            self._index = None

    def read_on(self) -> list[tuple[ChainEntry, Mark]]:
        """Bring the state to the chain's end; the lines that were new."""
        new = []
        for entry, mark in read_entries(self.path, self.mark):
            try:
                apply(self.state, entry)
            except LineRefused as error:
                words = str(error).partition(": ")[2]
                raise broken(self.path, error.line, words) from None
            self.mark = mark
            new.append((entry, mark))
        return new

    def texts(self, digest: Digest) -> Mapping[str, str] | None:
        """The texts of a blob of words; None where it was taken out.

        Raises RecordsBroken where it was changed.
        """
        try:
            return read_words(json.loads(self.vault.read(digest)))
        except FileNotFoundError:
            if digest in self.state.withheld:
                return None
            raise RecordsBroken(
                f"words {digest[:12]} of the case are missing",
                next_step="Restore the file from a copy of the case.",
            ) from None
        except ValueError as error:
            raise RecordsBroken(f"words {digest[:12]} do not hold: {error}") from None

    def write(
        self, writing: Writing, draft: Callable[[CaseState], Draft]
    ) -> ChainEntry:
        """Write the line that `draft` makes of the state under the lock.

        Raises AskedWrongly where it may not be written, SurroundingsError where the
        disk refuses; the chain is then as it was.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SurroundingsError(
                f"the folder {self.folder} cannot be made: {error.strerror}",
                next_step="Name another folder.",
            ) from error
        with in_turn(self.folder / LOCK_NAME, what=f"the case {self.name}"):
            self.at_step("locked")
            self._settle(writing)
            return self._append(writing, draft(self.state))

    def _settle(self, writing: Writing) -> None:
        """Under the lock: read on, and log every torn end that no line names yet."""
        set_torn_end_aside(self.path, at_step=self.at_step)
        if self.path.exists():
            self.read_on()
        logged = {one.sha256 for one in self.state.recoveries}
        if not self.state.actors:
            return
        for torn in torn_ends(self.path):
            if torn.sha256 not in logged:
                body = {"sha256": torn.sha256, "size": torn.size}
                self._append(writing, Draft(Action.RECOVER, body))

    def _append(self, writing: Writing, draft: Draft) -> ChainEntry:
        self._refuse(draft)
        words = {
            role: _words(writing, texts)
            for role, texts in ((WORDS, draft.texts), (NEW_WORDS, draft.new_texts))
            if texts
        }
        entry, raw = self._entry(writing, draft, words)
        before = self.mark
        try:
            apply(self.state, entry)
        except LineRefused as error:
            raise _refused(error.problems) from None
        try:
            for content in words.values():
                self.vault.put_bytes(content)
            append(self.path, raw, size=before.offset, at_step=self.at_step)
        except BaseException:
            self.state, self.mark = CaseState(), Mark()
            if self.path.exists():
                self.read_on()
            raise
        self.mark = Mark(entry.seq, before.offset + len(raw), entry.sha256)
        self._index = bring_index(self._index, self.path, self.mark, self.state)
        self.at_step("indexed")
        return entry

    def _refuse(self, draft: Draft) -> None:
        if self.state.closed and draft.action not in AFTER_CLOSING:
            raise AskedWrongly(
                f"the case {self.name} is closed",
                next_step="Open it again: verify case close CASE --reopen --reason ...",
            )
        if problems := texts_problems(draft.action, draft.texts):
            raise _refused(problems)

    def _entry(
        self, writing: Writing, draft: Draft, words: Mapping[str, bytes]
    ) -> tuple[ChainEntry, bytes]:
        case = self.state.case or writing.salt()
        role = draft.role or self._role(writing.actor, draft.action)
        entry = ChainEntry(
            seq=self.mark.lines + 1, prev=self.mark.head, case=case,
            time=writing.clock(), actor=writing.actor, role=role,
            action=draft.action, tool=writing.tool, used=tuple(draft.used),
            brought=(*draft.brought, *_brought(words)), body=dict(draft.body),
            sha256=Digest(""),
        )  # fmt: skip
        try:
            raw = raw_line(record_of(entry))
        except BadLine as error:
            raise AskedWrongly(f"this cannot be recorded: {error}") from None
        values = {name: getattr(entry, name) for name in entry.__dataclass_fields__}
        return ChainEntry(**values | {"sha256": line_digest(raw)}), raw

    def _role(self, actor: str, action: Action) -> Role:
        """The first role of the actor that may write this."""
        roles = self.state.roles(actor)
        allowed = [one for one in Role if one in roles and action in ROLE_ACTIONS[one]]
        if allowed:
            return allowed[0]
        may = [one.value for one in Role if action in ROLE_ACTIONS[one]]
        known = f"is enrolled as {', '.join(sorted(roles))}" if roles else (
            "is not enrolled in this case"
        )  # fmt: skip
        raise AskedWrongly(
            f"{actor} {known}; a line of {action} is written by a {' or '.join(may)}",
            next_step=f"Enrol them: verify case enrol CASE {actor} --role {may[0]}",
        )


def _words(writing: Writing, texts: Mapping[str, str]) -> bytes:
    """The bytes of a blob of words, salted."""
    try:
        return canonical_bytes(words_record(texts, salt=writing.salt()))
    except UnicodeEncodeError:
        raise AskedWrongly("a text holds characters that are no text") from None


def _brought(words: Mapping[str, bytes]) -> list[Brought]:
    return [
        Brought(role, digest_of(content), len(content), WORDS_MEDIA)
        for role, content in words.items()
    ]


def _refused(problems: Sequence[tuple[str, str]]) -> AskedWrongly:
    words = "; ".join(f"{name} {said}".strip() for name, said in problems)
    return AskedWrongly(f"this cannot be recorded: {words}")

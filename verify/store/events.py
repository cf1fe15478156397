"""What can happen to a library: admit, publish, correct, withdraw.

Each event is one object of `manifest.jsonl`. `admit` says which bytes lie where and
what a source says of the picture; a second `admit` of the same bytes adds a place or
a statement. `publish` adds one known appearance; `correct` replaces what is said, or
drops a publication by its line; `withdraw` hides a picture from search and keeps it
in the record. Nothing here reads or writes files.
"""

from dataclasses import dataclass, field

from verify.domain.evidence import Digest, parse_digest
from verify.domain.references import Publication
from verify.store.records import (
    RecordProblems,
    as_strings,
    described_from_json,
    publication_from_json,
    publication_to_json,
)


@dataclass(frozen=True)
class Admit:
    """These bytes lie at `path`: below the library's folder, or absolute elsewhere."""

    digest: Digest
    size_bytes: int
    name: str
    path: str
    says: dict[str, str] = field(default_factory=dict)
    """Descriptive fields as text; see `records.DESCRIPTIVE`."""


@dataclass(frozen=True)
class Publish:
    """One known appearance of these bytes."""

    digest: Digest
    publication: Publication


@dataclass(frozen=True)
class Correct:
    """A person replaces what the library says; an empty text clears a field."""

    digest: Digest
    reason: str
    says: dict[str, str] = field(default_factory=dict)
    drops: tuple[int, ...] = ()
    """Manifest lines of publications that do not hold."""
    restores: bool = False
    """Whether an earlier withdrawal is taken back."""


@dataclass(frozen=True)
class Withdraw:
    """Hidden from search from now on; the record keeps everything."""

    digest: Digest
    reason: str


Event = Admit | Publish | Correct | Withdraw
Json = dict[str, object]


def event_to_json(event: Event) -> Json:
    """The event's own fields, without those of the chain."""
    match event:
        case Admit():
            told: Json = {
                "action": "admit", "digest": event.digest, "size": event.size_bytes,
                "name": event.name, "path": event.path,
            }  # fmt: skip
            return told | ({"says": event.says} if event.says else {})
        case Publish():
            return {
                "action": "publish", "digest": event.digest,
                "publication": publication_to_json(event.publication),
            }  # fmt: skip
        case Correct():
            told = {
                "action": "correct", "digest": event.digest, "reason": event.reason,
                "says": event.says,
            }  # fmt: skip
            told |= {"drops": list(event.drops)} if event.drops else {}
            return told | ({"restores": True} if event.restores else {})
        case Withdraw():
            return {
                "action": "withdraw", "digest": event.digest, "reason": event.reason,
            }  # fmt: skip


def event_from_json(record: Json, *, line: int) -> Event:
    """Read an event; raises RecordProblems with the path to each wrong field."""
    rest = dict(record)
    action = rest.pop("action", None)
    digest = _digest(rest.pop("digest", None))
    match action:
        case "admit":
            return _admit(rest, digest)
        case "publish":
            told = rest.pop("publication", None)
            as_strings(rest, at="publish", names=())
            return Publish(
                digest, publication_from_json(told, at="publication", line=line)
            )
        case "correct":
            return _correct(rest, digest, line)
        case "withdraw":
            texts = as_strings(rest, at="withdraw", names=("reason",))
            return Withdraw(digest, texts["reason"])
        case _:
            raise RecordProblems([("action", f"{action!r} is not an action")])


def _digest(value: object) -> Digest:
    try:
        return parse_digest(str(value))
    except ValueError as error:
        raise RecordProblems([("digest", str(error))]) from None


def _admit(rest: Json, digest: Digest) -> Admit:
    size = rest.pop("size", None)
    if not isinstance(size, int) or isinstance(size, bool) or size <= 0:
        raise RecordProblems([("admit.size", "is not a number of bytes")])
    says = described_from_json(rest.pop("says", {}), at="says")
    texts = as_strings(rest, at="admit", names=("name", "path"))
    return Admit(digest, size, texts["name"], texts["path"], says)


def _correct(rest: Json, digest: Digest, line: int) -> Correct:
    drops = rest.pop("drops", [])
    if not isinstance(drops, list) or not all(
        isinstance(drop, int) and 0 < drop < line for drop in drops
    ):
        raise RecordProblems([("correct.drops", "are not earlier lines")])
    restores = rest.pop("restores", False)
    if not isinstance(restores, bool):
        raise RecordProblems([("correct.restores", "is not true or false")])
    says = described_from_json(rest.pop("says", {}), at="says")
    texts = as_strings(rest, at="correct", names=("reason",))
    return Correct(digest, texts["reason"], says, tuple(drops), restores)

"""Seal lines of a case, and take time stamps over its newest line.

A seal is its author's signature over the exact bytes of one line. A stamp is taken
over the newest line and so proves every line before it, the seals among them. Requests
that could not be sent wait in `queue/` as files that can be carried by hand; nothing
but a hash and a random number is in them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from verify.domain.case_state import CaseState
from verify.domain.case_values import Action
from verify.domain.chain_entries import (
    SIGNATURE,
    TIME_STAMP,
    TSA_CERTIFICATES,
    Brought,
    ChainEntry,
)
from verify.domain.chain_schema import NEEDS_SEAL
from verify.errors import AskedWrongly, BadInput, SurroundingsError
from verify.outside.ssh_keys import LINE_NAMESPACE, public_key, sign
from verify.outside.time_stamps import (
    REPLY_TYPE,
    Reply,
    Request,
    ask,
    request_for,
    taken,
)
from verify.store.casefile import CaseFile, Draft, Writing
from verify.store.chain_file import Mark, read_entries

SIGNATURE_TYPE = "application/x-ssh-signature"
CERTIFICATES_TYPE = "application/x-pem-file"
QUEUED = re.compile(r"(\d{7})\.([A-Za-z0-9_-]+)\.(\d+)\.tsq\Z")


@dataclass(frozen=True)
class Authority:
    """A time-stamp authority: its name, its address, and roots to check it against."""

    name: str
    url: str
    roots: tuple[Path, ...] = ()


def entries(case: CaseFile) -> list[ChainEntry]:
    """Every line of the case."""
    return [entry for entry, _ in read_entries(case.path, Mark())]


def raw(case: CaseFile, number: int) -> bytes:
    """The exact bytes of a line with its newline."""
    with case.path.open("rb") as stream:
        for at, line in enumerate(stream, 1):
            if at == number:
                return line
    raise AskedWrongly(f"the case {case.name} has no line {number}")


def unsealed(lines: Sequence[ChainEntry], actor: str) -> list[int]:
    """The lines of this actor that need their seal and have none."""
    have = {
        entry.body["of"] for entry in lines
        if entry.action is Action.SEAL and entry.actor == actor and "sig" in entry.body
    }  # fmt: skip
    return [
        entry.seq for entry in lines
        if entry.actor == actor and entry.action in NEEDS_SEAL
        and entry.seq not in have
    ]  # fmt: skip


def seal(
    case: CaseFile, writing: Writing, key: Path, lines: Iterable[int] | None = None
) -> list[int]:
    """Seal these lines, or all that need it; the lines sealed.

    Raises AskedWrongly where the key is not the one the case enrolled.
    """
    known = entries(case)
    _check_key(known, writing.actor, key)
    wanted = unsealed(known, writing.actor) if lines is None else list(lines)
    for number in wanted:
        signature = sign(key, raw(case, number), LINE_NAMESPACE)
        file = _kept(case, signature, SIGNATURE, SIGNATURE_TYPE)
        body = {"of": number, "sig": file.sha256}
        _write(case, writing, Draft(Action.SEAL, body, brought=(file,)))
    return wanted


def _check_key(lines: Sequence[ChainEntry], actor: str, key: Path) -> None:
    enrolled = {
        entry.body.get("key") for entry in lines
        if entry.action is Action.ENROL and entry.body["actor"] == actor
    }  # fmt: skip
    if public_key(key) not in enrolled:
        raise AskedWrongly(
            f"{key.name} is not the key that the case enrolled for {actor}",
            next_step="Enrol it: verify case enrol CASE NAME --role ROLE --key FILE",
        )


def stamp(
    case: CaseFile, writing: Writing, authorities: Sequence[Authority]
) -> tuple[list[Reply], list[str]]:
    """Stamp the newest line; what came, and in words what still waits."""
    number = case.mark.lines
    message = raw(case, number)
    replies, waiting = [], []
    for one in authorities:
        request = request_for(message)
        path = _queued(case, number, one.name, request)
        try:
            reply = taken(ask(one.url, request), message, request.nonce, one.roots)
        except (SurroundingsError, BadInput) as error:
            waiting.append(f"{one.name}: {error}")
            continue
        path.unlink()
        replies.append(reply)
    if replies:
        _record_stamps(case, writing, number, replies)
    return replies, waiting


def queue_requests(case: CaseFile, names: Sequence[str]) -> list[Path]:
    """Requests over the newest line as files, to be carried to a network."""
    number = case.mark.lines
    message = raw(case, number)
    return [_queued(case, number, name, request_for(message)) for name in names]


def take_replies(
    case: CaseFile, writing: Writing, folder: Path, roots: Sequence[Path]
) -> int:
    """Take in the replies in `folder` whose requests wait; how many were taken."""
    count = 0
    for path, number, nonce in waiting_requests(case):
        reply_file = folder / f"{path.stem}.tsr"
        if not reply_file.is_file():
            continue
        reply = taken(reply_file.read_bytes(), raw(case, number), nonce, roots)
        _record_stamps(case, writing, number, [reply])
        path.unlink()
        count += 1
    return count


def waiting_requests(case: CaseFile) -> Iterator[tuple[Path, int, int]]:
    """Each request that waits: its file, its line, its nonce."""
    folder = case.folder / "queue"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if told := QUEUED.match(path.name):
            yield path, int(told[1]), int(told[3])


def _queued(case: CaseFile, number: int, name: str, request: Request) -> Path:
    folder = case.folder / "queue"
    path = folder / f"{number:07}.{name}.{request.nonce}.tsq"
    if not QUEUED.match(path.name):
        raise AskedWrongly(
            f"{name!r} cannot name an authority",
            next_step="Use letters, digits, - and _.",
        )
    try:
        folder.mkdir(exist_ok=True)
        path.write_bytes(request.content)
    except OSError as error:
        raise SurroundingsError(f"the queue cannot be written: {error}") from error
    return path


def _record_stamps(
    case: CaseFile, writing: Writing, number: int, replies: Sequence[Reply]
) -> None:
    files = tuple(_kept(case, r.content, TIME_STAMP, REPLY_TYPE) for r in replies)
    body = {"of": number, "tsr": [file.sha256 for file in files]}
    _write(case, writing, Draft(Action.SEAL, body, brought=files))
    known = {file.sha256 for entry in entries(case) for file in entry.brought}
    for reply in replies:
        if not reply.certificates:
            continue
        file = _kept(case, reply.certificates, TSA_CERTIFICATES, CERTIFICATES_TYPE)
        if file.sha256 not in known:
            known.add(file.sha256)
            _receive_certificates(case, writing, file)


def _receive_certificates(case: CaseFile, writing: Writing, file: Brought) -> None:
    """Keep an authority's certificates as they were when it stamped."""

    def draft(state: CaseState) -> Draft:
        body = {"id": state.next_id("P"), "kind": "other", "channel": "time stamp"}
        return Draft(Action.RECEIVE, body, brought=(file,))

    case.write(writing, draft)


def _kept(case: CaseFile, content: bytes, role: str, media: str) -> Brought:
    kept = case.vault.put(BytesIO(content))
    return Brought(role, kept.sha256, kept.size, media)


def _write(case: CaseFile, writing: Writing, draft: Draft) -> ChainEntry:
    return case.write(writing, lambda _: draft)

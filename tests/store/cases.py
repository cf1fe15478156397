"""Small cases on disk for tests, written by the product's own store."""

import itertools
import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from verify.audit.blob_files import check_named, read_blobs
from verify.audit.chain_lines import read_chain
from verify.domain.case_state import CaseState
from verify.domain.case_values import Action, Role
from verify.domain.chain_entries import FORMAT, Brought, ChainEntry, Tool
from verify.domain.evidence import digest_of
from verify.store.casefile import CaseFile, Draft, Writing
from verify.store.vault import AtStep, go_on

TOOL = Tool("imgverify", "0", digest_of(b"libraries"))
ROLES = ["custodian", "collector", "analyst"]


def counting_clock() -> Callable[[], str]:
    seconds = itertools.count()

    def now() -> str:
        at = next(seconds)
        return f"2026-11-25T{at // 3600 % 24:02}:{at // 60 % 60:02}:{at % 60:02}Z"

    return now


def writing(actor: str = "ana") -> Writing:
    return Writing(actor, TOOL, counting_clock(), lambda: secrets.token_hex(16))


def draft(action: str, body: dict[str, Any], **given: Any) -> Callable[..., Draft]:
    return lambda _: Draft(Action(action), body, **given)


def new_case(folder: Path, *, at_step: AtStep = go_on) -> CaseFile:
    """A case with its custodian, who is everything, and a reviewer."""
    case = CaseFile(folder, at_step=at_step)
    as_custodian = {"role": Role.CUSTODIAN}
    body: dict[str, Any] = {"id": "I1", "title": "An incident", "format": FORMAT}
    case.write(writing(), draft("open", body, **as_custodian))
    for actor, roles in (("ana", ROLES), ("rev", ["reviewer"])):
        body = {"actor": actor, "roles": roles}
        case.write(writing(), draft("enrol", body, **as_custodian))
    return case


def add_photo(case: CaseFile, content: bytes, **body: Any) -> ChainEntry:
    """Store these bytes and acquire them for the first incident."""
    stored = case.vault.put_bytes(content)
    file = Brought("original", stored.sha256, stored.size, "image/jpeg")

    def made(state: CaseState) -> Draft:
        told = {"id": state.next_id("A"), "evidence": state.next_id("E"),
                "incident": "I1"}  # fmt: skip
        return Draft(
            Action.ACQUIRE, told | body, {"file_name": "a.jpg"}, brought=(file,)
        )

    return case.write(writing(), made)


def faults(folder: Path) -> list[str]:
    """What the stand-alone verifier finds wrong by V1 to V6, in words."""
    chain = read_chain(folder / "chain.jsonl")
    blobs = read_blobs(chain, folder / "blobs")
    check_named(chain, blobs, 0)
    found = [*chain.found, *blobs.found]
    return [f"{one.rule} {one.place}: {one.words}" for one in found
            if one.grade == "fault"]  # fmt: skip


def records(folder: Path) -> list[dict[str, Any]]:
    """The chain's lines as plain JSON, read without the product."""
    lines = (folder / "chain.jsonl").read_bytes().splitlines()
    return [json.loads(line) for line in lines]

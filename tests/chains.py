"""Lines of a chain for tests: as the record format has them, without any disk."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from verify.domain.case_fold import fold
from verify.domain.case_state import CaseState
from verify.domain.case_values import Action, Role
from verify.domain.chain_entries import Brought, ChainEntry, Tool, Used
from verify.domain.chain_schema import NEEDED_TEXTS, ROLE_ACTIONS
from verify.domain.evidence import Digest, digest_of

CASE = "3f0c" * 8
EVERYTHING = ["custodian", "collector", "analyst"]


def digest(text: str) -> Digest:
    return digest_of(text.encode())


class Lines:
    """Lines of one case; by default its custodian, who is everything, writes them."""

    def __init__(self) -> None:
        self.entries: list[ChainEntry] = []
        self.texts: dict[Digest, dict[str, str]] = {}
        self.add("open", {"id": "I1", "title": "One", "format": "verify.chain/1"})
        self.add("enrol", {"actor": "ana", "roles": EVERYTHING}, role="custodian")
        self.add("enrol", {"actor": "rev", "roles": ["reviewer"]}, role="custodian")

    def add(  # noqa: PLR0913 - one for each part of a line
        self,
        action: str,
        body: dict[str, Any],
        *,
        actor: str = "ana",
        role: str = "",
        out: Iterable[tuple[str, str]] = (),
        used: Iterable[tuple[str, str]] = (),
        texts: dict[str, str] | None = None,
        **changed: Any,
    ) -> int:
        """Append a line; `out` and `used` are (role, text that stands for a file)."""
        made = Action(action)
        seq = len(self.entries) + 1
        brought = [Brought(name, digest(one), len(one), "image/jpeg")
                   for name, one in out]  # fmt: skip
        needed = dict.fromkeys(NEEDED_TEXTS.get(made, ()), "because")
        if told := needed | (texts or {}):
            name = digest(f"words {seq} {json.dumps(told, sort_keys=True)}")
            self.texts[name] = told
            brought.append(Brought("words", name, 9, "application/json"))
        allowed = [one for one in Role if made in ROLE_ACTIONS[one]
                   and (actor == "rev") == (one is Role.REVIEWER)]  # fmt: skip
        values: dict[str, Any] = {
            "seq": seq, "prev": self.entries[-1].sha256 if seq > 1 else "0" * 64,
            "case": CASE, "time": f"2026-11-25T12:00:{seq % 60:02}Z", "actor": actor,
            "role": Role(role) if role else allowed[0], "action": made,
            "tool": Tool("t", "0", digest("")), "brought": tuple(brought),
            "used": tuple(Used(name, digest(one)) for name, one in used), "body": body,
        } | changed  # fmt: skip
        told_hash = hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()
        self.entries.append(ChainEntry(**values, sha256=Digest(told_hash)))
        return seq

    def photo(self, number: int, *, incident: str = "I1", batch: int = 0) -> None:
        body = {"id": f"A{batch or number}", "evidence": f"E{number}",
                "incident": incident}  # fmt: skip
        self.add("acquire", body, out=[("original", f"photo {number}")],
                 texts={"file_name": f"{number}.jpg"})  # fmt: skip

    def state(self) -> CaseState:
        return fold(self.entries)

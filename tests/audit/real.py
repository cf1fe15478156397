"""A case written by the real store and sealed by real keys."""

from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from tests.audit.writer import Keys
from verify.domain.case_state import CaseState
from verify.domain.case_values import Action, Role
from verify.domain.chain_entries import Brought, ChainEntry, Tool, Used
from verify.domain.evidence import Digest
from verify.outside.clock import now_utc
from verify.store.casefile import CaseFile, Draft, Writing
from verify.workflow.case_sealing import seal

PEOPLE = ("custodian-1", "collector-1", "analyst-1", "reviewer-1")
SALTS = count(1)


def writing(actor: str) -> Writing:
    tool = Tool("imgverify", "0.1.0", Digest("e" * 64))
    return Writing(actor, tool, now_utc, lambda: f"{next(SALTS):032x}")


class RealCase:
    """Writes lines as commands do."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.keys = keys
        self.case = CaseFile(folder)

    def write(
        self, actor: str, action: Action, body: dict[str, Any], /,
        *files: Brought, used: tuple[Used, ...] = (), **texts: str,
    ) -> ChainEntry:  # fmt: skip
        opens = action in {Action.OPEN, Action.ENROL}
        role = Role.CUSTODIAN if opens else None

        def draft(_: CaseState) -> Draft:
            return Draft(action, body, texts=texts, brought=files, used=used, role=role)

        return self.case.write(writing(actor), draft)

    def file(self, content: bytes, role: str, media: str = "image/jpeg") -> Brought:
        kept = self.case.vault.put(BytesIO(content))
        return Brought(role, kept.sha256, kept.size, media)

    def sealed(self) -> None:
        for actor in PEOPLE:
            seal(self.case, writing(actor), self.keys.private(actor))


def opened(real: RealCase) -> None:
    body = {"id": "I1", "title": "An incident", "format": "verify.chain/1"}
    real.write("custodian-1", Action.OPEN, body)
    for actor in PEOPLE:
        role = actor.partition("-")[0]
        real.write("custodian-1", Action.ENROL, {
            "actor": actor, "roles": [role], "key": real.keys.public(actor),
        })  # fmt: skip


def real_case(folder: Path, keys: Keys) -> RealCase:
    """Two photos, one redacted; one loss, linked, judged and reviewed; all sealed."""
    real = RealCase(folder, keys)
    opened(real)
    originals = []
    for number in (1, 2):
        photo = real.file(b"\xff\xd8\xff photo %d" % number, "original")
        originals.append(Used("original", photo.sha256))
        real.write("collector-1", Action.ACQUIRE, {
            "id": f"A{number}", "evidence": f"E{number}", "incident": "I1",
            "method": "saved", "collected_at": "2024-07-28",
            "posted_at": "2024-07-27", "collector": "collector-1",
        }, photo, custodian="a witness")  # fmt: skip
        report = real.file(b'{"n":%d}' % number, "examination", "application/json")
        real.write("analyst-1", Action.COMPARE, {
            "id": f"X{number}", "evidence": f"E{number}", "outcome": "nothing_found",
            "library": "d" * 64, "library_name": "library", "references": 9,
            "settings": {"limit": "31"}, "versions": {"verify": "0.1.0"},
        }, report, used=(originals[-1],))  # fmt: skip
    covered = real.file(b"covered", "derived", "image/png")
    real.write("analyst-1", Action.DERIVE, {
        "id": "F1", "source": "E1", "operation": "redact", "redaction": True,
        "parameters": {"region": "0,0,0.5,0.5"},
    }, covered, used=(originals[0],), reason="a face")  # fmt: skip
    _ledger(real, originals)
    real.sealed()
    return real


def _ledger(real: RealCase, originals: list[Used]) -> None:
    real.write("analyst-1", Action.CLAIM, {
        "id": "C1", "incident": "I1", "party": "a party", "stance": "claimed",
    }, exact_words="One was lost.")  # fmt: skip
    real.write("analyst-1", Action.LOSS,
               {"id": "L1", "incident": "I1", "claims": ["C1"]})  # fmt: skip
    body = {"id": "K1", "evidence": "E1", "loss": "L1"}
    real.write("analyst-1", Action.LINK, body, used=(originals[0],), reason="the tail")
    verdict = real.write("analyst-1", Action.VERDICT, {
        "id": "V1", "about": "E1", "pillar": "provenance", "grade": "probable",
        "rests_on": ["X1"],
    }, used=(originals[0],), reason="not found before", against="few")  # fmt: skip
    real.write("reviewer-1", Action.REVIEW, {
        "id": "R1", "of": "V1", "line": verdict.seq, "result": "agrees",
        "line_sha256": verdict.sha256,
    }, reason="I looked too")  # fmt: skip

"""Item 31 over a collage: a link goes by the part that its region lies in."""

from pathlib import Path

import pytest

from tests.audit.real import RealCase, opened
from tests.audit.writer import Keys
from verify.audit.checklist import FAIL, PASS
from verify.audit.facts import Stated, Surroundings, audit_facts
from verify.audit.items_losses import rests_on_unseen
from verify.audit.recount import STANDINGS
from verify.audit.trust import trust_from
from verify.audit.verifier import verify_record
from verify.domain.case_values import Action
from verify.domain.chain_entries import Used

TOTALS = dict.fromkeys(STANDINGS, 0)


@pytest.mark.parametrize(
    ("region", "state"),
    [("0.6,0.2,0.9,0.8", PASS), ("0.1,0.2 0.4,0.2 0.4,0.8", FAIL), ("", FAIL)],
)
def test_an_honest_panel_of_a_collage_supports(
    tmp_path: Path, keys: Keys, region: str, state: str
) -> None:
    real = RealCase(tmp_path / "case", keys)
    opened(real)
    photo = real.file(b"a collage", "original")
    used = (Used("original", photo.sha256),)
    real.write("collector-1", Action.ACQUIRE, {
        "id": "A1", "evidence": "E1", "incident": "I1",
    }, photo)  # fmt: skip
    report = real.file(b"{}", "examination", "application/json")
    real.write("analyst-1", Action.COMPARE, {
        "id": "X1", "evidence": "E1", "outcome": "recycled",
        "settings": {"a": "1"}, "versions": {"b": "1"},
        "parts": [{"region": "0,0,0.5,1", "outcome": "recycled"},
                  {"region": "0.5,0,1,1", "outcome": "nothing_found"}],
    }, report, used=used)  # fmt: skip
    real.write("analyst-1", Action.LOSS, {"id": "L1", "incident": "I1"})
    link = {"id": "K1", "evidence": "E1", "loss": "L1"}
    link |= {"region": region} if region else {}
    real.write("analyst-1", Action.LINK, link, used=used, reason="it is there")
    trust = trust_from(None, ())
    verified = verify_record(tmp_path / "case", trust)
    report_says = Stated("a report", {"L1": "supported"}, dict(TOTALS, supported=1))
    around = Surroundings(stated=(report_says,))
    found = rests_on_unseen(audit_facts(verified, trust, around))
    assert found.state == state
    faults = [one for one in verified.found if one.rule in {"V1", "V2", "V5"}]
    assert faults == []

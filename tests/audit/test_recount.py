"""The audit's own count of losses, against the program's and against false reports."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from tests.audit.real import RealCase, real_case
from tests.audit.writer import Keys
from tests.workflow.case_sequences import Commands
from verify.audit.blob_files import Blobs
from verify.audit.casebook import casebook
from verify.audit.chain_lines import read_chain
from verify.audit.checklist import FAIL, PASS
from verify.audit.recount import recount
from verify.domain.case_values import Action
from verify.errors import AskedWrongly
from verify.store.catalogue import read_catalogue
from verify.workflow.audit_case import Asked, run_audit
from verify.workflow.stated_counts import counted_today

CATALOGUE = read_catalogue()


class Counted(Commands):
    """Generated sequences of commands, of which two programs count the losses."""

    @invariant()
    def both_count_alike(self) -> None:
        path = self.place / "c" / "chain.jsonl"
        ours = recount(casebook(read_chain(path), Blobs(path.parent / "blobs")))
        theirs = counted_today(path, CATALOGUE)
        assert theirs is not None
        assert (ours.losses, ours.totals) == (theirs.losses, theirs.totals)


def test_two_programs_count_alike_whatever_is_told() -> None:
    run_state_machine_as_test(
        Counted,
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def report(real: RealCase, **totals: int) -> Path:
    """A report as `verify report --out case.json` writes it, with these numbers."""
    told = {
        "format": "verify.case-report/1", "head": real.case.mark.head,
        "losses": [{"id": "L1", "standing": "supported"}],
        "totals": {"supported": 1, "admitted": 0, "claimed": 0, "recorded": 0,
                   "rejected": 0, **totals},
    }  # fmt: skip
    path = real.case.folder.parent / f"{len(totals)}.json"
    path.write_text(json.dumps(told))
    return path


def test_reports_are_held_against_the_lines(tmp_path: Path) -> None:
    real = real_case(tmp_path / "case", Keys(tmp_path / "keys"))
    true, padded = report(real), report(real, supported=4)
    asked = Asked(real.case.folder, repeats=False, reports=(true,))
    assert run_audit(asked).answers[30][1].state == PASS
    answer = run_audit(replace(asked, reports=(padded,))).answers[30][1]
    assert answer.places == ("1.json says 4 supported; there are 1",)
    # what the record says later does not make an older report wrong
    body = {"about": "K1", "retracts": True}
    real.write("analyst-1", Action.CORRECT, body, reason="another tail")
    assert run_audit(asked).answers[30][1].state == PASS
    fresh = report(real)
    answer = run_audit(replace(asked, reports=(fresh,))).answers[30][1]
    assert answer.state == FAIL
    assert answer.places[0] == "L1: 0.json says supported; its lines come to claimed"
    real.case.close()


def test_a_report_of_another_record_is_none_of_this(tmp_path: Path) -> None:
    real = real_case(tmp_path / "case", Keys(tmp_path / "keys"))
    path = report(real)
    path.write_text(path.read_text().replace(real.case.mark.head, "9" * 64))
    asked = Asked(real.case.folder, repeats=False, reports=(path,))
    (place,) = run_audit(asked).answers[30][1].places
    assert "not in this record" in place
    path.write_text("[]")
    with pytest.raises(AskedWrongly, match=r"no report of a case"):
        run_audit(asked)
    real.case.close()

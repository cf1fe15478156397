"""Cases sealed by earlier releases stay auditable: each is kept, with its trust."""

from pathlib import Path

import pytest

from verify.audit.checklist import FAIL
from verify.workflow.audit_case import Asked, run_audit

KEPT = sorted(path for path in (Path(__file__).parent / "kept").iterdir())


@pytest.mark.parametrize("release", KEPT, ids=lambda path: path.name)
def test_a_case_of_an_earlier_release_still_holds(release: Path) -> None:
    asked = Asked(release / "case", "accountability", release / "trust")
    answered = run_audit(asked)
    v = answered.facts.verified
    assert v.found == []
    assert v.anchored().startswith("The head is anchored outside")
    assert all(seal.known and seal.at for seal in v.seals.seals[:7])
    failed = {i.number for i, a in answered.answers if a.state == FAIL}
    # stamped by one authority, and long ago: the newest lines have no proved time
    assert failed <= {19, 20}
    assert answered.exit_code == 1

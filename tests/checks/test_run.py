"""The runner: a check that breaks becomes a finding, and hides nothing else."""

from tests.facts import facts
from verify.checks import CHECKS, Check
from verify.checks.run import examine
from verify.domain.assessment import assess
from verify.domain.examination import Facts, Outcome
from verify.domain.findings import Finding, State


def broken(_: Facts) -> tuple[Finding, ...]:
    raise RuntimeError("/home/someone/secret")


def test_a_check_that_breaks_is_not_determined() -> None:
    found = examine(facts(), (Check("broken", "1", broken), *CHECKS))
    assert (found[0].check, found[0].state) == ("broken", State.NOT_DETERMINED)
    assert "RuntimeError" in found[0].reason
    assert "someone" not in repr(found[0])
    assert len(found) > 3


def test_without_reuse_the_answer_is_not_determined() -> None:
    found = examine(facts(), (Check("reuse", "1", broken),))
    (answer,) = assess(facts(), found)
    assert answer.outcome is Outcome.NOT_DETERMINED


def test_every_finding_bears_the_name_and_version_of_its_check() -> None:
    for check in CHECKS:
        for finding in check.run(facts()):
            assert (finding.check, finding.version) == (check.name, check.version)

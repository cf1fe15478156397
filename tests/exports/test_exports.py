"""What holds of every export of the table."""

import pytest

from tests.exports import examinations as ex
from tests.exports.cases import Case, hostile, small
from verify.exports import EXPORTS
from verify.exports.answers import Answers, Failure

ITEMS = (ex.examination(), ex.nothing_found(), ex.hostile(), Failure("x", "y", "", 3))
OF_ANSWERS = [name for name, export in EXPORTS.items() if not export.suffix]
OF_CASES = [name for name, export in EXPORTS.items() if export.suffix]


@pytest.mark.parametrize("name", OF_ANSWERS)
def test_it_is_named_versioned_and_pure(name: str) -> None:
    export = EXPORTS[name]
    assert export.name == name
    assert export.version
    assert "/" in export.media_type
    first, second = export.render(Answers(ITEMS)), export.render(Answers(ITEMS))
    assert first == second
    assert first.decode("utf-8")
    assert b"\x1b" not in first


@pytest.mark.parametrize("name", OF_ANSWERS)
def test_no_answers_is_no_crash(name: str) -> None:
    EXPORTS[name].render(Answers(()))


@pytest.mark.parametrize("name", OF_CASES)
@pytest.mark.parametrize("case", [Case(), small(), hostile()])
def test_one_head_of_a_case_gives_the_same_bytes(name: str, case: Case) -> None:
    first, second = EXPORTS[name].render(case.file()), EXPORTS[name].render(case.file())
    assert first == second
    assert first.decode("utf-8")
    assert b"\x1b" not in first
    assert name != "case-file" or b"<script" not in first


def test_no_two_exports_of_cases_write_one_kind_of_file() -> None:
    suffixes = [EXPORTS[name].suffix for name in OF_CASES]
    assert len(set(suffixes)) == len(suffixes) == 5

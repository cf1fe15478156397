from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify import errors
from verify.cli.exit_codes import PRECEDENCE, ExitCode, code_of, most_serious
from verify.domain.examination import Outcome

codes = st.sampled_from(list(ExitCode))


def test_every_code_has_one_place_in_the_order() -> None:
    assert sorted(PRECEDENCE) == sorted(ExitCode)
    assert list(PRECEDENCE) == [130, 70, 4, 5, 2, 1, 3, 0]


@given(st.lists(codes))
def test_the_most_serious_is_one_of_them_and_order_does_not_matter(
    found: list[ExitCode],
) -> None:
    winner = most_serious(found)
    assert winner in found or (winner == ExitCode.DONE and not found)
    assert winner == most_serious(reversed(found))
    assert all(PRECEDENCE.index(winner) <= PRECEDENCE.index(code) for code in found)


def test_it_is_a_total_order() -> None:
    for a, b in product(ExitCode, repeat=2):
        assert most_serious([a, b]) == most_serious([b, a])
        assert most_serious([a, b]) in {a, b}


def test_an_unknown_code_is_a_bug() -> None:
    assert most_serious([0, 99]) == ExitCode.BUG


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_nothing_found_needs_nobody(outcome: Outcome) -> None:
    needed = outcome is not Outcome.NOTHING_FOUND
    assert code_of(outcome) == (1 if needed else 0)
    assert code_of(outcome, exit_zero=True) == 0


def test_every_error_ends_with_a_code_of_the_table() -> None:
    for error in errors.VerifyError.__subclasses__():
        assert error.exit_code in list(ExitCode)

"""Cells that no spreadsheet takes for a formula, whatever a file says."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.exports.spreadsheet import cell

STARTS = "=+-@\t\r\n|%"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1', "\uff1d1", "|calc"],
)
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Canon", "2024:07:26", "a=b", "Оксана"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert cell(text) == text


@given(st.text())
def test_no_cell_begins_like_a_formula_or_breaks_its_row(text: str) -> None:
    made = cell(text)
    assert not made.startswith(tuple(STARTS))
    target = io.StringIO()
    csv.writer(target).writerow([made, "next"])
    assert list(csv.reader(io.StringIO(target.getvalue()))) == [[made, "next"]]
    assert "\n" not in made

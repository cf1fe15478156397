"""Copies are one picture: counted, asked about and told of once."""

from typing import Any

from tests.chains import Lines
from verify.domain.case_copies import copy_groups, questions, seen_elsewhere

OTHER_CASE = "ab" * 16


def examined(lines: Lines, number: int, *matches: tuple[str, ...]) -> None:
    """Each match is its kind and evidence, and the other case that holds it."""
    names = ("kind", "evidence", "case")
    told: list[dict[str, Any]] = [
        {"digest": "d" * 64} | dict(zip(names, match, strict=False))
        for match in matches
    ]
    ident = lines.state().next_id("X")
    body = {
        "id": ident, "evidence": f"E{number}", "outcome": "nothing_found",
        "settings": {"a": "1"}, "versions": {"b": "1"}, "resemblances": told,
    }  # fmt: skip
    report, photo = ("examination", f"report {ident}"), ("original", f"photo {number}")
    lines.add("compare", body, out=[report], used=[photo])


def two_channels() -> Lines:
    """E2 is a copy of E1; E3 shows a part of both."""
    case = Lines()
    for number in (1, 2, 3):
        case.photo(number)
    examined(case, 1)
    examined(case, 2, ("same_picture", "E1"))
    examined(case, 3, ("shared_part", "E1"), ("shared_part", "E2"))
    return case


def test_a_question_is_asked_once_for_all_copies() -> None:
    case = two_channels()
    assert copy_groups(case.state())["E1"] == ("E1", "E2")
    (asked,) = questions(case.state())
    assert (asked.pair, asked.kind, asked.examination) == (
        ("E1", "E3"), "shared_part", "X3",
    )  # fmt: skip
    case.add("same", {"id": "M1", "pair": ["E2", "E3"], "answer": "same"})
    assert questions(case.state()) == []


def test_a_picture_of_two_incidents_is_told_of_once_with_all_its_cases() -> None:
    case = two_channels()
    assert seen_elsewhere(case.state(), copy_groups(case.state())) == []
    case.add("open", {"id": "I2", "title": "Two"}, role="custodian")
    case.photo(4, incident="I2")
    examined(case, 4, ("identical_pixels", "E1"))
    examined(
        case, 2, ("same_picture", "E1"), ("same_picture", "E9", OTHER_CASE),
    )  # fmt: skip
    state = case.state()
    (seen,) = seen_elsewhere(state, copy_groups(state))
    assert seen.evidence == "E1"
    assert seen.incidents == ("I1", "I2")
    assert seen.cases == (OTHER_CASE,)

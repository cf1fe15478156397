"""From lines to the case: what is told, what is corrected, and what is refused."""

from typing import Any

import pytest

from tests.chains import Lines, digest
from verify.domain.case_fold import LineRefused, apply, fold
from verify.domain.case_state import standing, standing_verdicts
from verify.domain.case_values import Condition, Grade, Role
from verify.domain.regions import box


@pytest.fixture
def lines() -> Lines:
    one = Lines()
    one.photo(1)
    one.photo(2)
    one.add("loss", {"id": "L1", "incident": "I1", "equipment": "mi-24"})
    return one


def test_a_case_is_told_with_its_ids(lines: Lines) -> None:
    lines.add("claim", {
        "id": "C1", "incident": "I1", "party": "FAMa", "stance": "admitted",
        "counts": [{"equipment": "pick-up", "bound": "exactly", "count": 2}],
        "losses": ["L1"],
    })  # fmt: skip
    lines.add("status", {"id": "T1", "loss": "L1", "conditions": ["damaged"],
                         "time": "2024-07-27", "claims": ["C1"]})  # fmt: skip
    lines.add("link", {"id": "K1", "evidence": "E1", "loss": "L1",
                       "region": "0.1,0.1,0.5,0.5"})  # fmt: skip
    state = lines.state()
    assert list(state.evidence) == ["E1", "E2"]
    assert state.claims["C1"].counts[0].count == 2
    assert state.statuses["T1"].conditions == (Condition.DAMAGED,)
    assert state.links["K1"].region == box(0.1, 0.1, 0.5, 0.5)
    assert state.next_id("L") == "L2"
    assert state.roles("ana") == {Role.CUSTODIAN, Role.COLLECTOR, Role.ANALYST}
    assert state.evidence["E1"].digest == digest("photo 1")
    (word,) = state.evidence["E1"].acquisitions[0].told.words
    assert lines.texts[word] == {"file_name": "1.jpg"}


def test_bytes_that_come_in_again_keep_their_number(lines: Lines) -> None:
    lines.add("open", {"id": "I2", "title": "Another"})
    lines.add("acquire", {"id": "A3", "evidence": "E1", "incident": "I2"},
              used=[("original", "photo 1")])  # fmt: skip
    lines.photo(3)
    state = lines.state()
    assert state.evidence["E1"].incidents == ("I1", "I2")
    assert list(state.evidence) == ["E1", "E2", "E3"]


def test_a_batch_is_one_acquisition(lines: Lines) -> None:
    lines.photo(3, batch=3)
    lines.photo(4, batch=3)
    lines.add("correct", {"about": "A3", "sets": {"platform": "telegram"}})
    state = lines.state()
    assert [one.evidence for one in state.acquisitions["A3"]] == ["E3", "E4"]
    assert {one.platform for one in state.acquisitions["A3"]} == {"telegram"}
    assert state.evidence["E4"].acquisitions == state.acquisitions["A3"][1:]


def test_a_correction_leaves_a_trace_and_a_retraction_the_record(lines: Lines) -> None:
    lines.add("correct", {"about": "L1", "sets": {"operator": "Mali"},
                          "clears": ["equipment"]},
              out=[("new-words", "new")])  # fmt: skip
    line = lines.add("correct", {"about": "E2", "retracts": True})
    state = lines.state()
    loss = state.losses["L1"]
    assert (loss.operator, loss.equipment) == ("Mali", "")
    assert loss.told.corrected_by == (line - 1,)
    assert digest("new") in loss.told.words
    assert [one.told.retracted_by for one in state.evidence["E2"].acquisitions] == [
        line
    ]
    assert not standing(state.losses)[0].told.retracted_by


def test_a_verdict_is_superseded_and_stays(lines: Lines) -> None:
    given = {"about": "E1", "pillar": "date"}
    lines.add("verdict", {"id": "V1", **given, "grade": "probable"})
    lines.add("verdict", {"id": "V2", **given, "grade": "refuted", "supersedes": "V1"})
    state = lines.state()
    assert [one.grade for one in standing_verdicts(state)] == [Grade.REFUTED]
    assert list(state.verdicts) == ["V1", "V2"]


def test_what_is_withheld_is_known_by_name_only(lines: Lines) -> None:
    lines.add("withhold", {"ground": "privacy", "about": ["E1"]},
              used=[("original", "photo 1")])  # fmt: skip
    assert lines.state().withheld == {digest("photo 1")}


@pytest.mark.parametrize(
    ("action", "body", "said"),
    [
        ("loss", {"id": "L3", "incident": "I1"}, "the next is L2"),
        ("loss", {"id": "L2", "incident": "I7"}, "names I7"),
        ("loss", {"id": "L2", "incident": "I1", "colour": "red"}, "colour is not"),
        ("loss", {"id": "L2"}, "incident is missing"),
        ("loss", {"id": "L2", "incident": "I1", "time": "soon"}, "not a date"),
        ("loss", {"id": "L2", "incident": "I1", "serial": "a\nb"}, "line breaks"),
        ("status", {"id": "T1", "loss": "L1", "conditions": []}, "no list of 1"),
        ("status", {"id": "T1", "loss": "L1", "conditions": ["sunk"]}, "none of"),
        ("same", {"id": "M1", "pair": ["E1", "L1"], "answer": "same"}, "not compare"),
        ("correct", {"about": "L1"}, "changes nothing"),
        ("correct", {"about": "L1", "sets": {"id": "L9"}}, "cannot be corrected"),
        ("correct", {"about": "L1", "clears": ["incident"]}, "cannot be unknown"),
        ("correct", {"about": "E1", "sets": {"graphic": True}}, "cannot be corrected"),
        ("correct", {"about": "L1", "sets": {"claims": ["C5"]}}, "names C5"),
        ("open", {"id": "I2", "title": "x", "format": "verify.chain/1"}, "only the"),
        ("seal", {"of": 99}, "no earlier one"),
        ("withhold", {"ground": "privacy"}, "no file"),
        ("acquire", {"id": "A3", "evidence": "E3", "incident": "I1"}, "exactly one"),
        ("claim", {"id": "C1", "incident": "I1", "party": "x", "stance": "claimed",
                   "counts": [{"bound": "exactly", "count": 1.5}]}, "no integer"),
    ],
)  # fmt: skip
def test_a_line_that_does_not_fit_is_refused(
    lines: Lines, action: str, body: dict[str, Any], said: str
) -> None:
    before = lines.state()
    lines.add(action, body)
    with pytest.raises(LineRefused, match=said) as caught:
        apply(before, lines.entries[-1])
    assert caught.value.line == len(lines.entries)
    assert before == fold(lines.entries[:-1])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"seq": 9}, "calls itself line 9"),
        ({"prev": "1" * 64}, "does not follow"),
        ({"case": "0" * 32}, "another case"),
        ({"actor": "zoe"}, "zoe is not enrolled"),
        ({"role": "reviewer"}, "not enrolled as reviewer"),
    ],
)
def test_a_line_out_of_place_is_refused(
    lines: Lines, changed: dict[str, Any], said: str
) -> None:
    lines.add("loss", {"id": "L2", "incident": "I1"}, **changed)
    with pytest.raises(LineRefused, match=said):
        lines.state()


def test_who_was_retired_writes_no_more(lines: Lines) -> None:
    lines.add("retire", {"actor": "rev", "from": "2026-11-25T12:00:00Z"})
    body = {"id": "D1", "about": "L1", "position": "objects"}
    lines.add("dispute", body, actor="rev")
    with pytest.raises(LineRefused, match="rev is not enrolled"):
        lines.state()


def test_files_are_brought_in_once_and_used_after(lines: Lines) -> None:
    one = Lines()
    one.add("withhold", {"ground": "rights"}, used=[("original", "photo 1")])
    with pytest.raises(LineRefused, match="no earlier line brought in"):
        one.state()
    lines.add("receive", {"id": "P1", "kind": "page"}, out=[("context", "photo 1")])
    with pytest.raises(LineRefused, match="again"):
        lines.state()

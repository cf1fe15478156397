from pathlib import Path

import pytest

from verify.domain.examination import Outcome
from verify.errors import RecordsBroken
from verify.workflow.demo import exercises

HEADER = (
    "path,claimed_date,claimed_place,claimed_event,claimed_region,"
    "expected_outcome,story\n"
)


def test_each_row_is_an_exercise_with_its_claim(tmp_path: Path) -> None:
    (tmp_path / "suspects.csv").write_text(
        HEADER + 'suspects/a.jpg,2024-07-25..2024-07-27,"19.9,2.9,60",'
        '"Tinzaouaten, 25 July","0.1,0.1,0.5,0.6",recycled,A crop of an old picture.\n'
        "suspects/b.jpg,,,,,nothing_found,A new one.\n",
        encoding="utf-8",
    )
    first, second = exercises(tmp_path)
    assert first.path == tmp_path / "suspects" / "a.jpg"
    assert first.claim.time is not None
    assert first.claim.place is not None
    assert first.claim.region is not None
    assert first.claim.names == ("Tinzaouaten, 25 July",)
    assert first.expected is Outcome.RECYCLED
    assert second.claim.time is None
    assert second.claim.names == ()
    assert second.story == "A new one."


@pytest.mark.parametrize(
    "row", ["a.jpg,soon,,,,recycled,x\n", "a.jpg,,,,,fake,x\n", "a.jpg\n"]
)
def test_a_broken_list_says_so(tmp_path: Path, row: str) -> None:
    (tmp_path / "suspects.csv").write_text(HEADER + row, encoding="utf-8")
    with pytest.raises(RecordsBroken, match="suspects"):
        exercises(tmp_path)

"""Whether two descriptions can be of the same event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.domain.names import of_other_event, significant_words


@pytest.mark.parametrize(
    ("names", "depicts", "other"),
    [
        (["Tinzaouaten"], "Battle of Tinzawaten", False),
        (["Tinzaouaten"], "Tin Zaouatine, northern Mali", False),
        (["Авдіївка"], "Битва за Авдіївку", False),
        (["Gao"], "Crash at Gorna", False),  # too short to tell
        (["Helicopter crash"], "Burnt helicopter near Gorna", False),  # words of any
        (["Tinzaouaten"], "Авдіївка", False),  # no script in common
        (["Tinzaouaten"], "", False),
        ([], "Crash at Gorna", False),
        (["Bàmako"], "BAMAKO 2012", False),
        (["Tinzaouaten"], "Helicopter crash at Gorna", True),
        (["Kherson"], "Convoy near Kharkiv", True),
        (["Tinzaouaten", "Kidal"], "Donetsk airport", True),
    ],
)
def test_other_event(names: list[str], depicts: str, other: bool) -> None:  # noqa: FBT001
    assert of_other_event(names, depicts) is other


@given(st.text())
def test_no_description_is_of_another_event_than_itself(text: str) -> None:
    assert not of_other_event([text], text)
    assert all(len(word) >= 4 for word in significant_words(text))

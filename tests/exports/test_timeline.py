from hypothesis import given
from hypothesis import strategies as st

from tests.exports import examinations as ex
from verify.domain.times import stated_time
from verify.exports.timeline import NEAR, Entry, entries, line


def test_claim_library_and_file_stand_in_order_of_time() -> None:
    made = line(entries(ex.examination()))
    assert made is not None
    assert [mark.group for mark in made.marks] == ["library"] * 3 + ["claim", "file"]
    assert [text for _, text in made.ticks] == ["2023", "2024"]
    assert made.marks[4].words == "27 July 2024, 08:12:40 (zone not stated)"
    assert made.marks[3].interval == (
        "no zone stated: any instant from 2024-07-24 10:00 to 2024-07-28 12:00 UTC"
    )


def test_nothing_stated_draws_nothing() -> None:
    assert line(()) is None


@given(
    st.lists(
        st.one_of(
            st.integers(2, 9998).map(lambda y: f"{y:04}"),
            st.datetimes()
            .filter(lambda d: 1 < d.year < 9999)
            .map(lambda d: d.strftime("%Y-%m-%d").rjust(10, "0")),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_everything_stays_on_the_line_and_no_two_numbers_overlap(
    texts: list[str],
) -> None:
    made = line(Entry("file", "Taken", stated_time(text)) for text in texts)
    assert made is not None
    assert len(made.marks) == len(texts)
    for mark in made.marks:
        assert 0 <= mark.left <= mark.left + mark.width <= 100
    for i, a in enumerate(made.marks):
        for b in made.marks[:i]:
            assert a.lane != b.lane or abs(a.middle - b.middle) >= NEAR - 0.02
    assert all(0 <= at <= 100 for at, _ in made.ticks)


def test_the_ends_of_the_calendar_can_be_drawn() -> None:
    texts = ["0002", "9998-12-30", "2024-07-25T10:00Z"]
    assert line(Entry("file", "Taken", stated_time(text)) for text in texts)

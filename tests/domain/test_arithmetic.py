"""Counts: highest statement of each party, nested kinds once, one vehicle once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ledgers import CATALOGUE, SIDE, count, ledger, loss
from verify.domain.arithmetic import Standing
from verify.domain.case_values import Bound
from verify.domain.spans import Span, span


def test_a_party_counts_with_its_highest_statement_not_with_the_sum() -> None:
    row = ledger(
        count("C1", "CSP", 3, "armoured", fates="captured"),
        count("C2", "CSP", 5, "armoured", fates="captured"),
        count("C3", "FAMa", 2, "armoured", stance="admitted"),
    ).row(SIDE, "armoured")
    assert row.claimed == {"CSP": Span(5, 5), "FAMa": Span(2, 2)}
    assert row.admitted == Span(2, 2)


def test_fates_of_one_statement_add_up() -> None:
    row = ledger(
        count("C1", "CSP", 5, "armoured", fates="captured"),
        count("C1", "CSP", span(None, Bound.SOME), "armoured", fates="destroyed"),
    ).row(SIDE, "armoured")
    assert row.claimed == {"CSP": Span(7, None)}


def test_kinds_within_a_wider_one_of_the_same_statement_are_part_of_it() -> None:
    twelve = [
        count("C1", "CSP", 12, "vehicle", fates="captured"),
        count("C1", "CSP", 5, "armoured", fates="captured"),
        count("C1", "CSP", 5, "pickup", fates="captured"),
    ]
    assert ledger(*twelve).row(SIDE, "vehicle").claimed["CSP"] == Span(12, 12)
    fewer = [count("C1", "CSP", 4, "vehicle"), *twelve[1:]]
    assert ledger(*fewer).row(SIDE, "vehicle").claimed["CSP"] == Span(10, 10)


def test_different_fates_are_different_vehicles_and_no_fate_may_be_either() -> None:
    captured = count("C1", "CSP", 1, "tanker", fates="captured")
    burnt = count("C1", "CSP", 2, "truck", fates="destroyed")
    assert ledger(captured, burnt).row(SIDE, "vehicle").claimed["CSP"] == Span(3, 3)
    lost = count("C1", "CSP", 2, "truck")
    assert ledger(captured, lost).row(SIDE, "vehicle").claimed["CSP"] == Span(2, 2)
    pickups = count("C1", "CSP", 4, "pickup")
    book = ledger(captured, lost, pickups)
    assert book.row(SIDE, "vehicle").claimed["CSP"] == Span(6, 6)


def test_all_stays_all() -> None:
    every = count("C1", "JNIM", span(None, Bound.ALL), "vehicle", fates="destroyed")
    assert str(ledger(every).row(SIDE, "vehicle").claimed["JNIM"]) == "all"


def test_narrow_kinds_count_for_wider_rows_and_not_the_other_way() -> None:
    book = ledger(
        count("C1", "A", Span(1, None), "norinco-vp11"),
        count("C2", "B", 5, "armoured"),
        loss("L1", "norinco-vp11", "supported"),
        loss("L2", "armoured"),
    )
    wide, narrow = book.row(SIDE, "armoured"), book.row(SIDE, "norinco-vp11")
    assert wide.claimed == {"A": Span(1, None), "B": Span(5, 5)}
    assert narrow.claimed == {"A": Span(1, None)}
    assert (wide.supported, wide.recorded) == (1, 2)
    assert (narrow.supported, narrow.recorded) == (1, 1)


def test_dependent_statements_count_once() -> None:
    book = ledger(
        count("C1", "CSP", 5, "armoured"),
        count("C2", "Outlet", 5, "armoured", origin="C1"),
        count("C3", "Other outlet", 6, "armoured", origin="C1"),
    )
    assert book.parties == ("CSP",)
    assert book.row(SIDE, "armoured").claimed == {"CSP": Span(5, 5)}


def test_losses_that_are_one_vehicle_count_once_with_the_best_standing() -> None:
    book = ledger(
        loss("L1", "mi-24", "claimed", group="L1"),
        loss("L2", "helicopter", "supported", group="L1"),
        loss("L3", "mi-8", "rejected"),
    )
    row = book.row(SIDE, "aircraft")
    assert (row.recorded, row.supported, row.rejected) == (1, 1, 1)
    assert book.total(Standing.SUPPORTED) == 1
    assert book.total(Standing.CLAIMED) == 0


def test_rows_stand_for_what_is_named_widest_first_and_by_side() -> None:
    book = ledger(
        count("C1", "A", 1, "norinco-vp11"),
        count("C2", "B", 5, "armoured"),
        count("C2", "B", 1, "pickup", side="CSP"),
        count("C2", "B", 1, "spaceship", side=""),
        loss("L1", "mi-24"),
    )
    assert [(row.side, row.equipment, row.depth) for row in book.rows] == [
        ("CSP", "pickup", 0),
        (SIDE, "armoured", 0),
        (SIDE, "norinco-vp11", 1),
        (SIDE, "mi-24", 0),
        ("", "spaceship", 0),
    ]


def test_denials_claim_nothing() -> None:
    book = ledger(count("C1", "FAMa", 1, "helicopter", stance="denied"))
    assert book.row(SIDE, "helicopter").claimed == {}
    assert book.parties == ()


@pytest.mark.parametrize(
    ("number", "bound", "expected", "words"),
    [
        (5, "exactly", Span(5, 5), "5"),
        (1, "at_least", Span(1, None), "1 or more"),
        (3, "at_most", Span(0, 3), "up to 3"),
        (30, "about", Span(24, 36), "about 30"),
        (None, "some", Span(2, None), "several"),
        (None, "all", Span(0, None), "all"),
    ],
)
def test_bounds_are_intervals(
    number: int | None, bound: str, expected: Span, words: str
) -> None:
    found = span(number, Bound(bound))
    assert found == expected
    assert str(found) == words


spans = st.builds(
    lambda least, more: Span(least, None if more is None else least + more),
    st.integers(0, 50), st.none() | st.integers(0, 50),
)  # fmt: skip


@given(spans, spans)
def test_meeting_is_symmetric_and_shared_by_a_number(one: Span, other: Span) -> None:
    def holds(found: Span, number: int) -> bool:
        return found.least <= number and (found.most is None or number <= found.most)

    assert one.meets(other) == other.meets(one)
    shared = any(holds(one, n) and holds(other, n) for n in range(102))
    assert one.meets(other) == shared
    assert one.plus(other).least == one.least + other.least


KINDS = (
    "vehicle",
    "armoured",
    "norinco-vp11",
    "pickup",
    "truck",
    "helicopter",
    "mi-24",
)
lists = st.lists(
    st.tuples(
        st.sampled_from(KINDS), st.sampled_from(list(Standing)), st.integers(0, 3)
    ),
    max_size=12,
)  # fmt: skip


@given(lists)
def test_rows_agree_with_a_plain_recount(
    found: list[tuple[str, Standing, int]],
) -> None:
    losses = [
        loss(f"L{n}", kind, standing.name.lower(), group=f"G{group}")
        for n, (kind, standing, group) in enumerate(found)
    ]
    for row in ledger(*losses).rows:
        inside = [
            one for one in losses if CATALOGUE.holds(row.equipment, one.equipment)
        ]
        groups = {one.group for one in inside}
        supported = {one.group for one in inside if one.standing is Standing.SUPPORTED}
        rejected = {
            g for g in groups
            if all(o.standing is Standing.REJECTED for o in inside if o.group == g)
        }  # fmt: skip
        assert row.supported == len(supported)
        assert row.rejected == len(rejected)
        assert row.recorded == len(groups) - len(rejected)


def test_what_was_captured_and_then_burnt_may_be_told_twice() -> None:
    taken = count("C1", "CSP", 5, "armoured", fates="captured")
    burnt = count("C1", "CSP", 2, "armoured", fates="destroyed")
    both = count("C1", "CSP", 2, "armoured", fates="captured destroyed")
    several = count("C1", "CSP", span(None, Bound.SOME), "armoured",
                    fates="captured destroyed")  # fmt: skip
    for counts, expected in (
        ((taken, burnt), Span(7, 7)),
        ((taken, burnt, both), Span(5, 9)),
        ((taken, both), Span(5, 7)),
        ((both,), Span(2, 2)),
        ((taken, burnt, several), Span(5, None)),
    ):
        said = ledger(*counts).row(SIDE, "armoured").claimed["CSP"]
        assert said == expected, counts

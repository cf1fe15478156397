"""What cannot all be true is told, with the statements; what can be is not."""

from tests.domain.ledgers import count, ledger, loss, strength
from verify.domain.arithmetic import Count, Counted, Strength
from verify.domain.case_values import Bound
from verify.domain.contradictions import Contradiction, contradictions
from verify.domain.spans import Span, span


def told(*parts: Count | Counted | Strength) -> dict[str, list[Contradiction]]:
    found: dict[str, list[Contradiction]] = {}
    for one in contradictions(ledger(*parts)):
        found.setdefault(one.kind, []).append(one)
    return found


CAPTURED = count("C3", "CSP", 5, "armoured", fates="captured")
BURNT = count("C3", "CSP", span(None, Bound.SOME), "armoured", fates="destroyed")


def test_captured_and_burnt_against_the_order_of_battle() -> None:
    (found,) = told(strength(6, "armoured"), CAPTURED, BURNT)["more_than_took_part"]
    assert found.sentence == (
        "CSP says 5 captured and several destroyed (Armoured vehicle), but Wiki gives "
        "6 as all that took part. Either more took part, or some are counted twice."
    )
    assert found.claims == ("S1", "C3")
    assert "more_than_took_part" not in told(strength(7, "armoured"), CAPTURED, BURNT)
    assert "more_than_took_part" not in told(strength(6, "armoured"), CAPTURED)


def test_a_vehicle_captured_and_then_burnt_is_one() -> None:
    """Of five captured and three destroyed, two were both: six, not eight or ten."""
    three = count("C3", "CSP", 3, "armoured", fates="destroyed")
    two = count("C3", "CSP", 2, "armoured", fates="captured destroyed")
    (found,) = told(strength(5, "armoured"), CAPTURED, three, two)[
        "more_than_took_part"
    ]
    assert "CSP says 5 captured and 3 destroyed and 2 captured and then" in (
        found.sentence
    )
    assert "more_than_took_part" not in told(
        strength(6, "armoured"), CAPTURED, three, two
    )
    assert "more_than_took_part" in told(strength(7, "armoured"), CAPTURED, three)
    assert told(strength(2, "armoured"), two) == {}


def test_what_was_captured_in_one_statement_may_be_burnt_in_the_next() -> None:
    later = count("C9", "CSP", 4, "armoured", fates="destroyed")
    assert "more_than_took_part" not in told(strength(5, "armoured"), CAPTURED, later)
    (found,) = told(strength(4, "armoured"), CAPTURED, later)["more_than_took_part"]
    assert found.claims == ("S1", "C3")


def test_kinds_of_one_statement_add_up() -> None:
    pickups = count("C3", "CSP", 5, "pickup", fates="captured")
    damaged = count("C3", "CSP", 9, "vehicle", fates="damaged")
    parts = (CAPTURED, pickups, damaged)
    (found,) = told(strength(9, "vehicle"), *parts)["more_than_took_part"]
    assert found.sentence.startswith("CSP says 10 captured (Vehicle)")
    assert "more_than_took_part" not in told(strength(10, "vehicle"), *parts)


def test_more_losses_than_took_part_are_a_question_too() -> None:
    seven = [loss(f"L{n}", "norinco-vp11") for n in range(7)]
    (found,) = told(strength(6, "armoured"), *seven)["more_than_took_part"]
    assert found.sentence.startswith("The case holds 7 losses (Armoured vehicle), but")
    assert len(found.losses) == 7
    one = [loss(f"L{n}", "norinco-vp11", group="L0") for n in (0, 1)]
    assert told(strength(6, "armoured"), *seven[1:5], *one) == {}


def test_a_narrow_kind_counts_against_a_wide_order_of_battle() -> None:
    seven = count("C1", "CSP", 7, "norinco-vp11")
    assert "more_than_took_part" in told(strength(6, "armoured"), seven)
    assert told(strength(6, "tank"), seven) == {}


def test_all_destroyed_and_some_captured() -> None:
    every = count("C4", "JNIM", span(None, Bound.ALL), "vehicle", fates="destroyed",
                  every=True)  # fmt: skip
    (found,) = told(every, CAPTURED)["all_and_some"]
    assert found.claims == ("C4", "C3")
    assert "all were destroyed" in found.sentence
    assert told(every, BURNT) == {}


def test_parties_with_different_numbers() -> None:
    one = count("F2", "FAMa", 1, "mi-24", stance="admitted")
    two = [count("M1", "Outlet", 1, "mi-24"), count("M1", "Outlet", 1, "mi-8")]
    wide = count("C1", "CSP", 1, "helicopter")
    (found,) = told(one, *two, wide)["how_many"]
    assert found.sentence == (
        "How many were lost (Helicopter): FAMa 1, Outlet 2, CSP 1."
    )
    assert "how_many" not in told(one, wide)
    assert "how_many" not in told(one, count("X1", "X", Span(1, None), "mi-24"))


def test_one_party_that_changes_its_number() -> None:
    later = count("C9", "CSP", 3, "armoured", fates="captured")
    (found,) = told(CAPTURED, later)["changed_number"]
    assert found.claims == ("C3", "C9")
    at_least = count("C9", "CSP", Span(3, None), "armoured", fates="captured")
    assert told(CAPTURED, at_least) == {}


def test_a_denial_contradicts_what_it_denies_only() -> None:
    no = count(
        "F5", "FAMa", Span(0, None), "helicopter", stance="denied", fates="destroyed"
    )
    yes = count("C1", "CSP", 1, "mi-24", fates="destroyed")
    (found,) = told(no, yes)["denied"]
    assert found.sentence == (
        "FAMa denies that any were destroyed (Helicopter); CSP says 1 destroyed "
        "(Mi-24 (variant not known))."
    )
    assert told(no, CAPTURED) == {}
    assert "denied" not in told(no, count("C1", "CSP", 1, "mi-24", fates="damaged"))


def test_one_loss_claimed_by_two_parties_and_told_apart() -> None:
    csp = count("C1", "CSP", 1, "helicopter", fates="damaged")
    jnim = count("J1", "JNIM", 1, "mi-24", fates="destroyed")
    fama = count("F2", "FAMa", 1, "mi-24", stance="admitted", fates="damaged")
    helicopter = loss("L1", "mi-24", claims=("C1", "J1", "F2"))
    found = told(csp, jnim, fama, helicopter)
    (twice,) = found["claimed_by_two"]
    assert twice.losses == ("L1",)
    assert "the claims of CSP and JNIM" in twice.sentence
    (apart,) = found["told_apart"]
    assert apart.sentence == (
        "What became of L1 (Mi-24 (variant not known)): damaged (CSP, FAMa); "
        "destroyed (JNIM)."
    )
    pickup = loss("L2", "pickup", claims=("C1", "J1"))
    assert "claimed_by_two" not in told(csp, jnim, pickup)


def test_a_statement_with_two_fates_tells_none_of_one_vehicle() -> None:
    both = [CAPTURED, BURNT]
    other = count("A1", "Outlet", 1, "norinco-vp11", fates="captured")
    vp11 = loss("L3", "norinco-vp11", claims=("C3", "A1"))
    assert "told_apart" not in told(*both, other, vp11)


def test_all_against_several_kinds_is_told_once_for_each_party() -> None:
    every = count("C4", "JNIM", span(None, Bound.ALL), "vehicle", fates="destroyed",
                  every=True)  # fmt: skip
    pickups = count("C3", "CSP", 5, "pickup", fates="captured")
    (found,) = told(every, CAPTURED, pickups)["all_and_some"]
    assert "5 captured (Armoured vehicle), 5 captured (Pick-up)" in found.sentence


def test_more_shown_than_admitted() -> None:
    admitted = count("F1", "FAMa", 1, "armoured", stance="admitted")
    shown = [loss(f"L{n}", "norinco-vp11", "supported") for n in (1, 2)]
    (found,) = told(admitted, *shown)["more_shown_than_admitted"]
    assert found.losses == ("L1", "L2")
    once = [loss(f"L{n}", "armoured", "supported", group="L1") for n in (1, 2)]
    assert "more_shown_than_admitted" not in told(admitted, *once)


def test_repeats_are_set_against_nothing() -> None:
    repeat = count("D1", "Outlet", 9, "armoured", fates="captured", origin="C3")
    assert told(strength(6, "armoured"), CAPTURED, repeat) == {}


def test_nothing_said_nothing_contradicts() -> None:
    assert told() == {}
    assert told(loss("L1", "mi-24", "supported")) == {}

"""From a chain to the arithmetic: what supports, what is barred, what is one."""

from typing import Any

from tests.chains import Lines
from tests.domain.ledgers import CATALOGUE
from verify.domain.arithmetic import Standing
from verify.domain.case_ledger import (
    ledger,
    status_history,
    supports,
    vehicle_groups,
)
from verify.domain.case_values import Condition
from verify.domain.spans import Span

SIDE = "Mali"


class Case(Lines):
    """Lines with short ways to say what the arithmetic asks for."""

    def loss(self, number: int, equipment: str = "mi-24", **more: Any) -> None:
        body = {"id": f"L{number}", "incident": "I1", "equipment": equipment,
                "side": SIDE}  # fmt: skip
        self.add("loss", body | more)

    def link(self, number: int, evidence: int, loss: int, **more: Any) -> None:
        self.add("link", {"id": f"K{number}", "evidence": f"E{evidence}",
                          "loss": f"L{loss}", **more})  # fmt: skip

    def examined(self, number: int, evidence: int, outcome: str, **more: Any) -> None:
        self.add(
            "compare",
            {"id": f"X{number}", "evidence": f"E{evidence}", "outcome": outcome,
             "settings": {}, "versions": {}, **more},
            out=[("examination", f"report {number}")],
        )  # fmt: skip

    def claim(self, number: int, party: str, stance: str, **more: Any) -> None:
        body = {"id": f"C{number}", "incident": "I1", "party": party, "stance": stance}
        self.add("claim", body | more)

    def same(self, number: int, one: str, other: str, answer: str = "same") -> None:
        self.add("same", {"id": f"M{number}", "pair": [one, other], "answer": answer})

    def standings(self) -> dict[str, Standing]:
        losses = ledger(self.state(), CATALOGUE).losses
        return {one.loss: one.standing for one in losses}


def with_picture() -> Case:
    case = Case()
    case.photo(1)
    case.examined(1, 1, "nothing_found")
    case.loss(1)
    case.link(1, 1, 1)
    return case


def test_a_link_that_stands_supports() -> None:
    assert with_picture().standings() == {"L1": Standing.SUPPORTED}


def test_a_recycled_picture_supports_nothing() -> None:
    case = with_picture()
    case.examined(2, 1, "recycled")
    assert case.standings() == {"L1": Standing.REJECTED}
    (support,) = supports(case.state()).by_loss["L1"]
    assert support.barred == "assessed as recycled"
    case.examined(3, 1, "seen_elsewhere")  # the latest examination decides
    assert case.standings() == {"L1": Standing.SUPPORTED}


def test_of_a_collage_the_part_counts_that_the_region_lies_in() -> None:
    case = Case()
    case.photo(1)
    case.examined(1, 1, "recycled", parts=[
        {"region": "0,0,0.5,1", "outcome": "recycled"},
        {"region": "0.5,0,1,1", "outcome": "nothing_found"},
    ])  # fmt: skip
    regions = {1: "0.6,0.2,0.9,0.8", 2: "0.1,0.2,0.4,0.8", 3: "0.3,0.1,0.6,0.9"}
    for number, region in regions.items():
        case.loss(number)
        case.link(number, 1, number, region=region)
    case.loss(4)
    case.link(4, 1, 4)
    assert case.standings() == {
        "L1": Standing.SUPPORTED, "L2": Standing.REJECTED,
        "L3": Standing.REJECTED, "L4": Standing.REJECTED,
    }  # fmt: skip


def test_a_refuted_picture_supports_nothing() -> None:
    case = with_picture()
    case.add("verdict", {"id": "V1", "about": "E1", "pillar": "date",
                         "grade": "refuted"})  # fmt: skip
    assert case.standings() == {"L1": Standing.REJECTED}
    (support,) = supports(case.state()).by_loss["L1"]
    assert support.barred == "refuted by ana (date)"
    case.add("verdict", {"id": "V2", "about": "E1", "pillar": "date",
                         "grade": "probable", "supersedes": "V1"})  # fmt: skip
    assert case.standings() == {"L1": Standing.SUPPORTED}


def test_a_verdict_for_another_incident_bars_nothing_here() -> None:
    case = with_picture()
    case.add("open", {"id": "I2", "title": "Two"}, role="custodian")
    case.add("verdict", {"id": "V1", "about": "E1", "pillar": "date",
                         "grade": "refuted", "incident": "I2"})  # fmt: skip
    assert case.standings() == {"L1": Standing.SUPPORTED}


def test_an_upheld_objection_bars_and_a_refuted_loss_is_rejected() -> None:
    case = with_picture()
    case.add("dispute", {"id": "D1", "about": "K1", "position": "objects"})
    assert case.standings() == {"L1": Standing.SUPPORTED}
    case.add("dispute", {"id": "D2", "about": "K1", "position": "upheld"})
    assert case.standings() == {"L1": Standing.REJECTED}
    other = with_picture()
    other.add("verdict", {"id": "V1", "about": "L1", "pillar": "subject",
                          "grade": "refuted"})  # fmt: skip
    assert other.standings() == {"L1": Standing.REJECTED}


def test_without_pictures_claims_decide_whichever_side_names_the_other() -> None:
    case = Case()
    case.claim(1, "CSP", "claimed")
    case.claim(2, "FAMa", "admitted")
    case.loss(1, claims=["C1"])
    case.loss(2)
    case.loss(3)
    case.claim(3, "FAMa", "admitted", losses=["L2"])
    assert case.standings() == {
        "L1": Standing.CLAIMED, "L2": Standing.ADMITTED, "L3": Standing.RECORDED,
    }  # fmt: skip
    case.add("correct", {"about": "C3", "retracts": True})
    assert case.standings()["L2"] is Standing.RECORDED


def test_losses_of_one_vehicle_are_found_over_losses_and_pictures() -> None:
    case = Case()
    for number in (1, 2, 3, 4):
        case.photo(number)
        case.loss(number)
        case.link(number, number, number)
    case.same(1, "L3", "L1")
    case.same(2, "E3", "E4")  # each shows one loss
    case.same(3, "L2", "L1", "different")
    state = case.state()
    assert vehicle_groups(state) == {"L1": "L1", "L3": "L1", "L4": "L1"}
    row = ledger(state, CATALOGUE).row(SIDE, "mi-24")
    assert (row.recorded, row.supported) == (2, 2)
    case.add("correct", {"about": "M1", "retracts": True})
    assert vehicle_groups(case.state()) == {"L3": "L3", "L4": "L3"}


def test_pictures_that_show_two_losses_tie_none_together() -> None:
    case = Case()
    for number in (1, 2):
        case.photo(number)
    for number in (1, 2, 3):
        case.loss(number)
    case.link(1, 1, 1)
    case.link(2, 1, 2)
    case.link(3, 2, 3)
    case.same(1, "E1", "E2")
    assert vehicle_groups(case.state()) == {}


def test_claims_become_counts_and_the_order_of_battle_bounds_them() -> None:
    case = Case()
    armoured = {"equipment": "armored vehicles", "bound": "exactly", "count": 5,
                "side": SIDE, "conditions": ["captured"]}  # fmt: skip
    case.claim(1, "CSP", "claimed", counts=[armoured])
    case.claim(2, "Outlet", "claimed", counts=[armoured], repeats=["C1"])
    force = {"equipment": "armoured", "bound": "exactly", "count": 6, "side": SIDE}
    case.claim(3, "Wiki", "present", counts=[force])
    every = {"equipment": "vehicle", "bound": "all", "side": SIDE}
    case.claim(4, "JNIM", "claimed", counts=[every])
    book = ledger(case.state(), CATALOGUE)
    assert book.parties == ("CSP", "JNIM")
    assert [(c.equipment, c.origin) for c in book.counts[:2]] == [
        ("armoured", "C1"), ("armoured", "C1"),
    ]  # fmt: skip
    assert book.counts[0].statuses == {Condition.CAPTURED}
    assert book.counts[2].every
    (strength,) = book.strengths
    assert (strength.party, strength.span) == ("Wiki", Span(6, 6))
    case.add("correct", {"about": "C1", "retracts": True})
    assert ledger(case.state(), CATALOGUE).parties == ("Outlet", "JNIM")


def test_a_history_goes_by_the_times_that_are_stated() -> None:
    case = Case()
    case.loss(1)
    for number, (fate, time) in enumerate(
        [("destroyed", "2024-07-29"), ("abandoned", ""), ("captured", "2024-07-27")], 1
    ):
        body = {"id": f"T{number}", "loss": "L1", "conditions": [fate]}
        case.add("status", body | ({"time": time} if time else {}))
    events = status_history(case.state().statuses.values())
    assert [one.conditions[0].value for one in events] == [
        "captured", "abandoned", "destroyed",
    ]  # fmt: skip
    (counted,) = ledger(case.state(), CATALOGUE).losses
    assert len(counted.statuses) == 3

"""Generated sequences of commands on one case, recounted from its chain by hand.

The recount reads the lines as plain JSON and knows nothing of the product's fold. Some
commands are refused; those must change nothing.
"""

import secrets
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.store.cases import add_photo, new_case, records, writing
from verify.domain.case_state import standing_verdicts
from verify.domain.case_values import Action
from verify.errors import AskedWrongly
from verify.store.casefile import CaseFile
from verify.workflow.case_overview import overview
from verify.workflow.case_record import Told, record

NUMBERS = st.integers(1, 4)
REASON = {"reason": "because"}
MADE = {
    "claim": "claims", "loss": "losses", "status": "statuses", "link": "links",
    "same": "judgements of sameness", "verdict": "verdicts", "review": "reviews",
    "dispute": "objections", "search": "searches",
}  # fmt: skip
Json = dict[str, Any]


class Commands(RuleBasedStateMachine):
    """One case, written by two people, through two opened files of it."""

    def __init__(self) -> None:
        super().__init__()
        place = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
        self.place = Path(tempfile.mkdtemp(dir=place))
        new_case(self.place / "c").close()
        self.cases = [CaseFile.open(self.place / "c") for _ in (1, 2)]
        self.turn = 0

    def teardown(self) -> None:
        for case in self.cases:
            case.close()
        shutil.rmtree(self.place)

    def tell(
        self, action: str, body: Json, *, actor: str = "ana", **given: Any
    ) -> None:
        """Record it through one of the two; a refusal changes nothing."""
        self.turn = 1 - self.turn
        case = self.cases[self.turn]
        before = case.path.read_bytes()
        try:
            record(case, writing(actor), Told(Action(action), body, **given))
        except AskedWrongly:
            assert case.path.read_bytes() == before

    @rule(number=st.integers(0, 5))
    def photo(self, number: int) -> None:
        self.turn = 1 - self.turn
        case = self.cases[self.turn]
        case.read_on()
        if number and f"E{number}" in case.state.evidence:
            held = case.state.evidence[f"E{number}"]
            content = case.vault.read(held.digest)
            assert case.state.by_digest[held.digest] == held.id
            assert content
            return
        add_photo(case, secrets.token_bytes(20))

    @rule(count=st.integers(0, 3))
    def claim(self, count: int) -> None:
        counts = [{"bound": "exactly", "count": count}]
        body = {"incident": "I1", "party": "p", "stance": "claimed", "counts": counts}
        self.tell("claim", body)

    @rule()
    def loss(self) -> None:
        self.tell("loss", {"incident": "I1"})

    @rule(loss=NUMBERS, condition=st.sampled_from(["damaged", "captured", "sunk"]))
    def status(self, loss: int, condition: str) -> None:
        self.tell("status", {"loss": f"L{loss}", "conditions": [condition]})

    @rule(evidence=NUMBERS, loss=NUMBERS, box=st.integers(0, 4))
    def link(self, evidence: int, loss: int, box: int) -> None:
        body: Json = {"evidence": f"E{evidence}", "loss": f"L{loss}"}
        if box:
            body["region"] = f"{box / 10},0.1,{(box + 1) / 10},0.2"
        self.tell("link", body, texts=REASON)

    @rule(kind=st.sampled_from("EL"), one=NUMBERS, other=NUMBERS)
    def same(self, kind: str, one: int, other: int) -> None:
        body = {"pair": [f"{kind}{one}", f"{kind}{other}"], "answer": "same"}
        self.tell("same", body, texts=REASON)

    @rule(loss=NUMBERS, grade=st.sampled_from(["confirmed", "refuted"]),
          old=st.integers(0, 3))  # fmt: skip
    def verdict(self, loss: int, grade: str, old: int) -> None:
        body = {"about": f"L{loss}", "pillar": "subject", "grade": grade}
        if old:
            body["supersedes"] = f"V{old}"
        self.tell("verdict", body, texts=REASON | {"against": "blurred"})

    @rule(of=NUMBERS, line=st.integers(0, 3))
    def review(self, of: int, line: int) -> None:
        verdict = self.cases[0].state.verdicts.get(f"V{of}")
        at = verdict.told.line if verdict else 1
        body = {"of": f"V{of}", "line": at + line // 3, "line_sha256": "0" * 64,
                "result": "agrees"}  # fmt: skip
        self.tell("review", body, actor="rev", texts=REASON)

    @rule(about=st.sampled_from(["L1", "V1", "K1", "D1"]),
          position=st.sampled_from(["objects", "upheld"]))  # fmt: skip
    def dispute(self, about: str, position: str) -> None:
        self.tell("dispute", {"about": about, "position": position}, texts=REASON)

    @rule()
    def search(self) -> None:
        self.tell("search", {"engine": "e", "result": "nothing_found"})

    @rule(kind=st.sampled_from("ELKVCTDMSR"), number=NUMBERS)
    def retract(self, kind: str, number: int) -> None:
        body = {"about": f"{kind}{number}", "retracts": True}
        self.tell("correct", body, texts=REASON)

    @rule(number=NUMBERS)
    def correct(self, number: int) -> None:
        body = {"about": f"L{number}", "sets": {"serial": f"s{number}"}}
        self.tell("correct", body, texts=REASON)

    @invariant()
    def counts_equal_a_plain_recount(self) -> None:
        case = self.cases[1 - self.turn]  # the one that did not write
        case.read_on()
        lines = records(self.place / "c")
        assert overview(case)["counts"] | recount(lines) == overview(case)["counts"]
        verdicts = {one.id for one in standing_verdicts(case.state)}
        assert verdicts == standing_by_hand(lines)


def recount(lines: list[Json]) -> dict[str, int]:
    """Counts of records that stand, from the lines alone."""
    gone = retracted(lines)
    counts: Counter[str] = Counter()
    for name in MADE.values():
        counts[name] = 0
    for line in lines:
        body = line["body"]
        if line["action"] in MADE and body["id"] not in gone:
            counts[MADE[line["action"]]] += 1
    offered = {
        line["body"]["evidence"] for line in lines if line["action"] == "acquire"
    }
    counts["photos"] = counts["pictures"] = len(offered - gone)
    return dict(counts)


def retracted(lines: list[Json]) -> set[str]:
    return {
        line["body"]["about"] for line in lines
        if line["action"] == "correct" and line["body"].get("retracts")
    }  # fmt: skip


def standing_by_hand(lines: list[Json]) -> set[str]:
    gone = retracted(lines)
    told = (line["body"] for line in lines if line["action"] == "verdict")
    given = {body["id"]: body for body in told if body["id"] not in gone}
    replaced = {body.get("supersedes") for body in given.values()}
    return set(given) - replaced


def run_sequences(count: int, *, steps: int = 20) -> None:
    """So many generated sequences of up to `steps` commands; fails at a wrong count."""
    run_state_machine_as_test(
        Commands,
        settings=settings(
            max_examples=count, stateful_step_count=steps, deadline=None,
            suppress_health_check=list(HealthCheck), database=None,
        ),
    )  # fmt: skip

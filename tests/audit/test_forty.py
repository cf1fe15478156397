"""The forty items: each finds its seeded defect, and clean cases raise no alarm."""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.audit.authorities import Authority
from tests.audit.cases import Build, build
from tests.audit.mutations import mutations
from tests.audit.writer import Keys, Writer, sha256
from verify.audit.checklist import FAIL, ITEMS, NOT_APPLICABLE, PASS, PROFILES
from verify.audit.facts import Repeated, Stated, Surroundings, audit_facts
from verify.audit.forty import Audit, audit
from verify.audit.trust import trust_from
from verify.audit.verifier import verify_record

Trusted = Callable[..., Path]
STEPS = {"compare", "derive"}
AROUND = Surroundings(now=datetime.now(UTC), torn=frozenset(), index=(), package=())
TODAY = {"L1": "supported", "L2": "supported"}
TOTALS = {"supported": 2, "admitted": 0, "claimed": 0, "recorded": 0, "rejected": 0}


def audited(
    writer: Writer, trust: Path, around: Surroundings = AROUND, anchor: str = ""
) -> Audit:
    head = anchor or f"{len(writer.lines)}:{writer.head()}"
    known = trust_from(trust, (head,))
    verified = verify_record(writer.folder, known)
    steps = [line for line in verified.chain.lines if line.action in STEPS]
    around = replace(
        around, stated=around.stated or (Stated("a report", TODAY, TOTALS),),
        repeated=around.repeated or tuple(Repeated(f"line {s.number}") for s in steps),
    )  # fmt: skip
    return audit(audit_facts(verified, known, around), "accountability")


def states(answers: Audit) -> dict[int, str]:
    return {item.number: answer.state for item, answer in answers.answers}


@pytest.mark.parametrize("seed", range(20))
def test_a_clean_case_raises_no_alarm(
    seed: int, tmp_path: Path, keys: Keys, authorities: Sequence[Authority],
    trusted: Trusted,
) -> None:  # fmt: skip
    chance = random.Random(seed)  # noqa: S311 - it must repeat
    made = Build(Writer(tmp_path / "case", keys), authorities, chance=chance,
                 photo_count=chance.randrange(3, 9))  # fmt: skip
    answers = audited(build(made), trusted())
    alarms = {
        item.number: answer for item, answer in answers.answers
        if answer.state not in {PASS, NOT_APPLICABLE}
    }  # fmt: skip
    assert alarms == {}
    assert sum(state == PASS for state in states(answers).values()) == 40
    assert answers.exit_code == 0


def around(item: int) -> Surroundings:
    return {
        13: AROUND, 14: replace(AROUND, index=("E1 is missing in the index",)),
        22: replace(AROUND, repeated=(Repeated("X1", ("another score",)),)),
        33: replace(AROUND, stated=(Stated("a report", TODAY, TOTALS),)),
        38: replace(AROUND, package=("manifest-sha256.txt: data/view/E1.jpg",)),
    }.get(item, AROUND)  # fmt: skip


@pytest.mark.parametrize("item", ITEMS, ids=lambda one: str(one.number))
def test_each_item_finds_its_defect(
    item: object, tmp_path: Path, keys: Keys, authorities: Sequence[Authority],
    trusted: Trusted,
) -> None:  # fmt: skip
    number = getattr(item, "number", 0)
    made = Build(Writer(tmp_path / "case", keys), authorities, number)
    writer = build(made)
    anchor = {
        10: f"3:{'0' * 64}", 11: f"5:{sha256(writer.lines[4])}",
    }.get(number, "")  # fmt: skip
    answers = audited(writer, trusted(), around(number), anchor)
    assert states(answers)[number] == FAIL
    assert answers.exit_code in {1, 4}


def test_the_page_of_the_items_says_what_the_program_asks() -> None:
    page = Path(__file__).parents[2] / "docs" / "formats" / "audit.md"
    rows = [line for line in page.read_text("utf-8").splitlines() if "| " in line]
    for item in ITEMS:
        mark = " *J*" if item.number in PROFILES["journalism"] else ""
        told = f"| {item.number} | {item.severity}{mark} | {item.asks} | {item.cure} |"
        assert told in rows


def test_the_profile_of_journalism_makes_seals_notes(
    tmp_path: Path, keys: Keys, authorities: Sequence[Authority], trusted: Trusted
) -> None:
    writer = build(Build(Writer(tmp_path / "case", keys), authorities, 28))
    strict = audited(writer, trusted())
    loose = replace(strict, profile="journalism")
    assert (strict.exit_code, loose.exit_code) == (1, 0)
    assert loose.count(FAIL, required=False) == 1


@pytest.mark.parametrize("seed", range(4))
def test_it_stops_at_nothing(
    seed: int, sealed: Writer, tmp_path: Path, trusted: Trusted
) -> None:
    """Whatever is broken, forty answers come."""
    trust = trusted()
    chance = random.Random(seed)  # noqa: S311 - it must repeat
    chosen = chance.sample(list(mutations()), 6)
    for number, (name, mutation) in enumerate(chosen):
        folder = tmp_path / str(number)
        copy = replace(sealed, folder=folder)
        shutil.copytree(sealed.folder, folder)
        mutation(folder, chance)
        assert len(audited(copy, trust).answers) == 40, name

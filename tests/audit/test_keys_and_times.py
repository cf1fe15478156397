"""Who may seal, with which key, when: eight cases, and time stamps that grow old."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.audit.authorities import Authority, another_clock, authority
from tests.audit.records import PEOPLE, SEARCH, VERDICT, acquire, opened
from tests.audit.writer import Keys, Writer
from verify.audit.trust import trust_from
from verify.audit.verifier import Verification, verify_record

Trusted = Callable[..., Path]
NOW = datetime.now(UTC)
TOMORROW = f"{NOW + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"


class Case:
    """A case with one verdict whose seal the test makes."""

    def __init__(self, folder: Path, keys: Keys, ends: str = "") -> None:
        self.writer = Writer(folder / "case", keys)
        opened(self.writer, ends=ends)
        photo = self.writer.blob(b"photo", "original")
        self.writer.add("acquire", "collector-1", acquire(1), out=[photo])
        self.verdict = self.writer.add("verdict", "analyst-1", VERDICT, used=[photo])

    def answer(self, trust: Path) -> Verification:
        head = f"{len(self.writer.lines)}:{self.writer.head()}"
        return verify_record(self.writer.folder, trust_from(trust, (head,)))


def told(answer: Verification) -> list[str]:
    return [f"{one.rule} {one.words}" for one in answer.found]


@pytest.fixture
def case(tmp_path: Path, keys: Keys) -> Case:
    return Case(tmp_path, keys)


def test_the_actors_own_key_holds(case: Case, trusted: Trusted) -> None:
    case.writer.seal("analyst-1", case.verdict)
    assert told(case.answer(trusted())) == []


def test_1_another_key_does_not(case: Case, trusted: Trusted) -> None:
    case.writer.seal("analyst-1", case.verdict, by="reviewer-1")
    answer = case.answer(trusted())
    assert any("V9 the seal of analyst-1" in words for words in told(answer))
    assert any("V8 its verdict by analyst-1" in words for words in told(answer))
    assert answer.exit_code == 4


def test_2_an_expired_key_does_not(
    tmp_path: Path, keys: Keys, trusted: Trusted
) -> None:
    ended = f"{NOW - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
    case = Case(tmp_path, keys, ends=ended)
    case.writer.seal("analyst-1", case.verdict)
    assert any("V9 the seal of analyst-1" in words and "valid now" in words
               for words in told(case.answer(trusted())))  # fmt: skip


def test_3_a_key_is_not_good_before_its_time(case: Case, trusted: Trusted) -> None:
    case.writer.seal("analyst-1", case.verdict)
    later = f"{NOW + timedelta(days=9):%Y%m%d}"
    signers = case.writer.keys.signers(*PEOPLE, options=f',valid-after="{later}"')
    answer = case.answer(trusted(signers=signers))
    assert any("of the auditor's list" in words for words in told(answer))
    assert answer.exit_code == 4


def test_4_a_seal_of_another_kind_does_not_hold(case: Case, trusted: Trusted) -> None:
    case.writer.seal("analyst-1", case.verdict, namespace="bag")
    assert case.answer(trusted()).exit_code == 4


def test_5_nobody_seals_who_was_not_enrolled(case: Case, trusted: Trusted) -> None:
    line = case.writer.add("verdict", "analyst-7", VERDICT)
    case.writer.seal("analyst-7", line)
    answer = case.answer(trusted())
    assert any("analyst-7 was not enrolled" in words for words in told(answer))
    assert any("the seal of analyst-7" in words for words in told(answer))


def test_6_a_role_does_only_what_it_may(case: Case, trusted: Trusted) -> None:
    line = case.writer.add("verdict", "reviewer-1", VERDICT)
    case.writer.seal("reviewer-1", line)
    case.writer.seal("analyst-1", case.verdict)
    assert told(case.answer(trusted())) == [
        "V9 a reviewer may not write a line of verdict"
    ]


def lost(case: Case, at: datetime) -> None:
    """The analyst's key is retired from an instant on."""
    line = case.writer.add("retire", "custodian-1", {
        "actor": "analyst-1", "from": f"{at:%Y-%m-%dT%H:%M:%SZ}",
    })  # fmt: skip
    case.writer.seal("custodian-1", line)


def test_7_a_lost_key_keeps_what_a_stamp_proves_older(
    case: Case, trusted: Trusted, authorities: Sequence[Authority]
) -> None:
    seal = case.writer.seal("analyst-1", case.verdict)
    case.writer.stamp("custodian-1", seal, *authorities)
    stamped = case.writer.last
    assert stamped is not None
    lost(case, stamped + timedelta(seconds=5))
    assert told(case.answer(trusted())) == []


def test_7b_and_loses_what_no_stamp_proves(case: Case, trusted: Trusted) -> None:
    case.writer.seal("analyst-1", case.verdict)
    lost(case, NOW - timedelta(seconds=30))
    answer = case.answer(trusted())
    assert any("V9 the seal of analyst-1" in words for words in told(answer))


def test_7c_a_stolen_key_cannot_seal_an_old_stamped_line(
    case: Case, trusted: Trusted, authorities: Sequence[Authority]
) -> None:
    """The line was stamped in time, its seal was made after the theft."""
    case.writer.stamp("custodian-1", case.verdict, *authorities)
    lost(case, NOW - timedelta(seconds=30))
    case.writer.seal("analyst-1", case.verdict)
    answer = case.answer(trusted())
    assert any("V9 the seal of analyst-1" in words for words in told(answer))


def test_8_a_foreign_authority_proves_nothing(
    case: Case, trusted: Trusted, tmp_path: Path
) -> None:
    seal = case.writer.seal("analyst-1", case.verdict)
    case.writer.stamp("custodian-1", seal, authority(tmp_path / "foreign", "foreign"))
    answer = case.answer(trusted())
    assert ["V10" in words for words in told(answer)] == [True]
    assert answer.times.good == []
    assert answer.exit_code == 4


def test_a_stamp_outlives_its_certificate(
    case: Case, trusted: Trusted, authorities: Sequence[Authority],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Ten years on, by a clock set forward for the programs the verifier runs."""
    seal = case.writer.seal("analyst-1", case.verdict)
    case.writer.stamp("custodian-1", seal, *authorities)
    monkeypatch.setenv("PATH", str(forward(tmp_path)))
    assert told(case.answer(trusted())) == []


def forward(folder: Path) -> Path:
    """A folder of programs that believe it is ten years later."""
    programs = folder / "later"
    programs.mkdir()
    later = " ".join(another_clock(f"{NOW + timedelta(days=3653):%Y-%m-%d}"))
    for name in ("openssl", "ssh-keygen"):
        script = f'#!/bin/sh\nPATH=/usr/bin:/bin exec {later} {name} "$@"\n'
        (programs / name).write_text(script)
        (programs / name).chmod(0o755)
    return programs


def test_authorities_that_disagree_are_named(
    case: Case, trusted: Trusted, authorities: Sequence[Authority]
) -> None:
    north, south = authorities
    seal = case.writer.seal("analyst-1", case.verdict)
    case.writer.stamp("custodian-1", seal, north)
    late = f"{NOW + timedelta(hours=5):%Y-%m-%d %H:%M:%S}"
    case.writer.stamp("custodian-1", seal, south, clock=late)
    answer = case.answer(trusted())
    assert any("two authorities say" in words for words in told(answer))


def test_claimed_times_outside_the_bracket_are_named(
    case: Case, trusted: Trusted, authorities: Sequence[Authority]
) -> None:
    seal = case.writer.seal("analyst-1", case.verdict)
    case.writer.add("search", "analyst-1", SEARCH, at=NOW + timedelta(days=2))
    case.writer.last = None
    line = case.writer.stamp("custodian-1", len(case.writer.lines), *authorities)
    case.writer.add("search", "collector-1", SEARCH, at=NOW - timedelta(days=2))
    places = [one.place for one in case.answer(trusted()).found if one.rule == "V11"]
    assert places == [f"line {seal + 1}", f"line {line + 1}"]

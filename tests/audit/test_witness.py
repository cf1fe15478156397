"""Witnesses, older copies and receipts: what they prove, and what proves nothing."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from tests.audit.real import PEOPLE, RealCase, real_case
from tests.audit.writer import Keys
from verify.audit.trust import Trust
from verify.audit.verifier import Verification, verify_record
from verify.domain.case_values import Action
from verify.domain.chain_entries import CONTEXT, Brought
from verify.errors import AskedWrongly, RecordsBroken
from verify.workflow.witness import receipt_fields, witness


class Watched:
    """A case that a witness kept, and the auditor's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.keys = folder, Keys(folder / "keys")
        self.real = real_case(folder / "case", self.keys)
        self.kept = folder / "kept"
        self.seen = witness(
            self.real.case.folder,
            self.kept,
            self.keys.private("witness-1"),
            "witness-1",
        )
        self.signers = folder / "allowed_signers"
        self.signers.write_text(self.keys.signers(*PEOPLE, "witness-1"))
        (self.copy,) = self.kept.glob("*.jsonl")

    def answer(self, case: Path, **brought: object) -> Verification:
        return verify_record(case, replace(Trust(self.signers), **brought))  # type: ignore[arg-type]

    def told(self, case: Path, **brought: object) -> list[str]:
        found = self.answer(case, **brought).found
        return [f"{one.line}: {one.words}" for one in found if one.rule == "V12"]


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    yield made
    made.real.case.close()


def other_history(watched: Watched, folder: Path, by: Keys) -> tuple[Path, int]:
    """A copy whose end is told otherwise, sealed by the analyst's key of `by`."""
    case = folder / "other"
    lines = watched.real.case.path.read_bytes().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if b'"action":"verdict"' in line)
    shutil.copytree(watched.real.case.folder / "blobs", case / "blobs")
    (case / "chain.jsonl").write_bytes(b"".join(lines[:at]))
    other = RealCase(case, by)
    other.case.read_on()
    other.write("analyst-1", Action.VERDICT, {
        "id": "V1", "about": "E1", "pillar": "provenance", "grade": "refuted",
        "rests_on": ["X1"],
    }, reason="seen elsewhere", against="few")  # fmt: skip
    signature = by.sign("analyst-1", other.case.path.read_bytes().splitlines(
        keepends=True)[at])  # fmt: skip
    kept = other.case.vault.put(BytesIO(signature))
    file = Brought("signature", kept.sha256, kept.size, "application/x-ssh-signature")
    other.write("analyst-1", Action.SEAL, {"of": at + 1, "sig": kept.sha256}, file)
    other.case.close()
    return case, at + 1


def test_a_fork_is_proved_and_its_line_named(watched: Watched, tmp_path: Path) -> None:
    """The witness kept chain and seals; the analyst sealed both histories."""
    other, at = other_history(watched, tmp_path, watched.keys)
    told = watched.told(other, copies=(watched.copy,))
    assert f"{at}: {watched.copy.name} has another line {at}" in told
    assert any("analyst-1 sealed line" in one and f"part at line {at}: a fork, proved"
               in one for one in told)  # fmt: skip
    # and the other way round: the true case, shown the other history
    told = watched.told(watched.real.case.folder, copies=(other / "chain.jsonl",))
    assert any("a fork, proved" in one for one in told)
    with pytest.raises(RecordsBroken, match=f"line {at} is another than the one kept"):
        witness(other, watched.kept, watched.keys.private("witness-1"), "witness-1")


def test_nobody_is_accused_by_a_key_that_is_not_theirs(
    watched: Watched, tmp_path: Path
) -> None:
    """The other history enrols and is sealed by a key made up under the same name."""
    stranger = Keys(tmp_path / "strange keys")
    other, at = other_history(watched, tmp_path, stranger)
    for signers in (watched.signers, None):
        trust = Trust(signers, copies=(other / "chain.jsonl",))
        answer = verify_record(watched.real.case.folder, trust)
        assert answer.anchors.forks == []
        assert any(one.line == at for one in answer.found if one.rule == "V12")


def taken_in(watched: Watched, content: bytes, name: str) -> None:
    kept = watched.real.case.vault.put(BytesIO(content))
    file = Brought(CONTEXT, kept.sha256, kept.size, "application/octet-stream")
    body = {"id": "P1", "kind": "receipt", **receipt_fields(name)}
    watched.real.write("custodian-1", Action.RECEIVE, body, file, giver="a witness")


def test_a_receipt_in_the_case_is_verified(watched: Watched) -> None:
    taken_in(watched, watched.seen.receipt.read_bytes(), watched.seen.receipt.name)
    answer = watched.answer(watched.real.case.folder)
    assert answer.anchors.last == watched.seen.lines
    (holder,) = answer.anchors.held[watched.seen.lines]
    assert holder.startswith("receipt of witness-1")
    assert f"lines 1 to {watched.seen.lines} of" in answer.anchored()
    # without the auditor's list it is not verifiable, and holds nothing
    bare = verify_record(watched.real.case.folder, Trust())
    assert (bare.anchors.last, [one.grade for one in bare.found if one.rule == "V12"]) \
        == (0, ["open"])  # fmt: skip


def test_a_receipt_over_another_line_or_by_another_fails(watched: Watched) -> None:
    taken_in(watched, watched.seen.receipt.read_bytes(), "000003.witness-1.receipt")
    assert any("is over another line or by another key" in one
               for one in watched.told(watched.real.case.folder))  # fmt: skip


def test_who_works_on_the_case_is_no_witness_of_it(watched: Watched) -> None:
    """The custodian's own signature as a receipt holds nothing."""
    message = watched.real.case.path.read_bytes().splitlines(keepends=True)[4]
    taken_in(watched, watched.keys.sign("custodian-1", message, "witness"),
             "000005.custodian-1.receipt")  # fmt: skip
    answer = watched.answer(watched.real.case.folder)
    assert answer.anchors.last == 0
    assert any("is by no outsider" in one.words for one in answer.found)


def test_a_receipt_says_by_its_name_what_it_is_over() -> None:
    assert receipt_fields("000042.witness-1.receipt") == {"of": 42, "by": "witness-1"}
    for name in ("receipt", "x.witness-1.receipt", "1.a b.receipt"):
        with pytest.raises(AskedWrongly):
            receipt_fields(name)

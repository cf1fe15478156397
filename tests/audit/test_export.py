"""Packages: stock programs accept a true one, and see every insider's attack."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.audit.insiders import INSIDERS, Insider
from tests.audit.real import PEOPLE, RealCase, real_case, writing
from tests.audit.shop import Shop
from tests.audit.writer import Keys
from verify.audit.checklist import FAIL, NOT_APPLICABLE, PASS
from verify.audit.trust import trust_from
from verify.errors import AskedWrongly, RecordsBroken
from verify.workflow.audit_case import Asked, run_audit
from verify.workflow.export_case import Handing, export_case
from verify.workflow.import_bag import import_bag
from verify.workflow.witness import witness

needs_programs = pytest.mark.skipif(
    not all(map(shutil.which, ("jq", "rhash"))), reason="jq or rhash is not installed"
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    made = Shop(tmp_path_factory.mktemp("shop"))
    yield made
    made.real.case.close()


def script(bag: Path, trust: Path, noted: str, audit: Path) -> tuple[int, list[str]]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", audit, bag, trust, noted], capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": path},
    )  # fmt: skip
    return ran.returncode, ran.stdout.splitlines()


@needs_programs
def test_stock_programs_accept_a_true_package(shop: Shop) -> None:
    bag = shop.handed.folder
    code, lines = script(bag, shop.trust, shop.noted, bag / "data" / "audit.sh")
    counted = f"checked: {shop.handed.lines} lines, {count_files(bag)} files, 8 seals, "
    assert [line for line in lines if not line.startswith("PASS")] == [
        f"{counted}1 time stamps, 1 noted outside"
    ]
    assert code == 0


def count_files(bag: Path) -> int:
    return sum(p.is_file() for p in (bag / "data" / "blobs").rglob("*"))


@needs_programs
@pytest.mark.parametrize("attack", INSIDERS, ids=lambda one: one.__name__)
def test_every_insider_fails_a_named_stock_step(
    attack: Callable[[Insider], None], shop: Shop, tmp_path: Path
) -> None:
    shutil.copytree(shop.handed.folder, tmp_path / "bag")
    for name in ("bag.sig", "bag.north.tsr"):
        shutil.copy(shop.folder / name, tmp_path / name)
    insider = Insider(tmp_path / "bag", shop.keys, shop.foreign)
    attack(insider)
    if attack.__name__ != "manifests_left":
        insider.make_manifests()
    # the script is the auditor's own: the one in the package may be changed too
    audit = shop.handed.folder / "data" / "audit.sh"
    code, lines = script(insider.bag, shop.trust, shop.noted, audit)
    failed = [line.split(None, 1)[1] for line in lines if line.startswith("FAIL")]
    assert any(step.startswith(INSIDERS[attack]) for step in failed), lines
    assert code == 1


def test_the_same_head_gives_the_same_bytes(shop: Shop, tmp_path: Path) -> None:
    key = shop.keys.private("custodian-1")
    again = export_case(
        shop.real.case, writing("custodian-1"), Handing(tmp_path / "again", key)
    )
    assert (again.head, again.lines) == (shop.handed.head, shop.handed.lines)
    one, other = (contents(bag) for bag in (shop.handed.folder, again.folder))
    assert one == other
    assert len(one) > 30


def contents(bag: Path) -> dict[str, bytes]:
    return {
        path.relative_to(bag).as_posix(): path.read_bytes()
        for path in bag.rglob("*") if path.is_file()
    }  # fmt: skip


def test_a_package_is_audited_like_a_case(shop: Shop) -> None:
    asked = Asked(shop.handed.folder, "accountability", shop.trust, (shop.noted,))
    answers = {item.number: a for item, a in run_audit(asked).answers}
    assert answers[38].state == PASS, answers[38]
    assert answers[39].state == PASS
    assert {n for n, a in answers.items() if a.state == "fail"} == {19}


def test_the_index_is_compared_with_the_record(shop: Shop) -> None:
    answers = run_audit(Asked(shop.real.case.folder)).answers
    assert answers[13][1].state == PASS


def test_an_index_of_another_version_is_none_of_the_record(
    shop: Shop, tmp_path: Path
) -> None:
    """A new field of a record would else look like an index that was tampered with."""
    shutil.copytree(shop.real.case.folder, tmp_path / "case")
    for change, state in (
        ("UPDATE record SET told = '{}'", FAIL),
        ("UPDATE state SET value = 'older' WHERE key = 'schema'", NOT_APPLICABLE),
    ):
        with closing(sqlite3.connect(tmp_path / "case" / "index.sqlite")) as index:
            index.execute(change)
            index.commit()
        answers = run_audit(Asked(tmp_path / "case", repeats=False)).answers
        assert answers[13][1].state == state


def test_papers_name_what_a_stranger_needs(shop: Shop) -> None:
    text = (shop.handed.folder / "data" / "AUDIT.md").read_text("utf-8")
    assert text.index("from elsewhere") < 200
    assert "made from E1 by redact: a face" in text
    assert "-attime" in text
    paper = (shop.handed.folder / "data" / "CERTIFICATION.md").read_text("utf-8")
    assert shop.handed.head in paper


def test_a_package_is_taken_over_and_continued(shop: Shop, tmp_path: Path) -> None:
    trust = trust_from(shop.trust, ())
    bag, target = shop.handed.folder, tmp_path / "cases" / "theirs"
    fresh = import_bag(bag, target, trust)
    assert (fresh.what, fresh.notes, fresh.before) == ("new", (), 0)
    assert import_bag(bag, target, trust).what == "known"
    chain = target / "chain.jsonl"
    lines = chain.read_bytes().splitlines(keepends=True)
    chain.write_bytes(b"".join(lines[:9]))
    assert import_bag(bag, target, trust).what == "continued"
    assert chain.read_bytes() == b"".join(lines)
    with RealCase(target, shop.keys).case.open(target) as taken:
        assert taken.mark.head == shop.handed.head


def test_nothing_is_taken_from_a_package_that_fails(shop: Shop, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    shutil.copytree(shop.handed.folder, bag)
    target = tmp_path / "theirs"
    insider = Insider(bag, shop.keys, shop.foreign)
    lines = insider.lines
    insider.write([*lines[:-1], lines[-1].replace(b"custodian-1", b"custodian-2")])
    with pytest.raises(RecordsBroken, match="not valid"):
        import_bag(bag, target, trust_from(shop.trust, ()))
    insider.make_manifests()
    with pytest.raises(RecordsBroken, match="does not hold"):
        import_bag(bag, target, trust_from(shop.trust, ()))
    assert not target.exists()


def test_two_histories_are_never_merged(shop: Shop, tmp_path: Path) -> None:
    target = tmp_path / "theirs"
    import_bag(shop.handed.folder, target, trust_from(None, ()))
    chain = target / "chain.jsonl"
    lines = chain.read_bytes().splitlines(keepends=True)
    chain.write_bytes(b"".join([*lines[:-1], b'{"another":"history"}\n']))
    with pytest.raises(RecordsBroken, match="another history from line"):
        import_bag(shop.handed.folder, target, trust_from(None, ()))


def test_a_witness_sees_that_the_chain_only_grew(shop: Shop, tmp_path: Path) -> None:
    key = shop.keys.private("witness-1")
    kept, chain = tmp_path / "kept", tmp_path / "chain.jsonl"
    lines = shop.real.case.path.read_bytes().splitlines(keepends=True)
    chain.write_bytes(b"".join(lines[:9]))
    assert witness(chain, kept, key, "witness-1").before == 0
    seen = witness(shop.real.case.folder, kept, key, "witness-1")
    assert (seen.before, seen.lines) == (9, len(lines))
    chain.write_bytes(b"".join(lines[:12]))
    with pytest.raises(RecordsBroken, match="it ends at line 12"):
        witness(chain, kept, key, "witness-1")
    trust = tmp_path / "trust"
    (trust / "held").mkdir(parents=True)
    shutil.copy(seen.receipt, trust / "held")
    (trust / "allowed_signers").write_text(shop.keys.signers("witness-1", *PEOPLE))
    answer = run_audit(Asked(shop.real.case.folder, trust=trust))
    assert answer.facts.verified.anchors.last == len(lines)


def test_an_export_refuses_what_is_there_and_what_is_broken(
    shop: Shop, tmp_path: Path, keys: Keys
) -> None:
    with pytest.raises(AskedWrongly, match="exists"):
        export_case(shop.real.case, writing("custodian-1"), Handing(tmp_path))
    real = real_case(tmp_path / "case", keys)
    next((tmp_path / "case" / "blobs").rglob("*/*")).unlink()
    with pytest.raises(RecordsBroken, match="not handed over"):
        export_case(real.case, writing("custodian-1"), Handing(tmp_path / "bag"))
    real.case.close()

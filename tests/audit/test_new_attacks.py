"""Attacks by people inside, on what is easily overlooked in a record or package."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.audit.authorities import Authority
from tests.audit.cases import Build, build
from tests.audit.insiders import Insider
from tests.audit.records import VERDICT, acquire, opened, review, words
from tests.audit.shop import Shop
from tests.audit.test_export import script
from tests.audit.writer import Keys, Writer, chained
from verify.audit.checklist import FAIL, PASS
from verify.audit.roster import roster
from verify.audit.trust import Trust, trust_from
from verify.audit.verifier import Verification, verify_record
from verify.errors import RecordsBroken
from verify.workflow.audit_case import Asked, run_audit
from verify.workflow.import_bag import import_bag


@pytest.fixture
def writer(tmp_path: Path, keys: Keys) -> Writer:
    made = Writer(tmp_path / "case", keys)
    opened(made)
    return made


def rules(case: Path) -> set[str]:
    return {one.rule for one in verify_record(case, Trust()).found}


def answered(case: Path, item: int) -> tuple[str, str]:
    answer = run_audit(Asked(case, repeats=False)).answers[item - 1][1]
    return answer.state, " ".join(answer.places)


# --- names and times that reach a list of signers


def test_an_enrolment_cannot_smuggle_a_second_key(writer: Writer, keys: Keys) -> None:
    """A line break in `valid_before` would write a line of allowed_signers."""
    stolen = f'20300101"\nanalyst-1 {keys.public("insider")}'
    body = {"actor": "collector-1", "roles": ["collector"], "valid_before": stolen,
            "key": keys.public("collector-1")}  # fmt: skip
    line = writer.add("enrol", "custodian-1", body)
    writer.seal("custodian-1", line)
    verdict = writer.add("verdict", "analyst-1", VERDICT)
    writer.seal("analyst-1", verdict, by="insider")
    answer = verify_record(writer.folder, Trust())
    assert [one.good for one in answer.seals.seals if one.of == verdict] == [False]
    assert any("valid_before is no moment" in one.words for one in answer.found)
    assert all("\n" not in one.valid_before for one in roster(answer.chain) if one.key)


@pytest.mark.parametrize("actor", ["analyst-1\n9 analyst-2", "analyst-1 7", "", "-f"])
def test_an_actor_is_a_pseudonym_and_nothing_else(writer: Writer, actor: str) -> None:
    writer.add("search", "analyst-1", {"id": "S1", "engine": "x", "result": "found"})
    records = [json.loads(line) for line in writer.lines]
    records[-1]["actor"] = actor
    writer.write(chained(records))
    assert "V2" in rules(writer.folder)


@pytest.mark.parametrize("time", [
    "2026-02-31T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z",
    "0001-01-01T00:00:00Z", "2026-01-01T00:00:00Z\n", "٢٠٢٦-01-01T00:00:00Z",
])  # fmt: skip
def test_a_time_that_never_was_escapes_no_bracket(writer: Writer, time: str) -> None:
    """It could not be compared with what stamps prove, and was passed over."""
    writer.add("search", "analyst-1", {"id": "S1", "engine": "x", "result": "found"})
    records = [json.loads(line) for line in writer.lines]
    records[-1]["time"] = time
    writer.write(chained(records))
    assert "V2" in rules(writer.folder)


# --- files that stop or mislead a reader


@pytest.mark.parametrize("content", [
    b"[" * 200_000, b'{"texts":' * 50_000, b'{"texts":{"reason":7}}', b"\xff\xfe",
])  # fmt: skip
def test_hostile_words_stop_no_audit(writer: Writer, content: bytes) -> None:
    told = writer.blob(content, "words", "application/json")
    headers = b"HTTP/1.1 200 OK\r\nContent-Length: %s\r\n" % (b"9" * 9000)
    photo = writer.blob(b"a photo", "original")
    kept = writer.blob(headers, "headers", "message/http")
    writer.add("acquire", "collector-1", acquire(1), out=[photo, kept, told])
    assert len(run_audit(Asked(writer.folder, repeats=False)).answers) == 40


def test_a_folder_of_files_that_is_a_link_is_no_folder(writer: Writer) -> None:
    elsewhere = writer.folder.parent / "elsewhere"
    shutil.move(writer.folder / "blobs", elsewhere)
    (writer.folder / "blobs").symlink_to(elsewhere)
    assert "V6" in rules(writer.folder)


# --- findings put out of sight


def compared(
    writer: Writer, number: int, outcome: str, photo: dict[str, object]
) -> int:
    body = {"id": f"X{number}", "evidence": "E1", "outcome": outcome, "settings": {},
            "library": "d" * 64, "references": 3, "versions": {}}  # fmt: skip
    report = writer.blob(b"report %d" % number, "examination", "application/json")
    return writer.add("compare", "analyst-1", body, used=[photo], out=[report])


@pytest.fixture
def photo(writer: Writer) -> dict[str, object]:
    made = writer.blob(b"a photo", "original")
    writer.add("acquire", "collector-1", acquire(1), out=[made])
    return made


def test_a_second_search_elsewhere_hides_no_finding(
    writer: Writer, photo: dict[str, object]
) -> None:
    compared(writer, 1, "recycled", photo)
    compared(writer, 2, "nothing_found", photo)
    state, places = answered(writer.folder, 37)
    assert (state, "it found E1 recycled; now it is nothing_found" in places) == (
        FAIL, True,
    )  # fmt: skip
    verdict = writer.add("verdict", "analyst-1", {**VERDICT, "rests_on": ["X1", "X2"]})
    writer.seal("analyst-1", verdict)
    assert answered(writer.folder, 37)[0] == PASS


def test_nor_does_taking_the_examination_back(
    writer: Writer, photo: dict[str, object]
) -> None:
    compared(writer, 1, "recycled", photo)
    told = words(writer, reason="a mistake")
    writer.add("correct", "analyst-1", {"about": "X1", "sets": {}, "retracts": True},
               out=[told])  # fmt: skip
    compared(writer, 2, "nothing_found", photo)
    assert "X1 (line" in answered(writer.folder, 37)[1]


def test_a_reviewer_with_a_borrowed_key_is_no_second_person(
    tmp_path: Path, keys: Keys
) -> None:
    """The reviewer was enrolled with the analyst's key first, then with another."""
    made = Writer(tmp_path / "case", keys)
    opened(made)
    body = {
        "actor": "reviewer-2",
        "roles": ["reviewer"],
        "key": keys.public("analyst-1"),
    }
    lines = [made.add("enrol", "custodian-1", body)]
    verdict = made.add("verdict", "analyst-1", VERDICT,
                       out=[words(made, reason="r", against="a")])  # fmt: skip
    made.seal("analyst-1", verdict)
    seen = made.add("review", "reviewer-2", review(made, verdict),
                    out=[words(made, reason="I looked too")])  # fmt: skip
    made.seal("reviewer-2", seen, by="analyst-1")
    fresh = {**body, "key": keys.public("reviewer-2")}
    lines.append(made.add("enrol", "custodian-1", fresh))
    for line in lines:
        made.seal("custodian-1", line)
    assert answered(made.folder, 28)[0] == FAIL


# --- stamps


def test_a_stamp_over_a_weak_hash_proves_nothing(
    tmp_path: Path, keys: Keys, authorities: list[Authority],
    trusted: Callable[..., Path],
) -> None:  # fmt: skip
    north = authorities[0]
    config = north.folder / "ts.cnf"
    before = config.read_text()
    config.write_text(before.replace("digests=", "digests=sha1,"))
    made = build(Build(Writer(tmp_path / "case", keys), authorities))
    message = made.lines[-2]
    (north.folder / "message").write_bytes(message)
    north._run("openssl", "ts", "-query", "-data", "message", "-sha1", "-cert",
               "-out", "query.tsq")  # fmt: skip
    content = north.answer((north.folder / "query.tsq").read_bytes())
    config.write_text(before)
    token = made.blob(content, "time-stamp", "application/timestamp-reply")
    body = {"of": len(made.lines) - 1, "tsr": [token["sha256"]]}
    line = made.add("seal", "custodian-1", body, out=[token])
    answer = verify_record(made.folder, trust_from(trusted(), ()))
    found = [one.words for one in answer.found if one.rule == "V10"]
    assert len(found) == 1
    assert "weak hash" in found[0]
    assert all(stamp.named_in != line for stamp in answer.times.good)


# --- packages


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    made = Shop(tmp_path_factory.mktemp("shop"))
    yield made
    made.real.case.close()


@pytest.fixture
def insider(shop: Shop, tmp_path: Path) -> Insider:
    shutil.copytree(shop.handed.folder, tmp_path / "bag")
    for name in ("bag.sig", "bag.north.tsr"):
        shutil.copy(shop.folder / name, tmp_path / name)
    return Insider(tmp_path / "bag", shop.keys, shop.foreign)


def audited(insider: Insider, shop: Shop) -> Verification:
    answer = run_audit(Asked(insider.bag, "accountability", shop.trust, (shop.noted,),
                             repeats=False))  # fmt: skip
    assert answer.answers[37][1].state == FAIL
    return answer.facts.verified


def decoy(insider: Insider) -> None:
    """A true record beside a false one, for whoever looks at the top."""
    data = insider.bag / "data"
    shutil.copy(data / "chain.jsonl", insider.bag / "chain.jsonl")
    shutil.copytree(data / "blobs", insider.bag / "blobs")
    insider.write(insider.lines[:9])


def foreign_page(insider: Insider) -> None:
    (insider.bag / "data" / "README.html").write_text("Open me.")


def link_outside(insider: Insider) -> None:
    path = insider.bag / "data" / "AUDIT.md"
    path.unlink()
    path.symlink_to("/etc/hostname")


def link_inside(insider: Insider) -> None:
    path = next((insider.bag / "data" / "view").iterdir())
    path.unlink()
    path.symlink_to("../AUDIT.md")


def pipe(insider: Insider) -> None:
    """To open it would wait for ever."""
    path = insider.bag / "data" / "AUDIT.md"
    path.unlink()
    os.mkfifo(path)


ODD = (decoy, foreign_page, link_outside, link_inside, pipe)


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
@pytest.mark.parametrize("attack", ODD, ids=lambda one: one.__name__)
def test_what_has_no_place_in_a_package_is_named(
    attack: Callable[[Insider], None], insider: Insider, shop: Shop, tmp_path: Path
) -> None:
    insider.make_manifests()
    attack(insider)
    if attack in {foreign_page, decoy}:
        insider.make_manifests()
    verified = audited(insider, shop)
    assert verified.chain.path == insider.bag / "data" / "chain.jsonl"
    audit = shop.handed.folder / "data" / "audit.sh"
    code, lines = script(insider.bag, shop.trust, shop.noted, audit)
    assert code == 1
    assert lines[0].startswith("FAIL         0 nothing is a link")
    if attack not in {foreign_page, decoy}:
        with pytest.raises(RecordsBroken, match="a link or no regular file"):
            import_bag(insider.bag, tmp_path / "theirs", Trust())


def test_a_package_is_audited_from_inside_its_folder(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop.handed.folder)
    asked = Asked(Path(), "accountability", shop.trust, (shop.noted,), repeats=False)
    assert run_audit(asked).answers[37][1].state == PASS


def test_ids_are_made_once_and_before_they_are_named(writer: Writer) -> None:
    writer.add("loss", "analyst-1", {"id": "L1", "incident": "I1"})
    assert answered(writer.folder, 12)[0] == PASS
    writer.add("loss", "analyst-1", {"id": "L1", "incident": "I1"})
    writer.add("loss", "analyst-1", {"id": "L2", "incident": "I7", "claims": ["C4"]})
    places = answered(writer.folder, 12)[1]
    assert "it calls itself L1, as an earlier line does" in places
    assert "it names C4, which no earlier line made" in places
    assert "it names I7" in places

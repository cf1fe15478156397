"""A redacted copy, its original withheld, the package handed over: nothing leaks."""

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.audit.real import PEOPLE, RealCase, opened, writing
from tests.audit.writer import Keys
from verify.audit.checklist import FAIL, PASS
from verify.domain.case_values import Action
from verify.domain.chain_entries import DERIVED, Used
from verify.errors import AskedWrongly
from verify.outside.workers import WorkerPool
from verify.workflow.audit_case import Asked, run_audit
from verify.workflow.case_add import Acquired, add_photos
from verify.workflow.case_examine import Examiner, examine_waiting
from verify.workflow.case_record import Told, record, withheld_files
from verify.workflow.check import CheckRequest
from verify.workflow.export_case import Handed, Handing, export_case
from verify.workflow.inputs import Input
from verify.workflow.redact import Redaction, redact, refuse_withholding

BOX = "0.25,0.25,0.5,0.5"
SERIAL, PLACE = "SN-4711-SECRET", 12.3456789
WINDOW = 24
FIELDS = {
    "method": "saved", "platform": "telegram", "posted_at": "2024-07-27",
    "collected_at": "2024-07-28", "collector": "collector-1",
}  # fmt: skip


def photo() -> bytes:
    """A JPEG with a camera's serial number, a position, and a thumbnail."""
    pixels = np.random.default_rng(5).integers(0, 256, (240, 320, 3), np.uint8)
    small = BytesIO()
    Image.fromarray(pixels[::8, ::8]).save(small, "JPEG")
    exif = Image.Exif()
    exif[0x010F], exif[0xA431] = "A camera", SERIAL
    exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 20.0, 44.0), 3: "E", 4: (1, 2, 3)})
    out = BytesIO()
    Image.fromarray(pixels).save(
        out, "JPEG", exif=exif, comment=small.getvalue()[:9000]
    )
    return out.getvalue()


class Handover:
    """One photo of a source at risk: covered, withheld, sealed, handed over."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content = folder, photo()
        self.keys = Keys(folder / "keys")
        self.real = RealCase(folder / "case", self.keys)
        opened(self.real)
        (folder / "secret name.jpg").write_bytes(self.content)
        self._collect()
        self.real.sealed()
        self.handed = self._export()
        self.trust = folder / "trust"
        self.trust.mkdir()
        (self.trust / "allowed_signers").write_text(self.keys.signers(*PEOPLE))

    def _collect(self) -> None:
        case = self.real.case
        with WorkerPool(1) as pool:
            named = Input("secret name.jpg", self.folder / "secret name.jpg")
            told = Acquired("I1", FIELDS, {"custodian": "Mr Someone"})
            list(add_photos(case, writing("collector-1"), [named], told))
            examiner = Examiner(pool, None, CheckRequest(settings=(("jobs", "1"),)))
            list(examine_waiting(case, writing("analyst-1"), examiner, notes=[]))
            asked = Redaction("E1", [BOX], "a face")
            self.made = redact(case, writing("analyst-1"), asked, pool)
        used = withheld_files(case.state, ["E1"], words=True)
        body = {"ground": "safety", "about": ["E1"]}
        reason = {"reason": "the source is at risk"}
        record(
            case, writing("custodian-1"), Told(Action.WITHHOLD, body, reason, used=used)
        )

    def _export(self) -> Handed:
        key = self.keys.private("custodian-1")
        return export_case(
            self.real.case, writing("custodian-1"), Handing(self.folder / "bag", key)
        )

    @property
    def copy(self) -> bytes:
        (path,) = (self.handed.folder / "data" / "view").glob("F1-of-E1.png")
        return path.read_bytes()


@pytest.fixture(scope="module")
def handover(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handover]:
    made = Handover(tmp_path_factory.mktemp("handover"))
    yield made
    made.real.case.close()


def test_the_copy_is_made_as_recorded(handover: Handover) -> None:
    body = handover.made.body
    assert (body["id"], body["source"], body["redaction"]) == ("F1", "E1", True)
    assert body["parameters"]["regions"] == BOX
    pixels = cv2.imdecode(np.frombuffer(handover.copy, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    assert (pixels[60:120, 80:160] == 0).all()
    assert (pixels[150:] != 0).any()


def test_nothing_of_what_was_withheld_is_in_the_package(handover: Handover) -> None:
    """Not the file, nor any 24 bytes of it, nor what its metadata say, nor its name."""
    content = handover.content
    windows = {content[at : at + WINDOW] for at in range(len(content) - WINDOW)}
    told = [SERIAL.encode(), b"12.34", b"secret name", b"Mr Someone", b"A camera"]
    files = [p for p in handover.handed.folder.rglob("*") if p.is_file()]
    assert len(files) > 20
    for path in files:
        text = path.read_bytes()
        assert not any(word in text for word in told), path
        parts = {text[at : at + WINDOW] for at in range(max(0, len(text) - WINDOW))}
        assert not windows & parts, path
    # the control: the case itself, which nobody hands over, has all of it
    kept = b"".join(
        p.read_bytes() for p in (handover.folder / "case" / "blobs").rglob("*")
        if p.is_file()
    )  # fmt: skip
    assert all(
        word in kept for word in (SERIAL.encode(), b"secret name", b"Mr Someone")
    )


def test_it_is_counted_and_the_audit_holds(handover: Handover) -> None:
    handed = handover.handed
    assert handed.withheld == 3  # the file, its report, the words told of it
    noted = (f"{handed.lines}:{handed.head}",)
    answer = run_audit(Asked(handed.folder, trust=handover.trust, expected=noted))
    states = {item.number: one.state for item, one in answer.answers}
    assert {n for n in (9, 12, 13, 15, 21, 23, 39) if states[n] != PASS} == set()
    failed = {n for n, state in states.items() if state == FAIL}
    assert failed == {38}  # the package bears no time stamp here
    paper = (handed.folder / "data" / "AUDIT.md").read_text("utf-8")
    assert "3 files were withheld" in paper
    assert "made from E1 by redact: a face" in paper
    sentence = (handed.folder / "data" / "CERTIFICATION.md").read_text("utf-8")
    assert "3" in sentence


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed")
def test_stock_programs_accept_the_package(handover: Handover) -> None:
    bag = handover.handed.folder
    ran = subprocess.run(
        ["bash", bag / "data" / "audit.sh", bag, handover.trust], cwd="/",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    failed = [one for one in ran.stdout.splitlines() if one.startswith("FAIL")]
    assert failed == []
    assert "8 every file of the chain is there" in ran.stdout


def test_an_audit_of_the_case_makes_the_copy_again(
    handover: Handover, tmp_path: Path
) -> None:
    case = handover.folder / "case"
    answer = run_audit(Asked(case)).answers[21][1]
    assert answer.state == PASS, answer
    # another picture put in the copy's place, in a record that holds
    keys = Keys(tmp_path / "keys")
    with_lie = RealCase(tmp_path / "case", keys)
    opened(with_lie)
    (tmp_path / "photo.jpg").write_bytes(handover.content)
    named = Input("photo.jpg", tmp_path / "photo.jpg")
    list(add_photos(with_lie.case, writing("collector-1"), [named], Acquired("I1")))
    digest = with_lie.case.state.evidence["E1"].digest
    made = with_lie.file(b"\x89PNG no picture", DERIVED, "image/png")
    lie = np.full((240, 320, 3), 9, np.uint8)
    out = BytesIO()
    Image.fromarray(lie).save(out, "PNG")
    made = with_lie.file(out.getvalue(), DERIVED, "image/png")
    body = {**handover.made.body, "id": "F1"}
    with_lie.write("analyst-1", Action.DERIVE, body, made,
                   used=(Used("original", digest),), reason="a face")  # fmt: skip
    answer = run_audit(Asked(with_lie.case.folder)).answers[21][1]
    assert answer.places == ("F1 (line 7): it comes out as another picture",)
    with_lie.case.close()


def test_what_cannot_be_done_is_refused_before_anything_is_stored(
    handover: Handover,
) -> None:
    case = handover.real.case
    before = case.path.read_bytes()
    with WorkerPool(1) as pool:
        for source, boxes, reason in (
            ("E9", [BOX], "x"), ("E1", ["0,0,2,2"], "x"), ("E1", [], "x"),
            ("E1", [BOX], " "), ("K1", [BOX], "x"),
        ):  # fmt: skip
            with pytest.raises(AskedWrongly):
                redact(
                    case, writing("analyst-1"), Redaction(source, boxes, reason), pool
                )
        with pytest.raises(AskedWrongly, match="already"):
            redact(case, writing("analyst-1"), Redaction("E1", [BOX], "x"), pool)
    for actor, ground in (("analyst-1", "safety"), ("custodian-1", "because")):
        with pytest.raises(AskedWrongly):
            refuse_withholding(case.state, actor, ground)
    assert case.path.read_bytes() == before

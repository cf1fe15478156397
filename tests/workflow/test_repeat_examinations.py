"""Examinations on record are repeated: the same picture, or a difference that shows."""

import json
from dataclasses import replace
from pathlib import Path

from tests.audit.records import COMPARE, acquire, opened
from tests.audit.writer import Keys, Writer
from verify.audit.casebook import casebook
from verify.audit.trust import Trust
from verify.audit.verifier import verify_record
from verify.domain.examination import Examination
from verify.exports.json_lines import examination_json
from verify.outside.workers import WorkerPool
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.repeat_examinations import repeat_examinations

ROOT = Path(__file__).resolve().parents[2]
PHOTO = ROOT / "reference_images/standins/suspects/new-vehicle-wadi.jpg"


def test_the_same_picture_comes_again_and_another_is_seen(tmp_path: Path) -> None:
    with WorkerPool(1) as pool:
        (answer,) = check_photos([PHOTO], CheckRequest(), pool, None)
    assert isinstance(answer, Examination)
    assert answer.picture is not None
    other = replace(answer, picture=replace(answer.picture, width=7))
    writer = Writer(tmp_path / "case", Keys(tmp_path / "keys"))
    opened(writer)
    photo = writer.blob(PHOTO.read_bytes(), "original")
    writer.add("acquire", "collector-1", acquire(1), out=[photo])
    for number, one in enumerate((answer, other), 1):
        text = json.dumps(examination_json(one)).encode()
        report = writer.blob(text, "examination", "application/json")
        body = {**COMPARE, "id": f"X{number}"}
        writer.add("compare", "analyst-1", body, used=[photo], out=[report])
    verified = verify_record(writer.folder, Trust())
    told = repeat_examinations(casebook(verified.chain, verified.blobs))
    assert [same for _, same in told] == [True, False]
    assert told[0][0].startswith("X1")

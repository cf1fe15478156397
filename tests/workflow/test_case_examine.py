"""A case examines a photo as `verify check` does, and keeps all that came out."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.fingerprints.test_embedded import with_thumbnail
from verify.domain.case_records import Examined
from verify.domain.case_values import Action
from verify.domain.examination import ClaimedEvent, Examination
from verify.domain.times import stated_time
from verify.exports.json_lines import examination_json
from verify.outside.clock import now_utc
from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.workflow.case_add import Acquired, add_photos
from verify.workflow.case_examine import Examiner, examine_waiting
from verify.workflow.case_record import Told, new_case, writing_as
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.import_references import ImportOptions, import_references
from verify.workflow.inputs import Input

STAND_INS = Path(__file__).resolve().parents[2] / "reference_images" / "standins"
SUSPECTS = sorted((STAND_INS / "suspects").glob("*.jpg"))
TIME = "2024-07-25..2024-07-27"


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(2) as made:
        yield made


@pytest.fixture(scope="module")
def library(
    tmp_path_factory: pytest.TempPathFactory, pool: WorkerPool
) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("library")
    with Library.open(folder / "earlier", create=True) as made:
        options = ImportOptions(recorded_at=now_utc())
        import_references([STAND_INS / "manifest.csv"], made, pool, options=options)
        yield made


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The stand-in suspects, and one whose thumbnail shows something else."""
    path = tmp_path_factory.mktemp("photos") / "other-thumbnail.jpg"
    small = BytesIO()
    Image.open(STAND_INS / "suspects" / "crop-of-wreck.jpg").resize((160, 120)).save(
        small, "JPEG"
    )
    plain = (STAND_INS / "suspects" / "seen-later-depot.jpg").read_bytes()
    path.write_bytes(with_thumbnail(plain, small.getvalue()))
    return [*SUSPECTS, path]


@pytest.fixture(scope="module")
def recorded(
    tmp_path_factory: pytest.TempPathFactory, pool: WorkerPool, library: Library,
    photos: list[Path],
) -> tuple[list[Any], list[Examined]]:  # fmt: skip
    """The examinations on record of a case that holds all these photos."""
    folder = tmp_path_factory.mktemp("cases") / "c"
    told = Told(Action.OPEN, {"title": "Event", "time": TIME})
    roles = {"actor": "ana", "roles": ["custodian", "collector"]}
    writing, notes = writing_as("ana"), list[str]()
    with new_case(folder, "ana", told, Told(Action.ENROL, roles)) as case:
        inputs = [Input(path.name, path) for path in photos]
        list(add_photos(case, writing, inputs, Acquired("I1")))
        examiner = Examiner(pool, library, CheckRequest())
        for _ in examine_waiting(case, writing, examiner, notes=notes):
            pass
        assert notes == []
        found = list(case.state.examinations.values())
        return [json.loads(case.vault.read(one.report)) for one in found], found


@pytest.fixture(scope="module")
def reports(recorded: tuple[list[Any], list[Examined]]) -> list[Any]:
    return recorded[0]


@pytest.fixture(scope="module")
def examined(recorded: tuple[list[Any], list[Examined]]) -> list[Examined]:
    return recorded[1]


def told_by(found: Any) -> Any:
    """What a photo's findings say, where they stand in no other picture's way."""
    return sorted((one["check"], one["code"], one["summary"]) for one in found)


def test_the_findings_are_those_of_a_check(
    reports: list[Any], photos: list[Path], pool: WorkerPool, library: Library
) -> None:
    claim = ClaimedEvent(time=stated_time(TIME), names=("Event",))
    checked = check_photos(photos, CheckRequest(claim=claim), pool, library)
    for report, found in zip(reports, checked, strict=True):
        assert isinstance(found, Examination)
        plain = examination_json(found)
        assert report["outcome"] == plain["outcome"], found.evidence.name
        assert told_by(report["findings"]) == told_by(plain["findings"])
        assert report["embedded"] == plain["embedded"]
    assert "thumbnail_differs" in {one["code"] for one in reports[-1]["findings"]}


def test_a_collage_is_assessed_part_by_part_in_the_record(
    examined: list[Examined], photos: list[Path]
) -> None:
    by_name = dict(zip((path.stem for path in photos), examined, strict=True))
    left, right = by_name["collage-two-panels"].parts
    assert (left.outcome, right.outcome) == ("recycled", "nothing_found")
    assert left.region.bounds[2] == pytest.approx(right.region.bounds[0], abs=0.02)
    assert by_name["crop-of-wreck"].parts == ()
    (match,) = by_name["crop-of-wreck"].resemblances
    assert match.shown  # the library's picture, which the case does not hold
    assert not any(one.shown for one in by_name["collage-two-panels"].resemblances
                   if one.evidence)  # fmt: skip


def test_what_was_added_to_a_copy_is_on_record(
    reports: list[Any], photos: list[Path]
) -> None:
    by_name = dict(zip((path.stem for path in photos), reports, strict=True))
    (banner,) = by_name["mirrored-with-banner"]["matches"]
    differing = banner["differing"]
    assert 0.05 < differing["share"] < 0.4
    assert "The two differ" in differing["words"]
    lowest = max(y for _, y in differing["regions"][0])
    assert lowest > 0.8  # the banner stands at the bottom
    (crop,) = by_name["crop-of-wreck"]["matches"]
    assert "differ at the lower right" in crop["differing"]["words"]  # its own mark

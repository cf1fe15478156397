from dataclasses import replace

import pytest

from tests.checks.files import CAMERA
from tests.facts import said, tag
from verify.checks.device_set import Shot, across, shot_of
from verify.domain.metadata import Metadata, Tag


def shot(
    serial: str = "062062059949",
    model: str = "Canon EOS 5D",
    time: str = "",
    place: str = "",
    unique: str = "",
) -> Shot:
    metadata = said(*([("taken", time)] if time else []), place=place)
    tags: tuple[Tag, ...] = (CAMERA[0], tag("Model", model, "EXIF IFD0"),
            tag("BodySerialNumber", serial, "EXIF"))  # fmt: skip
    if unique:
        tags = (*tags, tag("ImageUniqueID", unique, "EXIF"))
    return shot_of(replace(metadata, tags=tags))


NOTHING = shot_of(Metadata())


def codes(*photos: Shot) -> list[str]:
    return [one.code for one in across(photos)]


def test_one_device_and_several() -> None:
    assert codes(shot(), shot()) == ["one_device"]
    assert codes(shot(), shot("88"), NOTHING) == ["several_devices"]
    (found,) = across([shot(), shot("88"), NOTHING])
    assert found.summary == "2 of 3 photos name a device, 2 devices in all."
    assert found.photos == (0, 1)


def test_photos_that_name_nothing_are_held_against_nobody() -> None:
    assert codes(NOTHING, NOTHING) == []
    assert codes(shot()) == []


def test_one_number_under_two_models() -> None:
    assert "serial_of_several_models" in codes(shot(), shot(model="Canon EOS 6D"))
    filler = codes(shot("0000"), shot("0000", model="Canon EOS 6D"))
    assert "serial_of_several_models" not in filler


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (shot(time="2024-07-25T13:00Z", place="50.45,30.52"), True),
        (shot(time="2024-07-25T20:00Z", place="50.45,30.52"), False),
        (shot(time="2024-07-25T13:00", place="50.45,30.52"), False),
        (shot("88", time="2024-07-25T13:00Z", place="50.45,30.52"), False),
        (shot(time="2024-07-25T13:00Z", place="19.95,2.8"), False),
    ],
)
def test_one_device_in_two_places(second: Shot, told: bool) -> None:  # noqa: FBT001
    first = shot(time="2024-07-25T12:00Z", place="19.944,2.79")
    assert ("too_far_too_soon" in codes(first, second)) is told


def test_an_identifier_meant_for_one_picture() -> None:
    unique = "127c1377b054a3f65bf2754ebb24e7f2"
    one = shot(unique=unique, time="2024-07-25T12:00Z")
    version = shot(unique=unique, time="2024-07-25T12:00Z")
    other = shot(unique=unique, time="2023-07-25T12:00Z")
    assert "unique_identifier_shared" not in codes(one, version)
    assert "unique_identifier_shared" in codes(one, other)

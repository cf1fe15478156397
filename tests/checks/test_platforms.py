import pytest

from tests.checks.files import CAMERA, file
from tests.facts import codes, findings, said, tag
from verify.domain.metadata import JpegStructure


@pytest.mark.parametrize(
    ("name", "channel", "date"),
    [
        ("IMG-20240726-WA0012.jpg", "WhatsApp", "26 July 2024"),
        (
            "WhatsApp Image 2026-08-31 at 15.41.14.jpeg",
            "WhatsApp on a",
            "31 August 2026",
        ),
        ("signal-2018-08-21-100217.jpg", "Signal", "21 August 2018, 10:02:17"),
        ("photo_2016-02-09_12-16-46.jpg", "Telegram on a", "9 February 2016, 12:16:46"),
        ("31914297_1729262057138911_3467031269303386112_n.jpg", "Facebook", ""),
        ("mmexport1451181351065.jpg", "WeChat", ""),
        ("IMG_20221002_161817.jpg", "a telephone's camera", "2 October 2022"),
    ],
)
def test_names_as_channels_give_them(name: str, channel: str, date: str) -> None:
    (found,) = findings(file(name=name), "platforms")
    assert channel in found.summary
    assert date in found.summary
    assert "samples: none of our own" in found.basis[1]


@pytest.mark.parametrize(
    "name",
    [
        "photo.jpg",
        "IMG_1234.JPG",
        "DSC00012.jpg",
        "IMG-20249926-WA0012.jpg",
        "2024.jpg",
    ],
)
def test_other_names_and_impossible_dates_say_nothing_of_a_date(name: str) -> None:
    found = findings(file(name=name), "platforms")
    assert "its date" not in "".join(one.summary for one in found)


def test_a_name_older_than_the_files_own_time_is_told() -> None:
    metadata = said(("taken", "2024-07-28T10:00:00"))
    given = file(name="IMG-20240701-WA0001.jpg", times=metadata.times)
    assert codes(given, "platforms") == ["named_by_channel", "name_before_taken"]
    near = file(name="IMG-20240728-WA0001.jpg", times=metadata.times)
    assert codes(near, "platforms") == ["named_by_channel"]


def test_the_mark_of_facebook() -> None:
    given = file(tag("SpecialInstructions", "FBMD01000a9e0d0000", "IPTC"))
    (found,) = findings(given, "platforms")
    assert found.code == "facebook_mark"
    assert "stackoverflow.com/questions/31120222" in found.basis[1]
    other = file(tag("SpecialInstructions", "SPAIN OUT", "IPTC"))
    assert codes(other, "platforms") == ["no_trace"]


@pytest.mark.parametrize(
    ("size", "camera", "code"),
    [
        ((1600, 1200), False, "sized_like_channel"),
        ((720, 1280), False, "sized_like_channel"),
        ((1600, 1200), True, "no_trace"),
        ((1601, 1200), False, "no_trace"),
    ],
)
def test_sizes(size: tuple[int, int], camera: bool, code: str) -> None:  # noqa: FBT001
    given = file(*(CAMERA if camera else ()), size=size)
    assert codes(given, "platforms") == [code]


@pytest.mark.parametrize(
    ("digest", "code"),
    [
        (
            "d3d37f4865904a28e5d7adf2f5635c85377e7407e58743ba24e31e855086ffb6",
            "tables_of_program",
        ),
        ("0" * 64, "no_trace"),
    ],
)
def test_quantisation_tables(digest: str, code: str) -> None:
    jpeg = JpegStructure("baseline", 8, 3, "4:4:4", (), digest, None, 92, (), 1)
    assert codes(file(jpeg=jpeg), "platforms") == [code]

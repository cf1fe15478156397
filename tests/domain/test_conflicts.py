"""What in a file's own statements a person should look at."""

import pytest

from verify.domain.conflicts import ConflictKind, conflicts
from verify.domain.metadata import (
    Block,
    Metadata,
    PlaceStatement,
    Tag,
    TimeStatement,
)
from verify.domain.places import stated_place
from verify.domain.times import stated_time

READERS = (("verify", "1"), ("pillow", "13"))


def tag(value: str, place: str = "EXIF", reader: str = "verify") -> Tag:
    return Tag("DateTimeOriginal", value, value, place, reader)


def time(text: str, place: str = "EXIF") -> TimeStatement:
    return TimeStatement("taken", stated_time(text), tag(text, place))


@pytest.mark.parametrize(
    ("metadata", "kind", "words"),
    [
        (
            Metadata(problems=("impossible date: EXIF DateTime: '0000' is no date",)),
            ConflictKind.IMPOSSIBLE,
            "a date that cannot be",
        ),
        (
            Metadata(tags=(tag("1"), tag("2", reader="pillow"))),
            ConflictKind.READERS_DIFFER,
            "verify “1”; pillow “2”",
        ),
        (
            Metadata(tags=(tag("1"), tag("2", "EXIF (block 2)"))),
            ConflictKind.BLOCKS_DIFFER,
            "“1”, “2”",
        ),
        (
            Metadata(times=(time("2024-07-26"), time("2020-01-01", "XMP"))),
            ConflictKind.TIMES_DIFFER,
            "two times of taking",
        ),
        (
            Metadata(
                places=(
                    PlaceStatement(stated_place("18.4,1.4"), tag("a")),
                    PlaceStatement(stated_place("48.0,37.8"), tag("b")),
                )
            ),
            ConflictKind.PLACES_DIFFER,
            "km apart",
        ),
        (
            Metadata(blocks=(Block("trailing data", "after the end", 5, 12, ""),)),
            ConflictKind.DATA_OUTSIDE,
            "12 bytes stand after the end.",
        ),
        (
            Metadata(problems=("verify: XMP could not be read",), readers=READERS),
            ConflictKind.UNREADABLE,
            "XMP could not be read.",
        ),
    ],
)
def test_each_kind_is_told_in_a_sentence(
    metadata: Metadata, kind: ConflictKind, words: str
) -> None:
    (found,) = conflicts(metadata)
    assert found.kind is kind
    assert words in found.sentence


@pytest.mark.parametrize(
    "metadata",
    [
        Metadata(),
        Metadata(tags=(tag("1"), tag("1", "EXIF (block 2)"))),
        Metadata(problems=("pillow: EXIF could not be read",), readers=READERS),
        Metadata(blocks=(Block("trailing data", "after the end", 5, 60, "zeros"),)),
        Metadata(times=(time("2024-07-26"), time("2024-07-26T10:00"))),
    ],
)
def test_what_needs_nobody_is_not_told(metadata: Metadata) -> None:
    assert conflicts(metadata) == ()

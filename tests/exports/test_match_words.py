"""Sentences about a match that can be printed as they stand."""

import pytest

from tests.exports import examinations as ex
from verify.domain.matches import MatchKind
from verify.domain.regions import WHOLE, Region, box
from verify.exports.match_words import differences, explanation, where

HALF, MOST = box(0, 0, 0.5, 1), box(0.1, 0.1, 0.9, 0.9)


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        (WHOLE, WHOLE, "The photo shows the library's picture, all of it;"),
        (WHOLE, MOST, "The photo shows 64 % of the library's picture;"),
        (HALF, WHOLE, "The library's picture, all of it, takes up 50 % of the photo;"),
        (HALF, MOST, "50 % of the photo shows 64 % of the library's picture;"),
        (None, None, "The photo shows the library's picture, all of it;"),
    ],
)
def test_how_much_of_each_is_in_the_other(
    here: Region | None, there: Region | None, words: str
) -> None:
    found = ex.comparison(query_region=here, reference_region=there, mirrored=False)
    assert explanation(found).startswith(words)


def test_a_mirrored_copy_is_said_to_be_turned() -> None:
    assert explanation(ex.comparison(mirrored=True)) == (
        "The photo shows 64 % of the library's picture, turned left to right; "
        "212 details lie alike."
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (MatchKind.IDENTICAL_BYTES, "byte for byte"),
        (MatchKind.IDENTICAL_PIXELS, "the very pixels"),
        (MatchKind.SAME_SCENE, "no sign that the photo was used before"),
    ],
)
def test_other_kinds_say_what_they_are(kind: MatchKind, words: str) -> None:
    assert words in explanation(ex.comparison(kind=kind))


@pytest.mark.parametrize(
    ("region", "words"),
    [
        (box(0.05, 0.05, 0.2, 0.2), "at the upper left"),
        (box(0.4, 0.05, 0.6, 0.2), "at the upper edge"),
        (box(0.8, 0.4, 0.95, 0.6), "at the right"),
        (box(0.8, 0.8, 0.95, 0.95), "at the lower right"),
        (box(0.4, 0.4, 0.6, 0.6), "in the middle"),
        (box(0.1, 0.85, 0.9, 0.95), "along the bottom"),
        (box(0.1, 0.4, 0.9, 0.6), "across the middle"),
        (box(0.02, 0.1, 0.2, 0.9), "along the left"),
        (box(0.1, 0.1, 0.9, 0.9), "over much of it"),
    ],
)
def test_where_a_difference_lies(region: Region, words: str) -> None:
    assert where(region) == words


def test_differences_are_placed_and_never_explained_away() -> None:
    flag, text = box(0.05, 0.05, 0.2, 0.2), box(0.1, 0.85, 0.9, 0.95)
    assert differences(0.04, [text, flag]) == (
        "The two differ along the bottom and at the upper left (4 % of the shared "
        "part): something may have been added, covered or removed there."
    )
    assert "at the upper left (under 1 %" in differences(0.004, [flag, flag])
    assert differences(0, []).startswith("Beyond compression and colour, nothing")
    scattered = [
        box(x / 4, y / 2, x / 4 + 0.1, y / 2 + 0.1) for x in range(4) for y in range(2)
    ]
    assert "differ in 8 places" in differences(0.1, scattered)

"""The words for a copy say which picture holds the other."""

from dataclasses import replace

import pytest

from tests.facts import match, reference
from verify.checks.reuse_wording import subject
from verify.domain.matches import Match, MatchKind
from verify.domain.regions import WHOLE, Region, box

PART = box(0.1, 0.1, 0.5, 0.6)


def shared(here: Region | None, there: Region | None) -> Match:
    made = match(reference(), MatchKind.SHARED_PART, here)
    comparison = replace(made.comparison, reference_region=there)
    return replace(made, comparison=comparison)


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        (WHOLE, PART, "a larger picture that contains this one"),
        (PART, WHOLE, "a picture that stands inside this one"),
        (PART, PART, "a picture that shares a part with this one"),
        (None, None, "a picture that shares a part with this one"),
    ],
)
def test_a_shared_part_says_which_side_holds_the_other(
    here: Region | None, there: Region | None, words: str
) -> None:
    assert subject(shared(here, there)) == words


def test_mirrored_is_said_of_parts_too() -> None:
    made = shared(WHOLE, PART)
    turned = replace(made, comparison=replace(made.comparison, mirrored=True))
    assert subject(turned).endswith(", mirrored,")

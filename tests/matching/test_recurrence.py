"""A part that many references share is a template and speaks for none of them."""

from verify.domain.evidence import digest_of
from verify.domain.matches import Comparison, MatchKind
from verify.domain.regions import WHOLE, Region, box
from verify.matching.recurrence import RECURS_IN, without_templates

CORNER = box(0.8, 0.0, 1.0, 0.1)


def found(
    name: str,
    region: Region = CORNER,
    *,
    covers: tuple[float, float] = (0.02, 0.02),
    score: float = 0.99,
    kind: MatchKind = MatchKind.SHARED_PART,
) -> Comparison:
    return Comparison(
        reference=digest_of(name.encode()),
        kind=kind,
        accepted=score > 0.9,
        score=score,
        decided_by="logistic/test",
        mirrored=False,
        transform=(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0),
        query_region=region,
        reference_region=region,
        numbers={"covers_panel": covers[0], "covers_reference": covers[1]},
    )


def test_a_logo_in_three_references_accuses_none() -> None:
    logos = [found(str(i)) for i in range(RECURS_IN)]
    for one in without_templates(logos):
        assert not one.accepted
        assert one.score < 0.5
        assert one.numbers["recurs_in"] == RECURS_IN
        assert "logo" in one.reason


def test_two_references_may_be_a_picture_and_what_was_made_from_it() -> None:
    pair = [found("a"), found("b")]
    assert without_templates(pair) == pair


def test_a_photo_known_many_times_is_still_known() -> None:
    """Duplicates in the library: each is covered wholly."""
    known = [found(str(i), WHOLE, covers=(1.0, 1.0)) for i in range(5)]
    assert without_templates(known) == known


def test_a_crop_of_a_picture_in_many_collages_is_still_found() -> None:
    """The photo lies wholly in each, small part of them though it is."""
    collages = [found(str(i), WHOLE, covers=(0.98, 0.2)) for i in range(5)]
    assert without_templates(collages) == collages


def test_parts_in_other_places_do_not_count_together() -> None:
    spread = [found(str(i), box(0.3 * i, 0, 0.3 * i + 0.2, 0.2)) for i in range(3)]
    assert without_templates(spread) == spread


def test_unlikely_candidates_do_not_make_a_template() -> None:
    weak = [found("a"), found("b", score=0.2), found("c", score=0.2)]
    assert without_templates(weak) == weak


def test_the_picture_itself_stands_beside_its_refused_logo() -> None:
    whole = found("picture", WHOLE, covers=(0.95, 0.95))
    kept = without_templates([whole, *(found(str(i)) for i in range(3))])
    assert kept[0] == whole
    assert not any(one.accepted for one in kept[1:])

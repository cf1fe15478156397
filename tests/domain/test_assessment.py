"""The written rule, one test a sentence: from matches and claim to the answer."""

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from tests.facts import (
    EMPTY,
    EVENT,
    answers,
    claim,
    codes,
    facts,
    findings,
    match,
    outcomes,
    picture,
    publication,
    reference,
    said,
)
from verify.domain.assessment import assess
from verify.domain.examination import Outcome
from verify.domain.matches import COPY_KINDS, MatchKind
from verify.domain.references import DatedBy, LibraryScope
from verify.domain.regions import box

RECYCLED = Outcome.RECYCLED
IN_CONFLICT = Outcome.IN_CONFLICT
SEEN = Outcome.SEEN_ELSEWHERE
UNKNOWN = Outcome.NOT_DETERMINED
NOTHING = Outcome.NOTHING_FOUND
OLD = reference(publication())
LEFT, RIGHT = box(0, 0, 0.5, 1), box(0.5, 0, 1, 1)
COLLAGE = picture((LEFT, RIGHT))


@pytest.mark.parametrize("kind", sorted(COPY_KINDS))
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_copy_published_before_is_recycled(kind: MatchKind, mirrored: bool) -> None:  # noqa: FBT001
    (answer,) = answers(facts(match(OLD, kind, mirrored=mirrored)))
    assert (answer.outcome, answer.label) == (RECYCLED, "picture")
    assert ("mirrored" in answer.sentence) == mirrored


def test_recycled_is_worded_under_a_condition_and_names_the_reference() -> None:
    (answer,) = answers(facts(match(OLD)))
    assert answer.sentence == (
        "If the library's date is right, this picture was already published on 3 March "
        "2022 by Example Press as “A crash in the hills”, before the claimed event (25 "
        "July 2024 to 27 July 2024); it is the reference “old.jpg” "
        f"({OLD.digest[:12]})."
    )


def test_same_scene_is_a_lead_and_never_recycles() -> None:
    given = facts(match(OLD, MatchKind.SAME_SCENE))
    (answer,) = answers(given)
    assert answer.outcome is NOTHING
    assert codes(given, "reuse") == ["same_scene", "none_found"]
    assert set(answer.findings) == {0, 1}


@pytest.mark.parametrize(
    ("published", "event", "outcome"),
    [
        ("2024-07-22", "2024-07-25", RECYCLED),  # ends 23 July 12:00 UTC
        ("2024-07-23", "2024-07-25", SEEN),  # 24 July 12:00; the 25th begins at 10:00
        ("2024-07-24Z", "2024-07-25Z", RECYCLED),  # with zones a day is a day
        ("2024-07-24T09:00+14:00", "2024-07-25", RECYCLED),
        ("2024-06", "2024-07-25", RECYCLED),
        ("2024-07", "2024-07-25", SEEN),  # the month includes the day
        ("2024", "2024-07-25", SEEN),
        ("2023", "2024-07-25", RECYCLED),
        ("2024-07-26", EVENT, SEEN),  # inside the claimed range
        ("2024-07-20", EVENT, RECYCLED),
        ("2022-01..2022-06", EVENT, RECYCLED),
        ("2022-01..2024-07-26", EVENT, SEEN),
        ("2024-07-23", "2024-07", SEEN),  # an imprecise claim
    ],
)
def test_the_latest_instant_must_precede_the_earliest(
    published: str, event: str, outcome: Outcome
) -> None:
    given = facts(match(reference(publication(published))), of=claim(event))
    assert outcomes(given) == [("picture", outcome)]


@pytest.mark.parametrize("basis", list(DatedBy))
def test_the_date_must_rest_on_something_sound(basis: DatedBy) -> None:
    given = facts(match(reference(publication(dated_by=basis))))
    (answer,) = answers(given)
    sound = {DatedBy.URL, DatedBy.ARCHIVE, DatedBy.TWO_SOURCES}
    assert answer.outcome is (RECYCLED if basis in sound else SEEN)
    if basis is DatedBy.STATEMENT:
        assert "rests on a statement alone" in answer.sentence


def test_without_a_claimed_date_nothing_is_recycled() -> None:
    (answer,) = answers(facts(match(OLD), of=claim("")))
    assert answer.outcome is SEEN
    assert "no date of the claimed event" in answer.sentence
    assert "3 March 2022" in answer.sentence


def test_first_published_after_the_event_is_seen_elsewhere() -> None:
    (answer,) = answers(facts(match(reference(publication("2024-09-01")))))
    assert answer.outcome is SEEN
    assert "after the claimed event" in answer.sentence


@pytest.mark.parametrize("known", [(), (publication(None),)])
def test_a_copy_without_a_known_date_is_seen_elsewhere(known: tuple[object]) -> None:
    (answer,) = answers(facts(match(reference(*known))))  # type: ignore[arg-type]
    assert answer.outcome is SEEN
    assert "no date of publication" in answer.sentence


def test_of_several_publications_the_earliest_that_suffices_is_named() -> None:
    several = reference(
        publication("2021", DatedBy.STATEMENT, line=2),
        publication("2023-05-05", line=3),
        publication("2022-02-02", DatedBy.ARCHIVE, line=4),
        publication("2025-01-01", line=5),
    )
    given = facts(match(several))
    (answer,) = answers(given)
    assert answer.outcome is RECYCLED
    assert "2 February 2022" in answer.sentence
    assert "manifest line 4" in findings(given, "reuse")[0].basis[0]


def test_of_several_references_the_earliest_is_named() -> None:
    later = reference(publication("2023-01-01"), name="later.jpg")
    earlier = reference(publication("2020-01-01"), name="earlier.jpg")
    (answer,) = answers(facts(match(later), match(earlier)))
    assert "earlier.jpg" in answer.sentence
    assert len(answer.findings) == 2


def test_a_copy_documented_as_another_event_is_in_conflict_whatever_its_date() -> None:
    other = reference(publication("2025-01-01"), depicts="Helicopter crash at Gorna")
    given = facts(match(other), of=claim(names=["Tinzaouaten", "Tin Zaouatine"]))
    (answer,) = answers(given)
    assert answer.outcome is IN_CONFLICT
    assert "Helicopter crash at Gorna" in answer.sentence
    same = reference(publication("2025-01-01"), depicts="Battle of Tinzawaten")
    assert outcomes(facts(match(same), of=given.claim)) == [("picture", SEEN)]


def test_a_copy_documented_at_another_place_is_in_conflict() -> None:
    away = reference(publication("2025-01-01"), place="48.2,37.4,5")
    there = facts(match(away), of=claim(place="19.95,2.97,30"))
    (answer,) = answers(there)
    assert answer.outcome is IN_CONFLICT
    assert "km from the claimed place" in answer.sentence
    near = facts(match(away), of=claim(place="48.3,37.4,20"))
    assert outcomes(near) == [("picture", SEEN)]


def test_a_copy_taken_before_the_event_is_in_conflict() -> None:
    taken = reference(publication("2024-08-01"), captured="2024-01-01")
    (answer,) = answers(facts(match(taken)))
    assert answer.outcome is IN_CONFLICT
    assert "was taken on 1 January 2024" in answer.sentence
    unsure = reference(publication("2024-08-01"), captured="2024-07")
    assert outcomes(facts(match(unsure))) == [("picture", SEEN)]


def test_published_before_outranks_a_conflict() -> None:
    both = reference(publication(), captured="2022-03-01", depicts="Gorna crash")
    given = facts(match(both), of=claim(names=["Tinzaouaten"]))
    (answer,) = answers(given)
    assert answer.outcome is RECYCLED
    assert len(answer.findings) == 3


def test_a_publication_before_the_capture_is_an_error_of_the_library() -> None:
    wrong = reference(publication("2022-03-03", line=17), captured="2023-01-01")
    (answer,) = answers(facts(match(wrong)))
    assert answer.outcome is UNKNOWN
    assert "line 17 of its manifest" in answer.sentence


def test_the_error_does_not_hide_a_sound_publication_of_the_same_picture() -> None:
    wrong, right = publication("2022-03-03"), publication("2023-05-05", line=18)
    mixed = reference(wrong, right, captured="2023-01-01")
    given = facts(match(mixed))
    (answer,) = answers(given)
    assert answer.outcome is RECYCLED
    assert "5 May 2023" in answer.sentence
    assert "library_error" in codes(given, "reuse")


def test_the_error_of_one_reference_does_not_hide_a_sound_match_of_another() -> None:
    wrong = reference(publication(), captured="2023-01-01", name="wrong.jpg")
    (answer,) = answers(facts(match(wrong), match(OLD)))
    assert answer.outcome is RECYCLED
    assert "old.jpg" in answer.sentence


def test_an_imprecise_capture_is_no_error() -> None:
    fine = reference(publication("2022-03-03"), captured="2022")
    assert outcomes(facts(match(fine))) == [("picture", RECYCLED)]


def test_nothing_found_says_where_and_does_not_confirm() -> None:
    (answer,) = answers(facts())
    assert answer.outcome is NOTHING
    assert answer.sentence == (
        "No earlier appearance was found among the 1,000 pictures of the library "
        "“Earlier pictures”, which does not confirm the claim."
    )


UNSEARCHABLE = LibraryScope("L", EMPTY.digest, 5, 0)


@pytest.mark.parametrize(
    ("searched", "undecodable", "too_poor", "words"),
    [
        (None, "", "", "no library"),
        (EMPTY, "", "", "is empty"),
        (UNSEARCHABLE, "", "", "usable fingerprint"),
        ("full", "the data end too early", "", "the data end too early"),
        ("full", "", "the picture is almost one colour", "almost one colour"),
    ],
)
def test_what_could_not_be_searched_is_not_determined(
    searched: LibraryScope | str | None, undecodable: str, too_poor: str, words: str
) -> None:
    given = facts(undecodable=undecodable, shown=picture(too_poor=too_poor))
    if not isinstance(searched, str):
        given = facts(searched=searched)
    (answer,) = answers(given)
    assert answer.outcome is UNKNOWN
    assert words in answer.sentence
    assert answer.findings


@pytest.mark.parametrize("kind", ["identical_bytes", "identical_pixels"])
def test_an_exact_copy_of_a_flat_picture_counts(kind: str) -> None:
    exact = match(OLD, MatchKind(kind), region=None)
    given = facts(exact, shown=picture(too_poor="the picture is almost one colour"))
    assert outcomes(given) == [("picture", RECYCLED)]
    assert codes(given, "reuse") == ["copy_published_before", "too_poor"]


def test_identical_bytes_count_though_decoding_failed() -> None:
    exact = match(OLD, MatchKind.IDENTICAL_BYTES, region=None)
    given = facts(exact, undecodable="it is broken")
    assert outcomes(given) == [("picture", RECYCLED)]


def test_a_collage_has_one_answer_a_panel() -> None:
    given = facts(match(OLD, MatchKind.SHARED_PART, RIGHT), shown=COLLAGE)
    first, second = answers(given)
    assert (first.label, first.outcome) == ("panel 2 of 2", RECYCLED)
    assert first.sentence.startswith("Panel 2 of 2: if the library's date is right")
    assert (second.label, second.outcome) == ("panel 1 of 2", NOTHING)
    assert (first.region, second.region) == (RIGHT, LEFT)


def test_panels_that_one_copy_covers_are_one_picture() -> None:
    given = facts(match(OLD, MatchKind.IDENTICAL_PIXELS), shown=COLLAGE)
    assert outcomes(given) == [("picture", RECYCLED)]
    assert answers(given)[0].sentence.startswith("If the library's date is right")


def test_frames_and_overlays_may_be_left_over() -> None:
    given = facts(match(OLD, region="0.05,0.1,0.95,0.9"))
    assert outcomes(given) == [("picture", RECYCLED)]


def test_a_pasted_part_is_answered_apart_from_the_rest() -> None:
    given = facts(match(OLD, MatchKind.SHARED_PART, "0.1,0.1,0.4,0.4"))
    part, rest = answers(given)
    assert (part.label, part.outcome) == ("matched part", RECYCLED)
    assert part.sentence.startswith("A part of the picture (9 % of it): if the")
    assert (rest.label, rest.outcome) == ("rest of the picture", NOTHING)


def test_a_part_of_one_panel_leaves_the_other_panel_alone() -> None:
    small = match(OLD, MatchKind.SHARED_PART, "0.6,0.1,0.8,0.4")
    assert outcomes(facts(small, shown=COLLAGE)) == [
        ("matched part", RECYCLED),
        ("panel 1 of 2", NOTHING),
        ("rest of panel 2 of 2", NOTHING),
    ]


def test_two_matches_of_one_part_are_one_answer() -> None:
    other = reference(publication("2025-01-01"), name="new.jpg")
    given = facts(
        match(other, MatchKind.SHARED_PART, "0.1,0.1,0.41,0.4"),
        match(OLD, MatchKind.SHARED_PART, "0.1,0.1,0.4,0.4"),
    )
    assert outcomes(given) == [
        ("matched part", RECYCLED),
        ("rest of the picture", NOTHING),
    ]


def test_a_match_that_covers_the_marked_region_decides_it() -> None:
    given = facts(
        match(OLD, MatchKind.SHARED_PART, "0.1,0.1,0.4,0.4"),
        of=claim(region="0.15,0.15,0.35,0.35"),
    )
    (answer,) = answers(given)
    assert (answer.label, answer.outcome) == ("marked region", RECYCLED)


def test_a_match_outside_the_marked_region_does_not_decide_it() -> None:
    given = facts(
        match(OLD, MatchKind.SHARED_PART, "0.1,0.1,0.4,0.4"),
        of=claim(region="0.6,0.6,0.9,0.9"),
    )
    assert outcomes(given) == [("matched part", RECYCLED), ("marked region", NOTHING)]


def test_the_file_contradicting_the_claim_is_in_conflict() -> None:
    given = facts(metadata=said(("taken", "2019-07-02T10:00")))
    (answer,) = answers(given)
    assert answer.outcome is IN_CONFLICT
    assert "was taken on 2 July 2019" in answer.sentence
    assert len(answer.findings) == 2


def test_the_file_contradicting_does_not_hide_recycling() -> None:
    given = facts(match(OLD), metadata=said(("taken", "2019-07-02")))
    (answer,) = answers(given)
    assert answer.outcome is RECYCLED
    assert len(answer.findings) == 2


def test_the_file_of_a_collage_is_answered_beside_its_panels() -> None:
    given = facts(
        match(OLD, region=LEFT),
        metadata=said(place="48.2,37.4"),
        of=claim(place="19.95,2.97,30"),
        shown=COLLAGE,
    )
    assert outcomes(given) == [
        ("panel 1 of 2", RECYCLED),
        ("picture", IN_CONFLICT),
        ("panel 2 of 2", NOTHING),
    ]


def test_no_metadata_changes_nothing() -> None:
    assert outcomes(facts()) == [("picture", NOTHING)]


def test_without_findings_nothing_is_determined() -> None:
    (answer,) = assess(facts(), ())
    assert answer.outcome is UNKNOWN


regions = st.sampled_from(["0,0,1,1", "0,0,0.5,1", "0.1,0.1,0.3,0.3", "0.6,0,1,1"])
matches = st.builds(
    lambda kind, region, date: match(
        reference(publication(date), name=f"{date}{region}"), kind, region
    ),
    st.sampled_from(MatchKind),
    regions,
    st.sampled_from(["2022-03-03", "2024-07-26", "2025-01-01", None]),
)


@given_any(st.lists(matches, max_size=4), st.booleans(), st.sampled_from(["", EVENT]))
def test_laws_of_every_answer(found: list[object], collage: bool, event: str) -> None:  # noqa: FBT001
    given = facts(
        *found,  # type: ignore[arg-type]
        of=claim(event),
        shown=COLLAGE if collage else picture(),
    )
    answer = answers(given)
    order = list(Outcome)
    ranks = [order.index(one.outcome) for one in answer]
    assert answer
    assert ranks == sorted(ranks)
    count = len(findings(given, "reuse"))
    assert all(i in range(count + 2) for one in answer for i in one.findings)
    assert all(one.sentence.endswith(".") and one.sentence for one in answer)
    if not event or not any(one.is_copy for one in given.matches):
        assert RECYCLED not in {one.outcome for one in answer}
    assert all("/" not in one.summary for one in findings(given, "reuse"))

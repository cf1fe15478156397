"""The check `reuse`: what each finding rests on, and in which words."""

from dataclasses import replace

from tests.facts import (
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
)
from verify.domain.examination import Outcome
from verify.domain.findings import Bearing, State
from verify.domain.matches import MatchKind
from verify.domain.references import LibraryScope
from verify.domain.regions import WHOLE, box

OLD = reference(publication())


def test_a_finding_names_what_it_rests_on() -> None:
    (found,) = findings(facts(match(OLD)), "reuse")
    assert (found.state, found.bearing) == (State.OBSERVED, Bearing.CONTRADICTS)
    assert found.reference == OLD.digest
    assert found.basis == (
        "published_at '2022-03-03', dated by url (manifest line 17)",
        "url https://news.example/old",
        "same_picture, decided by cascade 1, score 0.970",
    )
    assert found.limits


def test_the_region_is_that_of_the_match_and_whole_for_exact_copies() -> None:
    part = box(0, 0, 0.5, 0.5)
    (found,) = findings(facts(match(OLD, MatchKind.SHARED_PART, part)), "reuse")
    assert found.region == part
    exact = match(OLD, MatchKind.IDENTICAL_BYTES, region=None)
    (found,) = findings(facts(exact), "reuse")
    assert found.region == WHOLE


def test_a_library_error_is_not_determined_with_its_manifest_line() -> None:
    wrong = reference(publication(line=42), captured="2023-01-01")
    (found,) = findings(facts(match(wrong)), "reuse")
    assert (found.code, found.state) == ("library_error", State.NOT_DETERMINED)
    assert "line 42" in found.summary
    assert found.reason
    assert found.bearing is Bearing.NEUTRAL


def test_no_summary_holds_a_path_or_control_characters() -> None:
    odd = reference(publication(), name="/home/someone/secret\u202e\n/a\x1b[31m.jpg")
    (found,) = findings(facts(match(odd)), "reuse")
    assert "someone" not in found.summary
    assert found.summary.isprintable()
    windows = reference(publication(), name="C:\\Users\\someone\\old.jpg")
    (found,) = findings(facts(match(windows)), "reuse")
    assert "someone" not in found.summary


def test_endless_titles_are_cut() -> None:
    long = replace(OLD, title="x" * 5000)
    (found,) = findings(facts(match(long)), "reuse")
    assert len(found.summary) < 600


def test_none_found_tells_what_could_be_compared_for_exact_copies_only() -> None:
    (found,) = findings(facts(), "reuse")
    assert (found.code, found.state) == ("none_found", State.NOT_OBSERVED)
    assert any("10 of them" in limit for limit in found.limits)
    one = LibraryScope("L", OLD.digest, 1, 1)
    (found,) = findings(facts(searched=one), "reuse")
    assert "the 1 picture of the library" in found.summary


def test_most_serious_codes_stand_first() -> None:
    later = reference(publication("2025-01-01"), name="later.jpg")
    given = facts(match(later), match(OLD), match(later, MatchKind.SAME_SCENE))
    assert codes(given, "reuse") == [
        "copy_published_before",
        "copy_seen",
        "same_scene",
    ]


def test_mirrored_stands_in_every_wording() -> None:
    for known, event in ((OLD, "2024"), (OLD, ""), (reference(), "2024")):
        given = facts(match(known, mirrored=True), of=claim(event))
        assert "mirrored" in findings(given, "reuse")[0].summary


def test_a_possible_copy_is_not_determined_and_asks_for_a_look() -> None:
    given = facts()
    near = replace(given, undecided=(match(OLD),))
    found = findings(near, "reuse")
    assert [item.code for item in found] == ["possible_copy"]
    assert found[0].state is State.NOT_DETERMINED
    assert found[0].bearing is Bearing.NEUTRAL
    assert [outcome for _, outcome in outcomes(near)] == [Outcome.NOT_DETERMINED]


def test_beside_a_sure_copy_a_possible_one_of_the_same_piece_is_not_told() -> None:
    given = facts(match(OLD))
    near = replace(given, undecided=(match(OLD),))
    assert codes(near, "reuse") == codes(given, "reuse")


def test_a_possible_part_of_a_known_picture_is_told_beside_it() -> None:
    pasted = match(
        reference(name="wreck.jpg"), MatchKind.SHARED_PART, box(0, 0, 0.4, 0.5)
    )
    near = replace(facts(match(OLD)), undecided=(pasted,))
    assert codes(near, "reuse") == ["copy_published_before", "possible_copy"]
    assert outcomes(near) == [
        ("picture", Outcome.RECYCLED),
        ("matched part", Outcome.NOT_DETERMINED),
    ]
    part = answers(near)[1]
    assert part.region == box(0, 0, 0.4, 0.5)
    assert part.sentence.startswith("A part of the picture (20 % of it): it cannot be")


def test_of_one_piece_only_the_likeliest_candidate_is_told() -> None:
    first, second = match(OLD), match(reference(name="other.jpg"))
    near = replace(facts(), undecided=(first, second))
    (found,) = findings(near, "reuse")
    assert found.reference == OLD.digest


def test_a_possible_copy_in_one_panel_leaves_the_others_alone() -> None:
    left, right = box(0, 0, 0.5, 1), box(0.5, 0, 1, 1)
    given = facts(shown=picture((left, right)))
    near = replace(given, undecided=(match(OLD, MatchKind.SHARED_PART, right),))
    assert outcomes(near) == [
        ("panel 2 of 2", Outcome.NOT_DETERMINED),
        ("panel 1 of 2", Outcome.NOTHING_FOUND),
    ]

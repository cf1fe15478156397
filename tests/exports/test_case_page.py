"""The case file's page: what an editor needs, harmless, and without a source's name."""

import re
from dataclasses import replace

import pytest

from tests.exports.cases import MARK, Case, hostile, report, small
from verify.exports import case_page
from verify.exports.case_page import pictures_to_show, render


def text_of(case: Case, **more: object) -> str:
    page = render(case.file(**more)).decode("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.partition("<body>")[2]))


def test_the_first_sentence_says_what_is_shown_and_what_is_not() -> None:
    text = text_of(small())
    assert (
        "1 loss is visually supported: Norinco VP11 (4x4 MRAP). 1 recorded without "
        "claim or picture. Of 3 pictures offered, 1 supports nothing: recycled, or "
        "refuted by an analyst."
    ) in text


def test_every_section_of_the_brief_is_there() -> None:
    page = render(small().file()).decode()
    sections = "counts map claims losses pictures rejected searches method"
    for ident in f"{sections} C1 L1 L2 E1 E2 E3 S1".split():
        assert f'id="{ident}"' in page, ident
    assert page.index('id="E2"') > page.index('id="rejected"')


def test_what_is_said_is_marked_against_the_rest() -> None:
    text = text_of(small())
    assert "How many were lost (Armoured vehicle): CSP 5, FAMa 2." in text
    assert "How many against C2" in text
    assert "A picture supports L1, which it speaks of." in text


def test_cards_say_what_speaks_against_them() -> None:
    text = text_of(small())
    assert "captured and damaged, 27 July 2024, by E1" in text
    assert "No other loss of this type and side is on record." in text
    assert "Against it: No second source" in text.replace("  ", " ")
    assert "no verdict" in text  # the other five pillars
    assert "E1: the same picture, changed." in text
    assert "Earliest seen no dated appearance is on record" in text


def test_places_that_cannot_be_one_are_told() -> None:
    assert "27.8 km lie between “Town” and “Battle”." in text_of(small())


def test_coordinates_are_rounded_everywhere_on_request() -> None:
    exact = render(small().file()).decode()
    assert "19.9486" in exact
    rounded = render(small().file(decimals=1)).decode()
    assert "19.9486" not in rounded
    assert "2.7019" not in rounded
    assert "rounded to 1 decimals" in rounded


def test_a_case_on_stand_ins_says_so_at_the_top_and_at_every_count() -> None:
    case = small()
    case.reports["E1"] = report("x", metadata={"tags": [{"value": f"a {MARK}"}]})
    text = text_of(case)
    assert text.index(MARK) < text.index("Tinzaouaten")
    assert "(by stand-in pictures)" in text
    assert "Supported (stand-in picture)" in text
    assert MARK not in text_of(small())


def test_names_of_sources_and_folders_stay_in_the_record() -> None:
    page = render(hostile().file()).decode()
    assert "Source Name" not in page
    assert "/home/someone" not in page
    assert "javascript:" not in re.findall(r'href="([^"]*)"', page)
    assert not [
        url for url in re.findall(r'href="([^"]*)"', page) if url[0] not in "#h"
    ]
    assert "<script>" not in page
    assert "\u202e" not in page


def test_withheld_words_are_said_to_be_withheld() -> None:
    file = replace(small().file(), words={})
    page = render(file).decode()
    assert "The words are withheld." in page


def test_pictures_are_embedded_and_their_notes_shown() -> None:
    case = small()
    pictures, notes = (
        {"E1": b"jpeg", "K1": b"boxed"},
        {"E2": "Blurred: flagged graphic."},
    )
    page = render(case.file(pictures=pictures, picture_notes=notes)).decode()
    assert page.count("data:image/jpeg;base64,") == 2
    assert "Blurred: flagged graphic." in page


def test_what_has_no_card_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_page, "MOST_PICTURE_CARDS", 1)
    monkeypatch.setattr(case_page, "MOST_LOSS_CARDS", 1)
    file = small().file()
    page = render(file).decode()
    assert "1 more losses, without a card" in page
    assert "2 more pictures, without a card" in page
    for ident in ("L2", "E2", "E3"):
        assert f'id="{ident}"' in page
    evidence, links, pairs = pictures_to_show(file)
    assert (evidence, links) == (["E1"], ["K1"])
    assert [(one.evidence, one.match.evidence) for one in pairs] == [("E1", "E3")]


def test_a_match_is_shown_as_two_pictures_side_by_side() -> None:
    case = small()
    case.examined(4, "E2", "recycled", resemblances=[
        {"kind": "shared_part", "digest": "f" * 64, "region": "0,0,0.5,0.5",
         "shown": "b" * 64},
    ])  # fmt: skip
    match = {"kind": "shared_part", "reference": {"digest": "f" * 64, "title": "Old"},
             "differing": {"words": "The two differ along the bottom."}}  # fmt: skip
    case.reports["E2"] |= {"matches": [match]}
    *_, pairs = pictures_to_show(case.file())
    sides = [(one.evidence, one.other_evidence or one.match.shown) for one in pairs]
    assert sides == [("E1", "E3"), ("E2", "b" * 64), ("E3", "E1")]
    shown = {key: b"jpeg" for one in pairs[1:] for key in (one.own, one.other)}
    page = render(case.file(pictures=shown)).decode()
    assert page.count("data:image/jpeg;base64,") == 4
    assert "E2, this picture. The two differ along the bottom." in page
    assert "The library&#39;s “Old”: shares a part with this picture." in page
    # what is not drawn stands in words: E1 has no pictures here
    assert "<li>E3: the same picture, changed" in page


def test_an_empty_case_has_a_page() -> None:
    text = text_of(Case())
    assert "No loss is recorded yet." in text
    assert "Nothing is claimed or recorded yet." in text
    assert "No search outside the library is on record" in text


def test_no_request_leaves_the_page() -> None:
    page = render(small().file()).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)=\"(?!#|data:|https?:)", page)
    assert '<img src="http' not in page

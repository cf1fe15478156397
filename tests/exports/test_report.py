import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.exports import examinations as ex
from verify.domain.evidence import Evidence
from verify.domain.examination import (
    ClaimedEvent,
    EmbeddedComparison,
    Examination,
)
from verify.domain.findings import Bearing, Finding, SetFinding, State
from verify.domain.matches import Match
from verify.domain.metadata import Metadata, Tag
from verify.domain.regions import box
from verify.exports import report
from verify.exports.answers import Answers, Failure, Illustration, Pictures

COMMAND = (
    "verify check 'tinzaouaten 3.jpg' --against reference_images "
    "--claimed-date 2024-07-25..2024-07-27 --claimed-place=19.95,2.97,30 "
    "--claimed-event=Tinzaouaten"
)
TINY = b"\xff\xd8tiny\xff\xd9"
CORNER = box(0.8, 0.05, 0.95, 0.2)


class Page(HTMLParser):
    """Every element with its attributes, and the text outside them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(*items: Examination | Failure, pictures: Pictures | None = None) -> str:
    shown = {0: pictures} if pictures else {}
    return report.render(Answers(items, shown)).decode()


def full_pictures() -> Pictures:
    illustration = Illustration(TINY, TINY, TINY, TINY, 0.074, (CORNER,))
    return Pictures(TINY, {ex.EARLIER: illustration}, {ex.OTHER: TINY})


def test_the_page_says_everything_an_editor_asks() -> None:
    text = Page(page(ex.examination(), pictures=full_pictures())).text
    for words in (
        "a mirrored part of it was published on 3 March 2022",
        "A part shared with another picture, mirrored",
        "published 3 March 2022",
        "Laid over each other", "7.4 % of the shared part", "1 boxed area,",
        "The two differ at the upper right (7 % of the shared part)",
        "25 July 2024 to 27 July 2024", "an archive capture", "manifest line 17",
        "somebody's word alone", "Limits", "The file states no place.",
        "Searched reference_images: 1,000 earlier pictures, 998 of them searchable",
        "Only 9 points agree", ex.SUSPECT, ex.LIBRARY_DIGEST, ex.EARLIER,
        COMMAND,
        "imgverify 0.1.0", "aligned correlation 0.964", "CC BY 4.0",
    ):  # fmt: skip
        assert words in text, words


def test_several_matches_are_numbered_on_one_picture() -> None:
    pictures = replace(full_pictures(), overview=TINY)
    made = Page(page(ex.examination(), pictures=pictures))
    assert "The numbers are those of the matches below." in made.text
    assert len(made.all("img")) == 6


def test_pictures_are_embedded_and_described() -> None:
    images = Page(page(ex.examination(), pictures=full_pictures())).all("img")
    assert len(images) == 5
    assert all(str(i["src"]).startswith("data:image/jpeg;base64,") for i in images)
    assert all(i["alt"] for i in images)


def test_nothing_is_loaded_run_or_sent() -> None:
    for made in (
        page(ex.examination(), ex.nothing_found(), pictures=full_pictures()),
        page(ex.hostile(), pictures=full_pictures()),
    ):
        parsed = Page(made)
        names = {name for name, _ in parsed.elements}
        assert not names & {
            "script",
            "link",
            "iframe",
            "object",
            "embed",
            "form",
            "base",
        }
        policy = next(m for m in parsed.all("meta") if "http-equiv" in m)["content"]
        assert policy is not None
        assert policy.startswith("default-src 'none'; img-src data:;")
        for name, attributes in parsed.elements:
            assert not any(key.startswith("on") for key in attributes), name
            assert str(attributes.get("src", "data:")).startswith("data:")
            assert "srcset" not in attributes
        style = re.findall(r"<style>(.*?)</style>", made, re.DOTALL)[0]
        assert "url(" not in style
        assert "@import" not in style


def test_hostile_text_is_shown_as_text() -> None:
    made = page(ex.hostile(), pictures=full_pictures())
    assert "<script" not in made.lower()
    assert "\x1b" not in made
    assert "\u202e" not in made
    assert "<script>alert(1)</script>" in Page(made).text
    assert all(
        str(a["href"]).startswith(("http://", "https://", "#"))
        for a in Page(made).all("a")
    )


def test_no_folder_is_printed() -> None:
    hostile = replace(
        ex.hostile(), evidence=Evidence(ex.SUSPECT, 1, "/home/anna/x.jpg")
    )
    windows = replace(
        ex.examination(), evidence=Evidence(ex.SUSPECT, 1, "C:\\u\\ann\\y.jpg")
    )
    failed = Failure("/home/anna/z.jpg", "z.jpg is empty.", "Fetch it again.", 3)
    made = page(hostile, windows, failed)
    assert "anna" not in made
    assert "ann\\" not in made
    for name in ("x.jpg", "y.jpg", "z.jpg"):
        assert name in made


def test_links_tell_nobody_where_they_were_followed() -> None:
    links = [
        a for a in Page(page(ex.examination())).all("a") if a["href"] != "#photo-1"
    ]
    assert [a["href"] for a in links] == [
        "https://news.example/2022/03/column",
        "https://archive.example/20220303/column",
    ]
    assert all("noreferrer" in str(a["rel"]) for a in links)


@pytest.mark.parametrize("where", ["title", "note", "depicts", "tag"])
def test_a_stand_in_is_marked_at_the_top(where: str) -> None:
    e = ex.examination()
    if where == "tag":
        tag = Tag("ImageDescription", "Rendered stand-in", "", "EXIF IFD0", "exifread")
        e = replace(e, metadata=Metadata(tags=(tag,)))
    else:
        marked = ex.reference(**{where: "RENDERED STAND-IN of a column"})
        e = replace(e, matches=(Match(marked, ex.comparison()),))
    text = page(e)
    assert text.index("RENDERED STAND-IN.") < text.index("<h1>")
    assert "RENDERED STAND-IN." not in page(ex.examination())


def test_nothing_found_is_not_a_confirmation() -> None:
    text = Page(page(ex.nothing_found())).text
    assert "This does not confirm the photo" in text
    assert "The dates on one line" in text


def test_a_photo_that_could_not_be_decoded_has_a_page() -> None:
    e = replace(
        ex.nothing_found(), picture=None, undecodable="the file ends early",
        searched=None, claim=ClaimedEvent(),
    )  # fmt: skip
    text = Page(page(e)).text
    assert "The picture could not be decoded: the file ends early." in text
    assert "No library of earlier pictures was searched." in text
    assert "The dates on one line" not in text


def test_the_same_answers_give_the_same_page() -> None:
    assert page(ex.examination()) == page(ex.examination())


def test_what_several_photos_say_together_stands_on_the_page() -> None:
    together = SetFinding(
        "device_set", "1", "several_devices", "2 of 2 photos name a device.", (0, 1),
        ("“<b>Canon</b>”: 1 photo",), ("Copied.",),
    )  # fmt: skip
    page = report.render(Answers((ex.examination(),), together=(together,))).decode()
    assert "The photos together" in page
    assert "2 of 2 photos name a device." in page
    assert "<b>Canon</b>" not in page
    assert (
        "The photos together"
        not in report.render(Answers((ex.examination(),))).decode()
    )


def test_small_pictures_inside_stand_beside_the_photo() -> None:
    inside = EmbeddedComparison("EXIF IFD1", 100, 2000, 160, 120, 30, 31, "as it is")
    differs = Finding(
        "thumbnails", "1", "thumbnail_differs", State.OBSERVED, Bearing.NEUTRAL,
        "The small picture inside the file (EXIF IFD1) shows something else.",
    )  # fmt: skip
    e = ex.examination()
    e = replace(e, embedded=(inside,), findings=(*e.findings, differs))
    pictures = Pictures(suspect=b"\xff\xd8suspect", embedded={0: b"\xff\xd8inside"})
    page = report.render(Answers((e,), {0: pictures})).decode()
    assert "<details open>" in page
    assert "30 of 64 bits differ" in page
    assert page.count("data:image/jpeg;base64,/9h") >= 2


def test_a_possible_copy_is_shown_for_a_person_to_compare() -> None:
    candidate = ex.near_miss()
    given = ex.examination(
        findings=(ex.possible_copy(candidate),), matches=(), considered=(candidate,)
    )
    pair = Illustration(TINY, TINY, TINY, TINY)
    drawn = Pictures(TINY, matches={candidate.reference: pair})
    page = Page(report.render(Answers((given,), {0: drawn})).decode())
    assert "For a person to compare" in page.text
    assert "look at both" in page.text
    assert candidate.reason in page.text
    assert len(page.all("img")) >= 4
    assert "Nearest pictures that were not accepted" not in page.text

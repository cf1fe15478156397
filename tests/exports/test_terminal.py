from dataclasses import replace

from tests.exports import examinations as ex
from verify.exports import terminal
from verify.exports.answers import Answers, Failure
from verify.exports.terminal import answer_lines, failure_lines, summary_line

GOLDEN = f"""\
If the library's date is right, this picture is older than the claimed event: a mirrored part of it was published on 3 March 2022.

Why:
  - A mirrored part of a picture published on 3 March 2022, before the claimed event. [against the claim]
    manifest line 17
    212 agreeing points
  - The file says it was last changed on 27 July 2024.
  - Matched with Column stopped outside the town ({ex.EARLIER[:12]}): a part shared with another picture, mirrored.
    The photo shows 64 % of the library's picture, turned left to right; 212 details lie alike.
    known at https://news.example/2022/03/column

Could not be checked:
  - The claimed place could not be compared. The file states no place.

Searched reference_images: 1,000 earlier pictures, 998 of them searchable (library {ex.LIBRARY_DIGEST[:12]}).
Photo: inbox/tinzaouaten 3.jpg, JPEG, 1080 x 720, SHA-256 {ex.SUSPECT}"""  # noqa: E501


def test_sentence_reasons_limits_and_place_in_this_order() -> None:
    assert "\n".join(answer_lines(ex.examination())) == GOLDEN


def test_what_the_sentence_says_is_not_said_twice() -> None:
    e = ex.examination()
    said = replace(e.answer, sentence=f"Panel 1 of 2: {ex.REUSE.summary.lower()}")
    text = "\n".join(answer_lines(replace(e, assessments=(said,))))
    assert text.lower().count(ex.REUSE.summary.lower()) == 1
    assert "  - manifest line 17" in text


def test_quiet_is_the_first_line_and_a_name_stands_before_it() -> None:
    lines = answer_lines(ex.nothing_found(), name="inbox/new.jpg", quiet=True)
    assert lines == [
        "inbox/new.jpg: No earlier copy of this picture was found among 1,000 pictures."
    ]


def test_nothing_found_says_that_it_confirms_nothing() -> None:
    lines = answer_lines(ex.nothing_found())
    assert lines[1].startswith("This does not confirm the photo")


def test_colour_only_when_asked() -> None:
    assert "\x1b" not in "\n".join(answer_lines(ex.examination()))
    assert "\x1b" in answer_lines(ex.examination(), colour=True)[0]


def test_strangers_cannot_write_to_the_terminal() -> None:
    text = "\n".join(answer_lines(ex.hostile(), name="a\x1b[2Jb\nc\u202egpj.exe"))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "a\\x1b[2Jb\\x0ac\\u202egpj.exe: " in text


def test_a_failure_names_its_file_once_and_says_what_to_do() -> None:
    failure = Failure("in/x.jpg", "in/x.jpg: the file is empty", "Ask again.", 3)
    assert failure_lines(failure) == [
        "Not examined. in/x.jpg: the file is empty",
        "  Ask again.",
    ]
    short = Failure("in/x.jpg", "x.jpg: the file is empty", "", 3)
    assert failure_lines(short) == ["Not examined. in/x.jpg: the file is empty"]
    bare = Failure("in/x.jpg", "the worker took too long", "", 3)
    assert failure_lines(bare) == ["Not examined. in/x.jpg: the worker took too long"]


def test_the_summary_leaves_out_what_did_not_occur() -> None:
    counts = {"recycled": 2, "in_conflict": 0, "nothing_found": 9, "failed": 1}
    assert summary_line(counts) == (
        "12 photos: 2 recycled, 9 nothing found, 1 could not be examined"
    )


def test_render_writes_every_answer() -> None:
    failure = Failure("x.jpg", "the file is empty", "", 3)
    text = terminal.render(Answers((ex.examination(), failure))).decode()
    assert text.startswith("inbox/tinzaouaten 3.jpg: If the library's date")
    assert text.endswith("Not examined. x.jpg: the file is empty\n")

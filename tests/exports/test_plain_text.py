import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from verify.exports.plain_text import file_name, shortened, shown


@given(st.text(st.characters()))
def test_nothing_that_commands_or_turns_remains(text: str) -> None:
    allowed = {"\u200c", "\u200d"}
    for character in shown(text):
        kind = unicodedata.category(character)
        assert character in allowed or kind not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert shown(shown(text)) == shown(text)


def test_names_of_every_script_stay_as_they_are() -> None:
    for name in (
        "Тинзауатен.jpg",
        "تينزاواتين.jpg",
        "写真 1.jpg",
        "\u0645\u06cc\u200c\u062e\u0648.jpg",
        "é.png",
    ):
        assert shown(name) == name


def test_only_the_last_part_of_a_path_remains() -> None:
    assert file_name("/home/anna/a b.jpg") == "a b.jpg"
    assert file_name("C:\\Users\\anna\\a.jpg") == "a.jpg"
    assert file_name("folder/") == "folder"
    assert file_name("a.jpg") == "a.jpg"
    assert file_name("/") == "/"


def test_a_cut_is_marked() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"

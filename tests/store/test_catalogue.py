"""Catalogue files: a user's own adds names; what is wrong in it is told with places."""

from pathlib import Path

import pytest

from verify.errors import AskedWrongly, SurroundingsError
from verify.store.catalogue import read_catalogue

HEAD = 'format = "verify.equipment/1"\n'


def own(tmp_path: Path, text: str, head: str = HEAD) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(head + text, "utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(AskedWrongly) as caught:
        read_catalogue(path)
    return str(caught.value)


def test_a_file_of_ones_own_adds_entries_names_and_traps(tmp_path: Path) -> None:
    text = """
[equipment.kia-bongo]
name = "Kia lorry"
within = "truck"
aliases = ["كيا بونغو"]
[equipment.pickup]
aliases = ["bakkie"]
note = "seen here"
[[trap]]
names = ["Bongo"]
means = ["kia-bongo", "pickup"]
advice = "A lorry and, in some reports, any small vehicle."
"""
    catalogue = read_catalogue(own(tmp_path, text))
    assert catalogue.path("kia-bongo") == ("vehicle", "truck", "kia-bongo")
    for name, meant in (
        ("كيا بونغو", "kia-bongo"),
        ("Bakkies", "pickup"),
        ("toyota hilux", "hilux"),
    ):
        found = catalogue.find(name).entry
        assert found is not None
        assert found.id == meant
    assert catalogue.entries["pickup"].name == "Pick-up"
    assert catalogue.entries["pickup"].note == "seen here"


def test_the_digest_names_the_files(tmp_path: Path) -> None:
    plain, added = read_catalogue(), read_catalogue(own(tmp_path, ""))
    assert plain.digest == read_catalogue().digest != added.digest


def test_everything_wrong_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    text = """
colour = "red"
[equipment.nameless]
within = "truck"
[equipment.lost]
name = "Lost"
within = "nowhere"
weight = 3
[equipment.mi-24]
name = "Mi-24 renamed"
aliases = ["Hilux", 7, "-"]
[equipment.one]
name = "One"
within = "two"
[equipment.two]
name = "Two"
within = "one"
[[trap]]
names = ["x"]
means = ["one"]
advice = ""
[[trap]]
names = ["y"]
means = ["one", "gone"]
advice = "look"
"""
    said = refusal(own(tmp_path, text.replace('colour = "red"\n', "")))
    for words in (
        "own.toml: equipment.nameless.name is missing",
        "own.toml: equipment.lost.weight is not known",
        "own.toml: equipment.lost.within: nowhere is in no list",
        "own.toml: equipment.mi-24.name cannot be changed",
        "own.toml: equipment.mi-24.aliases, name 2: 7 is no name",
        "own.toml: equipment.mi-24.aliases, name 3: '-' is no name",
        "the name 'Hilux' is also that of mi-24",
        "own.toml: equipment.one lies within itself",
        "own.toml: trap 1 needs",
        "the trap y: gone is in no list",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("head", "text", "words"),
    [
        ("", "", "own.toml: format is None"),
        (HEAD, "equipment = 3", "equipment is not a table"),
        (HEAD, "[equipment]\nx = 3", "equipment.x is not a table"),
        (HEAD, "colour = 1", "colour is not known"),
        (HEAD, "a = ", "own.toml is not a catalogue: Invalid value (at end"),
        (HEAD, "[equipment.x]\n[equipment.x]", "at line 3"),
        (HEAD, '[equipment.x]\nname = "X"\naliases = "y"', "is not a list of names"),
        (HEAD, '[equipment.x]\nname = ["X"]', "equipment.x.name is not text"),
        (HEAD, '[equipment.pickup]\naliases = ["VP11"]', "is also that of a trap"),
    ],
)  # fmt: skip
def test_what_is_no_catalogue_is_refused(
    tmp_path: Path, head: str, text: str, words: str
) -> None:
    assert words in refusal(own(tmp_path, text, head))


def test_a_thousand_problems_are_not_all_told(tmp_path: Path) -> None:
    text = "".join(f"[equipment.x{n}]\nbad = 1\n" for n in range(1000))
    said = refusal(own(tmp_path, text))
    assert "(and " in said
    assert len(said) < 2000


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError):
        read_catalogue(tmp_path / "absent.toml")
    binary = tmp_path / "photo.jpg"
    binary.write_bytes(b"\xff\xd8\xff")
    assert "photo.jpg is not a catalogue" in refusal(binary)
    big = own(tmp_path, "#" * (5 << 20))
    assert "too large" in refusal(big)

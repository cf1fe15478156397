"""Names of equipment are found in any script; names that mean two things are not."""

from dataclasses import replace

import pytest

from verify.domain.equipment import Catalogue, Equipment, Trap, clashes, plain
from verify.store.catalogue import read_catalogue

CATALOGUE = read_catalogue()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Mi-24", "mi-24"),
        ("mi 24", "mi-24"),
        ("МИ\u201124", "mi-24"),  # Cyrillic, with a non-breaking hyphen
        ("مي-٢٤", "mi-24"),  # Arabic, with Arabic digits
        ("米-24", "mi-24"),
        ("Mi-24/35", "mi-24-35"),
        ("Ми-8/17", "mi-8-17"),
        ("المدرعة", "armoured"),
        ("véhicules blindés", "armoured"),
        ("Armored Vehicles", "armoured"),
        ("4x4 pick-ups", "pickup"),
        ("пикап", "pickup"),
        ("hélicoptère", "helicopter"),
        ("helicoptere", "helicopter"),
        ("camions-citernes", ""),  # French plurals inside a word are not guessed
        ("camion-citerne", "tanker"),
        ("tankers", "tanker"),
        ("tanks", "tank"),
        ("Norinco VP11", "norinco-vp11"),
        ("CS/VP11", "cs-vp11-lynx"),
        ("norinco-vp11", "norinco-vp11"),
        ("flying saucer", ""),
        ("", ""),
    ],
)
def test_a_name_is_found_in_any_script(said: str, meant: str) -> None:
    found = CATALOGUE.find(said)
    assert (found.entry.id if found.entry else "") == meant
    assert found.trap is None


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("VP11", {"norinco-vp11", "cs-vp11-lynx"}),
        ("vp-11", {"norinco-vp11", "cs-vp11-lynx"}),
        ("Cobra", {"cobra-otokar", "ah-1"}),
        ("Газель", {"sa-342", "gazelle-lorry"}),
    ],
)
def test_a_name_of_two_things_is_a_trap(said: str, means: set[str]) -> None:
    found = CATALOGUE.find(said)
    assert found.entry is None
    assert found.trap is not None
    assert set(found.trap.means) == means
    assert found.trap.advice


def test_a_tree_knows_what_lies_within_what() -> None:
    assert CATALOGUE.path("mi-24d") == (
        "aircraft", "helicopter", "attack-helicopter", "mi-24-35", "mi-24", "mi-24d",
    )  # fmt: skip
    assert CATALOGUE.holds("armoured", "norinco-vp11")
    assert CATALOGUE.holds("mi-24-35", "mi-35m")
    assert not CATALOGUE.holds("armoured", "cs-vp11-lynx")
    assert not CATALOGUE.holds("tank", "tanker")
    assert CATALOGUE.path("flying-saucer") == ("flying-saucer",)


def test_entries_sort_as_listed_and_unlisted_ones_come_last() -> None:
    ids = ["flying-saucer", "pickup", "mi-8", "mi-24", "vehicle"]
    ids.sort(key=CATALOGUE.order)
    assert ids == ["vehicle", "pickup", "mi-24", "mi-8", "flying-saucer"]


def test_what_is_not_listed_has_a_name_still() -> None:
    assert CATALOGUE.name_of("flying-saucer") == "flying-saucer"
    assert CATALOGUE.name_of("") == "unknown equipment"


def test_every_own_name_finds_its_entry() -> None:
    for entry in CATALOGUE.entries.values():
        for name in (entry.id, entry.name, *entry.aliases):
            found = CATALOGUE.find(name)
            assert found.entry == entry, name


def test_shared_names_are_seen() -> None:
    entries = {
        "a": Equipment("a", "First", aliases=("Same-Name",)),
        "b": Equipment("b", "Second", aliases=("same name",)),
    }
    assert list(clashes(entries, ())) == [("same name", "a", "b")]
    trap = Trap(("FIRST",), ("a", "b"), "look")
    assert ("First", "a trap", "a") in list(clashes(entries, (trap,)))
    apart = {**entries, "b": replace(entries["b"], aliases=())}
    assert list(clashes(apart, ())) == []


def test_plain_forms() -> None:
    assert plain("Tin-Zaouatène 12") == "tinzaouatene12"
    assert plain("\u0623") == plain("\u0627")
    assert plain("\u2013") == ""


def test_an_empty_catalogue_finds_nothing() -> None:
    assert Catalogue({}).find("tank").entry is None

"""What lost things are called: a tree of equipment, its names, and names that mislead.

An entry lies within a wider one: a Mi-24D within Mi-24, within the family Mi-24/35,
within attack helicopters. A name is found whatever its script, case, accents or
hyphens; a name that can mean two things is a trap, finds neither, and says how to
tell them apart. The lists themselves are files that people may read and extend; this
module knows no name and reads no file.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

UNKNOWN = ""
"""The equipment of a loss of which nothing is known."""
FEWEST_LETTERS = 4  # a shorter word is no plural: "BMPS" is not looked up as "BMP"
# Arabic letters that reports write either way, folded to one (Unicode block 0600).
_FOLDED = str.maketrans(
    {
        "\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627",  # forms of alef
        "\u0629": "\u0647",  # teh marbuta to heh
        "\u0649": "\u064a", "\u06cc": "\u064a",  # alef maksura, Farsi yeh to yeh
        "\u06a9": "\u0643",  # keheh to kaf
        "\u0640": None,  # tatweel, which only widens
    }
)  # fmt: skip
_ARTICLE = "\u0627\u0644"  # al-


@dataclass(frozen=True)
class Equipment:
    """One kind of thing that can be lost, from "vehicle" down to a variant."""

    id: str
    name: str
    within: str = ""
    """Id of the wider entry; empty at the top of the tree."""
    aliases: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Trap:
    """Names that more than one thing has, and how to tell those apart."""

    names: tuple[str, ...]
    means: tuple[str, ...]
    advice: str


@dataclass(frozen=True)
class Lookup:
    """What a name was found to mean: one entry, a trap, or neither."""

    text: str
    entry: Equipment | None = None
    trap: Trap | None = None


@dataclass(frozen=True)
class Catalogue:
    """Every entry by its id, and the traps; `digest` says which catalogue it is."""

    entries: Mapping[str, Equipment]
    traps: tuple[Trap, ...] = ()
    digest: str = ""
    """SHA-256 over the files it was read from, in their order."""

    def find(self, text: str) -> Lookup:
        """What this name, in any script, or this id means."""
        if text in self.entries:
            return Lookup(text, self.entries[text])
        for word in _readings(plain(text)):
            if word in self._trapped:
                return Lookup(text, trap=self._trapped[word])
            if word in self._names:
                return Lookup(text, self.entries[self._names[word]])
        return Lookup(text)

    def name_of(self, entry_id: str) -> str:
        """How a page calls an entry; an id that is in no list stands for itself."""
        entry = self.entries.get(entry_id)
        return entry.name if entry else entry_id or "unknown equipment"

    def path(self, entry_id: str) -> tuple[str, ...]:
        """Ids from the top of the tree down to this entry; only itself if unlisted."""
        found = [entry_id]
        while (entry := self.entries.get(found[-1])) is not None and entry.within:
            found.append(entry.within)
        return tuple(reversed(found))

    def holds(self, wider: str, entry_id: str) -> bool:
        """Whether `entry_id` is `wider` or lies within it."""
        return wider in self.path(entry_id)

    def order(self, entry_id: str) -> tuple[int, ...]:
        """A key that sorts entries as the catalogue lists them, unlisted ones last."""
        return tuple(self._places.get(one, len(self._places))
                     for one in self.path(entry_id))  # fmt: skip

    @cached_property
    def _places(self) -> dict[str, int]:
        return {one: place for place, one in enumerate(self.entries)}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {plain(name): entry_id for entry_id, name in _names(self.entries)}

    @cached_property
    def _trapped(self) -> dict[str, Trap]:
        return {plain(name): trap for trap in self.traps for name in trap.names}


def plain(name: str) -> str:
    """The name without case, accents, marks, spaces and hyphens, digits made ASCII.

    An Arabic article before a word is dropped; nothing is transliterated.
    """
    words = [_plain_word(word) for word in name.split()]
    return "".join(words)


def clashes(
    entries: Mapping[str, Equipment], traps: tuple[Trap, ...]
) -> Iterator[tuple[str, str, str]]:
    """Names that two entries share, or an entry and a trap: name, one id, the other."""
    first: dict[str, str] = {}
    for trap in traps:
        for name in trap.names:
            other = first.setdefault(plain(name), "a trap")
            if other != "a trap":
                yield name, other, "a trap"
    for entry_id, name in _names(entries):
        other = first.setdefault(plain(name), entry_id)
        if other != entry_id:
            yield name, other, entry_id


def _names(entries: Mapping[str, Equipment]) -> Iterator[tuple[str, str]]:
    for entry in entries.values():
        for name in (entry.id, entry.name, *entry.aliases):
            yield entry.id, name


def _readings(word: str) -> Iterator[str]:
    """The word, then what it is the English or French plural of."""
    yield word
    if word.isascii() and len(word) > FEWEST_LETTERS:
        if word[-1] in "sx":
            yield word[:-1]
        # "véhicules blindés": the French plural marks both words, which now are one
        if word.startswith("vehicules"):
            yield word.replace("vehicules", "vehicule", 1).removesuffix("s")


def _plain_word(word: str) -> str:
    spread = unicodedata.normalize("NFKD", word.casefold().translate(_FOLDED))
    kept = "".join(
        str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c
        for c in spread
        if c.isalnum()
    )
    return kept.removeprefix(_ARTICLE) if len(kept) > len(_ARTICLE) + 2 else kept

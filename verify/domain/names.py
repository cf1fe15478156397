"""Whether two descriptions of an event can be of the same event, by their words.

Spellings differ between languages and between reports of one day ("Tinzaouaten",
"Tin Zaouatine"), and a false "another event" accuses somebody, so words agree when
they are nearly alike, and descriptions in different scripts do not compare. This
module does not know synonyms, translations or which place lies in which.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import product

SHORTEST_WORD = 4
# Two spellings of one name differ by a letter or two: "tinzaouaten" and "tinzawaten"
# reach 0.86, "tinzaouaten" and "zaouatine" 0.70, "mariupol" and "melitopol" 0.59.
ALIKE = 0.7

# Words that any report of a loss may hold: sharing one says nothing about the event.
_EVERYWHERE = frozenset(
    """
    about after against aircraft ambush armored armoured army attack aviation base
    battle before burned burning burnt captured clash clashes combat convoy crash
    crashed damaged destroyed down downed during fight fighter fighters fighting film
    footage force forces from front group helicopter helicopters image images incident
    into killed lost military mission near news north northern over photo photograph
    photographs photos picture pictures shot shown shows soldier soldiers south southern
    east eastern west western strike strikes tank tanks that their this troops truck
    trucks unit vehicle vehicles video were wreck wreckage wrecks with
    """.split()  # noqa: SIM905
)


def of_other_event(names: Iterable[str], depicts: str) -> bool:
    """Whether `depicts` shares no significant word with any of the names.

    False also where the two do not compare: no word of weight on one of the sides, or
    no writing system in common.
    """
    claimed = {word for name in names for word in significant_words(name)}
    shown = significant_words(depicts)
    comparable = [
        (one, other)
        for one, other in product(sorted(claimed), sorted(shown))
        if _script(one) == _script(other)
    ]
    return bool(comparable) and not any(_alike(*pair) for pair in comparable)


def significant_words(text: str) -> frozenset[str]:
    """The words that can tell one event from another: casefolded, without accents."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in spread if not unicodedata.combining(c))
    words = re.findall(r"[^\W\d_]+", plain)
    long_enough = (word for word in words if len(word) >= SHORTEST_WORD)
    return frozenset(long_enough) - _EVERYWHERE


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= ALIKE


def _script(word: str) -> str:
    """The writing system of the word's first letter, such as `LATIN`."""
    return unicodedata.name(word[0], "UNKNOWN").partition(" ")[0]

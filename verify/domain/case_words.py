"""The texts of a line that stand in a blob of their own, so that they can be withheld.

A blob of words is one object with a random salt; where it lies and how it is read
from disk is `store`'s matter. Withheld words are simply absent: nothing is put in
their place here.
"""

from collections.abc import Callable, Mapping

from verify.domain.case_records import Told
from verify.domain.evidence import Digest

FORMAT = "verify.words/1"
_SALT_DIGITS = 32

Lookup = Callable[[Digest], Mapping[str, str] | None]
"""The texts of a blob of words; None where it is withheld."""


def texts_of(told: Told, lookup: Lookup) -> dict[str, str]:
    """The texts of a record, those of its corrections laid over the first ones."""
    texts: dict[str, str] = {}
    for digest in told.words:
        texts |= lookup(digest) or {}
    return texts


def words_withheld(told: Told, lookup: Lookup) -> bool:
    """Whether some of the record's words were taken out."""
    return any(lookup(digest) is None for digest in told.words)


def words_record(texts: Mapping[str, str], *, salt: str) -> dict[str, object]:
    """What a blob of words holds; `salt` is 32 hexadecimal digits at random."""
    return {"format": FORMAT, "salt": salt, "texts": dict(texts)}


def read_words(record: object) -> dict[str, str]:
    """The texts of what a blob of words holds; raises ValueError for anything else."""
    if not isinstance(record, dict) or set(record) != {"format", "salt", "texts"}:
        raise ValueError("it is no object of format, salt and texts")
    if record["format"] != FORMAT:
        raise ValueError(f"its format is not {FORMAT}")
    salt, texts = record["salt"], record["texts"]
    if not isinstance(salt, str) or len(salt) != _SALT_DIGITS:
        raise ValueError("it has no salt")
    if not isinstance(texts, dict) or not all(
        isinstance(one, str) for one in texts.values()
    ):
        raise ValueError("its texts are no texts")
    return dict(texts)

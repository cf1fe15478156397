"""Words stand apart from lines, are corrected one by one, and can be absent."""

import pytest

from tests.chains import Lines, digest
from verify.domain.case_words import (
    read_words,
    texts_of,
    words_record,
    words_withheld,
)


def test_corrected_words_override_one_by_one() -> None:
    lines = Lines()
    lines.add("loss", {"id": "L1", "incident": "I1"},
              texts={"description": "a helicopter", "note": "seen"})  # fmt: skip
    lines.add("correct", {"about": "L1"}, out=[("new-words", "new")])
    lines.texts[digest("new")] = {"description": "a helicopter, Mi-24"}
    told = lines.state().losses["L1"].told
    assert texts_of(told, lines.texts.get) == {
        "description": "a helicopter, Mi-24", "note": "seen",
    }  # fmt: skip
    assert not words_withheld(told, lines.texts.get)
    del lines.texts[digest("new")]
    assert texts_of(told, lines.texts.get)["description"] == "a helicopter"
    assert words_withheld(told, lines.texts.get)


def test_a_blob_of_words_is_read_back() -> None:
    record = words_record({"reason": "because"}, salt="0" * 32)
    assert read_words(record) == {"reason": "because"}


@pytest.mark.parametrize(
    "record",
    [
        [],
        {"texts": {}},
        words_record({}, salt="0" * 31),
        words_record({}, salt="0" * 32) | {"format": "verify.words/2"},
        {"format": "verify.words/1", "salt": "0" * 32, "texts": {"reason": 1}},
    ],
)
def test_anything_else_is_no_words(record: object) -> None:
    with pytest.raises(ValueError, match="it"):
        read_words(record)

"""What holds of every export of the table."""

import pytest

from tests.exports import examinations as ex
from verify.exports import EXPORTS
from verify.exports.answers import Answers, Failure

ITEMS = (ex.examination(), ex.nothing_found(), ex.hostile(), Failure("x", "y", "", 3))


@pytest.mark.parametrize("name", EXPORTS)
def test_it_is_named_versioned_and_pure(name: str) -> None:
    export = EXPORTS[name]
    assert export.name == name
    assert export.version
    assert "/" in export.media_type
    first, second = export.render(Answers(ITEMS)), export.render(Answers(ITEMS))
    assert first == second
    assert first.decode("utf-8")
    assert b"\x1b" not in first


@pytest.mark.parametrize("name", EXPORTS)
def test_no_answers_is_no_crash(name: str) -> None:
    EXPORTS[name].render(Answers(()))

"""How single fields of a chain's lines are written, and read back to the domain.

A kind of field is a function from what JSON holds to the domain's value; it raises
ValueError saying what is wrong. There are no floats: numbers with a fraction are
decimal text, as are regions and places.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from verify.domain.evidence import parse_digest
from verify.domain.places import stated_place
from verify.domain.regions import stated_region
from verify.domain.times import stated_time

MOST_TEXT = 300
"""Longest text in a line, in characters; longer ones are words, and stand in a blob."""
MOST_ITEMS = 500
KINDS_OF_ID = "IEAXFSCLTKMVRDP"
_ID = re.compile(rf"([{KINDS_OF_ID}])([1-9][0-9]{{0,8}})", re.ASCII)
_ACTOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_KEY = re.compile(r"[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_CASE = re.compile(r"[0-9a-f]{32}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)

Reader = Callable[[Any], Any]


@dataclass(frozen=True)
class Field:
    """A field of a body: how it is read, and whether every line has it."""

    read: Reader
    required: bool = False


def text(value: object) -> str:
    """One line of text, not empty, without control characters."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("is no text, or empty")
    if len(value) > MOST_TEXT:
        raise ValueError(f"has more than {MOST_TEXT} characters")
    if not value.isprintable():
        raise ValueError("holds control characters or line breaks")
    return value


def ident(kinds: str) -> Reader:
    """An id whose letter is one of `kinds`."""

    def read(value: object) -> str:
        match = _ID.fullmatch(value) if isinstance(value, str) else None
        if match is None or match[1] not in kinds:
            likes = " or ".join(f"{kind}1" for kind in kinds)
            raise ValueError(f"{value!r} is no id like {likes}")
        return match[0]

    return read


def listed(read: Reader, *, least: int = 0) -> Reader:
    """A list of such values, without repetition."""

    def read_list(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or not least <= len(value) <= MOST_ITEMS:
            raise ValueError(f"is no list of {least} to {MOST_ITEMS} values")
        if any(one in value[:place] for place, one in enumerate(value)):
            raise ValueError("repeats a value")
        return tuple(read(one) for one in value)

    return read_list


def one_of(kind: type[StrEnum]) -> Reader:
    """A value of a closed list."""

    def read(value: object) -> StrEnum:
        try:
            return kind(value)  # type: ignore[arg-type]
        except ValueError:
            known = ", ".join(one.value for one in kind)
            raise ValueError(f"{value!r} is none of {known}") from None

    return read


def number(least: int, most: int = 2**53 - 1) -> Reader:
    """An integer within these bounds."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"{value!r} is no integer")  # noqa: TRY004 - a wrong value
        if not least <= value <= most:
            raise ValueError(f"{value} is not within {least} and {most}")
        return value

    return read


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is not true or false")  # noqa: TRY004 - as above
    return value


def stated(read: Reader) -> Reader:
    """Text that `read` understands: a stated time or place, a region, a digest."""

    def read_text(value: object) -> object:
        return read(text(value))

    return read_text


def matching(pattern: re.Pattern[str], words: str) -> Reader:
    """Text of this form."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError(f"{value!r} is no {words}")
        return value

    return read


def instant(value: object) -> str:
    """A moment in UTC to the second, `2024-07-25T14:50:10Z`."""
    try:
        if not isinstance(value, str) or not _INSTANT.fullmatch(value):
            raise ValueError  # noqa: TRY301 - one message for both
        datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no moment like 2024-07-25T14:50:10Z") from None
    return value


def texts(value: object) -> dict[str, str]:
    """An object whose values are all text, possibly empty."""
    if not isinstance(value, dict) or len(value) > MOST_ITEMS:
        raise ValueError("is no object of texts")
    for name, one in value.items():
        if not isinstance(one, str) or not name or not name.isascii():
            raise ValueError(f"{name!r} is no text under an ASCII name")
    return dict(value)


def nested(fields: Mapping[str, Field], make: Callable[..., Any]) -> Reader:
    """An object with these fields, as `make` makes it."""

    def read(value: object) -> object:
        values, problems = read_fields(value, fields)
        if problems:
            raise ValueError("; ".join(f"{name}: {words}" for name, words in problems))
        return make(**values)

    return read


def read_fields(
    value: object, fields: Mapping[str, Field]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The values that hold, and every problem as (field, what is wrong)."""
    if not isinstance(value, dict):
        return {}, [("", "is no object")]
    values: dict[str, Any] = {}
    problems = [(name, "is not known") for name in sorted(set(value) - set(fields))]
    for name, field in fields.items():
        if name not in value:
            problems += [(name, "is missing")] if field.required else []
            continue
        try:
            values[name] = field.read(value[name])
        except ValueError as error:
            problems.append((name, str(error)))
    return values, problems


def is_pseudonym(text: str) -> bool:
    """Whether this can name an actor: of a case, or of a library's record."""
    return re.fullmatch(_ACTOR, text) is not None


actor = matching(_ACTOR, "pseudonym of letters, digits, '.', '_' and '-'")
key = matching(_KEY, "public key like 'ssh-ed25519 AAAA...'")
language = matching(_LANGUAGE, "language tag like fr, ar or zh-Hans")
case_id = matching(_CASE, "case id of 32 hexadecimal digits")
digest = stated(parse_digest)
time = stated(stated_time)
place = stated(stated_place)
region = stated(stated_region)

"""What one reader gives: tags with bounded, printable values, and its problems.

Values are for people and for the rules: one line, no control characters. The raw form
keeps what was written, with whatever cannot be printed as escapes. Nothing here knows
a file format.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from verify.domain.metadata import Tag

LONGEST_VALUE = 1000
"""Characters of a value or raw text that are kept; more is cut, and the cut noted."""
MOST_TAGS = 2000
"""Tags of one reader that are kept; more is a problem that is told."""

# "<_io.BytesIO object at 0x7f...>" in a message differs from run to run.
_ADDRESS = re.compile(r"<[^<>]* at 0x[0-9a-fA-F]+>")


@dataclass(frozen=True)
class Reading:
    """The tags one reader found, and in words what it could not read."""

    tags: tuple[Tag, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass
class Notes:
    """Tags and problems as a reader collects them."""

    reader: str
    tags: list[Tag] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, place: str, name: str, value: str, raw: str) -> None:
        """Keep a tag, cut to size; an empty one is kept too, as a tag that is there."""
        kept = shown(value)
        as_written = kept if raw is value and kept == raw else escaped(raw)
        tag = Tag(_shown_name(name), kept, as_written, place, self.reader)
        self.tags.append(tag)

    def attempt(self, what: str, act: Callable[[], None]) -> None:
        """Do one piece of reading; what it raises becomes a problem in words.

        The libraries behind the readers let any exception escape on malformed files
        (AssertionError, EOFError, IndexError, NotImplementedError and more were seen),
        and what was read before it must not be lost.
        """
        try:
            act()
        except Exception as error:  # noqa: BLE001  (see above)
            text = shown(_ADDRESS.sub("the file", str(error)))[:200]
            kind = type(error).__name__
            self.problems.append(
                f"{self.reader}: {what} could not be read ({kind}{': ' * bool(text)}"
                f"{text})"
            )

    def reading(self) -> Reading:
        """What was collected, bounded."""
        tags, problems = self.tags, self.problems
        if len(tags) > MOST_TAGS:
            left = len(tags) - MOST_TAGS
            problems = [*problems, f"{self.reader}: {left} more tags were left out"]
        return Reading(tuple(tags[:MOST_TAGS]), tuple(problems[:MOST_TAGS]))


@lru_cache(maxsize=2048)
def _shown_name(name: str) -> str:
    """A tag's name, of which there are few."""
    return shown(name)


def shown(text: str) -> str:
    """The text in one printable line of bounded length."""
    if len(text) <= LONGEST_VALUE and text.isprintable() and "  " not in text:
        return text.strip(" ")
    kept = text[:LONGEST_VALUE]
    if not kept.isprintable():
        kept = kept.translate({ord(c): " " for c in set(kept) if not c.isprintable()})
    return " ".join(kept.split()) + _cut_note(text)


def escaped(text: str) -> str:
    """The text with backslashes and all that cannot be printed written as escapes."""
    if len(text) <= LONGEST_VALUE and text.isprintable() and "\\" not in text:
        return text
    kept = text[:LONGEST_VALUE]
    table = {ord(c): _escaped_character(c) for c in set(kept)}
    return kept.translate(table) + _cut_note(text)


def decoded(content: bytes) -> str:
    """Bytes of a text field as text: UTF-8, else Latin-1; NULs at the end left off."""
    content = content.rstrip(b"\0")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def as_written(content: bytes) -> str:
    """Bytes of a text field as they stand: as text if UTF-8, else byte by byte."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("ascii", "backslashreplace")


def _escaped_character(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def _cut_note(text: str) -> str:
    if len(text) <= LONGEST_VALUE:
        return ""
    return f"… (cut, {len(text)} characters)"

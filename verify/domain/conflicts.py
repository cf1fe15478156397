"""Where a file contradicts itself, or states what cannot be: for a person to look at.

Nothing here weighs a claim; that is for the checks. Readers that differ, blocks that
repeat a statement with another value, times and places that exclude each other, data
outside the picture and parts that could not be read are told, each in a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from verify.domain.metadata import (
    IMPOSSIBLE_DATE,
    IMPOSSIBLE_PLACE,
    BlockKind,
    Metadata,
    Tag,
    disagreements,
)
from verify.domain.times import on_date

FIRST_READER = "verify"
_BLOCK = re.compile(r" \(block \d+\)$")
# Facts of a block itself rather than statements about the picture.
_OWN_FACTS = re.compile(r"JpegIF|Resolution|StripOffsets|StripByteCounts|MakerNote")
_SEVERAL = frozenset({"Comment"})
PLACES_APART_KM = 1.0
ZEROS, PADDING_BYTES = "zeros", 4096
"""A few zeros behind a picture are padding."""


class ConflictKind(StrEnum):
    """What kind of thing a person should look at."""

    IMPOSSIBLE = "impossible"
    READERS_DIFFER = "readers_differ"
    BLOCKS_DIFFER = "blocks_differ"
    TIMES_DIFFER = "times_differ"
    PLACES_DIFFER = "places_differ"
    DATA_OUTSIDE = "data_outside"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Conflict:
    """One thing to look at, with the tags it rests on."""

    kind: ConflictKind
    sentence: str
    tags: tuple[Tag, ...] = ()


def conflicts(metadata: Metadata) -> tuple[Conflict, ...]:
    """Everything in a file's statements that a person should look at."""
    return (
        *_impossible(metadata),
        *_times(metadata),
        *_places(metadata),
        *_blocks(metadata),
        *_readers(metadata),
        *_outside(metadata),
        *_unreadable(metadata),
    )


def _impossible(metadata: Metadata) -> Iterator[Conflict]:
    for problem in metadata.problems:
        for start, what in ((IMPOSSIBLE_DATE, "date"), (IMPOSSIBLE_PLACE, "place")):
            if problem.startswith(start):
                said = problem.removeprefix(start).strip().rstrip(".")
                words = f"The file states a {what} that cannot be: {said}."
                yield Conflict(ConflictKind.IMPOSSIBLE, words)


def _times(metadata: Metadata) -> Iterator[Conflict]:
    taken = [one for one in metadata.times if one.role == "taken"]
    for one, other in combinations(taken, 2):
        if not one.time.overlaps(other.time):
            words = f"The file states two times of taking: {on_date(one.time)} "
            words += f"({one.tag.place} {one.tag.name}) and {on_date(other.time)} "
            words += f"({other.tag.place} {other.tag.name})."
            yield Conflict(ConflictKind.TIMES_DIFFER, words, (one.tag, other.tag))


def _places(metadata: Metadata) -> Iterator[Conflict]:
    for one, other in combinations(metadata.places, 2):
        apart = one.place.distance_km(other.place)
        if apart > PLACES_APART_KM:
            words = f"The file states two places, {apart:,.0f} km apart: "
            words += f"{one.place.text} ({one.tag.place}, read by {one.tag.reader}) "
            words += f"and {other.place.text} ({other.tag.place}, read by "
            words += f"{other.tag.reader})."
            yield Conflict(ConflictKind.PLACES_DIFFER, words, (one.tag, other.tag))


def _blocks(metadata: Metadata) -> Iterator[Conflict]:
    """The same statement with another value in a further block of the kind."""
    groups: dict[tuple[str, str], list[Tag]] = {}
    for tag in metadata.tags:
        if tag.reader == FIRST_READER and not _OWN_FACTS.search(tag.name):
            place = _BLOCK.sub("", tag.place)
            groups.setdefault((place, tag.name), []).append(tag)
    for (place, name), tags in groups.items():
        if name in _SEVERAL or len({tag.place for tag in tags}) == 1:
            continue
        values = tuple(dict.fromkeys(tag.value for tag in tags))
        if len(values) > 1:
            said = ", ".join(f"“{value[:80]}”" for value in values[:4])
            words = f"The file states {place} {name} several times: {said}."
            yield Conflict(ConflictKind.BLOCKS_DIFFER, words, tuple(tags))


def _readers(metadata: Metadata) -> Iterator[Conflict]:
    for one in disagreements(metadata.tags):
        if one.between_readers:
            said = "; ".join(f"{t.reader} “{t.value[:80]}”" for t in one.tags[:4])
            words = f"Readers differ on {one.place} {one.name}: {said}."
            yield Conflict(ConflictKind.READERS_DIFFER, words, one.tags)


def _outside(metadata: Metadata) -> Iterator[Conflict]:
    for block in metadata.blocks:
        if block.kind in {BlockKind.LEADING, BlockKind.TRAILING} and not (
            block.note == ZEROS and block.size < PADDING_BYTES
        ):
            like = f", which begin like {block.note}" if block.note else ""
            words = f"{block.size:,} bytes stand {block.place}{like}."
            yield Conflict(ConflictKind.DATA_OUTSIDE, words)


def _unreadable(metadata: Metadata) -> Iterator[Conflict]:
    """Problems of our own reading; a second opinion that failed is no matter."""
    others = tuple(f"{name}: " for name, _ in metadata.readers if name != FIRST_READER)
    for problem in metadata.problems:
        if not problem.startswith((*others, IMPOSSIBLE_DATE, IMPOSSIBLE_PLACE)):
            said = problem.removeprefix(f"{FIRST_READER}: ")
            yield Conflict(ConflictKind.UNREADABLE, f"{said[:1].upper()}{said[1:]}.")

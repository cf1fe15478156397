"""What a file says about itself, as text for a terminal.

The sentence first; then what to look at, the statements by place, how the file is
built, and what could not be read. Every text of the file is on one line, with control
and direction-changing characters escaped.
"""

from collections.abc import Iterable

from verify.domain.conflicts import Conflict, conflicts
from verify.domain.findings import Finding, State
from verify.domain.metadata import JpegStructure, Metadata, Tag
from verify.exports.answers import FileStatements
from verify.exports.fields import fields_of
from verify.exports.metadata_words import (
    STATEMENTS_ONLY,
    conflict_sentence,
    sentence,
)
from verify.exports.plain_text import shortened, shown

BOLD, DIM, YELLOW, PLAIN = "\033[1m", "\033[2m", "\033[1;33m", "\033[0m"
LONGEST_VALUE = 160
MOST_SHOWN = 12
"""Of conflicts, blocks and steps; `--json` has them all."""
MOST_TAGS = 400
SAID_ELSEWHERE = frozenset(
    {
        "date_stated", "dates_disagree", "impossible_date", "place_stated",
        "device_named", "software_named", "history_recorded", "bytes_behind",
        "bytes_before", "further_views",
    }
)  # fmt: skip
"""Codes of findings that other sections tell."""


def metadata_lines(
    told: FileStatements, *, name: str = "", quiet: bool = False, colour: bool = False
) -> list[str]:
    """The lines for one photo; `name` stands first, `quiet` keeps the first line."""
    metadata = told.metadata
    found = conflicts(metadata)
    words = " ".join(
        filter(None, (sentence(metadata, fields_of(metadata)),
                      conflict_sentence(found)))
    )  # fmt: skip
    first = f"{_safe(name)}: {_safe(words)}" if name else _safe(words)
    lines = [_painted(first, YELLOW if found else BOLD, colour)]
    if quiet:
        return lines
    lines.append(STATEMENTS_ONLY)
    for title, texts in (
        ("To look at", _limited([one.sentence for one in found])),
        ("Observed by the checks", list(_observed(told.findings))),
        ("Statements", list(_statements(metadata))),
        ("Editing history", _limited(list(_history(metadata)))),
        ("How the file is built", _limited(list(_structure(metadata)))),
        ("Second opinions that failed", _limited(_others(metadata, found))),
    ):
        lines += _section(title, texts, colour)
    evidence = told.evidence
    form = metadata.format or "unknown format"
    footing = f"Photo: {evidence.name}, {form}, {evidence.size_bytes:,} bytes, "
    footing += f"SHA-256 {evidence.digest}"
    readers = ", ".join(f"{name} {version}" for name, version in metadata.readers)
    lines += ["", _painted(_safe(footing), DIM, colour)]
    return [*lines, _painted(_safe(f"Readers: {readers}"), DIM, colour)]


def _observed(findings: tuple[Finding, ...]) -> Iterable[str]:
    """What was observed or could not be determined, but for what stands here anyway."""
    for one in findings:
        if one.state is State.NOT_OBSERVED or one.code in SAID_ELSEWHERE:
            continue
        yield f"{one.summary} {one.reason}".strip()


def counts_line(counts: dict[str, int]) -> str:
    """`12 photos: 9 read, 2 to look at, 1 could not be read`."""
    words = {
        "read": "read",
        "conflicting": "to look at",
        "failed": "could not be read",
    }
    parts = [f"{n} {words[key]}" for key, n in counts.items() if n]
    total = sum(counts.values())
    noun = "photo" if total == 1 else "photos"
    return f"{total} {noun}: {', '.join(parts) or 'none'}"


def _statements(metadata: Metadata) -> Iterable[str]:
    """The tags by their place, one line each."""
    for count, tag in enumerate(metadata.tags):
        if count == MOST_TAGS:
            yield f"and {len(metadata.tags) - MOST_TAGS} more, in --json"
            return
        yield f"{tag.place} {tag.name} = {_value(tag)} [{', '.join(_readers(tag))}]"


def _value(tag: Tag) -> str:
    value = shortened(tag.value, LONGEST_VALUE)
    if tag.raw in {tag.value, ""} or tag.raw.split() == tag.value.split():
        return value
    return f"{value} (written {shortened(tag.raw, LONGEST_VALUE)})"


def _readers(tag: Tag) -> tuple[str, ...]:
    return (tag.reader, *tag.also)


def _history(metadata: Metadata) -> Iterable[str]:
    for step in metadata.history:
        parts = (step.action, step.parameters, step.changed, step.software)
        yield f"{step.when or 'no time'}: {', '.join(filter(None, parts)) or 'a step'}"


def _structure(metadata: Metadata) -> Iterable[str]:
    if metadata.jpeg is not None:
        yield _jpeg(metadata.jpeg)
    for block in metadata.blocks:
        where = "in pieces" if block.offset is None else f"at byte {block.offset:,}"
        note = f" ({block.note})" if block.note else ""
        yield f"{block.kind}, {block.place}, {where}, {block.size:,} bytes{note}"
    for one in metadata.embedded:
        where = "in pieces" if one.offset is None else f"at byte {one.offset:,}"
        sides = f", {one.width} x {one.height}" if one.width else ""
        words = f"a further picture, {one.place}, {one.format}, {where}"
        yield f"{words}, {one.size:,} bytes{sides}"


def _jpeg(jpeg: JpegStructure) -> str:
    tables = "own quantisation tables"
    if jpeg.ijg_quality is not None:
        tables = f"exact IJG tables at quality {jpeg.ijg_quality}"
    elif jpeg.nearest_quality is not None:
        tables += f" (nearest to those of IJG quality {jpeg.nearest_quality})"
    parts = [f"JPEG, {jpeg.process}", jpeg.subsampling, tables]
    if jpeg.optimised:
        parts.append("own Huffman tables")
    parts.append(f"tables {jpeg.tables_digest[:12]}")
    return ", ".join(filter(None, parts))


def _others(metadata: Metadata, found: tuple[Conflict, ...]) -> list[str]:
    said = {one.sentence.lower() for one in found}
    return [
        problem
        for problem in metadata.problems
        if problem.startswith(tuple(f"{name}: " for name, _ in metadata.readers[1:]))
        and problem.lower() not in said
    ]


def _limited(texts: list[str]) -> list[str]:
    if len(texts) <= MOST_SHOWN:
        return texts
    return [*texts[:MOST_SHOWN], f"and {len(texts) - MOST_SHOWN} more, in --json"]


def _section(title: str, texts: list[str], colour: bool) -> list[str]:  # noqa: FBT001
    if not texts:
        return []
    rows = [f"  - {_safe(text)}" for text in texts]
    return ["", _painted(f"{title}:", BOLD, colour), *rows]


def _safe(text: str) -> str:
    return shortened(shown(text), 500)


def _painted(text: str, code: str, colour: bool) -> str:  # noqa: FBT001
    return f"{code}{text}{PLAIN}" if colour else text

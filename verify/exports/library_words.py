"""The audit of a reference library in words and as JSON."""

from typing import Any

from verify.audit.library_record import Contributor, LibraryRecord
from verify.exports.plain_text import shortened, shown

FORMAT = "verify.library-audit/1"
MOST = 20
UNTRUSTED = 4
LONGEST = 120


def library_lines(record: LibraryRecord) -> list[str]:
    """The answer for a terminal; the first line speaks of the anchor."""
    admitted = len(record.of("admit"))
    lines = [
        record.anchored(), _sentence(record),
        f"Head: {record.head} (line {len(record.heads)})",
        f"{admitted} pictures admitted, {len(record.of('publish'))} publications.",
    ]  # fmt: skip
    if record.seals:
        words = (
            f"Seals: {record.seals}; lines 1 to {record.sealed_to} are under a seal "
        )
        lines.append(f"{words}by a key of your list.")
    lines += [f"- {one.rule} {one.place}: {one.words}" for one in record.found[:MOST]]
    if len(record.found) > MOST:
        lines.append(f"- and {len(record.found) - MOST} more (--json)")
    lines.append("Added by, since when, from where:")
    lines += [_contributor(one) for one in record.contributors()[:MOST]]
    lines.append("Sources named:")
    lines += [
        f"- {count} by {name}" for name, count in record.sources().most_common(MOST)
    ]
    lines.append("Admitted, by the writer's clock:")
    lines += [f"- {month}: {count}" for month, count in sorted(record.months().items())]
    return [shortened(shown(line), LONGEST * 2) for line in lines]


def _contributor(one: Contributor) -> str:
    sources = ", ".join(f"{name} ({n})" for name, n in one.sources.most_common(MOST))
    return (
        f"- {one.name or 'nobody named'}: {one.admitted} pictures in {one.lines} "
        f"lines, {one.first} to {one.last}{'; from ' if sources else ''}{sources}"
    )


def _sentence(record: LibraryRecord) -> str:
    if record.exit_code == UNTRUSTED:
        return "The library cannot be trusted as it stands."
    if record.found:
        return f"{len(record.found)} things need a look."
    return "Nothing was found wrong in it."


def library_json(record: LibraryRecord) -> dict[str, Any]:
    """`verify.library-audit/1`."""
    return {
        "format": FORMAT, "lines": len(record.heads), "head": record.head,
        "anchored": record.anchored(), "anchored_to": record.anchored_to,
        "seals": record.seals, "sealed_to": record.sealed_to,
        "contributors": [
            {"name": one.name, "lines": one.lines, "admitted": one.admitted,
             "first": one.first, "last": one.last, "sources": dict(one.sources)}
            for one in record.contributors()
        ],
        "sources": dict(record.sources()), "months": dict(record.months()),
        "discrepancies": [
            {"rule": one.rule, "grade": one.grade, "place": one.place,
             "words": one.words}
            for one in record.found
        ],
        "exit_code": record.exit_code,
    }  # fmt: skip

"""Lines and JSON records of `verify reference`.

Texts from manifests come from outside: control characters are made visible before
they reach a terminal. Nothing here opens a library or decides an exit code.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from verify.domain.references import LibraryScope, Publication, Reference

if TYPE_CHECKING:
    from verify.store.library import Library
    from verify.workflow.import_references import ImportSummary
    from verify.workflow.import_rows import Problem
    from verify.workflow.keep_references import LibraryStats

Json = dict[str, object]
NAMES_SHOWN = 5


def write_json(record: Json) -> None:
    """One object, one line, on stdout."""
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def write_lines(lines: Iterable[str], *, quiet: bool) -> None:
    """The lines on stdout; only the first with `quiet`."""
    for number, line in enumerate(lines):
        if not (quiet and number):
            sys.stdout.write(shown_line(line))


def shown_line(line: str) -> str:
    """The line with its end, without anything that could drive a terminal."""
    from verify.exports.plain_text import shown

    return shown(line) + "\n"


def summary_lines(summary: "ImportSummary", root: Path) -> Iterator[str]:
    """The sentence first, then what to know about the rest."""
    scope = summary.scope
    yield _sentence(summary)
    if summary.updated:
        yield f"Something new was recorded of {summary.updated} known pictures."
    if summary.withdrawn:
        yield f"{summary.withdrawn} were withdrawn from this library and stay out."
    if summary.undated:
        yield (
            f"{summary.undated} of the new pictures have no publication: a copy of "
            "them can be found, but not dated. Give dates with a CSV file "
            "(verify reference import --help) or verify reference add."
        )
    yield from _grouped("Only exact copies can be recognised", summary.exact_only)
    yield from _grouped("Not taken", summary.unusable)
    yield from _grouped("Rows not taken", summary.rows)
    if scope is not None:
        yield (
            f"Library {scope.name} ({root}): {scope.references} pictures, "
            f"{scope.searchable} searchable by likeness, digest {scope.digest}"
        )


def summary_json(kind: str, summary: "ImportSummary") -> Json:
    """The summary, with each file and row that was not taken."""
    return {
        "format": f"verify.{kind}/1",
        "added": summary.added, "known": summary.known, "updated": summary.updated,
        "withdrawn": summary.withdrawn, "undated": summary.undated,
        "exact_only": _problems(summary.exact_only),
        "unusable": _problems(summary.unusable), "rows": _problems(summary.rows),
        "library": summary.scope and scope_json(summary.scope),
    }  # fmt: skip


def scope_json(scope: LibraryScope) -> Json:
    """The library's name, digest and size."""
    return {
        "name": scope.name, "digest": scope.digest, "references": scope.references,
        "searchable": scope.searchable, "manifest_line": scope.sequence,
    }  # fmt: skip


def list_line(reference: Reference) -> str:
    """Digest, first date known, name and what it shows, in columns."""
    times = [p.published_at for p in reference.publications if p.published_at]
    first = min(times, key=lambda time: time.end).text if times else "no date"
    about = reference.depicts or reference.title
    return f"{reference.digest[:12]}  {first:<25}  {reference.name}  {about}".rstrip()


def reference_lines(kept: "Library", reference: Reference) -> Iterator[str]:
    """Everything said of one reference, with manifest lines."""
    reason = kept.withdrawn(reference.digest)
    yield f"{reference.name}, {_size(kept, reference)}{reference.digest}"
    if reason is not None:
        yield f"Withdrawn: {reason}. It is not searched."
    for label, text in _told(reference).items():
        yield f"{label.replace('_', ' ')}: {text}"
    for publication in reference.publications:
        told = ", ".join(
            f"{name} {text}" for name, text in _publication(publication).items()
        )
        yield f"published (line {publication.manifest_line}): {told}"
    if not reference.publications:
        yield "No publication is known: a copy of it cannot be dated by this library."
    for path in kept.paths(reference.digest):
        yield f"lies at {path}"
    for one in kept.history(reference.digest):
        yield f"line {one[0]}: {type(one[1]).__name__.lower()}"


def reference_json(kept: "Library", reference: Reference) -> Json:
    """One reference as a record of its own."""
    facts = kept.facts(reference.digest)
    return {
        "format": "verify.reference/1",
        "digest": reference.digest,
        "name": reference.name,
        "paths": kept.paths(reference.digest),
        "manifest_line": reference.manifest_line,
        "withdrawn": kept.withdrawn(reference.digest),
        **_told(reference),
        "publications": [
            {**_publication(one), "manifest_line": one.manifest_line}
            for one in reference.publications
        ],
        "picture": facts
        and {
            "format": facts.format, "width": facts.width, "height": facts.height,
            "pixels": facts.pixels, "too_poor": facts.too_poor,
            "notes": facts.notes,
        },
    }  # fmt: skip


def stats_lines(stats: "LibraryStats", root: Path) -> Iterator[str]:
    """The library in numbers."""
    scope = stats.scope
    yield (
        f"{scope.references} earlier pictures in {scope.name}, "
        f"{scope.searchable} of them searchable by likeness."
    )
    yield (
        f"{stats.publications} publications; {stats.soundly_dated} pictures have a "
        f"date that can show recycling, {stats.undated} have no date at all."
    )
    for reason, count in stats.exact_only.items():
        yield f"{count}: only exact copies can be recognised ({reason})"
    if stats.withdrawn:
        yield f"{stats.withdrawn} withdrawn: on record, not searched."
    if stats.without_fingerprints:
        yield (
            f"{stats.without_fingerprints} cannot be searched until you run: "
            "verify reference rebuild"
        )
    formats = ", ".join(f"{count} {name}" for name, count in stats.formats.items())
    yield f"Formats: {formats or 'none'}"
    yield f"Folder {root}; digest {scope.digest}; manifest line {scope.sequence}"


def stats_json(stats: "LibraryStats") -> Json:
    """The same numbers as one record."""
    return {
        "format": "verify.reference-stats/1", "library": scope_json(stats.scope),
        "withdrawn": stats.withdrawn, "publications": stats.publications,
        "soundly_dated": stats.soundly_dated, "undated": stats.undated,
        "without_fingerprints": stats.without_fingerprints,
        "formats": dict(stats.formats), "exact_only": dict(stats.exact_only),
    }  # fmt: skip


def rebuild_lines(scope: LibraryScope, problems: "list[Problem]") -> Iterator[str]:
    """What the database now holds, and which pictures could not be read."""
    yield (
        f"The database of {scope.name} was made again: {scope.references} pictures, "
        f"{scope.searchable} searchable by likeness."
    )
    yield from _grouped("Not searchable", problems)
    yield f"Library digest {scope.digest}"


def rebuild_json(scope: LibraryScope, problems: "list[Problem]") -> Json:
    """The same as one record."""
    return {
        "format": "verify.reference-rebuild/1", "library": scope_json(scope),
        "unusable": _problems(problems),
    }  # fmt: skip


def _sentence(summary: "ImportSummary") -> str:
    parts = [f"{summary.added} added", f"{summary.known} known already"]
    if summary.unusable:
        parts.append(f"{len(summary.unusable)} could not be taken")
    if summary.rows:
        parts.append(f"{len(summary.rows)} rows could not be taken")
    noun = "picture" if summary.looked_at == 1 else "pictures"
    return f"{summary.looked_at} {noun} looked at: {', '.join(parts)}."


def _grouped(heading: str, problems: "list[Problem]") -> Iterator[str]:
    from verify.workflow.import_references import grouped

    for reason, names in grouped(problems).items():
        more = f" and {len(names) - NAMES_SHOWN} more" * (len(names) > NAMES_SHOWN)
        yield f"{heading}: {', '.join(names[:NAMES_SHOWN])}{more}: {reason}"


def _problems(problems: "list[Problem]") -> list[Json]:
    return [{"where": one.where, "reason": one.reason} for one in problems]


def _told(reference: Reference) -> Mapping[str, str]:
    place = reference.place.text if reference.place else ""
    captured_at = reference.captured_at.text if reference.captured_at else ""
    told = {
        "captured_at": captured_at, "depicts": reference.depicts, "place": place,
        "place_name": reference.place_name, "title": reference.title,
        "licence": reference.licence, "note": reference.note,
    }  # fmt: skip
    return {name: text for name, text in told.items() if text}


def _publication(one: Publication) -> Mapping[str, str]:
    published_at = one.published_at.text if one.published_at else ""
    told = {
        "published_at": published_at, "dated_by": one.dated_by.value,
        "publisher": one.publisher, "title": one.title, "url": one.url,
        "archive_url": one.archive_url, "note": one.note,
    }  # fmt: skip
    return {name: text for name, text in told.items() if text}


def _size(kept: "Library", reference: Reference) -> str:
    facts = kept.facts(reference.digest)
    return f"{facts.format} {facts.width}x{facts.height}, " if facts else ""

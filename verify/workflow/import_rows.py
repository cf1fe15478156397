"""What an import is pointed at, as pictures with what their source says of them.

Sources are folders, single pictures, and CSV or JSON Lines files with one publication
a row. A wrong row is told and left out; the rest goes on. Dates are read from the
rows alone: never from EXIF, never from a file's own times. Nothing is decoded here.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from verify.domain.references import DatedBy, Publication
from verify.errors import AskedWrongly
from verify.store.intake import expand
from verify.store.picture_files import printable
from verify.store.records import (
    RecordProblems,
    described_from_json,
    publication_from_json,
)

COLUMNS = (
    "path", "url", "archive_url", "published_at", "publisher", "dated_by",
    "captured_at", "depicts", "place", "title", "licence", "note",
)  # fmt: skip
MANIFEST_ENDINGS = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
FOLDER_MANIFESTS = ("manifest.csv", "manifest.jsonl")
MAX_MANIFEST_BYTES = 512 << 20
_APPEARANCE = ("url", "archive_url", "published_at", "publisher")
_EITHER = ("title", "note")


@dataclass(frozen=True)
class Problem:
    """A row or file that could not be taken, and why, in words for a person."""

    where: str
    reason: str


@dataclass
class Found:
    """A picture to admit, with everything its source says of it."""

    path: Path
    says: list[dict[str, str]] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)


def read_sources(
    sources: Iterable[Path], *, own_manifest: Path
) -> Iterator[Found | Problem]:
    """The pictures that the sources name; `own_manifest`, the library's, is none.

    Raises AskedWrongly where a source does not exist or its columns are not ours.
    """
    for source in sources:
        if source.is_dir():
            yield from _read_folder(source, own_manifest)
        elif not source.exists():
            raise AskedWrongly(
                f"{source} does not exist", next_step="Check the path's spelling."
            )
        elif source.suffix.lower() in MANIFEST_ENDINGS:
            yield from _read_manifest(source)
        else:
            yield Found(source)


def read_row(row: Mapping[str, str], *, folder: Path) -> Found:
    """One row of a manifest. Raises RecordProblems naming every wrong column."""
    told = {name: text.strip() for name, text in row.items() if text.strip()}
    problems = [(name, "is not known") for name in sorted(set(told) - set(COLUMNS))]
    publications, says = [], {}
    appears = any(name in told for name in _APPEARANCE)
    try:
        if appears:
            publications = [_publication(told)]
    except RecordProblems as error:
        problems += error.problems
    try:
        says = _described(told, with_texts=not appears)
    except RecordProblems as error:
        problems += error.problems
    if "path" not in told:
        problems.append(("path", "is missing"))
    if problems:
        raise RecordProblems([(at.rpartition(".")[2], why) for at, why in problems])
    return Found(_located(folder, told["path"]), [says] if says else [], publications)


def _read_folder(folder: Path, own_manifest: Path) -> Iterator[Found | Problem]:
    named: set[Path] = set()
    for manifest in _manifests_in(folder):
        if manifest.resolve() == own_manifest.resolve():
            continue
        try:
            yield from _read_manifest(manifest, named)
        except AskedWrongly as error:  # some other program's table must stop nobody
            yield Problem(manifest.name, f"its rows were left out: {error}")
    for path in expand([folder], recursive=True):
        if path.absolute() not in named:
            yield Found(path)


def _manifests_in(folder: Path) -> list[Path]:
    found = (path for name in FOLDER_MANIFESTS for path in folder.rglob(name))
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def _read_manifest(
    manifest: Path, named: set[Path] | None = None
) -> Iterator[Found | Problem]:
    """Rows joined by path, in the order first named; `named` is added to."""
    by_path: dict[Path, Found] = {}
    problems = []
    for number, row in _rows(manifest):
        where = f"{manifest.name}, row {number}"
        if isinstance(row, str):
            problems.append(Problem(where, row))
            continue
        if named is not None and row.get("path", "").strip():
            named.add(_located(manifest.parent, row["path"].strip()).absolute())
        try:
            found = read_row(row, folder=manifest.parent)
        except RecordProblems as error:
            problems.append(Problem(where, str(error)))
            continue
        joined = by_path.setdefault(found.path, Found(found.path))
        joined.says += found.says
        joined.publications += found.publications
    yield from problems
    yield from by_path.values()


def _rows(manifest: Path) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Rows by the number a spreadsheet shows; a text instead says what is wrong."""
    text = _text_of(manifest)
    if manifest.suffix.lower() in {".jsonl", ".ndjson"}:
        return _json_rows(text)
    return _csv_rows(text, manifest.name)


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"it is not JSON ({error})"
            continue
        if not isinstance(row, dict) or not all(
            isinstance(value, str | int | None) for value in row.values()
        ):
            yield number, "it is not one object of texts"
            continue
        yield (
            number,
            {name: "" if value is None else str(value) for name, value in row.items()},
        )


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    stream = io.StringIO(text, newline="")
    stated, skipped = _stated_delimiter(stream)
    first = stream.readline()
    delimiter = stated or max(",;\t", key=first.count)
    stream.seek(skipped)
    rows = csv.reader(stream, delimiter=delimiter)
    header = [cell.strip().lower() for cell in next(rows, [])]
    _check_header(header, name)
    number = 1 + bool(skipped)
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"it cannot be read ({error})"
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            yield number, "it has more cells than there are columns"
            continue
        yield number, {n: c for n, c in zip(header, cells, strict=False) if n}


def _stated_delimiter(stream: io.StringIO) -> tuple[str, int]:
    """Excel's own first line `sep=;`, and where the header begins."""
    first = stream.readline()
    if first.lower().startswith("sep=") and len(first.strip()) in {4, 5}:
        return first[4:5].strip("\r\n") or "\t", stream.tell()
    stream.seek(0)
    return "", 0


def _check_header(header: list[str], name: str) -> None:
    named = [column for column in header if column]
    unknown = sorted(set(named) - set(COLUMNS))
    if unknown or "path" not in named or len(set(named)) != len(named):
        words = f"columns that are not known: {', '.join(unknown)}"
        if not unknown:
            twice = "path" in named
            words = "a column twice" if twice else "no column named path"
        raise AskedWrongly(
            f"{name} has {words}",
            next_step=f"The first row names the columns, of: {', '.join(COLUMNS)}.",
        )


def _text_of(manifest: Path) -> str:
    try:
        if manifest.stat().st_size > MAX_MANIFEST_BYTES:
            raise AskedWrongly(
                f"{manifest.name} is too large",
                next_step="Split it into several files.",
            )
        return manifest.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AskedWrongly(
            f"{manifest.name} is not UTF-8 text",
            next_step="In a spreadsheet, save it as 'CSV UTF-8'.",
        ) from None
    except OSError as error:
        raise AskedWrongly(f"{manifest} cannot be read: {error.strerror}") from error


def _located(folder: Path, text: str) -> Path:
    path = folder / text
    if "\\" in text and not path.exists():
        path = folder / text.replace("\\", "/")
    return path


def _publication(told: Mapping[str, str]) -> Publication:
    names = (*_APPEARANCE, "dated_by", *_EITHER)
    record = {name: told[name] for name in names if name in told}
    dated_by = record.setdefault("dated_by", _rests_on(record).value)
    for basis, column in (("url", "url"), ("archive", "archive_url")):
        if dated_by == basis and column not in record:
            words = f"{basis!r} needs the column {column}"
            raise RecordProblems([("dated_by", words)])
    return publication_from_json(record, at="publication")


def _rests_on(record: Mapping[str, str]) -> DatedBy:
    if "archive_url" in record:
        return DatedBy.ARCHIVE
    return DatedBy.URL if "url" in record else DatedBy.UNKNOWN


def _described(told: Mapping[str, str], *, with_texts: bool) -> dict[str, str]:
    names = ("captured_at", "depicts", "licence", *(_EITHER if with_texts else ()))
    says = {name: told[name] for name in names if name in told}
    place = told.get("place", "")
    if place:
        numbers = set(place) <= set("0123456789.,-+ eE")
        says["place" if numbers else "place_name"] = place
    return described_from_json(says, at="row")


def name_of(path: Path) -> str:
    """The file's name, as it can be printed and recorded."""
    return printable(path.name)

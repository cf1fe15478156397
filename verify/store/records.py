"""Records on disk to words of the domain, and back.

Everything a library record says is text: times and places are kept as they were
written, and read again by the domain. A record that is wrong is refused with every
problem found in it, each with the path to its field. This module does not know where
records lie, nor how they are chained.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from verify.domain.places import StatedPlace, stated_place
from verify.domain.references import DatedBy, Publication
from verify.domain.times import StatedTime, stated_time

T = TypeVar("T")

DESCRIPTIVE = (
    "captured_at", "depicts", "place", "place_name", "title", "licence", "note",
)  # fmt: skip
"""What a library may say of a picture, beside its publications."""
PUBLICATION_TEXTS = ("url", "archive_url", "publisher", "title", "note")


class RecordProblems(ValueError):
    """A record is wrong: `problems` holds (path to the field, what is wrong)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{path}: {words}" for path, words in problems))


def time_text(time: StatedTime) -> str:
    """The text that `stated_time` reads back to the same instants."""
    written = time.text
    if _same_time(written, time):
        return written
    ends = [f"{end.strip()}{time.zone or ''}" for end in written.split("..")]
    return "..".join(ends)


def place_text(place: StatedPlace) -> str:
    """The text that `stated_place` reads back to the same point and radius."""
    numbers = (place.latitude, place.longitude, place.radius_km)
    again = stated_place(",".join(map(repr, numbers)))
    try:
        written = stated_place(place.text)
    except ValueError:
        return again.text
    return place.text if written == place else again.text


def publication_to_json(publication: Publication) -> dict[str, str]:
    """The publication without empty fields and without its line number."""
    record = {name: getattr(publication, name) for name in PUBLICATION_TEXTS}
    record["dated_by"] = publication.dated_by.value
    if publication.published_at is not None:
        record["published_at"] = time_text(publication.published_at)
    return {name: text for name, text in record.items() if text}


def publication_from_json(record: object, *, at: str, line: int = 0) -> Publication:
    """Read a publication; raises RecordProblems naming every wrong field under `at`."""
    fields = _Fields(record, at)
    fields.allow({*PUBLICATION_TEXTS, "dated_by", "published_at"})
    texts = {name: fields.text(name) for name in PUBLICATION_TEXTS}
    dated_by = fields.read("dated_by", DatedBy)
    published_at = fields.read("published_at", stated_time)
    fields.close()
    return Publication(
        published_at, dated_by or DatedBy.UNKNOWN, manifest_line=line, **texts
    )


def described_from_json(record: object, *, at: str) -> dict[str, str]:
    """Check descriptive fields and give them as text; an empty text clears a field.

    Raises RecordProblems naming every wrong field under `at`.
    """
    fields = _Fields(record, at)
    fields.allow(DESCRIPTIVE)
    fields.read("captured_at", stated_time)
    fields.read("place", stated_place)
    texts = {name: fields.text(name) for name in DESCRIPTIVE if name in fields}
    fields.close()
    return texts


def as_strings(record: object, *, at: str, names: tuple[str, ...]) -> dict[str, str]:
    """Exactly these fields, all non-empty texts; raises RecordProblems otherwise."""
    fields = _Fields(record, at)
    fields.allow(names)
    texts = {name: fields.text(name) for name in names}
    fields.problems += [(f"{at}.{name}", "is missing") for name in names
                        if not texts[name]]  # fmt: skip
    fields.close()
    return texts


class _Fields:
    """Reads one object field by field and keeps every problem until `close`."""

    def __init__(self, record: object, at: str) -> None:
        self.at = at
        self.problems: list[tuple[str, str]] = []
        self.record: Mapping[str, Any] = record if isinstance(record, dict) else {}
        if not isinstance(record, dict):
            self.problems.append((at, "is not an object"))

    def __contains__(self, name: str) -> bool:
        return name in self.record

    def __iter__(self) -> Iterator[str]:
        return iter(self.record)

    def allow(self, names: set[str] | tuple[str, ...]) -> None:
        unknown = sorted(set(self.record) - set(names))
        self.problems += [(f"{self.at}.{name}", "is not known") for name in unknown]

    def text(self, name: str) -> str:
        value = self.record.get(name, "")
        if isinstance(value, str):
            return value
        self.problems.append((f"{self.at}.{name}", "is not text"))
        return ""

    def read(self, name: str, reader: Callable[[str], T]) -> T | None:
        text = self.text(name)
        if not text:
            return None
        try:
            return reader(text)
        except ValueError as error:
            self.problems.append((f"{self.at}.{name}", str(error)))
            return None

    def close(self) -> None:
        if self.problems:
            raise RecordProblems(self.problems)


def _same_time(text: str, time: StatedTime) -> bool:
    try:
        again = stated_time(text)
    except ValueError:
        return False
    return (again.earliest, again.end, again.zone) == (
        time.earliest, time.end, time.zone,
    )  # fmt: skip

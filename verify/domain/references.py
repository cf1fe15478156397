"""References: pictures admitted to the library, and their known earlier appearances."""

from dataclasses import dataclass
from enum import StrEnum

from verify.domain.evidence import Digest
from verify.domain.places import StatedPlace
from verify.domain.times import StatedTime


class DatedBy(StrEnum):
    """What a publication's date rests on. EXIF and file times never date one."""

    URL = "url"
    ARCHIVE = "archive"
    TWO_SOURCES = "two_sources"
    STATEMENT = "statement"
    """Somebody's word alone: enough to look into, not enough for `recycled`."""
    UNKNOWN = "unknown"


SOUND_DATES = frozenset({DatedBy.URL, DatedBy.ARCHIVE, DatedBy.TWO_SOURCES})


@dataclass(frozen=True)
class Publication:
    """One known appearance of a Reference, and what its date rests on."""

    published_at: StatedTime | None
    dated_by: DatedBy
    url: str = ""
    archive_url: str = ""
    publisher: str = ""
    title: str = ""
    note: str = ""
    manifest_line: int = 0
    """The line of the library's manifest that says so, from 1."""


@dataclass(frozen=True)
class Reference:
    """A picture of the library with its known history; identified by its digest."""

    digest: Digest
    name: str
    publications: tuple[Publication, ...] = ()
    captured_at: StatedTime | None = None
    depicts: str = ""
    """The event shown, in the words the library uses for it."""
    place: StatedPlace | None = None
    place_name: str = ""
    title: str = ""
    licence: str = ""
    note: str = ""
    manifest_line: int = 0


@dataclass(frozen=True)
class LibraryScope:
    """What was searched, so that "nothing found" says where."""

    name: str
    """The library's own name, never a local path."""
    digest: Digest
    references: int
    searchable: int
    """References with at least one usable fingerprint."""
    sequence: int = 0
    """Last manifest line taken into account."""

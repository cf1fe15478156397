"""Facts that checks are given, and the Examination that comes out for one photo."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from verify.domain.evidence import Digest, Evidence
from verify.domain.findings import Finding
from verify.domain.matches import Comparison, Match
from verify.domain.metadata import Metadata
from verify.domain.places import StatedPlace
from verify.domain.references import LibraryScope
from verify.domain.regions import WHOLE, Region
from verify.domain.times import StatedTime


@dataclass(frozen=True)
class ClaimedEvent:
    """What the photo is said to show; every part may be unstated."""

    time: StatedTime | None = None
    place: StatedPlace | None = None
    region: Region | None = None
    """Where in the suspect picture the vehicle meant stands."""
    names: tuple[str, ...] = ()
    """Names of the claimed event, spellings and aliases."""
    other_places: tuple[StatedPlace, ...] = ()
    """Where further sources put the event, beside `place`; any of them may be right."""

    def nearest(self, place: StatedPlace) -> StatedPlace | None:
        """Of the claimed places the one that leaves the least gap to this one."""
        claimed = (self.place, *self.other_places) if self.place else ()
        return min(
            claimed,
            key=lambda one: (one.apart_km(place), one.distance_km(place)),
            default=None,
        )


@dataclass(frozen=True)
class PictureFacts:
    """What decoding gave: sizes in pixels; why approximate matching is impossible."""

    format: str
    width: int
    height: int
    """Upright, as a person sees it."""
    pixels: Digest
    """SHA-256 over the upright sRGB pixels, for `identical_pixels`."""
    frames: int = 1
    panels: tuple[Region, ...] = (WHOLE,)
    """Pictures of a collage, or the one picture without frame, bars and app chrome."""
    too_poor: str = ""
    """Why only exact copies can be recognised (flat, too small); empty if not so."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class EmbeddedComparison:
    """A picture inside the file, held against the one that is shown."""

    place: str
    """Where it stood, such as `EXIF IFD1`."""
    offset: int
    size: int
    """Where its bytes are in the file."""
    width: int
    height: int
    distance_bits: int | None
    """Of 64, by pHash, the smallest over the ways tried; None where it has none."""
    mirrored_bits: int | None = None
    """The same against the picture turned left to right."""
    how: str = ""
    """The way of comparing that gave the distance."""
    reason: str = ""
    """Why there is no distance; empty otherwise."""


@dataclass(frozen=True)
class Facts:
    """What every check of one photo is given."""

    evidence: Evidence
    picture: PictureFacts | None
    """None where the file could not be decoded."""
    undecodable: str
    """Why it could not be decoded; empty otherwise."""
    metadata: Metadata
    matches: tuple[Match, ...]
    claim: ClaimedEvent
    searched: LibraryScope | None
    undecided: tuple[Match, ...] = ()
    """Candidates that may be copies, but not surely enough to be matches."""
    embedded: tuple[EmbeddedComparison, ...] = ()
    """Thumbnails and previews in the file, compared with the picture."""
    examined_at: datetime | None = None
    """When the photo was examined, for dates that lie after it."""


class Outcome(StrEnum):
    """From most to least serious; the order is the order of precedence."""

    RECYCLED = "recycled"
    IN_CONFLICT = "in_conflict"
    SEEN_ELSEWHERE = "seen_elsewhere"
    NOT_DETERMINED = "not_determined"
    NOTHING_FOUND = "nothing_found"


@dataclass(frozen=True)
class Assessment:
    """Derived by the written rule from findings; never a person's Verdict."""

    outcome: Outcome
    region: Region
    """The picture, panel or part it is about."""
    label: str
    """`picture`, `panel 2 of 3`, `marked region`, `matched part`, `rest of the
    picture`."""
    sentence: str
    """One plain sentence a journalist can print."""
    findings: tuple[int, ...]
    """Positions, in the Examination's findings, of those it rests on."""


@dataclass(frozen=True)
class Examination:
    """Everything that came out for one photo at one moment."""

    evidence: Evidence
    examined_at: str
    """UTC, ISO 8601."""
    claim: ClaimedEvent
    picture: PictureFacts | None
    undecodable: str
    metadata: Metadata
    searched: LibraryScope | None
    findings: tuple[Finding, ...]
    assessments: tuple[Assessment, ...]
    """Most serious first; at least one."""
    matches: tuple[Match, ...]
    considered: tuple[Comparison, ...]
    """Up to five best candidates, accepted or not, best first."""
    settings: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]
    embedded: tuple[EmbeddedComparison, ...] = ()
    """Thumbnails and previews in the file, compared with the picture."""

    @property
    def answer(self) -> Assessment:
        """The most serious Assessment."""
        return self.assessments[0]

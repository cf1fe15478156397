"""What a case holds, all frozen: incidents, people, evidence, what came out for it.

Each record stands for one line of the chain, with what later `correct` lines changed.
Quoted words, names and reasons are not in the records: `Told.words` names the blobs
that hold them, later ones override earlier ones, and a withheld one is simply absent.
Fields that may be unknown are None, "" or empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from verify.domain.case_values import LookUp, Received, Role
from verify.domain.evidence import Digest
from verify.domain.places import StatedPlace
from verify.domain.regions import Region
from verify.domain.times import StatedTime


@dataclass(frozen=True)
class Told:
    """Which line says so, who wrote it when, and where its words lie."""

    line: int
    sha256: Digest
    """Of that line."""
    at: str
    """UTC, by the writer's clock: claimed, not proved."""
    actor: str
    role: Role
    words: tuple[Digest, ...] = ()
    """Blobs of texts, the line's own first, then those of corrections."""
    corrected_by: tuple[int, ...] = ()
    """Lines that changed it."""
    retracted_by: int = 0
    """The line that took it back; 0 while it stands."""


@dataclass(frozen=True)
class NamedPlace:
    """A place by name, and where a source says it is."""

    name: str
    place: StatedPlace | None = None
    according_to: str = ""


@dataclass(frozen=True)
class Incident:
    """Something that happened; names in any spelling, places that may be disputed."""

    id: str
    told: Told
    title: str
    names: tuple[str, ...] = ()
    time: StatedTime | None = None
    places: tuple[NamedPlace, ...] = ()


@dataclass(frozen=True)
class Enrolment:
    """One actor's roles and key, from this line on."""

    told: Told
    actor: str
    roles: tuple[Role, ...]
    key: str = ""
    """`ssh-ed25519 AAAA...`; empty for an actor who signs nothing."""
    valid_after: str = ""
    valid_before: str = ""
    retired_from: str = ""
    """From when a `retire` line ended it; empty while it stands."""


@dataclass(frozen=True)
class Acquisition:
    """How some bytes came to us; a batch of files shares one id and all but the words.

    Words: source_url, custodian, account, post_text, file_name, note, why_missing.
    """

    id: str
    told: Told
    evidence: str
    incident: str
    method: str = ""
    """How they were collected: "saved from browser", "sent by the custodian", ..."""
    platform: str = ""
    """Where they had been posted: telegram, x, facebook, ...; empty for none."""
    posted_at: StatedTime | None = None
    collected_at: StatedTime | None = None
    collector: str = ""
    """Pseudonym of the person who collected."""
    missing: tuple[str, ...] = ()
    """What was asked for and not given, of `chain_schema.ASKED`."""
    graphic: bool = False


@dataclass(frozen=True)
class Item:
    """One Evidence of the case: exact bytes, however often they came in."""

    id: str
    digest: Digest
    size: int
    media: str
    acquisitions: tuple[Acquisition, ...]

    @property
    def incidents(self) -> tuple[str, ...]:
        """Ids of the incidents it was offered for, each once; two are worth a look."""
        named = (one.incident for one in self.acquisitions if not one.told.retracted_by)
        return tuple(dict.fromkeys(named))

    @property
    def graphic(self) -> bool:
        """Whether somebody flagged it as graphic."""
        return any(one.graphic for one in self.acquisitions)


@dataclass(frozen=True)
class Receipt:
    """Something received from outside: a post's page, a capture, a witness's seal."""

    id: str
    told: Told
    kind: Received
    files: tuple[Digest, ...]
    about: str = ""
    channel: str = ""
    of: int = 0
    """Of a witness's receipt: the line it is over; 0 for none."""
    by: str = ""
    """Of a witness's receipt: the witness's pseudonym."""


@dataclass(frozen=True)
class Derivative:
    """A file made from another of the case by a named operation."""

    id: str
    told: Told
    source: str
    """Id of the evidence or derivative it was made from."""
    digest: Digest
    operation: str
    parameters: Mapping[str, str]
    redaction: bool = False


@dataclass(frozen=True)
class Resemblance:
    """One match of an examination: with a picture of this case, another, the library.

    Exactly one of `evidence` (this case), `case` (another, with its evidence there)
    and neither (a reference of the library) holds.
    """

    kind: str
    """A `matches.MatchKind`."""
    digest: Digest
    evidence: str = ""
    case: str = ""
    region: Region | None = None
    """The part of the examined picture."""
    other_region: Region | None = None
    mirrored: bool = False
    shown: str = ""
    """Digest of a reduced copy of a picture that the case does not hold itself."""


@dataclass(frozen=True)
class Part:
    """A panel or other part of a picture that was assessed apart from the rest."""

    region: Region
    outcome: str
    """An `examination.Outcome`."""


@dataclass(frozen=True)
class Examined:
    """One examination of one evidence: the Assessment and what it rests on.

    The whole of it is the blob `report`, as `verify check --json` writes it.
    """

    id: str
    told: Told
    evidence: str
    report: Digest
    outcome: str
    """The most serious `examination.Outcome`."""
    library: str = ""
    """Digest of the library searched; empty where none was."""
    library_name: str = ""
    references: int = 0
    case_pictures: int = 0
    """Pictures of this and other cases that were searched beside it."""
    resemblances: tuple[Resemblance, ...] = ()
    parts: tuple[Part, ...] = ()
    """Where more than one part was assessed; `outcome` is then the most serious."""
    settings: Mapping[str, str] | None = None
    versions: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Search:
    """A look-up made elsewhere, above all one that found nothing.

    Words: query, result, url, by, note.
    """

    id: str
    told: Told
    engine: str
    result: LookUp
    about: tuple[str, ...] = ()
    at: StatedTime | None = None
    earliest: StatedTime | None = None
    """The earliest appearance that it found."""
    files: tuple[Digest, ...] = ()

"""What was claimed, what was lost, and which picture supports what: frozen records.

A Loss is one physical vehicle or aircraft; a claim's numbers, a picture and a status
are never losses themselves. How they are counted is not decided here.
"""

from dataclasses import dataclass

from verify.domain.case_records import Told
from verify.domain.case_values import Answer, Bound, Condition, Stance
from verify.domain.places import StatedPlace
from verify.domain.regions import Region
from verify.domain.times import StatedTime


@dataclass(frozen=True)
class Count:
    """How many of what a claim speaks of; the number may be absent."""

    equipment: str
    """Id in the catalogue, or the words of the claim; empty for unknown equipment."""
    bound: Bound
    count: int | None = None
    operator: str = ""
    side: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Claim:
    """One party's statement about an incident.

    Words: exact_words, translation, speaker, source_url, archive_url, publisher, note.
    """

    id: str
    told: Told
    incident: str
    party: str
    """Short public name of the party, never of a person."""
    stance: Stance
    made_at: StatedTime | None = None
    language: str = ""
    counts: tuple[Count, ...] = ()
    losses: tuple[str, ...] = ()
    """Ids of losses that it speaks of."""
    repeats: tuple[str, ...] = ()
    """Ids of claims that it repeats, and so is no source beside."""


@dataclass(frozen=True)
class Loss:
    """One physical vehicle or aircraft lost. Words: description, markings, note."""

    id: str
    told: Told
    incident: str
    equipment: str = ""
    """Id in the catalogue, at whatever width is known; or free text; or unknown."""
    serial: str = ""
    operator: str = ""
    """Whose it originally was; a later owner's loss of it is counted here too."""
    side: str = ""
    unit: str = ""
    time: StatedTime | None = None
    place: StatedPlace | None = None
    claims: tuple[str, ...] = ()
    """Ids of claims that speak of it."""


@dataclass(frozen=True)
class StatusEvent:
    """What was the matter with a loss, from a stated time on. Words: reason, note."""

    id: str
    told: Told
    loss: str
    conditions: tuple[Condition, ...]
    time: StatedTime | None = None
    place: StatedPlace | None = None
    holder: str = ""
    """Who held it then, where it was captured."""
    claims: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """A region of a picture supports a loss. Words: reason, against."""

    id: str
    told: Told
    evidence: str
    loss: str
    region: Region | None = None


@dataclass(frozen=True)
class SameVehicle:
    """Whether two pictures, or two losses, are of one vehicle.

    Words: reason, markings, damage, surroundings.
    """

    id: str
    told: Told
    pair: tuple[str, str]
    answer: Answer
    regions: tuple[Region, ...] = ()
    """In both pictures, where vehicles are meant; none or two."""

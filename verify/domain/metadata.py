"""What a file says about itself, each tag with its place, and how the file is built.

Nothing is picked silently: two readers or two places that disagree are two tags.
"""

from dataclasses import dataclass

from verify.domain.credentials import NO_CREDENTIALS, Credentials
from verify.domain.places import StatedPlace
from verify.domain.times import StatedTime

IMPOSSIBLE_DATE = "impossible date:"
IMPOSSIBLE_PLACE = "impossible place:"
NO_POSITION = "0, 0 is written where no position is known"
"""How those of a Metadata's problems begin that are statements which cannot be."""


@dataclass(frozen=True)
class Tag:
    """One statement of a file: `place` is where it stood, `raw` how it was written."""

    name: str
    """The field's usual name, such as `DateTimeOriginal` or `GPSLatitude`."""
    value: str
    raw: str
    place: str
    """Such as `EXIF IFD0`, `EXIF GPS`, `PNG text`, `JPEG COM`, `JFIF`. A further block
    of a kind is told apart by its number: `EXIF GPS (block 2)`."""
    reader: str
    also: tuple[str, ...] = ()
    """Further readers that read the same value in the same place."""


@dataclass(frozen=True)
class TimeStatement:
    """A time in the file, and the tag that states it."""

    role: str
    """`taken`, `digitised`, `modified`, `gps`."""
    time: StatedTime
    tag: Tag


@dataclass(frozen=True)
class PlaceStatement:
    """A place in the file, and the tag that states it."""

    place: StatedPlace
    tag: Tag


class BlockKind:
    """The kinds of Block."""

    EXIF = "EXIF"
    XMP = "XMP"
    IPTC = "IPTC"
    ICC = "ICC profile"
    C2PA = "C2PA"
    MPF = "MPF"
    COMMENT = "comment"
    TEXT = "text"
    APP = "application segment"
    PICTURE = "picture"
    LEADING = "leading data"
    TRAILING = "trailing data"


@dataclass(frozen=True)
class Block:
    """A part of the file and where it stands."""

    kind: str
    """One of BlockKind."""
    place: str
    """The container's own word for it, such as `JPEG APP1`, `PNG eXIf`, `HEIF item`."""
    offset: int | None
    """Of its content, in bytes from the file's start; None where it has no one place
    there (stored compressed, or in pieces)."""
    size: int
    """Of its content in bytes, as stored."""
    note: str = ""
    """What it is or begins like, where the kind does not say it all."""


@dataclass(frozen=True)
class EmbeddedPicture:
    """A further picture inside the file: a thumbnail, preview or second view."""

    place: str
    """Such as `EXIF IFD1`, `MPF image 2`, `Photoshop resource 1036`, `HEIF thmb`."""
    format: str
    """`JPEG` where its bytes can be handed to a decoder as they are; else a coding."""
    offset: int | None
    """In the file; None where `verify.readers.embedded` alone can take it out."""
    size: int
    width: int = 0
    """In pixels, by its own header; 0 where that was not read."""
    height: int = 0


@dataclass(frozen=True)
class JpegStructure:
    """How a JPEG file was coded, from its headers alone."""

    process: str
    """`baseline`, `extended`, `progressive`, `lossless`, … (ITU-T T.81, table B.1)."""
    precision: int
    components: int
    subsampling: str
    """`4:4:4`, `4:2:2`, `4:2:0`, …; the sampling factors as written for others."""
    tables: tuple[str, ...]
    """SHA-256 of each quantisation table, by its number: 64 values of two bytes each,
    big-endian, in zigzag order."""
    tables_digest: str
    """SHA-256 of all of them one after the other; empty where there is none."""
    ijg_quality: int | None
    """The quality at which the library of the IJG makes exactly these tables."""
    nearest_quality: int | None
    """Where they are no IJG tables, the IJG quality whose sums lie nearest: a way of
    comparing, not a quality that anybody chose."""
    segments: tuple[str, ...]
    """Markers in order, repeated ones once: `SOI`, `APP0 JFIF`, `APP1 EXIF`, `DQT`."""
    scans: int
    restart_interval: int = 0
    arithmetic: bool = False
    optimised: bool = False
    """Whether the Huffman tables differ from the typical ones (T.81, annex K.3)."""


@dataclass(frozen=True)
class HistoryStep:
    """One step of editing that an XMP packet records (xmpMM:History)."""

    action: str
    when: str
    """As written; empty where none is."""
    software: str
    changed: str
    parameters: str
    instance: str
    """The identifier of the document after the step."""


@dataclass(frozen=True)
class Metadata:
    """Everything the readers found, with what they could not read and why."""

    tags: tuple[Tag, ...] = ()
    times: tuple[TimeStatement, ...] = ()
    places: tuple[PlaceStatement, ...] = ()
    problems: tuple[str, ...] = ()
    readers: tuple[tuple[str, str], ...] = ()
    """Name and version of each reader that ran."""
    format: str = ""
    """What it is by its content, such as `JPEG`, `MPO`, `HEIC`; empty: unknown."""
    blocks: tuple[Block, ...] = ()
    """In the order of the file, as far as its structure could be followed."""
    embedded: tuple[EmbeddedPicture, ...] = ()
    history: tuple[HistoryStep, ...] = ()
    jpeg: JpegStructure | None = None
    credentials: Credentials = NO_CREDENTIALS
    """Its Content Credentials (C2PA)."""

    def values(self, place: str, name: str) -> tuple[str, ...]:
        """The different values of a tag in a place, the first reader's first."""
        found = (t.value for t in self.tags if t.name == name and t.place == place)
        return tuple(dict.fromkeys(found))

    def blocks_of(self, kind: str) -> tuple[Block, ...]:
        """The blocks of one kind."""
        return tuple(block for block in self.blocks if block.kind == kind)


@dataclass(frozen=True)
class Disagreement:
    """Tags of one name and place whose values differ."""

    name: str
    place: str
    tags: tuple[Tag, ...]

    @property
    def between_readers(self) -> bool:
        """Whether readers saw it differently; else the file states it repeatedly."""
        return len({tag.reader for tag in self.tags}) > 1


def disagreements(tags: tuple[Tag, ...]) -> tuple[Disagreement, ...]:
    """Where the same tag in the same place has several values, in order of the tags."""
    groups: dict[tuple[str, str], list[Tag]] = {}
    for tag in tags:
        groups.setdefault((tag.place, tag.name), []).append(tag)
    return tuple(
        Disagreement(name, place, tuple(group))
        for (place, name), group in groups.items()
        if len({tag.value for tag in group}) > 1
    )

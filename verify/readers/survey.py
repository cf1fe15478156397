"""What a walk over a file's container found: its parts, where each stands, its size.

The walkers in `verify.readers.containers` fill a Survey; the readers of EXIF, XMP and
so on take the parts' contents from it. Every list in it is bounded, and a limit that
is met becomes a problem in words. Nothing here knows a file format.
"""

import zlib
from dataclasses import dataclass, field

from verify.domain.metadata import (
    Block,
    BlockKind,
    EmbeddedPicture,
    HistoryStep,
    JpegStructure,
)
from verify.readers.directories import ExifBlock
from verify.readers.readings import Notes, as_written, decoded

MOST_PARTS = 2000
MOST_PROBLEMS = 60
LARGEST_PART = 16 << 20
"""Bytes of one part of metadata that are read; the rest is told and left alone."""
LARGEST_INFLATED = 8 << 20
"""Bytes that a compressed part may grow to."""
DEEPEST = 4
"""Files within files that are followed: the preview of a raw file, and one more."""


@dataclass(frozen=True)
class Part:
    """A block with its content at hand."""

    block: Block
    content: bytes
    """Empty for blocks that no reader looks into, such as the picture's own data."""


@dataclass
class Survey:
    """Filled by one walker; `notes` takes the tags of the container itself."""

    content: bytes
    notes: Notes
    format: str = ""
    parts: list[Part] = field(default_factory=list)
    embedded: list[EmbeddedPicture] = field(default_factory=list)
    """Their offsets are in the file, or None."""
    prefix: str = ""
    """Before each place, for a file within a file: `RAF preview: `."""
    shift: int = 0
    """Where `content` begins in the file itself."""
    depth: int = 0
    texts: dict[tuple[str, str], int] = field(default_factory=dict)
    jpeg: JpegStructure | None = None
    history: list[HistoryStep] = field(default_factory=list)
    exif: list[ExifBlock] = field(default_factory=list)

    def add(
        self, kind: str, place: str, span: tuple[int | None, int], *,
        content: bytes = b"", note: str = "",
    ) -> None:  # fmt: skip
        """Keep a part; `span` is its place in this content (or None) and its size."""
        offset, size = span
        if offset is not None and not 0 <= offset <= len(self.content):
            self.problem(f"{place}: it would stand outside the file")
            return
        if len(self.parts) >= MOST_PARTS:
            self.problem(f"more than {MOST_PARTS} parts: the rest was left out")
            return
        where = None if offset is None else offset + self.shift
        block = Block(kind, self.prefix + place, where, size, note)
        self.parts.append(Part(block, content))

    def keep(self, kind: str, place: str, start: int, end: int, note: str = "") -> None:
        """Keep the part from `start` up to `end` of the content, within its bounds."""
        size = max(0, min(end, len(self.content)) - start)
        content = self.content[start : start + min(size, LARGEST_PART)]
        if size > LARGEST_PART:
            self.problem(f"{place}: only the first {LARGEST_PART:,} bytes were read")
        if size < end - start:
            self.problem(f"{place}: the file ends within it")
        self.add(kind, place, (start, size), content=content, note=note)

    def trailing(self, place: str, end: int) -> None:
        """Tell what follows the end of the picture, if anything does."""
        rest = len(self.content) - end
        if rest > 0 and not self.depth:
            note = begins_like(self.content, end)
            self.add(BlockKind.TRAILING, place, (end, rest), note=note)

    def picture(
        self, place: str, coding: str, offset: int | None, size: int,
        sides: tuple[int, int] = (0, 0),
    ) -> None:  # fmt: skip
        """Keep an embedded picture that lies within the content."""
        if offset is not None and not 0 <= offset < len(self.content):
            self.problem(f"{place}: the picture would lie outside the file")
            return
        if len(self.embedded) < MOST_PARTS:
            where = None if offset is None else offset + self.shift
            self.embedded.append(
                EmbeddedPicture(self.prefix + place, coding, where, size, *sides)
            )

    def size(self, place: str, width: int, height: int) -> None:
        """The stored size as the container states it."""
        if not self.depth:
            self.tag(f"{place} header", "ImageWidth", str(width))
            self.tag(f"{place} header", "ImageHeight", str(height))

    def tag(self, place: str, name: str, value: str, raw: str | None = None) -> None:
        """A tag of the container itself."""
        self.notes.add(self.prefix + place, name, value, value if raw is None else raw)

    def text(self, place: str, name: str, content: bytes) -> None:
        """A text of the container; numbered where its name stands there already."""
        key = (place, name)
        number = self.texts[key] = self.texts.get(key, 0) + 1
        if number > 1:
            place = f"{place} (block {number})"
        self.tag(place, name, decoded(content), as_written(content))

    def problem(self, words: str) -> None:
        """Something that could not be followed, in words; said once."""
        told = f"{self.prefix}{words}"
        if len(self.notes.problems) < MOST_PROBLEMS and told not in self.notes.problems:
            self.notes.problems.append(told)

    def within(self, content: bytes, shift: int, prefix: str) -> "Survey":
        """A survey for a file within this file, which fills the same lists."""
        return Survey(
            content, self.notes, parts=self.parts, embedded=self.embedded,
            prefix=self.prefix + prefix, shift=self.shift + shift, depth=self.depth + 1,
        )  # fmt: skip

    @property
    def is_broken(self) -> bool:
        """Whether the size that a decoder needs was not found."""
        return not any(tag.name == "ImageWidth" for tag in self.notes.tags)

    def contents(self, kind: str) -> list[Part]:
        """The parts of one kind."""
        return [part for part in self.parts if part.block.kind == kind]


def inflated(content: bytes, most: int = LARGEST_INFLATED) -> bytes:
    """The zlib stream unpacked. Raises ValueError where it is damaged or too large."""
    try:
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(content, most)
    except zlib.error as error:
        raise ValueError(f"the compressed text is damaged ({error})") from None
    if unpacking.unconsumed_tail:
        raise ValueError(f"it unpacks to more than {most:,} bytes")
    return plain


def begins_like(content: bytes, start: int = 0) -> str:
    """What bytes behind a picture seem to be, for a note; empty where unknown."""
    head = content[start : start + 16]
    for signature, words in _BEGINNINGS:
        if head.startswith(signature):
            return words
    if head[4:8] == b"ftyp":
        return "a video or HEIF picture"
    if not any(content[start : start + 4096]):
        return "zeros"
    return ""


_BEGINNINGS = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x89PNG", "a PNG picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"%PDF", "a PDF document"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"RIFF", "a RIFF file"),
    (b"GIF8", "a GIF picture"),
    (b"AXS!", "an AFCP record"),
    (b"\x1f\x8b", "a gzip file"),
    (b"<", "markup"),
)

__all__ = ["DEEPEST", "LARGEST_PART", "BlockKind", "Part", "Survey", "inflated"]

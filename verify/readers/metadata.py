"""What a file says about itself: every reader's tags, and the times and places stated.

A walker follows the container; our own reader reads its parts, and the others give a
second opinion. A value that a further reader read alike is one tag that names them
both; what it read otherwise is a tag of its own. Runs inside a worker process with
limits: it bounds what it gives, but cannot bound what a library spends on a file.
"""

from dataclasses import replace

from verify.domain.metadata import (
    Block,
    Metadata,
    PlaceStatement,
    Tag,
    TimeStatement,
)
from verify.readers import READERS, Reader
from verify.readers.containers import WALKERS, Walker
from verify.readers.containers.jpeg import LATEST_START, SOI
from verify.readers.readings import Notes
from verify.readers.statements import places_of, times_of
from verify.readers.survey import Survey
from verify.readers.walked import NAME

SAME_PLACE_DEGREES = 1e-5  # about a metre: rounding of seconds differs by library
NO_FORMAT = "the file is of no format whose structure is known here"


def read_metadata(
    content: bytes, readers: tuple[Reader, ...] = READERS
) -> Metadata:  # fmt: skip
    """Everything the readers found in these bytes; never raises on any content."""
    survey = survey_of(content)
    tags, problems = list[Tag](), list[str]()
    times, places = list[TimeStatement](), list[PlaceStatement]()
    known: dict[tuple[str, str, str], int] = {}
    for reader in readers:
        reading = reader.read(survey)
        problems += reading.problems
        if not _merge(tags, known, reading.tags):
            continue  # it states nothing that is not stated yet
        stated_times, bad_dates = times_of(reading.tags)
        stated_places, bad_places = places_of(reading.tags)
        times += [one for one in stated_times if not _known_time(one, times)]
        places += [one for one in stated_places if not _known_place(one, places)]
        problems += [*bad_dates, *bad_places]
    return Metadata(
        tags=tuple(tags),
        times=tuple(times),
        places=tuple(places),
        problems=tuple(dict.fromkeys(problems)),
        readers=tuple((reader.name, reader.version) for reader in readers),
        format=survey.format,
        blocks=tuple(sorted((part.block for part in survey.parts), key=_by_offset)),
        embedded=tuple(survey.embedded),
        history=tuple(survey.history),
        jpeg=survey.jpeg,
    )


def with_reader(
    metadata: Metadata,
    reader: tuple[str, str],
    tags: tuple[Tag, ...],
    problems: tuple[str, ...],
) -> Metadata:
    """The metadata with what one more reader, run elsewhere, found beside it."""
    kept = list(metadata.tags)
    known: dict[tuple[str, str, str], int] = {}
    for position, tag in enumerate(kept):
        known.setdefault((tag.place, tag.name, tag.value), position)
    _merge(kept, known, tags)
    return replace(
        metadata,
        tags=tuple(kept),
        problems=(*metadata.problems, *problems),
        readers=(*metadata.readers, reader),
    )


def survey_of(content: bytes) -> Survey:
    """The file walked over by the walker that its first bytes call for."""
    survey = Survey(content, Notes(NAME))
    walker = walker_for(content)
    if walker is None:
        survey.problem(NO_FORMAT)
    else:
        act = walker.walk
        survey.notes.attempt("the structure of the file", lambda: act(survey))
    return survey


def walker_for(content: bytes) -> Walker | None:
    """The walker for these bytes; that of JPEG also behind other data."""
    for walker in WALKERS:
        if content.startswith(walker.signature, walker.at):
            return walker
    if content.find(SOI + b"\xff", 0, LATEST_START) >= 0:
        return WALKERS[0]
    return None


def _merge(
    tags: list[Tag], known: dict[tuple[str, str, str], int], new: tuple[Tag, ...]
) -> bool:
    """Add a reader's tags; one that was read alike names this reader too.

    Whether any of them was not there yet.
    """
    before = len(tags)
    agreed: dict[int, str] = {}
    for tag in new:
        key = (tag.place, tag.name, tag.value)
        position = known.get(key)
        if position is None or tags[position].reader == tag.reader:
            known.setdefault(key, len(tags))
            tags.append(tag)
        elif tag.reader not in tags[position].also:
            agreed[position] = tag.reader
    for position, reader in agreed.items():
        one = tags[position]
        also = (*one.also, reader)
        tags[position] = Tag(one.name, one.value, one.raw, one.place, one.reader, also)
    return len(tags) > before


def _by_offset(block: Block) -> tuple[bool, int]:
    """In the order of the file; what has no one place there comes last."""
    return (block.offset is None, block.offset or 0)


def _known_time(new: TimeStatement, known: list[TimeStatement]) -> bool:
    """Whether another reader read the same time from the same tag."""
    return any(
        one.tag.reader != new.tag.reader
        and (one.role, one.tag.place, one.tag.name)
        == (new.role, new.tag.place, new.tag.name)
        and (one.time.earliest, one.time.end) == (new.time.earliest, new.time.end)
        for one in known
    )


def _known_place(new: PlaceStatement, known: list[PlaceStatement]) -> bool:
    return any(
        one.tag.reader != new.tag.reader
        and abs(one.place.latitude - new.place.latitude) < SAME_PLACE_DEGREES
        and abs(one.place.longitude - new.place.longitude) < SAME_PLACE_DEGREES
        for one in known
    )

"""What a file says about itself: every reader's tags, and the times and places stated.

Two readers that agree on a time or a place give one statement, while the tags of both
stay; where they disagree, both statements stand. Runs inside a worker process with
limits: it bounds what it gives, but cannot bound what a library spends on a file.
"""

from verify.domain.metadata import Metadata, PlaceStatement, Tag, TimeStatement
from verify.readers import READERS, Reader
from verify.readers.statements import places_of, times_of

SAME_PLACE_DEGREES = 1e-5  # about a metre: rounding of seconds differs by library


def read_metadata(content: bytes, readers: tuple[Reader, ...] = READERS) -> Metadata:
    """Everything the readers found in these bytes; never raises on any content."""
    tags, problems = list[Tag](), list[str]()
    times, places = list[TimeStatement](), list[PlaceStatement]()
    for reader in readers:
        reading = reader.read(content)
        stated_times, bad_dates = times_of(reading.tags)
        stated_places, bad_places = places_of(reading.tags)
        tags += reading.tags
        times += [one for one in stated_times if not _known_time(one, times)]
        places += [one for one in stated_places if not _known_place(one, places)]
        problems += [*reading.problems, *bad_dates, *bad_places]
    return Metadata(
        tags=tuple(tags),
        times=tuple(times),
        places=tuple(places),
        problems=tuple(dict.fromkeys(problems)),
        readers=tuple((reader.name, reader.version) for reader in readers),
    )


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

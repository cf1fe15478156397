"""Answer every photo named, in the order named, failures in their place.

Joins the inputs to the check and keeps what a report page needs. It prints nothing
and picks no exit code; `workflow.check` examines.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from verify.checks.device_set import Shot, across, shot_of
from verify.domain.examination import Examination
from verify.domain.findings import SetFinding
from verify.errors import VerifyError
from verify.exports.answers import Answers, Failure
from verify.outside.framing import Json
from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.differences import look_closer
from verify.workflow.inputs import Input
from verify.workflow.report import pictures_for
from verify.workflow.viewing import STANDARD_LIMITS, Viewer

Named = Input | tuple[str, VerifyError]


@dataclass(frozen=True)
class Answer:
    """What came out for one name given."""

    given: str
    path: Path | None
    """None where the name led to no photo."""
    item: Examination | Failure


@dataclass(frozen=True)
class PageWords:
    """The title of a page, and a heading for each answer where they have one."""

    title: str = "Photo check"
    headings: Sequence[str] = ()


def answer_photos(
    named: Sequence[Named],
    request: CheckRequest,
    pool: WorkerPool,
    library: Library | None,
) -> Iterator[Answer]:
    """One answer for each name, as soon as it is there."""
    paths = [entry.path for entry in named if isinstance(entry, Input)]
    results = check_photos(paths, request, pool, library)
    for entry in named:
        if isinstance(entry, Input):
            result = next(results)
            if isinstance(result, VerifyError):
                yield Answer(entry.given, entry.path, failure(entry.given, result))
            else:
                yield Answer(entry.given, entry.path, result)
        else:
            yield Answer(entry[0], None, failure(*entry))


def with_differences_of(
    answer: Answer, pool: WorkerPool, library: Library, decode: Mapping[str, Json]
) -> Answer:
    """The same answer with where the photo differs from the copies found."""
    if not isinstance(answer.item, Examination) or answer.path is None:
        return answer
    viewer = Viewer(pool, decode)
    looked = look_closer(answer.item, answer.path, library.picture_bytes, viewer)
    return replace(answer, item=looked.examination)


def failure(given: str, error: VerifyError) -> Failure:
    """The error as an answer for this name."""
    return Failure(given, str(error), error.next_step, error.exit_code)


def illustrated(
    answers: Iterable[Answer],
    pool: WorkerPool,
    library: Library | None,
    *,
    words: PageWords = PageWords(),
    decode: Mapping[str, Json] = STANDARD_LIMITS,
) -> Answers:
    """The answers with the pictures of a report page.

    `decode` holds the limits for decoding them, as the worker's tasks take them.
    """
    kept = tuple(answers)
    pictures = {
        position: pictures_for(
            answer.item, answer.path, pool=pool, library=library, decode=decode
        )
        for position, answer in enumerate(kept)
        if isinstance(answer.item, Examination) and answer.path is not None
    }
    return Answers(
        items=tuple(answer.item for answer in kept),
        pictures=pictures,
        title=words.title,
        together=together([shot_in(answer.item) for answer in kept]),
        headings=dict(enumerate(words.headings)),
    )


def shot_in(item: Examination | Failure) -> Shot | None:
    """What comparing devices needs of one answer; None where there was no photo."""
    return shot_of(item.metadata) if isinstance(item, Examination) else None


def together(shots: Sequence[Shot | None]) -> tuple[SetFinding, ...]:
    """What the devices named say together; photos keep their positions in the run."""
    examined = [n for n, shot in enumerate(shots) if shot is not None]
    found = across([shot for shot in shots if shot is not None])
    return tuple(
        replace(one, photos=tuple(examined[n] for n in one.photos)) for one in found
    )

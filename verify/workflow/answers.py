"""Answer every photo named, in the order named, failures in their place.

Joins the inputs to the check and keeps what a report page needs. It prints nothing
and picks no exit code; `workflow.check` examines.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from verify.domain.examination import Examination
from verify.errors import VerifyError
from verify.exports.answers import Answers, Failure
from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.store.library_places import find_library, holds_library, user_library
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.inputs import Input
from verify.workflow.report import pictures_for

Named = Input | tuple[str, VerifyError]


@dataclass(frozen=True)
class Answer:
    """What came out for one name given."""

    given: str
    path: Path | None
    """None where the name led to no photo."""
    item: Examination | Failure


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


def failure(given: str, error: VerifyError) -> Failure:
    """The error as an answer for this name."""
    return Failure(given, str(error), error.next_step, error.exit_code)


def illustrated(
    answers: Iterable[Answer],
    pool: WorkerPool,
    library: Library | None,
    *,
    title: str = "Photo check",
    headings: Sequence[str] = (),
) -> Answers:
    """The answers with the pictures of a report page."""
    kept = tuple(answers)
    pictures = {
        position: pictures_for(answer.item, answer.path, pool=pool, library=library)
        for position, answer in enumerate(kept)
        if isinstance(answer.item, Examination) and answer.path is not None
    }
    return Answers(
        tuple(answer.item for answer in kept),
        pictures,
        title,
        dict(enumerate(headings)),
    )


def library_folder(against: str | None, start: Path) -> Path | None:
    """The library named, else the nearest upward, else the user's own, if any."""
    if against is not None:
        return Path(against)
    nearest = find_library(start)
    candidates = (nearest, user_library()) if nearest else (user_library(),)
    return next((folder for folder in candidates if holds_library(folder)), None)

"""The worked example: stand-in pictures imported and checked in a temporary folder.

The pictures are rendered, marked so, and come with the answers expected of them; the
demo goes the same way as a real check and compares. It leaves nothing behind but the
report page it is asked for.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from verify.domain.examination import ClaimedEvent, Examination, Outcome
from verify.domain.places import stated_place
from verify.domain.regions import stated_region
from verify.domain.times import stated_time
from verify.errors import RecordsBroken, SurroundingsError, VerifyError
from verify.outside.clock import now_utc
from verify.outside.workers import WorkerPool
from verify.store.library import Library
from verify.workflow.answers import Answer, answer_photos
from verify.workflow.check import CheckRequest
from verify.workflow.import_references import ImportOptions, import_references
from verify.workflow.inputs import Input

PACKAGE = Path(__file__).resolve().parents[1]
PLACES = (PACKAGE / "standins", PACKAGE.parent / "reference_images" / "standins")
LIBRARY_NAME = "earlier-pictures-of-the-demo"


@dataclass(frozen=True)
class Exercise:
    """One suspect of the demo, what is claimed of it, and the answer it should get."""

    path: Path
    claim: ClaimedEvent
    expected: Outcome
    story: str


@dataclass(frozen=True)
class Solved:
    """An exercise with the answer it got."""

    exercise: Exercise
    answer: Answer

    @property
    def as_expected(self) -> bool:
        """Whether the outcome is the expected one."""
        item = self.answer.item
        return (
            isinstance(item, Examination)
            and item.answer.outcome is self.exercise.expected
        )


def stand_ins() -> Path:
    """The folder of stand-in pictures: of an installed copy, or of the repository."""
    for folder in PLACES:
        if (folder / "suspects.csv").is_file():
            return folder
    raise SurroundingsError(
        "the demo's pictures are not part of this installation",
        next_step="Install verify again, or run the demo from its repository.",
    )


def exercises(folder: Path) -> tuple[Exercise, ...]:
    """The suspects in the order of `suspects.csv`. Raises RecordsBroken."""
    table = folder / "suspects.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    try:
        return tuple(_exercise(folder, row) for row in rows)
    except (KeyError, ValueError) as error:
        raise RecordsBroken(
            f"the demo's list of suspects cannot be read: {error}",
            next_step="Install verify again.",
        ) from error


@contextmanager
def demo_library(folder: Path, root: Path, pool: WorkerPool) -> Iterator[Library]:
    """A library in `root`, made from the stand-ins' manifest of earlier pictures."""
    with Library.open(root / LIBRARY_NAME, create=True) as library:
        options = ImportOptions(recorded_at=now_utc())
        import_references([folder / "manifest.csv"], library, pool, options=options)
        yield library


def solve(
    asked: Sequence[Exercise], pool: WorkerPool, library: Library
) -> Iterator[Solved]:
    """Check each suspect as `verify check` would, each with its own claim."""
    for exercise in asked:
        named: list[Input | tuple[str, VerifyError]] = [
            Input(exercise.path.name, exercise.path)
        ]
        request = CheckRequest(claim=exercise.claim)
        for answer in answer_photos(named, request, pool, library):
            yield Solved(exercise, answer)


def _exercise(folder: Path, row: dict[str, str]) -> Exercise:
    date, place, region, event = (
        (row.get(f"claimed_{part}") or "").strip()
        for part in ("date", "place", "region", "event")
    )
    claim = ClaimedEvent(
        time=stated_time(date) if date else None,
        place=stated_place(place) if place else None,
        region=stated_region(region) if region else None,
        names=tuple(name.strip() for name in event.split("|") if name.strip()),
    )
    expected = Outcome((row["expected_outcome"] or "").strip())
    return Exercise(folder / row["path"], claim, expected, (row["story"] or "").strip())

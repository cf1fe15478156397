"""Do again what a case's lines say was done with its pictures, and compare.

Each examination: the same bytes are decoded and measured anew in limited worker
processes and must give the picture on record; every comparison is made anew as far as
both pictures are at hand; and the line must say what its report says. Each derived
picture that this program can make must come out the same. An examination by another
version of the decoder or of the decision is left, since it may rightly differ.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verify.audit.casebook import Casebook, Entry
from verify.audit.facts import Repeated
from verify.domain.evidence import Digest, Evidence
from verify.errors import VerifyError
from verify.exports.json_lines import picture_json
from verify.outside.workers import Job, Reply, WorkerPool
from verify.outside.working_folder import working_folder
from verify.workflow.check import VERSIONS
from verify.workflow.repeat_comparisons import (
    AtHand,
    Told,
    at_hand,
    repeat_comparisons,
)
from verify.workflow.repeat_derived import repeat_derived
from verify.workflow.taken_out import taken_out

FORMAT = "verify.examination/1"
FAILURE = "verify.failure/1"
DECIDING = ("decoder", "extraction", "decision")
"""Versions that decide what a picture is decoded to, and what matches it."""
LONGEST_LIST = 40
"""Of resemblances in a line; beyond it a line may leave some out."""


@dataclass(frozen=True)
class _Step:
    """One examination that can be repeated."""

    entry: Entry
    report: Mapping[str, Any]
    digest: str
    path: Path
    size: int


def repeat_examinations(
    book: Casebook, libraries: Sequence[Path] = ()
) -> tuple[Repeated, ...]:
    """Each examination of the record, repeated as far as can be."""
    found: list[Repeated] = []
    steps: dict[str, _Step] = {}
    for entry in book.of("compare"):
        step = _step(book, entry)
        if isinstance(step, _Step):
            steps[str(entry.number)] = step
        else:
            found.append(step)
    derived = book.of("derive")
    if not steps and not derived:
        return tuple(found)
    with (
        working_folder() as folder,
        ExitStack() as stack, WorkerPool(1) as pool,
    ):  # fmt: skip
        found += [repeat_derived(book, entry, pool) for entry in derived]
        kept = at_hand(stack, folder, _originals(book), libraries, pool)
        jobs = (_job(key, step) for key, step in steps.items())
        for job, reply in pool.map(jobs):
            found.append(_repeated(steps[job.key], reply, kept))
    return tuple(found)


def _step(book: Casebook, entry: Entry) -> _Step | Repeated:
    """What is needed to repeat an examination, or what it lacks."""
    report = _report(book, entry)
    if report is None:
        return Repeated(entry.place, left=("its report is not at hand",))
    if wrong := tuple(_unlike(entry.body, report)):
        return Repeated(entry.place, wrong)
    now, then = dict(VERSIONS), report.get("versions")
    then = then if isinstance(then, dict) else {}
    for name in DECIDING:
        if report.get("format") == FORMAT and then.get(name) != now[name]:
            words = f"it was made with {name} {then.get(name)}; this is {now[name]}"
            return Repeated(entry.place, left=(words,))
    for digest in entry.files("original", of="in"):
        if digest in book.blobs.sizes:
            path, size = book.blobs.path(digest), book.blobs.sizes[digest]
            return _Step(entry, report, digest, path, size)
    return Repeated(entry.place, left=("its picture is not at hand",))


def _report(book: Casebook, entry: Entry) -> Mapping[str, Any] | None:
    for digest in entry.files("examination"):
        try:
            told = json.loads(book.blobs.content(digest) or b"null")
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict) and told.get("format") in {FORMAT, FAILURE}:
            return told
    return None


def _unlike(body: Mapping[str, Any], report: Mapping[str, Any]) -> Iterator[str]:
    """Where the line says otherwise than the report that it names."""
    if report["format"] == FAILURE:
        return
    scope = report.get("library")
    scope = scope if isinstance(scope, dict) else {}
    for name, said, told in (
        ("outcome", body.get("outcome"), report.get("outcome")),
        ("library", body.get("library"), scope.get("digest")),
        ("references", body.get("references"), scope.get("references")),
    ):
        if said != told:
            yield f"its line says {name} {said}, its report {told}"
    listed = [one.get("digest") for one in body.get("resemblances") or ()]
    if len(listed) < LONGEST_LIST:
        for one in report.get("considered") or ():
            other = one.get("reference") if isinstance(one, dict) else None
            if other not in (*listed, report.get("digest")) and one.get("accepted"):
                yield f"its report has a match, {str(other)[:12]}, that its line lacks"


def _originals(book: Casebook) -> dict[str, tuple[Path, int]]:
    """The originals that are at hand, with where they lie and their sizes."""
    sizes = book.blobs.sizes
    return {
        digest: (book.blobs.path(digest), sizes[digest])
        for acquired in book.evidence().values() for one in acquired
        for digest in one.files("original") if digest in sizes
    }  # fmt: skip


def _job(key: str, step: _Step) -> Job:
    return Job(key, "examine", step.path.read_bytes, {"role": "suspect"})


def _repeated(step: _Step, reply: Reply | VerifyError, known: AtHand) -> Repeated:
    place = step.entry.place
    _, made, _ = taken_out(reply, step.digest)
    if step.report["format"] == FAILURE:
        words = () if made is None else ("it failed then, and can be decoded now",)
        return Repeated(place, left=words)
    picture = picture_json(made.picture if made else None)
    evidence = Evidence(Digest(step.digest), step.size, place)
    told = (
        repeat_comparisons(evidence, made, step.report, step.entry.body, known)
        if made else Told()
    )  # fmt: skip
    recorded = {name: step.report.get(name) for name in ("digest", "size_bytes")}
    if recorded != {"digest": step.digest, "size_bytes": step.size}:
        told.differs.append("its report is of another file")
    if json.loads(json.dumps(picture)) != step.report.get("picture"):
        told.differs.append("the picture is decoded otherwise than its report says")
    return Repeated(place, tuple(told.differs), tuple(told.left))

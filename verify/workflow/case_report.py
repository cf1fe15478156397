"""Gather what a case's exports show, and write them.

Words and reports come from the case's files, pictures through worker processes: they
are decoded, reduced, blurred where somebody flagged them as graphic, and encoded anew
without metadata. A picture or text that is missing costs its place, never the page.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from verify.domain.case_records import Told
from verify.domain.case_state import CaseState, latest_examinations
from verify.domain.case_words import texts_of
from verify.domain.equipment import Catalogue
from verify.domain.evidence import Digest
from verify.domain.regions import WHOLE, Region
from verify.errors import AskedWrongly, VerifyError
from verify.exports import EXPORTS
from verify.exports.case_page import pictures_to_show
from verify.exports.case_pairs import Pair
from verify.exports.case_sheet import CaseSheet
from verify.imaging import comparison, outlines
from verify.imaging.outlines import Pixels
from verify.outside.workers import Job, WorkerPool
from verify.store.casefile import CaseFile
from verify.workflow.report import write_whole

LONG_SIDE, SMALL_SIDE = 900, 560  # pixels: a printed column; many pictures on one page
MANY_PICTURES = 60  # beyond this the smaller side keeps the page openable
QUALITY = 80
BLURRED = "Blurred: flagged as graphic. Make the page with --show-graphic to see it."
SUFFIXES = {export.suffix: export for export in EXPORTS.values() if export.suffix}


@dataclass(frozen=True)
class Showing:
    """What the reader asked for."""

    decimals: int | None = None
    """Decimals of a degree to round places to."""
    graphic: bool = False
    """Whether pictures flagged as graphic are shown plainly."""
    program: str = ""


def check_names(paths: Iterable[Path]) -> None:
    """Raises AskedWrongly where a file's name does not say what to write."""
    for path in paths:
        if path.suffix.lower() not in SUFFIXES:
            known = ", ".join(sorted(SUFFIXES))
            raise AskedWrongly(
                f"--out {path}: its ending does not say what to write",
                next_step=f"Known endings are {known}.",
            )
        if not path.absolute().parent.is_dir():
            raise AskedWrongly(
                f"--out {path}: there is no such folder",
                next_step="Name a file in a folder that exists.",
            )


def needs_pictures(paths: Iterable[Path]) -> bool:
    """Whether one of these files shows pictures."""
    return any(path.suffix.lower() == ".html" for path in paths)


def write_exports(sheet: CaseSheet, paths: Iterable[Path]) -> None:
    """Each file whole or not at all; raises SurroundingsError where it cannot."""
    for path in paths:
        write_whole(SUFFIXES[path.suffix.lower()].render(sheet), path)


def sheet_of(
    case: CaseFile, catalogue: Catalogue, showing: Showing, pool: WorkerPool | None
) -> CaseSheet:
    """The case with everything its exports need; without a pool, without pictures."""
    state = case.state
    bare = CaseSheet(
        state, catalogue, decimals=showing.decimals, program=showing.program
    )
    evidence, links, pairs = pictures_to_show(bare)
    wanted = dict.fromkeys([*evidence, *bare.linked])
    reports = dict(_reports(case, wanted))
    pictures, notes = (
        _Pictures(case, showing, pool).gather(
            evidence, [*_boxed(bare, set(links)), *_paired(bare, pairs)]
        )
        if pool is not None else ({}, {})
    )  # fmt: skip
    return CaseSheet(
        state, catalogue, words=dict(_words(case)), reports=reports,
        pictures=pictures, picture_notes=notes, decimals=showing.decimals,
        program=showing.program,
    )  # fmt: skip


def _words(case: CaseFile) -> Iterator[tuple[int, Mapping[str, str]]]:
    for told in _everything_told(case.state):
        if told.words and (found := texts_of(told, case.texts)):
            yield told.line, found


def _everything_told(state: CaseState) -> Iterator[Told]:
    tables: tuple[Mapping[str, Any], ...] = (
        state.incidents, state.receipts, state.derivatives, state.searches,
        state.claims, state.losses, state.statuses, state.links, state.same,
        state.verdicts, state.reviews, state.disputes,
    )  # fmt: skip
    for table in tables:
        for one in table.values():
            yield one.told
    for item in state.evidence.values():
        for acquisition in item.acquisitions:
            yield acquisition.told
    for each in (state.corrections, state.withholdings, state.closings):
        for record in each:
            yield record.told


def _reports(
    case: CaseFile, wanted: Mapping[str, None]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    examined = latest_examinations(case.state)
    for ident in wanted:
        if ident not in examined or (examined[ident].report in case.state.withheld):
            continue
        try:
            report = json.loads(case.vault.read(examined[ident].report))
        except (OSError, ValueError):
            continue
        if isinstance(report, dict):
            yield ident, report


@dataclass(frozen=True)
class _Drawing:
    """One picture with a region outlined, and under which key the page finds it."""

    key: str
    source: str
    """Id of an evidence, or the digest of a file of the case."""
    region: Region | None
    graphic: bool = False
    """Whether it shows what somebody flagged as graphic."""
    side: int = LONG_SIDE


def _boxed(sheet: CaseSheet, shown: set[str]) -> Iterator[_Drawing]:
    """The regions that links mark."""
    for supports in sheet.supports.by_loss.values():
        for one in supports:
            if one.link.id in shown:
                yield _Drawing(one.link.id, one.link.evidence, one.link.region)


def _paired(sheet: CaseSheet, pairs: Iterable[Pair]) -> Iterator[_Drawing]:
    """Both sides of each match, the shared part outlined; graphic where either is."""
    evidence = sheet.state.evidence
    for pair in pairs:
        other = pair.other_evidence
        graphic = evidence[pair.evidence].graphic or bool(
            other and evidence[other].graphic
        )
        match = pair.match
        for key, source, region in (
            (pair.own, pair.evidence, match.region),
            (pair.other, other or match.shown, match.other_region),
        ):
            yield _Drawing(key, source, region or WHOLE, graphic, SMALL_SIDE)


class _Pictures:
    """Decodes each picture once, for its card and for all that is drawn on it."""

    def __init__(self, case: CaseFile, showing: Showing, pool: WorkerPool) -> None:
        self.case, self.showing, self.pool = case, showing, pool
        self.pictures: dict[str, bytes] = {}
        self.notes: dict[str, str] = {}
        self.side = LONG_SIDE

    def gather(
        self, evidence: Sequence[str], drawings: Iterable[_Drawing]
    ) -> tuple[dict[str, bytes], dict[str, str]]:
        """JPEGs by evidence id and by key of a drawing, and notes by evidence id."""
        wanted: dict[str, list[_Drawing]] = {ident: [] for ident in evidence}
        for one in drawings:
            wanted.setdefault(one.source, []).append(one)
        if len(wanted) > MANY_PICTURES:
            self.side = SMALL_SIDE
        cards = set(evidence)
        for job, reply in self.pool.map([self._job(source) for source in wanted]):
            if isinstance(reply, VerifyError):
                self.notes[job.key] = self._missing(job.key)
                continue
            pixels = np.ascontiguousarray(reply.arrays["pixels"], dtype=np.uint8)
            if job.key in cards:
                self._card(job.key, pixels)
            for one in wanted[job.key]:
                self._draw(one, pixels)
        return self.pictures, self.notes

    def _job(self, source: str) -> Job:
        item = self.case.state.evidence.get(source)
        digest = item.digest if item is not None else Digest(source)
        read = partial(self.case.vault.read, digest)
        return Job(source, "view", read, {"long_side": self.side})

    def _missing(self, source: str) -> str:
        item = self.case.state.evidence.get(source)
        if item is not None and item.digest in self.case.state.withheld:
            return "The picture is withheld; its SHA-256 stays on record."
        return "The picture cannot be shown: it is missing or cannot be decoded."

    def _card(self, ident: str, pixels: Pixels) -> None:
        if self._hidden(ident):
            pixels = comparison.blurred(pixels)
            self.notes[ident] = BLURRED
        self.pictures[ident] = comparison.encode_jpeg(pixels, quality=QUALITY)

    def _draw(self, one: _Drawing, pixels: Pixels) -> None:
        if self._hidden(one.source) or (one.graphic and not self.showing.graphic):
            pixels = comparison.blurred(pixels)
        drawn = outlines.outlined(pixels, one.region)
        self.pictures[one.key] = comparison.encode_jpeg(
            drawn, quality=QUALITY, long_side=one.side
        )

    def _hidden(self, source: str) -> bool:
        item = self.case.state.evidence.get(source)
        return item is not None and item.graphic and not self.showing.graphic

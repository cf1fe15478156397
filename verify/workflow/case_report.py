"""Gather what a case's exports show, and write them.

Words and reports come from the case's files, pictures through worker processes: they
are decoded, reduced, blurred where somebody flagged them as graphic, and encoded anew
without metadata. A picture or text that is missing costs its place, never the page.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from verify.domain.case_records import Item, Told
from verify.domain.case_state import CaseState, latest_examinations
from verify.domain.case_words import texts_of
from verify.domain.equipment import Catalogue
from verify.domain.losses import Link
from verify.errors import AskedWrongly, VerifyError
from verify.exports import EXPORTS
from verify.exports.case_page import pictures_to_show
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
    evidence, links = pictures_to_show(bare)
    wanted = dict.fromkeys([*evidence, *bare.linked])
    reports = dict(_reports(case, wanted))
    pictures, notes = (
        _Pictures(case, bare, showing, pool).gather(evidence, links)
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
        if ident not in examined:
            continue
        try:
            report = json.loads(case.vault.read(examined[ident].report))
        except (OSError, ValueError):
            continue
        if isinstance(report, dict):
            yield ident, report


def _boxes(sheet: CaseSheet, shown: set[str]) -> dict[str, list[Link]]:
    """The links whose regions are boxed, by the evidence they mark."""
    found: dict[str, list[Link]] = {}
    for supports in sheet.supports.by_loss.values():
        for one in supports:
            if one.link.id in shown:
                found.setdefault(one.link.evidence, []).append(one.link)
    return found


class _Pictures:
    """Decodes each picture once, for its card and for the links that box it."""

    def __init__(
        self, case: CaseFile, sheet: CaseSheet, showing: Showing, pool: WorkerPool
    ) -> None:
        self.case, self.sheet, self.showing, self.pool = case, sheet, showing, pool
        self.pictures: dict[str, bytes] = {}
        self.notes: dict[str, str] = {}
        self.boxes: Mapping[str, list[Link]] = {}
        self.side = LONG_SIDE

    def gather(
        self, evidence: list[str], links: list[str]
    ) -> tuple[dict[str, bytes], dict[str, str]]:
        """JPEGs by evidence and link id, and notes by evidence id."""
        self.boxes = _boxes(self.sheet, set(links))
        wanted = dict.fromkeys([*evidence, *self.boxes])
        if len(wanted) > MANY_PICTURES:
            self.side = SMALL_SIDE
        cards = set(evidence)
        jobs = [self._job(self.case.state.evidence[ident]) for ident in wanted]
        for job, reply in self.pool.map(jobs):
            if isinstance(reply, VerifyError):
                self.notes[job.key] = self._missing(job.key)
                continue
            pixels = np.ascontiguousarray(reply.arrays["pixels"], dtype=np.uint8)
            self._keep(job.key, pixels, card=job.key in cards)
        return self.pictures, self.notes

    def _job(self, item: Item) -> Job:
        read = partial(self.case.vault.read, item.digest)
        return Job(item.id, "view", read, {"long_side": self.side})

    def _missing(self, ident: str) -> str:
        digest = self.case.state.evidence[ident].digest
        if digest in self.case.state.withheld:
            return "The picture is withheld; its SHA-256 stays on record."
        return "The picture cannot be shown: it is missing or cannot be decoded."

    def _keep(self, ident: str, pixels: Pixels, *, card: bool) -> None:
        if self.case.state.evidence[ident].graphic and not self.showing.graphic:
            pixels = comparison.blurred(pixels)
            self.notes[ident] = BLURRED
        if card:
            self.pictures[ident] = comparison.encode_jpeg(pixels, quality=QUALITY)
        for one in self.boxes.get(ident, ()):
            boxed = outlines.outlined(pixels, one.region)
            self.pictures[one.id] = comparison.encode_jpeg(boxed, quality=QUALITY)

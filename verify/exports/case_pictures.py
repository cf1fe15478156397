"""Pictures for print: one card each, with earliest appearance, matches and verdicts.

The machine's assessment and people's verdicts stand apart. Names of custodians and
accounts stay in the record: a page that travels must not give a source away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from verify.domain.case_copies import resembling
from verify.domain.case_records import (
    Acquisition,
    Examined,
    Item,
    Resemblance,
    Search,
)
from verify.domain.case_state import (
    latest_examinations,
    standing,
)
from verify.domain.examination import Outcome
from verify.domain.times import StatedTime
from verify.exports.case_appearances import (
    file_words,
    published,
    resemblance_words,
    told_match,
)
from verify.exports.case_losses import COPIES
from verify.exports.case_pairs import Pair, pairs_of
from verify.exports.case_sheet import (
    CaseSheet,
    counted,
    listed,
    moment,
    when,
    written,
)
from verify.exports.case_verdicts import PillarRow, PillarRows
from verify.exports.plain_text import file_name
from verify.exports.wording import OUTCOME_WORDS

MISSING_WORDS = {
    "source": "source", "posted_at": "time of posting", "collected_at":
    "time of collection", "collector": "collector", "method": "method",
    "platform": "platform",
}  # fmt: skip
MOST_MATCHES = 12


@dataclass(frozen=True)
class Tag:
    """A short mark in a colour."""

    words: str
    tone: str


@dataclass(frozen=True)
class Image:
    """One picture on a card."""

    jpeg: bytes
    alt: str
    caption: str


@dataclass(frozen=True)
class Source:
    """One acquisition in words."""

    words: str
    urls: tuple[str, ...]
    missing: str


@dataclass(frozen=True)
class PictureCard:
    """One evidence as a page prints it."""

    id: str
    label: str
    tone: str
    tags: tuple[Tag, ...]
    sentence: str
    more: tuple[str, ...]
    cautions: tuple[str, ...]
    images: tuple[Image, ...]
    picture_notes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    pairs: tuple[tuple[Image, Image], ...]
    """A match shown: this picture, and the other one; the shared part outlined."""
    matches: tuple[str, ...]
    """Matches that are not shown, in words."""
    pillars: tuple[PillarRow, ...]


@dataclass(frozen=True)
class PictureCards:
    """What cards of all pictures are made from, gathered once."""

    case: CaseSheet

    @cached_property
    def _examined(self) -> Mapping[str, Examined]:
        return latest_examinations(self.case.state)

    @cached_property
    def _resembling(self) -> Mapping[str, tuple[Resemblance, ...]]:
        return resembling(self.case.state)

    @cached_property
    def _pairs(self) -> Mapping[str, tuple[Pair, ...]]:
        shown = self.case.pictures
        found = pairs_of(self.case, self.case.state.evidence)
        return {
            ident: tuple(one for one in pairs if {one.own, one.other} <= set(shown))
            for ident, pairs in found.items()
        }

    @cached_property
    def _pillars(self) -> PillarRows:
        return PillarRows(self.case)

    @cached_property
    def _searches(self) -> Mapping[str, list[Search]]:
        found: dict[str, list[Search]] = {}
        for one in standing(self.case.state.searches):
            for ident in one.about:
                found.setdefault(ident, []).append(one)
        return found

    def card(self, item: Item) -> PictureCard:
        """Everything a page says of one picture."""
        case = self.case
        report = case.reports.get(item.id, {})
        examined = self._examined.get(item.id)
        rejected = case.is_rejected(item)
        sentences = [str(a.get("sentence", "")) for a in report.get("assessments", ())]
        return PictureCard(
            id=item.id, label=self._label(item),
            tone="rejected" if rejected else examined.outcome if examined else "look",
            tags=tuple(self._tags(item, examined)),
            sentence=sentences[0] if sentences else "It was not examined.",
            more=tuple(sentences[1:]), cautions=tuple(self._cautions(item)),
            images=self._images(item),
            picture_notes=tuple(filter(None, [case.picture_notes.get(item.id, "")])),
            facts=tuple(self._facts(item, examined, report)),
            sources=tuple(self._source(one) for one in item.acquisitions
                          if not one.told.retracted_by),
            pairs=tuple(
                self._pair(one, report) for one in self._pairs.get(item.id, ())
            ),
            matches=tuple(self._matches(item, report)),
            pillars=tuple(self._pillars.rows(item)),
        )  # fmt: skip

    def _label(self, item: Item) -> str:
        names = (self.case.said(one.told, "file_name") for one in item.acquisitions)
        return next((file_name(name) for name in names if name), "")

    def _tags(self, item: Item, examined: Examined | None) -> Iterator[Tag]:
        if examined is not None and examined.outcome in set(Outcome):
            outcome = Outcome(examined.outcome)
            yield Tag(f"Machine: {OUTCOME_WORDS[outcome]}", outcome.value)
        for one in self.case.supports.refuted.get(item.id, ()):
            yield Tag(f"Refuted: {one.pillar}", "rejected")
        if item.id in self.case.stand_ins:
            yield Tag("Rendered stand-in", "look")
        if item.graphic:
            yield Tag("Graphic", "look")

    def _cautions(self, item: Item) -> Iterator[str]:
        if len(item.incidents) > 1:
            names = [self.case.state.incidents[one].title for one in item.incidents]
            yield f"Offered for more than one incident: {listed(names)}."
        losses = [
            self.case.state.losses[one] for one in self.case.linked.get(item.id, ())
        ]
        sides = {loss.side for loss in losses if loss.side}
        if len(sides) > 1:
            yield f"It is tied to losses of both sides: {listed(sorted(sides))}."

    def _images(self, item: Item) -> tuple[Image, ...]:
        jpeg = self.case.pictures.get(item.id, b"")
        if not jpeg:
            return ()
        return (Image(jpeg, f"{item.id}, as it was collected, reduced", ""),)

    def _facts(
        self, item: Item, examined: Examined | None, report: Mapping[str, Any]
    ) -> Iterator[tuple[str, str]]:
        yield "Earliest seen", self._earliest(item, report)
        losses = self.case.linked.get(item.id, ())
        counting = [one for one in losses if item.id in self.case.supporting(one)]
        dropped = [one for one in losses if one not in counting]
        if counting:
            yield "Supports", listed(counting)
        if dropped:
            yield "Does not count for", listed(dropped)
        titles = [self.case.state.incidents[one].title for one in item.incidents]
        yield "Offered for", "; ".join(titles)
        yield "The file says", file_words(report)
        yield "Examined", self._examination(examined)
        picture = report.get("picture") or {}
        size = f"{picture['width']} by {picture['height']} pixels, " if picture else ""
        yield "File", f"{item.media}, {size}{item.size:,} bytes"
        yield "SHA-256", item.digest

    def _examination(self, examined: Examined | None) -> str:
        if examined is None:
            return "never"
        library = f"“{examined.library_name or 'a library'}” with " + counted(
            examined.references, "picture"
        )
        where = [library if examined.library else "no library"]
        if examined.case_pictures:
            where.append(f"{counted(examined.case_pictures, 'picture')} of cases")
        return f"{moment(examined.told.at)}, against {listed(where)}"

    def _earliest(self, item: Item, report: Mapping[str, Any]) -> str:
        """The earliest appearance found: in case, copies, library and searches."""
        found = list(self._appearances(item, report))
        if not found:
            return "no dated appearance is on record"
        time, words = min(found, key=lambda one: (one[0].end, one[1]))
        return f"{when(time)}, {words}"

    def _appearances(
        self, item: Item, report: Mapping[str, Any]
    ) -> Iterator[tuple[StatedTime, str]]:
        copies = [one.evidence for one in self._resembling.get(item.id, ())
                  if one.kind in COPIES and one.evidence and not one.case]  # fmt: skip
        for ident in dict.fromkeys((item.id, *copies)):
            for one in self.case.state.evidence[ident].acquisitions:
                if one.posted_at is not None and not one.told.retracted_by:
                    where = f" on {one.platform}" if one.platform else ""
                    yield one.posted_at, f"posted{where} ({ident})"
        for match in report.get("matches", ()):
            if match.get("comparison", match).get("kind") in COPIES:
                yield from published(match.get("reference", {}))
        for search in self._searches.get(item.id, ()):
            if search.earliest is not None:
                yield search.earliest, f"found with {search.engine} ({search.id})"

    def _source(self, one: Acquisition) -> Source:
        case = self.case
        parts = [f"Posted {when(one.posted_at)}" if one.posted_at else ""]
        parts += [f"on {one.platform}" if one.platform else ""]
        parts += ["given by a custodian, whose name stays in the record"
                  if case.said(one.told, "custodian") else ""]  # fmt: skip
        parts += [f"collected {when(one.collected_at)}" if one.collected_at else ""]
        parts += [one.method, f"entered by {written(one.told)}"]
        words = ", ".join(filter(None, parts))
        missing = [MISSING_WORDS.get(name, name) for name in one.missing]
        url = case.said(one.told, "source_url")
        return Source(
            words=f"{words[:1].upper()}{words[1:]}.",
            urls=(url,) if url else (),
            missing=f"Not stated: {listed(missing)}." if missing else "",
        )

    def _pair(self, pair: Pair, report: Mapping[str, Any]) -> tuple[Image, Image]:
        """The two pictures of a match, with words that can be read without them."""
        match = told_match(report, pair.match.digest)
        words = resemblance_words(pair.match, match.get("reference", {}))
        differing = str((match.get("differing") or {}).get("words", ""))
        pictures = self.case.pictures
        return (
            Image(pictures[pair.own], f"{pair.evidence}, the shared part outlined",
                  f"{pair.evidence}, this picture. {differing}".strip()),
            Image(pictures[pair.other], "the other picture, the shared part outlined",
                  words),
        )  # fmt: skip

    def _matches(self, item: Item, report: Mapping[str, Any]) -> Iterator[str]:
        shown = {one.match.digest for one in self._pairs.get(item.id, ())}
        matches = [one for one in self._resembling.get(item.id, ())
                   if one.digest not in shown]  # fmt: skip
        for one in matches[:MOST_MATCHES]:
            reference = told_match(report, one.digest).get("reference", {})
            yield resemblance_words(one, reference)
        more = len(matches) - MOST_MATCHES
        if more > 0:
            yield f"{counted(more, 'further match', 'further matches')}."

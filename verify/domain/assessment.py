"""The written rule: from findings to one Assessment for each region concerned.

Regions are the marked region, or else the panels of the picture; a copy that covers
less than half of its panel is assessed as a part of its own, and the rest of the panel
apart from it. The rule is printed in docs/methodology.md. It weighs nothing and counts
no points: the most serious finding that concerns a region decides. It never says that
a claim holds.
"""

from dataclasses import dataclass, replace

from verify.domain.examination import Assessment, Facts, Outcome
from verify.domain.findings import Bearing, Finding, State
from verify.domain.references import LibraryScope
from verify.domain.regions import WHOLE, Region
from verify.domain.rules import (
    COPY_OUTCOMES,
    COVERED_SHARE,
    REUSE,
    ReuseCode,
    nothing_found_sentence,
    same_piece,
)

PICTURE = "picture"
PART = "matched part"
MARKED = "marked region"

_SERIOUSNESS = {outcome: rank for rank, outcome in enumerate(Outcome)}
_UNCERTAIN = frozenset({ReuseCode.NOT_SEARCHED, ReuseCode.TOO_POOR})


@dataclass(frozen=True)
class _Numbered:
    """A finding with its position among all findings."""

    position: int
    finding: Finding

    @property
    def region(self) -> Region:
        return self.finding.region or WHOLE

    @property
    def outcome(self) -> Outcome:
        if self.finding.check != REUSE:
            return Outcome.IN_CONFLICT
        return COPY_OUTCOMES[self.finding.code]


def assess(facts: Facts, findings: tuple[Finding, ...]) -> tuple[Assessment, ...]:
    """One Assessment for each region concerned, most serious first; at least one."""
    numbered = [_Numbered(i, finding) for i, finding in enumerate(findings)]
    copies = [
        item
        for item in numbered
        if item.finding.check == REUSE and item.finding.code in COPY_OUTCOMES
    ]
    targets = _targets(facts, copies)
    parts = [
        copy for copy in copies if not any(_covers(copy, area) for _, area in targets)
    ]
    found = [
        _for_target(label, area, copies, parts)
        or _without_copy(label, area, numbered, facts.searched)
        for label, area in _relabelled(targets, parts)
    ]
    found += [_decided(PART, group[0].region, group) for group in _grouped(parts)]
    found += _doubtful(numbered, found)
    conflicts = [item for item in numbered if _is_file_conflict(item.finding)]
    found = _with_conflicts(found, conflicts)
    return tuple(sorted(found, key=lambda item: _SERIOUSNESS[item.outcome]))


def _targets(facts: Facts, copies: list[_Numbered]) -> list[tuple[str, Region]]:
    """The regions that the question is about, each with its label.

    What one copy covers in every panel is one picture: a banner was taken for a seam,
    or the collage itself is known.
    """
    if facts.claim.region is not None:
        return [(MARKED, facts.claim.region)]
    panels = (facts.picture.panels if facts.picture else ()) or (WHOLE,)
    if len(panels) == 1:
        return [(PICTURE, panels[0])]
    for copy in sorted(copies, key=_rank):
        if all(_covers(copy, panel) for panel in panels):
            return [(PICTURE, copy.region)]
    return [
        (f"panel {number} of {len(panels)}", panel)
        for number, panel in enumerate(panels, start=1)
    ]


def _relabelled(
    targets: list[tuple[str, Region]], parts: list[_Numbered]
) -> list[tuple[str, Region]]:
    """A panel that holds a matched part is from then on "the rest of" itself."""
    holding = {_home(part, targets) for part in parts}
    return [
        (f"rest of {'the ' if label == PICTURE else ''}{label}", area)
        if place in holding and label != MARKED
        else (label, area)
        for place, (label, area) in enumerate(targets)
    ]


def _home(part: _Numbered, targets: list[tuple[str, Region]]) -> int:
    """Position of the target that holds most of the part; -1 where none does."""
    shares = [part.region.share_inside(area) for _, area in targets]
    best = max(range(len(shares)), key=shares.__getitem__)
    return best if shares[best] > 0 else -1


def _covers(item: _Numbered, area: Region) -> bool:
    return area.share_inside(item.region) >= COVERED_SHARE


def _grouped(parts: list[_Numbered]) -> list[list[_Numbered]]:
    """Parts that are mostly the same piece of the picture, together."""
    groups: list[list[_Numbered]] = []
    for part in sorted(parts, key=_rank):
        for group in groups:
            lead = group[0].region
            if same_piece(lead, part.region):
                group.append(part)
                break
        else:
            groups.append([part])
    return groups


def _rank(item: _Numbered) -> tuple[int, int]:
    return _SERIOUSNESS[item.outcome], item.position


def _for_target(
    label: str, area: Region, copies: list[_Numbered], parts: list[_Numbered]
) -> Assessment | None:
    concerning = [copy for copy in copies if copy not in parts and _covers(copy, area)]
    return _decided(label, area, concerning) if concerning else None


def _decided(label: str, area: Region, concerning: list[_Numbered]) -> Assessment:
    """The most serious finding decides; the others are named after it."""
    ranked = sorted(concerning, key=_rank)
    lead = ranked[0]
    sentence = lead.finding.summary
    if lead.finding.check == REUSE:
        sentence = _about(label, area, sentence)
    positions = tuple(item.position for item in ranked)
    return Assessment(lead.outcome, area, label, sentence, positions)


def _doubtful(numbered: list[_Numbered], found: list[Assessment]) -> list[Assessment]:
    """Parts of a known picture that may come from yet another one."""
    said = {position for assessment in found for position in assessment.findings}
    return [
        Assessment(
            Outcome.NOT_DETERMINED,
            item.region,
            PART,
            _about(PART, item.region, item.finding.summary),
            (item.position,),
        )
        for item in numbered
        if item.finding.code == ReuseCode.POSSIBLE_COPY and item.position not in said
    ]


def _without_copy(
    label: str, area: Region, numbered: list[_Numbered], scope: LibraryScope | None
) -> Assessment:
    """`nothing_found` if something was searched, else `not_determined` and why."""
    reuse = [item for item in numbered if item.finding.check == REUSE]
    uncertain = [
        item
        for item in reuse
        if item.finding.code in _UNCERTAIN
        or (
            item.finding.state is State.NOT_DETERMINED
            and item.finding.code not in COPY_OUTCOMES
            and area.share_inside(item.region) > 0
        )
    ]
    if uncertain or not reuse or scope is None:
        lead = uncertain[0].finding if uncertain else None
        text = lead.summary if lead else "It was not asked whether it was seen before."
        positions = tuple(item.position for item in uncertain)
        sentence = _about(label, area, text)
        return Assessment(Outcome.NOT_DETERMINED, area, label, sentence, positions)
    none = [item for item in reuse if item.finding.code == ReuseCode.NONE_FOUND]
    leads = [
        item
        for item in reuse
        if item.finding.code == ReuseCode.SAME_SCENE
        and area.share_inside(item.region) > 0
    ]
    positions = tuple(item.position for item in none + leads)
    sentence = _about(label, area, nothing_found_sentence(scope))
    return Assessment(Outcome.NOTHING_FOUND, area, label, sentence, positions)


def _is_file_conflict(finding: Finding) -> bool:
    return finding.check != REUSE and finding.bearing is Bearing.CONTRADICTS


def _with_conflicts(
    found: list[Assessment], conflicts: list[_Numbered]
) -> list[Assessment]:
    """Add what the file says against the claim.

    A file's statements are about the file: they go into the one Assessment where there
    is one, and stand beside the others where panels or parts were assessed apart,
    since nothing says which panel a collage took its date or place from.
    """
    if not conflicts:
        return found
    conflict = _decided(PICTURE, WHOLE, conflicts)
    if len(found) > 1:
        return [*found, conflict]
    only = found[0]
    positions = only.findings + conflict.findings
    if _SERIOUSNESS[only.outcome] <= _SERIOUSNESS[Outcome.IN_CONFLICT]:
        return [replace(only, findings=positions)]
    positions = conflict.findings + only.findings
    return [
        replace(
            only,
            outcome=conflict.outcome,
            sentence=conflict.sentence,
            findings=positions,
        )
    ]


def _about(label: str, area: Region, sentence: str) -> str:
    """The sentence with the region it is about in front, unless that is all of it."""
    if label == PICTURE:
        return sentence
    subject = label[0].upper() + label[1:]
    if label == PART:
        subject = f"A part of the picture ({max(1, round(area.area * 100))} % of it)"
    return f"{subject}: {sentence[0].lower()}{sentence[1:]}"

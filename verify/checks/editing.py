"""Tells which programs a file says it passed through, and what they recorded.

Passing through a program is what most published photographs did: raw files are
developed, pictures are cropped and made smaller. So all of it is neutral. What it is
good for: an editor's name beside a claim of "straight from the telephone", and steps
with times.
"""

import re
from collections.abc import Iterator

from verify.checks.dates import basis_of
from verify.checks.findings import Maker, counted, quoted
from verify.checks.tags import tags_named, values_named
from verify.domain.examination import Facts
from verify.domain.findings import Finding, State
from verify.domain.metadata import HistoryStep, Metadata

NAME = "editing"
VERSION = "1"

BENIGN = (
    "Most edits are harmless: developing, cropping, resizing. The name says "
    "that a program saved the file, not what it did."
)
FORGEABLE = "Such entries can be written, changed or removed by anybody."
STRIPPED = "Programs need not name themselves, and platforms remove names: neutral."
MOST_STEPS = 12

# Programs that change pictures; firmware of cameras names itself in the same tags.
EDITORS = re.compile(
    r"photoshop|lightroom|camera raw|elements|illustrator|indesign|\bgimp\b|paint|"
    r"affinity|capture one|\bdxo|darktable|rawtherapee|snapseed|picsart|vsco|picasa|"
    r"acdsee|irfanview|xnview|imagemagick|graphicsmagick|polarr|photoscape|pixelmator|"
    r"corel|canva\b|microsoft (windows )?photo|windows photo|aperture|iphoto|meitu|"
    r"facetune|remini|luminar|topaz|photo mechanic|digikam|instagram|silkypix|"
    r"capture nx|viewnx|digital photo professional|paintshop|photoimpact|krita|"
    r"inkscape|sketch\b|figma|zoner|ulead|photofiltre|fotor|pixlr|photolab",
    re.IGNORECASE,
)
SOFTWARE = (
    "Software", "ProcessingSoftware", "HostComputer", "xmp:CreatorTool", "CreatorTool",
    "tiff:Software", "OriginatingProgram", "photoshop:History",
)  # fmt: skip

_made = Maker(NAME, VERSION)


def run(facts: Facts) -> tuple[Finding, ...]:
    """Programs named, steps recorded, and documents it was made from."""
    found = [
        *_programs(facts.metadata),
        *_history(facts.metadata.history),
        *_derived(facts.metadata),
    ]
    return tuple(found) or (
        _made(
            "no_program",
            "The file names no program that it passed through.",
            state=State.NOT_OBSERVED,
            limits=(STRIPPED,),
        ),
    )


def _programs(metadata: Metadata) -> Iterator[Finding]:
    """One finding for each name; the places that hold it are its basis."""
    named: dict[str, list[str]] = {}
    for tag in tags_named(metadata, *SOFTWARE):
        named.setdefault(tag.value.strip(), []).append(basis_of(tag))
    for name, places in named.items():
        editor = EDITORS.search(name) is not None
        words = (
            f"The file names the editing program {quoted(name)}."
            if editor
            else f"The file names the software {quoted(name)}."
        )
        yield _made(
            "editor_named" if editor else "software_named",
            words,
            basis=tuple(places),
            limits=(BENIGN, FORGEABLE),
        )


def _history(steps: tuple[HistoryStep, ...]) -> Iterator[Finding]:
    if not steps:
        return
    lines = tuple(_step(step) for step in steps[:MOST_STEPS])
    if len(steps) > MOST_STEPS:
        lines = (*lines, f"and {len(steps) - MOST_STEPS} more")
    yield _made(
        "history_recorded",
        f"The file records {counted(len(steps), 'step')} of its editing.",
        basis=lines,
        limits=(BENIGN, FORGEABLE, "Only some programs record steps, and not all."),
    )


def _step(step: HistoryStep) -> str:
    words = f"XMP history: {step.action or 'a step'}"
    for label, text in (("at", step.when), ("by", step.software)):
        words += f" {label} {text}" if text else ""
    return words + (f" ({step.changed})" if step.changed else "")


def _derived(metadata: Metadata) -> Iterator[Finding]:
    """The document it was made from, where that is another one."""
    origins = values_named(metadata, "xmpMM:DerivedFrom", "xmpMM:OriginalDocumentID")
    own = values_named(metadata, "xmpMM:DocumentID", "xmpMM:InstanceID")
    others = tuple(one for one in origins if one not in own)
    if others:
        yield _made(
            "made_from_another",
            "The file says that it was made from another document.",
            basis=tuple(f"XMP identifier {one}" for one in others[:MOST_STEPS]),
            limits=(
                "Exporting a raw file or saving under another name does that too.",
                FORGEABLE,
            ),
        )

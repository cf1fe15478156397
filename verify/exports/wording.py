"""The words that terminal text and report pages share, so that both say the same.

Everything here turns a value into words for a person who has not read the manual.
It decides nothing, and adds nothing that is not in the examination.
"""

import shlex

from verify.domain.assessment import PICTURE
from verify.domain.examination import Assessment, Examination, Outcome
from verify.domain.findings import Bearing, Finding, State
from verify.domain.matches import Comparison, MatchKind
from verify.domain.references import DatedBy, LibraryScope
from verify.domain.regions import WHOLE, Region
from verify.exports.plain_text import file_name

OUTCOME_WORDS = {
    Outcome.RECYCLED: "seen before the claimed event",
    Outcome.IN_CONFLICT: "in conflict with the claim",
    Outcome.SEEN_ELSEWHERE: "seen elsewhere",
    Outcome.NOT_DETERMINED: "could not be determined",
    Outcome.NOTHING_FOUND: "nothing found",
}

KIND_WORDS = {
    MatchKind.IDENTICAL_BYTES: "the same file, byte for byte",
    MatchKind.IDENTICAL_PIXELS: "the same pixels in another file",
    MatchKind.SAME_PICTURE: "the same picture, changed",
    MatchKind.SHARED_PART: "a part shared with another picture",
    MatchKind.SAME_SCENE: "another photograph of the same scene",
}

DATED_BY_WORDS = {
    DatedBy.URL: "the page's own address",
    DatedBy.ARCHIVE: "an archive capture",
    DatedBy.TWO_SOURCES: "two sources",
    DatedBy.STATEMENT: "somebody's word alone",
    DatedBy.UNKNOWN: "nothing stated",
}

BEARING_WORDS = {
    Bearing.CONTRADICTS: "against the claim",
    Bearing.SUPPORTS: "for the claim",
    Bearing.NEUTRAL: "neither for nor against",
}

NOT_A_CONFIRMATION = (
    "This does not confirm the photo: it only says that the library searched holds "
    "no copy of it and that the file does not contradict the claim."
)
STAND_IN_MARK = "RENDERED STAND-IN"


def comparison_words(c: Comparison) -> str:
    """What kind of copy it is, and whether it was turned left to right."""
    return KIND_WORDS[c.kind] + (", mirrored" if c.mirrored else "")


def share_words(region: Region | None) -> str:
    """How much of a picture a region covers, in whole per cents."""
    if region is None or region == WHOLE:
        return "the whole picture"
    return f"{max(1, min(100, round(region.area * 100)))} % of the picture"


def scope_words(scope: LibraryScope | None) -> str:
    """Where was searched, so that nothing found says where."""
    if scope is None:
        return "No library of earlier pictures was searched."
    pictures = "picture" if scope.references == 1 else "pictures"
    usable = (
        "" if scope.searchable == scope.references
        else f", {scope.searchable:,} of them searchable"
    )  # fmt: skip
    return (
        f"Searched {scope.name}: {scope.references:,} earlier {pictures}{usable} "
        f"(library {scope.digest[:12]})."
    )


def reasons(e: Examination) -> tuple[Finding, ...]:
    """Findings the answer rests on, then what else bears on the claim, then others."""
    rest_on = set(e.answer.findings)
    order = (Bearing.CONTRADICTS, Bearing.SUPPORTS, Bearing.NEUTRAL)
    placed = [
        (i not in rest_on, order.index(f.bearing), i)
        for i, f in enumerate(e.findings)
        if f.state is not State.NOT_DETERMINED
        and (i in rest_on or f.bearing is not Bearing.NEUTRAL
             or f.state is State.OBSERVED)
    ]  # fmt: skip
    return tuple(e.findings[i] for _, _, i in sorted(placed))


def unchecked(e: Examination) -> tuple[str, ...]:
    """What could not be checked and why, one sentence each."""
    found = [
        f"{f.summary} {f.reason}".strip() if f.reason not in f.summary else f.summary
        for f in e.findings
        if f.state is State.NOT_DETERMINED
    ]
    for words, reason in (
        ("The picture could not be decoded", e.undecodable),
        (
            "Only exact copies can be recognised",
            e.picture.too_poor if e.picture else "",
        ),
    ):
        if reason and not any(reason.rstrip(".") in text for text in found):
            found.append(f"{words}: {reason}")
    found += e.picture.notes if e.picture else ()
    found += e.metadata.problems
    return tuple(dict.fromkeys(ended(text) for text in found))


def part_sentence(a: Assessment) -> str:
    """The sentence of one of several assessments, which names what it is about."""
    if a.label == PICTURE:
        return f"The file as a whole: {a.sentence}"
    return a.sentence


def ended(sentence: str) -> str:
    """The sentence with a full stop where it has no end."""
    sentence = sentence.strip()
    return sentence if sentence.endswith((".", "!", "?", "…", ":")) else f"{sentence}."


def repeat_command(e: Examination) -> str:
    """The command that repeats this check, with the names of file and library only."""
    name = file_name(e.evidence.name)
    words = ["verify", "check", f"./{name}" if name.startswith("-") else name]
    if e.searched is not None:
        words += ["--against", e.searched.name]
    if e.claim.time is not None:
        words += ["--claimed-date", e.claim.time.text]
    if e.claim.place is not None:
        # joined by "=": a southern latitude begins with a minus sign
        words.append(f"--claimed-place={e.claim.place.text}")
    if e.claim.region is not None:
        points = " ".join(f"{x:g},{y:g}" for x, y in e.claim.region.points)
        words += ["--claimed-region", points]
    for event in e.claim.names:
        words.append(f"--claimed-event={event}")
    return shlex.join(words)


def is_stand_in(e: Examination) -> bool:
    """Whether the photo or a picture it was matched with says it is a rendering."""
    said = [tag.value for tag in e.metadata.tags]
    for match in e.matches:
        r = match.reference
        said += [r.title, r.note, r.depicts]
        said += [text for p in r.publications for text in (p.title, p.note)]
    return any(STAND_IN_MARK in text.upper() for text in said)

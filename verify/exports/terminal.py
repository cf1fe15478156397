"""An answer as text for a terminal: the sentence, the reasons, the limits, the place.

Lines are plain text, coloured only when asked. The order is fixed: a person who reads
one line has the answer. Nothing here wraps lines or asks what the terminal can do.
"""

from verify.domain.examination import Examination, Outcome
from verify.domain.findings import Bearing, SetFinding
from verify.exports.answers import Answers, Failure
from verify.exports.match_words import explanation
from verify.exports.plain_text import file_name, shortened, shown
from verify.exports.wording import (
    BEARING_WORDS,
    NOT_A_CONFIRMATION,
    OUTCOME_WORDS,
    comparison_words,
    is_stand_in,
    part_sentence,
    reasons,
    scope_words,
    unchecked,
)

VERSION = "1"
BOLD, DIM, RED, YELLOW, PLAIN = (
    "\033[1m",
    "\033[2m",
    "\033[1;31m",
    "\033[1;33m",
    "\033[0m",
)
# Nothing is green: nothing_found confirms nothing.
OUTCOME_COLOURS = {
    Outcome.RECYCLED: RED,
    Outcome.IN_CONFLICT: RED,
    Outcome.SEEN_ELSEWHERE: YELLOW,
    Outcome.NOT_DETERMINED: YELLOW,
    Outcome.NOTHING_FOUND: BOLD,
}
OUTCOME_PLURALS = {o.value: words for o, words in OUTCOME_WORDS.items()} | {
    "recycled": "recycled",
    "failed": "could not be examined",
}
LONGEST_LINE = 400  # a hostile tag can hold a megabyte


def render(answers: Answers) -> bytes:
    """The text of each answer, a blank line between two."""
    several = len(answers.items) > 1
    blocks = [
        failure_lines(item)
        if isinstance(item, Failure)
        else answer_lines(item, name=item.evidence.name if several else "")
        for item in answers.items
    ]
    text = "\n\n".join("\n".join(block) for block in blocks)
    return f"{text}\n".encode("utf-8", "replace")


def answer_lines(
    e: Examination, *, name: str = "", quiet: bool = False, colour: bool = False
) -> list[str]:
    """The lines for one photo; `name` stands first, `quiet` keeps the first line."""
    sentence = _safe(e.answer.sentence)
    first = f"{_safe(name)}: {sentence}" if name else sentence
    lines = [_painted(first, OUTCOME_COLOURS[e.answer.outcome], colour)]
    if quiet:
        return lines
    if e.answer.outcome is Outcome.NOTHING_FOUND:
        lines.append(NOT_A_CONFIRMATION)
    if is_stand_in(e):
        lines.append("A RENDERED STAND-IN is involved: an exercise, no real event.")
    others = [part_sentence(a) for a in e.assessments[1:]]
    for title, texts in (
        ("Other parts of the picture", others),
        ("Why", _why(e)),
        ("Could not be checked", list(unchecked(e))),
    ):
        lines += _section(title, texts, colour)
    lines += ["", *_footing(e, colour)]
    return lines


def failure_lines(failure: Failure, *, colour: bool = False) -> list[str]:
    """The lines for an input that could not be examined."""
    name, error = _safe(failure.input), _safe(failure.error)
    error = error.removeprefix(f"{name}: ").removeprefix(f"{file_name(name)}: ")
    said = error if name in error else f"{name}: {error}"
    lines = [_painted(f"Not examined. {said}", YELLOW, colour)]
    if failure.next_step:
        lines.append(f"  {_safe(failure.next_step)}")
    return lines


def summary_line(counts: dict[str, int]) -> str:
    """`12 photos: 2 recycled, 9 nothing found, 1 could not be examined`."""
    total = sum(counts.values())
    parts = [f"{n} {OUTCOME_PLURALS[key]}" for key, n in counts.items() if n]
    noun = "photo" if total == 1 else "photos"
    return f"{total} {noun}: {', '.join(parts) or 'none examined'}"


def together_lines(found: tuple[SetFinding, ...]) -> list[str]:
    """What the devices of several photos say together; nothing where none is named."""
    return [_safe(f"The photos together: {one.summary}") for one in found]


def _why(e: Examination) -> list[str]:
    """What was observed; of what the answer's own sentence says, only the basis."""
    texts = []
    leading = {e.findings[position] for position in e.answer.findings}
    for finding in reasons(e):
        if finding.summary.lower() not in e.answer.sentence.lower():
            bearing = f" [{BEARING_WORDS[finding.bearing]}]"
            neutral = finding.bearing is Bearing.NEUTRAL
            texts.append(f"{finding.summary}{'' if neutral else bearing}")
            texts += [f"  {line}" for line in finding.basis if finding in leading]
        else:
            texts += finding.basis
    for match in e.matches:
        name = match.reference.title or match.reference.name
        texts.append(
            f"Matched with {name} ({match.reference.digest[:12]}): "
            f"{comparison_words(match.comparison)}."
        )
        texts.append(f"  {explanation(match.comparison)}")
        texts += [f"  known at {p.url}" for p in match.reference.publications if p.url]
    return texts


def _footing(e: Examination, colour: bool) -> list[str]:  # noqa: FBT001
    picture = e.picture
    size = (
        f"{picture.format}, {picture.width} x {picture.height}" if picture
        else f"{e.evidence.size_bytes:,} bytes"
    )  # fmt: skip
    lines = [
        _safe(scope_words(e.searched)),
        f"Photo: {_safe(e.evidence.name)}, {size}, SHA-256 {e.evidence.digest}",
    ]
    return [_painted(text, DIM, colour) for text in lines]


def _section(title: str, texts: list[str], colour: bool) -> list[str]:  # noqa: FBT001
    if not texts:
        return []
    rows = []
    for text in texts:
        mark = "    " if text.startswith("  ") else "  - "
        rows.append(mark + _safe(text.strip()))
    return ["", _painted(f"{title}:", BOLD, colour), *rows]


def _safe(text: str) -> str:
    return shortened(shown(text), LONGEST_LINE)


def _painted(text: str, code: str, colour: bool) -> str:  # noqa: FBT001
    return f"{code}{text}{PLAIN}" if colour else text

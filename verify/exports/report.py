"""Answers as one self-contained HTML page that an editor can read and print.

The page asks for nothing from outside and runs no script: pictures are embedded, and a
content security policy forbids the rest. All foreign text is escaped by Jinja and its
control characters are made visible. Only file names are printed, never folders.
"""

import base64
from dataclasses import dataclass
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from verify.domain.evidence import Digest
from verify.domain.examination import Examination, Outcome
from verify.domain.findings import Finding
from verify.domain.matches import Comparison
from verify.domain.references import Reference
from verify.domain.times import in_words
from verify.exports import match_words, timeline, wording
from verify.exports.answers import (
    NO_PICTURES,
    Answers,
    Doubt,
    Failure,
    Pictures,
    doubts,
)
from verify.exports.plain_text import file_name, shortened, shown

VERSION = "1"
LONGEST_TEXT = 2000  # a hostile tag can hold a megabyte


@dataclass(frozen=True)
class Sheet:
    """One photo on the page: its examination with everything worked out for print."""

    number: int
    e: Examination
    heading: str
    pictures: Pictures
    line: timeline.Line | None
    reasons: tuple[Finding, ...]
    unchecked: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    near_misses: tuple[Comparison, ...]
    command: str
    stand_in: bool

    @property
    def name(self) -> str:
        """The photo's file name."""
        return file_name(self.e.evidence.name)

    @property
    def look_inside(self) -> bool:
        """Whether a small picture inside the file shows something else."""
        return any(
            finding.code
            in {"thumbnail_look", "thumbnail_differs", "thumbnail_mirrored"}
            for finding in self.e.findings
        )

    def reference_name(self, digest: Digest | None) -> str:
        """What the page calls a reference."""
        for match in self.e.matches:
            if match.reference.digest == digest:
                return match.reference.title or file_name(match.reference.name)
        return f"picture {(digest or '')[:12]}"

    def known_since(self, reference: Reference) -> str:
        """The earliest publication stated, in words; empty where none is dated."""
        times = [p.published_at for p in reference.publications if p.published_at]
        if not times:
            return ""
        return f"published {in_words(min(times, key=lambda time: time.end))}"


def render(answers: Answers) -> bytes:
    """The whole page, UTF-8."""
    sheets: list[Sheet] = []
    failures: list[Failure] = []
    for position, item in enumerate(answers.items):
        if isinstance(item, Failure):
            failures.append(item)
        else:
            pictures = answers.pictures.get(position, NO_PICTURES)
            heading = answers.headings.get(position, "")
            sheets.append(_sheet(len(sheets) + 1, item, pictures, heading))
    page = (
        environment()
        .get_template("report.html")
        .render(
            title=answers.title,
            sheets=sheets,
            failures=failures,
            together=answers.together,
            stand_in=any(sheet.stand_in for sheet in sheets),
            made_at=max((sheet.e.examined_at for sheet in sheets), default=""),
        )
    )
    return page.encode("utf-8", "replace")


def _sheet(number: int, e: Examination, pictures: Pictures, heading: str) -> Sheet:
    open_ones = doubts(e)
    shown_apart = {one.comparison.reference for one in open_ones}
    return Sheet(
        number=number,
        e=e,
        heading=heading,
        pictures=pictures,
        line=timeline.line(timeline.entries(e)),
        reasons=wording.reasons(e),
        unchecked=wording.unchecked(e),
        doubts=open_ones,
        near_misses=tuple(
            c for c in e.considered if not (c.accepted or c.reference in shown_apart)
        ),
        command=wording.repeat_command(e),
        stand_in=wording.is_stand_in(e),
    )


def environment() -> Environment:
    """How pages are filled in: all text escaped, made visible and shortened."""
    made = Environment(
        loader=PackageLoader("verify.exports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_neutral,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        Outcome=Outcome,
        BEARING=wording.BEARING_WORDS,
        DATED_BY=wording.DATED_BY_WORDS,
        OUTCOME=wording.OUTCOME_WORDS,
        not_a_confirmation=wording.NOT_A_CONFIRMATION,
    )
    made.filters.update(
        comparison_words=wording.comparison_words,
        explanation=match_words.explanation,
        differences=match_words.differences,
        scope_words=wording.scope_words,
        share_words=wording.share_words,
        in_words=in_words,
        jpeg=_embedded,
        file_name=file_name,
        web_address=_web_address,
        ended=wording.ended,
        part_sentence=wording.part_sentence,
        number=_number,
        capital=_capital,
    )
    return made


def _neutral(value: object) -> object:
    """Every text put on the page: one line, visible, of a bearable length."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return shortened(shown(value), LONGEST_TEXT)
    return value


def _embedded(content: bytes) -> Markup:
    encoded = base64.b64encode(content).decode("ascii")
    return Markup("data:image/jpeg;base64,") + Markup(encoded)  # noqa: S704 - base64 has no markup


def _web_address(url: str) -> str:
    """The URL if a browser may follow it, else nothing (`javascript:`, `file:`)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    usable = parts.scheme in {"http", "https"} and parts.netloc
    whole = shown(url) == url and len(url) <= LONGEST_TEXT
    return url if usable and whole else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

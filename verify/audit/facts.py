"""Everything the forty items are answered from.

What the verifier found, what the lines say, and what only the surroundings can tell:
whether the index agrees, what a repetition gave, whether the package is valid. A fact
that nobody looked up is None, and its item then is not verifiable here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from verify.audit.casebook import Casebook, casebook
from verify.audit.checklist import (
    FAIL,
    NOT_APPLICABLE,
    NOT_VERIFIABLE,
    PASS,
    Answer,
)
from verify.audit.trust import Trust
from verify.audit.verifier import Verification

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Repeated:
    """One recorded step that was to be done again, and what came of it."""

    place: str
    differs: tuple[str, ...] = ()
    """What came out otherwise than recorded."""
    left: tuple[str, ...] = ()
    """What of it could not be repeated here, and why."""


@dataclass(frozen=True)
class Stated:
    """What a report says of the losses of this case."""

    source: str
    losses: Mapping[str, str]
    """The standing of each loss."""
    totals: Mapping[str, int]
    """How many vehicles have each standing."""
    head: str = ""
    """SHA-256 of the line it was made at; empty for the newest."""


@dataclass(frozen=True)
class Surroundings:
    """What is not in the record itself."""

    now: datetime = NEVER
    """When the audit is made; without it no stretch without proved time is long."""
    longest_unproved: timedelta = timedelta(hours=24)
    torn: frozenset[str] | None = None
    """SHA-256 of the files set aside under `torn/`; None in a package."""
    index: tuple[str, ...] | None = None
    """Differences between index and record; None where there is no index."""
    repeated: tuple[Repeated, ...] | None = None
    """Each recorded step, done again as far as can be; None where nothing was."""
    package: tuple[str, ...] | None = None
    """What does not hold in the package; None for a case's own folder."""
    package_open: tuple[str, ...] = ()
    """What could not be verified in the package."""
    stated: tuple[Stated, ...] = ()
    """What reports say of the losses, to be held against a recount."""


@dataclass(frozen=True)
class AuditFacts:
    """All of it together."""

    verified: Verification
    trust: Trust
    around: Surroundings
    book: Casebook


def audit_facts(v: Verification, trust: Trust, around: Surroundings) -> AuditFacts:
    """Read the lines once more, for their meaning."""
    return AuditFacts(v, trust, around, casebook(v.chain, v.blobs))


def answer(
    wrong: Iterable[str], holds: str, *, looked_at: int = 1, nothing: str = ""
) -> Answer:
    """FAIL with its places, or PASS; NOT APPLICABLE where there was nothing to ask."""
    places = tuple(dict.fromkeys(wrong))
    if places:
        more = f"{len(places)} places" if len(places) > 1 else "1 place"
        return Answer(FAIL, f"Does not hold in {more}.", places)
    if not looked_at:
        return Answer(NOT_APPLICABLE, nothing or "There is nothing of the kind.")
    return Answer(PASS, holds)


def unverifiable(words: str, places: Iterable[str] = ()) -> Answer:
    """Not verifiable here, and why."""
    return Answer(NOT_VERIFIABLE, words, tuple(places))


def by_rules(facts: AuditFacts, *rules: str, grade: str = "fault") -> list[str]:
    """What the verifier found by these rules, as places with their words."""
    return [
        f"{one.place}: {one.words}" for one in facts.verified.found
        if one.rule in rules and one.grade == grade
    ]  # fmt: skip

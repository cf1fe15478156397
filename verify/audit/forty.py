"""All forty items over one record, and what the answers mean for a profile."""

from collections.abc import Callable
from dataclasses import dataclass

from verify.audit import (
    items_log,
    items_losses,
    items_originals,
    items_package,
    items_pictures,
    items_signatures,
    items_verdicts,
)
from verify.audit.checklist import (
    FAIL,
    ITEMS,
    NOT_VERIFIABLE,
    PROFILES,
    Answer,
    Item,
)
from verify.audit.facts import AuditFacts

UNTRUSTED = 4
"""Exit code of a record that cannot be trusted."""
ASKED: tuple[Callable[[AuditFacts], Answer], ...] = (
    items_originals.originals_hold, items_originals.digest_in_line,
    items_originals.not_re_encoded, items_originals.apart,
    items_originals.acquisition_told, items_originals.context_kept,
    items_originals.given_by_others, items_originals.copies_count_once,
    items_log.unbroken, items_log.anchors_lie_on_it, items_log.newest_line_held,
    items_log.nothing_unlogged, items_log.changes_have_reasons, items_log.index_agrees,
    items_signatures.sealed_by_authors, items_signatures.keys_and_roles,
    items_signatures.stamps_hold, items_signatures.times_in_brackets,
    items_signatures.authorities_agree, items_signatures.no_long_stretch,
    items_pictures.path_to_original, items_pictures.repeats,
    items_pictures.redactions_marked, items_pictures.examinations_told,
    items_pictures.people_conclude, items_verdicts.provenance_rests_on,
    items_verdicts.reasons_both_ways, items_verdicts.reviewed,
    items_verdicts.reviewers_apart, items_verdicts.disagreement_kept,
    items_losses.rests_on_unseen, items_losses.search_ran, items_losses.counted_once,
    items_losses.regions_apart, items_losses.nothing_bare,
    items_losses.conflicts_settled, items_losses.rejected_listed,
    items_package.package_holds, items_package.left_out_counted,
    items_package.nobody_named,
)  # fmt: skip
"""Item n is answered by the n-th of these."""


@dataclass(frozen=True)
class Audit:
    """The answers to all forty, in one profile."""

    facts: AuditFacts
    profile: str
    answers: tuple[tuple[Item, Answer], ...]

    def required(self, item: Item) -> bool:
        """Whether the profile requires this item; the others are notes."""
        return item.number in PROFILES[self.profile]

    def count(self, state: str, *, required: bool = True) -> int:
        """How many answers have this state, of those required or of the notes."""
        return sum(
            answer.state == state and self.required(item) is required
            for item, answer in self.answers
        )

    @property
    def exit_code(self) -> int:
        """4 where the record cannot be trusted; 1 where anything required is open."""
        code = self.facts.verified.exit_code
        if code == UNTRUSTED:
            return code
        return 1 if self.count(FAIL) or self.count(NOT_VERIFIABLE) else 0


def audit(facts: AuditFacts, profile: str) -> Audit:
    """Ask all forty; stops at none."""
    answers = tuple((item, ask(facts)) for item, ask in zip(ITEMS, ASKED, strict=True))
    return Audit(facts, profile, answers)

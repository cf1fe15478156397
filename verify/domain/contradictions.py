"""What the statements of a case, and its losses, cannot all be true together.

Each contradiction is a sentence with the statements and losses that it sets against
each other. They are questions for a person and settle nothing: the order of battle may
be too low, a count may take in what another leaves out, a vehicle may be captured first
and burnt later. Statements that go back to one source are never set against each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from verify.domain.arithmetic import SAID, Count, Counted, Ledger, Standing, Strength
from verify.domain.case_values import Stance
from verify.domain.fewest_vehicles import fewest

MOST_TOLD = 200


@dataclass(frozen=True)
class Contradiction:
    """One thing that does not fit: which kind, in words, and what it concerns."""

    kind: str
    sentence: str
    claims: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


def contradictions(ledger: Ledger) -> tuple[Contradiction, ...]:
    """Every contradiction found, gravest kind first; each pair of statements once."""
    found = [
        *_more_than_took_part(ledger),
        *_all_and_some(ledger),
        *_how_many(ledger),
        *_changed_numbers(ledger),
        *_denied(ledger),
        *_of_one_loss(ledger),
        *_more_shown_than_said(ledger),
    ]
    return tuple(dict.fromkeys(found))[:MOST_TOLD]


def _more_than_took_part(ledger: Ledger) -> Iterator[Contradiction]:
    """Against the order of battle: what each party says, and what the case holds."""
    for strength in ledger.strengths:
        if strength.span.most is not None:
            yield from _more_said(ledger, strength, strength.span.most)
            yield from _more_recorded(ledger, strength, strength.span.most)


def _more_said(
    ledger: Ledger, strength: Strength, most: int
) -> Iterator[Contradiction]:
    """Each party by the highest of its statements, every one read at its lowest."""
    inside = [c for c in _about(ledger, strength.side, strength.equipment)
              if c.stance in SAID]  # fmt: skip
    for party in dict.fromkeys(c.party for c in inside):
        by_claim: dict[str, list[Count]] = {}
        for count in inside:
            if count.party == party:
                by_claim.setdefault(count.claim, []).append(count)
        lowest = {c: fewest(own, ledger.catalogue) for c, own in by_claim.items()}
        claim = max(lowest, key=lambda one: lowest[one].least)
        if lowest[claim].least > most:
            said = " and ".join(f"{span} {fate}" for fate, span in lowest[claim].told)
            yield _exceeds(ledger, strength, f"{party} says {said}", claims=(claim,))


def _more_recorded(
    ledger: Ledger, strength: Strength, most: int
) -> Iterator[Contradiction]:
    """Losses of the case that stand, each vehicle once."""
    row = ledger.row(strength.side, strength.equipment)
    if row.recorded > most:
        losses = tuple(
            one.loss for one in ledger.losses
            if one.side == strength.side and one.standing is not Standing.REJECTED
            and ledger.catalogue.holds(strength.equipment, one.equipment)
        )  # fmt: skip
        said = f"The case holds {row.recorded} losses"
        yield _exceeds(ledger, strength, said, losses=losses)


def _exceeds(
    ledger: Ledger, strength: Strength, said: str, *,
    claims: tuple[str, ...] = (), losses: tuple[str, ...] = (),
) -> Contradiction:  # fmt: skip
    return Contradiction(
        "more_than_took_part",
        f"{said} ({_what(ledger, strength.equipment)}), but {strength.party} gives "
        f"{strength.span} as all that took part. Either more took part, or some are "
        "counted twice.",
        (strength.claim, *claims), losses,
    )  # fmt: skip


def _all_and_some(ledger: Ledger) -> Iterator[Contradiction]:
    """One party says all had one fate, another that some had a different one."""
    losses = _losses_said(ledger)
    for one in losses:
        if not one.every or not one.statuses:
            continue
        against: dict[str, list[Count]] = {}
        for other in losses:
            apart = other.statuses and not one.statuses & other.statuses
            inside = other.side == one.side and ledger.catalogue.holds(
                one.equipment, other.equipment
            )
            if apart and inside and other.party != one.party and not other.every:
                against.setdefault(other.party, []).append(other)
        for party, counts in against.items():
            said = dict.fromkeys(
                f"{c.span} {_fates(c)} ({_what(ledger, c.equipment)})"
                for c in counts if c.span.least
            )  # fmt: skip
            yield Contradiction(
                "all_and_some",
                f"{one.party} says that all were {_fates(one)} "
                f"({_what(ledger, one.equipment)}); {party} says {', '.join(said)}.",
                _claims([one, *counts]),
            )


def _how_many(ledger: Ledger) -> Iterator[Contradiction]:
    """Parties give numbers of one kind that no number satisfies, narrow kinds summed.

    A row whose numbers are those of the row above it is told once, with that row.
    """
    above: dict[tuple[str, int], object] = {}
    for row in ledger.rows:
        known = above.get((row.side, row.depth - 1))
        above[row.side, row.depth] = row.claimed
        spans = list(row.claimed.values())
        apart = any(not a.meets(b) for a, b in combinations(spans, 2))
        if not apart or row.claimed == known:
            continue
        said = ", ".join(f"{party} {span}" for party, span in row.claimed.items())
        refs = [c for c in _about(ledger, row.side, row.equipment)
                if c.stance in SAID]  # fmt: skip
        yield Contradiction(
            "how_many",
            f"How many were lost ({_what(ledger, row.equipment)}): {said}.",
            _claims(refs),
        )


def _changed_numbers(ledger: Ledger) -> Iterator[Contradiction]:
    """One party gives two numbers of one kind and fate that no number satisfies."""
    alike: dict[object, list[Count]] = {}
    for c in _losses_said(ledger):
        key = (c.party, c.side, c.equipment, c.statuses, c.stance)
        alike.setdefault(key, []).append(c)
    for counts in alike.values():
        for one, other in combinations(counts, 2):
            if one.claim != other.claim and not one.span.meets(other.span):
                yield Contradiction(
                    "changed_number",
                    f"{one.party} says {one.span}{_lost(one)} in {one.claim} and "
                    f"{other.span}{_lost(other)} in {other.claim} "
                    f"({_what(ledger, one.equipment)}).",
                    _claims([one, other]),
                )


def _denied(ledger: Ledger) -> Iterator[Contradiction]:
    """A party denies what another says."""
    for no in _stances(ledger, Stance.DENIED):
        for yes in _losses_said(ledger):
            denies = not no.statuses or bool(no.statuses & yes.statuses)
            if (
                denies and yes.party != no.party and yes.side == no.side
                and yes.span.least > 0
                and ledger.catalogue.holds(no.equipment, yes.equipment)
            ):  # fmt: skip
                yield Contradiction(
                    "denied",
                    f"{no.party} denies that any were {_fates(no)} "
                    f"({_what(ledger, no.equipment)}); {yes.party} says {yes.span} "
                    f"{_fates(yes)} ({_what(ledger, yes.equipment)}).",
                    _claims([no, yes]),
                )


def _of_one_loss(ledger: Ledger) -> Iterator[Contradiction]:
    """One loss that two parties claim, or of which two fates are told."""
    said: dict[str, list[Count]] = {}
    for count in _losses_said(ledger):
        said.setdefault(count.claim, []).append(count)
    for loss in ledger.losses:
        about = [c for claim in loss.claims for c in said.get(claim, ())
                 if _may_be(ledger, c, loss)]  # fmt: skip
        takers = [c for c in about if c.stance is Stance.CLAIMED]
        parties = tuple(dict.fromkeys(c.party for c in takers))
        name = f"{loss.loss} ({_what(ledger, loss.equipment)})"
        if len(parties) > 1:
            yield Contradiction(
                "claimed_by_two",
                f"{name} stands in the claims of {_listed(parties)}: it is one loss "
                "and counts once.",
                _claims(takers), (loss.loss,),
            )  # fmt: skip
        clear = _clear(about)
        fates: dict[str, dict[str, None]] = {}
        for c in clear:
            fates.setdefault(_fates(c), {})[c.party] = None
        if len(fates) > 1:
            words = "; ".join(f"{fate} ({', '.join(by)})" for fate, by in fates.items())
            yield Contradiction(
                "told_apart", f"What became of {name}: {words}.",
                _claims(clear), (loss.loss,),
            )  # fmt: skip


def _clear(counts: Sequence[Count]) -> list[Count]:
    """Counts of statements that tell one fate only; of two, nobody knows which."""
    fates: dict[str, set[object]] = {}
    for count in counts:
        if count.statuses:
            fates.setdefault(count.claim, set()).add(count.statuses)
    return [c for c in counts if c.statuses and len(fates[c.claim]) == 1]


def _may_be(ledger: Ledger, count: Count, loss: Counted) -> bool:
    """Whether the count can be about this loss: one kind lies within the other."""
    holds = ledger.catalogue.holds
    return not loss.equipment or (
        holds(count.equipment, loss.equipment) or holds(loss.equipment, count.equipment)
    )


def _more_shown_than_said(ledger: Ledger) -> Iterator[Contradiction]:
    """A party's own figure of its losses is below what pictures support."""
    for count in _stances(ledger, Stance.ADMITTED):
        shown = {
            one.group or one.loss for one in ledger.losses
            if one.standing is Standing.SUPPORTED and one.side == count.side
            and ledger.catalogue.holds(count.equipment, one.equipment)
        }  # fmt: skip
        if count.span.most is not None and len(shown) > count.span.most:
            yield Contradiction(
                "more_shown_than_admitted",
                f"{count.party} admits {count.span} "
                f"({_what(ledger, count.equipment)}); pictures support {len(shown)}.",
                (count.claim,), tuple(sorted(shown)),
            )  # fmt: skip


def _losses_said(ledger: Ledger) -> list[Count]:
    return [count for count in ledger.originals if count.stance in SAID]


def _stances(ledger: Ledger, stance: Stance) -> list[Count]:
    return [count for count in ledger.originals if count.stance is stance]


def _about(ledger: Ledger, side: str, equipment: str) -> list[Count]:
    return [
        count for count in ledger.originals
        if count.side == side and ledger.catalogue.holds(equipment, count.equipment)
    ]  # fmt: skip


def _what(ledger: Ledger, equipment: str) -> str:
    return ledger.catalogue.name_of(equipment)


def _fates(count: Count) -> str:
    return " and ".join(sorted(count.statuses)) or "lost"


def _lost(count: Count) -> str:
    return f" {_fates(count)}" if count.statuses else ""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + f" and {names[-1]}"


def _claims(counts: Iterable[Count]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(count.claim for count in counts))

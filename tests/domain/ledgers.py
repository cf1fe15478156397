"""Short ways to write ledgers for tests of the arithmetic."""

from typing import Any

from verify.domain.arithmetic import Count, Counted, Ledger, Standing, Strength
from verify.domain.case_values import Condition, Stance
from verify.domain.spans import Span
from verify.store.catalogue import read_catalogue

CATALOGUE = read_catalogue()
SIDE = "Mali and Wagner"


def count(
    claim: str, party: str, number: int | Span, equipment: str, **more: Any
) -> Count:
    """`fates` is words like "captured damaged"; everything else as in Count."""
    exact = number if isinstance(number, Span) else Span(number, number)
    fates = frozenset(map(Condition, more.pop("fates", "").split()))
    stance = Stance(more.pop("stance", "claimed"))
    side = more.pop("side", SIDE)
    return Count(claim, party, stance, side, equipment, exact, fates, **more)


def loss(name: str, equipment: str, standing: str = "claimed", **more: Any) -> Counted:
    side = more.pop("side", SIDE)
    fates = frozenset(map(Condition, more.pop("fates", "").split()))
    known = {one.name.lower(): one for one in Standing}
    return Counted(name, side, equipment, fates, known[standing], **more)


def strength(number: int, equipment: str, party: str = "Wiki") -> Strength:
    return Strength("S1", party, SIDE, equipment, Span(number, number))


def ledger(*parts: Count | Counted | Strength) -> Ledger:
    return Ledger(
        tuple(p for p in parts if isinstance(p, Count)),
        tuple(p for p in parts if isinstance(p, Counted)),
        CATALOGUE,
        tuple(p for p in parts if isinstance(p, Strength)),
    )

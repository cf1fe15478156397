"""The table of counts, and the one sentence an editor reads first.

Numbers come from `verify.domain.arithmetic`; here they become cells and words.
"""

from dataclasses import dataclass

from verify.domain.arithmetic import UNKNOWN_SIDE, Counted, Standing
from verify.exports.case_sheet import TIMES, CaseSheet, counted, listed

MOST_ROWS = 200


@dataclass(frozen=True)
class Cells:
    """One row as a page prints it; empty cells say nothing was stated."""

    side: str
    side_begins: bool
    name: str
    depth: int
    said: tuple[tuple[str, str], ...]
    """Each party with its own number."""
    admitted: str
    supported: str
    recorded: str
    rejected: str


@dataclass(frozen=True)
class Table:
    """All rows, and what was left out."""

    rows: tuple[Cells, ...]
    left_out: str = ""


def table(case: CaseSheet) -> Table:
    """Per side and type: what each party says, and what is recorded."""
    found = case.ledger.rows
    rows: list[Cells] = []
    for row in found[:MOST_ROWS]:
        side = side_words(row.side)
        rows.append(
            Cells(
                side=side,
                side_begins=not rows or rows[-1].side != side,
                name=case.equipment(row.equipment),
                depth=row.depth,
                said=tuple((party, str(n)) for party, n in row.claimed.items()),
                admitted=str(row.admitted or ""),
                supported=str(row.supported or ""),
                recorded=str(row.recorded or ""),
                rejected=str(row.rejected or ""),
            )
        )
    left = len(found) - len(rows)
    note = f"{left} further rows are in the JSON export." if left else ""
    return Table(tuple(rows), note)


def side_words(side: str) -> str:
    """The heading of a side."""
    return f"Lost by {side}" if side != UNKNOWN_SIDE else "Side not stated"


def verdict_line(case: CaseSheet) -> str:
    """What the case shows, in plain words, before anything else."""
    book = case.ledger
    shown = _vehicles(case, Standing.SUPPORTED)
    if not book.losses:
        lost = "No loss is recorded yet"
    elif not shown:
        recorded = counted(len(book.losses), "recorded loss", "recorded losses")
        lost = f"None of {recorded} is visually supported"
    else:
        stand_in = all(case.rests_on_stand_ins(one.loss) for one in shown)
        how = " (by stand-in pictures)" if stand_in else ""
        verb = "is" if len(shown) == 1 else "are"
        names = [case.equipment(one.equipment) for one in shown]
        lost = (
            f"{counted(len(shown), 'loss', 'losses').capitalize()} {verb} visually "
            f"supported{how}: {_tallied(names)}"
        )
    return f"{lost}.{_rest(case)}{_pictures(case)}"


def _rest(case: CaseSheet) -> str:
    book = case.ledger
    words = {
        Standing.ADMITTED: "admitted without a picture",
        Standing.CLAIMED: "only claimed",
        Standing.RECORDED: "recorded without claim or picture",
        Standing.REJECTED: "rejected",
    }
    parts = [
        f"{book.total(one)} {said}" for one, said in words.items() if book.total(one)
    ]
    return f" {listed(parts)[:1].upper()}{listed(parts)[1:]}." if parts else ""


def _pictures(case: CaseSheet) -> str:
    items = case.state.evidence.values()
    rejected = sum(case.is_rejected(item) for item in items)
    if not rejected:
        return ""
    verb = "supports" if rejected == 1 else "support"
    return (
        f" Of {counted(len(items), 'picture')} offered, {rejected} {verb} nothing: "
        "recycled, or refuted by an analyst."
    )


def _vehicles(case: CaseSheet, wanted: Standing) -> list[Counted]:
    """One loss for each vehicle of this standing."""
    found: dict[str, Counted] = {}
    for one in case.ledger.losses:
        if one.standing is wanted:
            found.setdefault(one.group or one.loss, one)
    return list(found.values())


def _tallied(names: list[str]) -> str:
    counts = {name: names.count(name) for name in dict.fromkeys(names)}
    parts = [name if n == 1 else f"{n} {TIMES} {name}" for name, n in counts.items()]
    if len(parts) > 6:  # noqa: PLR2004
        parts = [*parts[:5], f"{len(parts) - 5} further types"]
    return listed(parts)

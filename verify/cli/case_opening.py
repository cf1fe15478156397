"""What the commands of `verify case` share: the case named, who writes, what is said.

CASE is the case's folder, or its name below `cases/`. Who writes is named with --as
or VERIFY_ACTOR; where a case has one actor only, it is that one. Every writing command
ends with the new head.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from verify.errors import AskedWrongly

if TYPE_CHECKING:
    from verify.domain.chain_entries import ChainEntry
    from verify.store.casefile import CaseFile
    from verify.workflow.case_record import Told

FORMAT = "verify.case-line/1"

CaseName = Annotated[
    str, typer.Argument(metavar="CASE", help="The case's folder, or name below cases/.")
]
Actor = Annotated[
    str,
    typer.Option("--as", metavar="NAME", envvar="VERIFY_ACTOR", show_default=False,
                 help="Pseudonym of who writes."),
]  # fmt: skip
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Only the first line.")]
Reason = Annotated[
    str, typer.Option(metavar="TEXT", help="Why; kept apart from the line.")
]
Text = Annotated[str, typer.Option(metavar="TEXT", show_default=False)]
Id = Annotated[str, typer.Option(metavar="ID", show_default=False)]
Date = Annotated[str, typer.Option(metavar="DATE", show_default=False)]
Ids = Annotated[list[str], typer.Option(metavar="ID", show_default=False)]
Place = Annotated[str, typer.Option(metavar="LAT,LON[,KM]", show_default=False)]
RegionText = Annotated[
    str,
    typer.Option(metavar="X0,Y0,X1,Y1", show_default=False,
                 help="Box, or polygon 'X,Y X,Y X,Y', in shares 0 to 1."),
]  # fmt: skip


def case_folder(name: str) -> Path:
    """The folder that is meant: as given, or below cases/."""
    given = Path(name)
    below = Path("cases") / name
    return below if not given.exists() and below.exists() else given


def open_case(name: str) -> "CaseFile":
    """The case of this name, opened."""
    from verify.store.casefile import CaseFile

    return CaseFile.open(case_folder(name))


def actor_of(case: "CaseFile", actor: str) -> str:
    """Who writes: the one named, or the only one enrolled."""
    known = list(case.state.actors)
    if actor:
        return actor
    if len(known) == 1:
        return known[0]
    raise AskedWrongly(
        f"who writes? The case {case.name} knows {', '.join(known)}",
        next_step="Give --as NAME, or set VERIFY_ACTOR.",
    )


def said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given: empty texts, lists and None are left out."""
    return {
        name: list(value) if isinstance(value, list | tuple) else value
        for name, value in fields.items()
        if value not in ("", None, [], (), False)
    }


def write_one(
    name: str, actor: str, told: "Told", *, sentence: str, as_json: bool, quiet: bool
) -> None:
    """Record one thing and say so; `sentence` may hold {id}."""
    from verify.workflow.case_record import record, writing_as

    with open_case(name) as case:
        entry = record(case, writing_as(actor_of(case, actor)), told)
        ident = str(entry.body.get("id", ""))
        line = sentence.format(id=ident)
        write_entry(case, entry, [line], as_json=as_json, quiet=quiet)


def write_entry(
    case: "CaseFile", entry: "ChainEntry", lines: Sequence[str], *,
    as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Say what was written, and the new head."""
    if as_json:
        write_json(line_json(case, entry))
        return
    write_lines(lines[:1] if quiet else [*lines, head_line(case)])


def line_json(case: "CaseFile", entry: "ChainEntry") -> dict[str, Any]:
    """`verify.case-line/1`: one line that was written, and the new head."""
    ident = entry.body.get("evidence") if entry.action == "acquire" else None
    return {
        "format": FORMAT, "case": case.name, "action": entry.action.value,
        "id": ident or entry.body.get("id"), "line": entry.seq,
        "actor": entry.actor, "role": entry.role.value, "head": entry.sha256,
    }  # fmt: skip


def head_line(case: "CaseFile") -> str:
    """The new head, as every writing command ends with it."""
    return f"Head: {case.state.head} (line {case.state.seq})"


def write_json(value: Mapping[str, Any]) -> None:
    """One object on a line of ASCII."""
    sys.stdout.write(json.dumps(value) + "\n")


def write_lines(lines: Sequence[str]) -> None:
    """Lines for a person, made safe to show."""
    from verify.exports.plain_text import shown

    sys.stdout.write("".join(f"{shown(line)}\n" for line in lines))


def given_count(text: str) -> dict[str, Any]:
    """A count of a claim: `2 pick-up`, `>=1 VP11`, `~50 truck`, `some tank`, `all`.

    May be followed by `@SIDE`, or `@SIDE/OPERATOR` where another is said to have run
    it, and by conditions: `5 BMP-2 @Mali and allies/Mali captured,damaged`.
    """
    from verify.domain.case_values import Bound, Condition

    words = text.split()
    if not words:
        raise AskedWrongly("--count: it is empty", next_step="Write '2 pick-up'.")
    bounds = {">=": Bound.AT_LEAST, "<=": Bound.AT_MOST, "~": Bound.ABOUT}
    number, bound = words[0], Bound.EXACTLY
    for sign, meant in bounds.items():
        if number.startswith(sign):
            number, bound = number.removeprefix(sign), meant
    told: dict[str, Any] = {}
    if number in {Bound.SOME, Bound.ALL}:
        bound = Bound(number)
    elif number.isascii() and number.isdigit():
        told["count"] = int(number)
    else:
        raise AskedWrongly(
            f"--count {text!r}: it does not begin with a number",
            next_step="Write '2 pick-up', '>=1 VP11', '~50 truck', 'some tank', 'all'.",
        )
    rest = words[1:]
    known = {one.value for one in Condition}
    if rest and set(rest[-1].split(",")) <= known:
        told["conditions"] = rest.pop().split(",")
    equipment, _, whose = " ".join(rest).partition("@")
    side, _, operator = whose.partition("/")
    told |= said({"equipment": equipment.strip(), "side": side.strip(),
                  "operator": operator.strip()})  # fmt: skip
    return told | {"bound": bound.value}

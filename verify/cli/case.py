"""`verify case`: open a case, enrol people, close it; the other commands by name.

Options become requests to the workflow, results become lines. Nothing is decided
here, and nothing heavy is imported before a command runs.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from verify.cli import (
    case_adding,
    case_files,
    case_judgements,
    case_ledger,
    case_showing,
)
from verify.cli.case_opening import (
    Actor,
    AsJson,
    CaseName,
    Date,
    Quiet,
    Reason,
    Text,
    actor_of,
    case_folder,
    open_case,
    said,
    write_entry,
    write_one,
)

app = typer.Typer(
    name="case",
    help="Build the file of an incident: photos, claims, losses, verdicts.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Roles = Annotated[
    list[str],
    typer.Option("--role", metavar="ROLE", show_default=False,
                 help="collector, analyst, reviewer or custodian; again for more."),
]  # fmt: skip
Names = Annotated[
    list[str],
    typer.Option("--name", metavar="TEXT", show_default=False,
                 help="Another name or spelling of the place or event."),
]  # fmt: skip
Places = Annotated[
    list[str],
    typer.Option("--place", metavar="NAME=LAT,LON[,KM]", show_default=False,
                 help="Where a source says it is, then @SOURCE; again for a disputed "
                 "place."),
]  # fmt: skip
Key = Annotated[
    str,
    typer.Option("--key", metavar="FILE", show_default=False,
                 help="Their key file, or its public half; or the public key itself."),
]  # fmt: skip


@app.command()
def new(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A folder to make.")],
    *,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What happened.")],
    time: Date = "",
    name: Names = [],
    place: Places = [],
    description: Text = "",
    actor: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="NAME",
            envvar="VERIFY_ACTOR",
            help="Pseudonym of its custodian: you. Else custodian-1.",
        ),
    ] = "",
    role: Roles = [],
    key: Key = "",
    another: Annotated[
        bool, typer.Option("--another", help="Add an incident to a case there is.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Open a case with its incident, and enrol yourself as custodian and analyst.

    \b
    Examples:
      verify case new mycase --title "Ambush at A" --time 2024-07-25..2024-07-27
      verify case new mycase --another --title "Convoy at B" --time 2025-08-01

    \b
    Exit status: 0 opened; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told, new_case

    body = said({
        "title": title, "names": name, "time": time,
        "places": [_place(one) for one in place],
    })  # fmt: skip
    told = Told(Action.OPEN, body, said({"description": description}))
    if another:
        sentence = "{id} was added to the case."
        write_one(case, actor, told, sentence=sentence, as_json=as_json, quiet=quiet)
        return
    actor = actor or "custodian-1"
    roles = list(dict.fromkeys(["custodian", *(role or ["collector", "analyst"])]))
    enrolled = Told(Action.ENROL, said({
        "actor": actor, "roles": roles, "key": _public(key),
    }))  # fmt: skip
    with new_case(case_folder(case), actor, told, enrolled) as opened:
        entry = _last(opened)
        who = f"{actor} is {', '.join(roles)}"
        lines = [
            f"The case {opened.name} was opened with the incident I1; {who}.",
            f"Next: verify case add {case} PHOTO... --source-url URL --posted-at DATE",
        ]
        write_entry(opened, entry, lines, as_json=as_json, quiet=quiet)


@app.command()
def enrol(
    case: CaseName,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A pseudonym.")],
    *,
    role: Roles,
    key: Key = "",
    valid_after: Text = "",
    valid_before: Text = "",
    real_name: Annotated[str, typer.Option(help="Kept apart, can be withheld.")] = "",
    contact: Text = "",
    note: Text = "",
    retire: Annotated[
        bool, typer.Option("--retire", help="End their roles, from now on.")
    ] = False,
    reason: Text = "",
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Enrol a person by a pseudonym, in one or more roles; again to add a role or key.

    \b
    Examples:
      verify case enrol mycase rev-1 --role reviewer --as custodian-1
      verify case enrol mycase ana-2 --role analyst --role collector

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.outside.clock import now_utc
    from verify.workflow.case_record import Told

    if retire:
        told = Told(Action.RETIRE, {"actor": name, "from": now_utc()},
                    said({"reason": reason}))  # fmt: skip
        sentence = f"{name} writes no more."
    else:
        body = said({
            "actor": name, "roles": role, "key": _public(key),
            "valid_after": valid_after, "valid_before": valid_before,
        })  # fmt: skip
        texts = said({"name": real_name, "contact": contact, "note": note})
        told = Told(Action.ENROL, body, texts)
        sentence = f"{name} is {', '.join(role)}."
    write_one(case, actor, told, sentence=sentence, as_json=as_json, quiet=quiet)


@app.command()
def close(
    case: CaseName,
    *,
    reopen: Annotated[bool, typer.Option("--reopen", help="Open it again.")] = False,
    reason: Reason = "",
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Close a case: only seals, exports, receipts and objections follow.

    \b
    Examples:
      verify case close mycase --reason "published"
      verify case close mycase --reopen --reason "a new picture"

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told, record, writing_as

    state = "open" if reopen else "closed"
    with open_case(case) as opened:
        if opened.state.closed != reopen:
            told_already = "open" if reopen else "closed"
            from verify.errors import AskedWrongly

            raise AskedWrongly(f"the case {opened.name} is {told_already} already")
        told = Told(Action.CLOSE, {"state": state}, said({"reason": reason}))
        entry = record(opened, writing_as(actor_of(opened, actor)), told)
        lines = [f"The case {opened.name} is {state}."]
        write_entry(opened, entry, lines, as_json=as_json, quiet=quiet)


for _command in (
    case_adding.add, case_files.search, case_ledger.claim, case_ledger.loss,
    case_ledger.status, case_ledger.link, case_ledger.same, case_judgements.verdict,
    case_judgements.review, case_judgements.dispute, case_judgements.correct,
    case_files.withhold, case_files.redact, case_showing.show, case_showing.list_,
):  # fmt: skip
    app.command(_command.__name__.rstrip("_"))(_command)


def _place(text: str) -> dict[str, Any]:
    """`NAME`, `NAME=LAT,LON[,KM]`, either with ` @SOURCE` behind it."""
    told, _, source = text.partition(" @")
    name, equals, place = told.rpartition("=")
    named = {"name": name, "place": place} if equals else {"name": told}
    return said({**named, "according_to": source.strip()})


def _public(key: str) -> str:
    """The public key that is meant: of a file, or as written."""
    from verify.outside.ssh_keys import public_key, public_path

    file = Path(key)
    if key and (file.is_file() or public_path(file).is_file()):
        return public_key(file)
    return key


def _last(opened: Any) -> Any:
    """The line that was written last."""
    from verify.store.chain_file import Mark, read_entries

    *_, (entry, _) = read_entries(opened.path, Mark())
    return entry

"""`verify case withhold|redact|search`: files taken out or covered; look-ups."""

from pathlib import Path
from typing import Annotated

import typer

from verify.cli.case_opening import (
    Actor,
    AsJson,
    CaseName,
    Date,
    Ids,
    Quiet,
    Reason,
    Text,
    actor_of,
    open_case,
    said,
    write_entry,
)


def withhold(
    case: CaseName,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Such as E3.")],
    *,
    reason: Reason,
    ground: Annotated[
        str, typer.Option(help="court_order, privacy, safety, rights or other.")
    ],
    words: Annotated[
        bool, typer.Option("--words", help="Of evidence, its words too.")
    ] = False,
    remove: Annotated[
        bool,
        typer.Option("--remove", help="Delete the files here too, for good; seal "
                     "the line, or the case no longer holds."),
    ] = False,
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Take a picture, or what is told of something, out of all that is shown.

    \b
    Examples:
      verify case withhold mycase E3 --ground safety --reason "shows the source"
      verify case withhold mycase C2 --ground privacy --reason "names a private person"

    Reports and exports leave it out and count it. The line and the hash stay.

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told, record, withheld_files, writing_as

    with open_case(case) as opened:
        used = withheld_files(opened.state, ids, words=words)
        told = Told(Action.WITHHOLD, {"ground": ground, "about": ids},
                    {"reason": reason}, used=used)  # fmt: skip
        entry = record(opened, writing_as(actor_of(opened, actor)), told)
        if remove:
            for one in used:
                opened.vault.remove(one.sha256)
        did = "withheld and deleted here" if remove else "withheld"
        lines = [f"{', '.join(ids)}: {len(used)} files are {did}."]
        write_entry(opened, entry, lines, as_json=as_json, quiet=quiet)


def redact(
    case: CaseName,
    picture: Annotated[str, typer.Argument(metavar="ID", help="Such as E3.")],
    *,
    box: Annotated[
        list[str],
        typer.Option(metavar="X0,Y0,X1,Y1", help="What to cover, in shares 0 to 1; "
                     "again for more."),
    ],
    reason: Reason,
    withhold_original: Annotated[
        str,
        typer.Option("--withhold", metavar="GROUND", show_default=False,
                     help="Withhold the original too, and what was read from it."),
    ] = "",
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Make a copy of a picture with regions covered for good, and say why.

    \b
    Examples:
      verify case redact mycase E3 --box 0.1,0.2,0.3,0.4 --reason "a child's face"
      verify case redact mycase E3 --box 0,0,1,0.2 --reason "names" --withhold safety

    The copy has no metadata. The original stays as it is; with --withhold (by a
    custodian) exports leave it out and count it, and hand over the copy alone.

    \b
    Exit status: 0 recorded; 2 asked wrongly; 3 it cannot be decoded;
    4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.cli.settings import settings_for
    from verify.domain.case_values import Action
    from verify.outside.workers import WorkerPool
    from verify.workflow.case_record import Told, record, withheld_files, writing_as
    from verify.workflow.redact import Redaction, refuse_withholding
    from verify.workflow.redact import redact as cover

    with (
        open_case(case) as opened,
        WorkerPool(1, settings_for({}).worker_limits) as pool,
    ):
        who = writing_as(actor_of(opened, actor))
        if withhold_original:
            refuse_withholding(opened.state, who.actor, withhold_original)
        entry = cover(opened, who, Redaction(picture, box, reason), pool)
        count = f"{len(box)} region{'' if len(box) == 1 else 's'}"
        lines = [f"{entry.body['id']}: {picture} with {count} covered."]
        if withhold_original:
            used = withheld_files(opened.state, [picture], words=False)
            body = {"ground": withhold_original, "about": [picture]}
            entry = record(
                opened, who, Told(Action.WITHHOLD, body, {"reason": reason}, used=used)
            )
            lines.append(f"{picture}: {len(used)} files are withheld.")
        write_entry(opened, entry, lines, as_json=as_json, quiet=quiet)


def search(
    case: CaseName,
    engine: Annotated[str, typer.Argument(help="Engine, archive or kind of person.")],
    result: Annotated[
        str, typer.Argument(help="nothing_found, found or not_possible.")
    ],
    *,
    about: Ids = [],
    at: Date = "",
    earliest: Annotated[
        str, typer.Option(metavar="DATE", help="Earliest appearance found.")
    ] = "",
    query: Text = "",
    found: Annotated[str, typer.Option("--result", help="In words.")] = "",
    url: Text = "",
    by: Text = "",
    note: Text = "",
    file: Annotated[
        list[Path],
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="A saved page or screenshot of the result.",
        ),
    ] = [],
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Record a look-up made elsewhere, above all one that found nothing.

    \b
    Examples:
      verify case search mycase "TinEye" nothing_found --about E1 --at 2024-08-01
      verify case search mycase "Wayback" found --about E1 --earliest 2019-03 --url U

    \b
    Exit status: 0 recorded; 2 asked wrongly; 3 a file cannot be read;
    4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.domain.chain_entries import CONTEXT
    from verify.workflow.case_record import Told, record, stored, writing_as

    body = said({
        "engine": engine, "result": result, "about": about, "at": at,
        "earliest": earliest,
    })  # fmt: skip
    texts = said({"query": query, "result": found, "url": url, "by": by, "note": note})
    with open_case(case) as opened:
        who = writing_as(actor_of(opened, actor))
        files = [stored(opened, path, CONTEXT) for path in file]
        entry = record(opened, who, Told(Action.SEARCH, body, texts, files=files))
        lines = [f"{entry.body['id']}: {engine}: {result.replace('_', ' ')}."]
        write_entry(opened, entry, lines, as_json=as_json, quiet=quiet)

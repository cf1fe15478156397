"""`verify case verdict|review|dispute|correct`: what people concluded."""

from typing import Annotated

import typer

from verify.cli.case_opening import (
    Actor,
    AsJson,
    CaseName,
    Id,
    Ids,
    Quiet,
    Reason,
    actor_of,
    open_case,
    said,
    write_entry,
    write_one,
)
from verify.errors import AskedWrongly

About = Annotated[str, typer.Argument(metavar="ID", help="Such as E1, L2, V3.")]


def verdict(
    case: CaseName,
    about: About,
    pillar: Annotated[
        str, typer.Argument(help="provenance, source, date, place, subject, motive.")
    ],
    grade: Annotated[
        str,
        typer.Argument(help="confirmed, probable, possible, doubtful, refuted, "
                       "undetermined."),
    ],
    *,
    reason: Reason,
    against: Annotated[str, typer.Option(metavar="TEXT", help="What speaks against.")],
    rests_on: Ids = [],
    incident: Id = "",
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Conclude on one pillar of a picture or a loss, with what speaks against it.

    \b
    Examples:
      verify case verdict mycase E1 place probable --reason "walls" --against "no sun"
      verify case verdict mycase L1 subject confirmed --reason "rotor" --against "blur"

    A new verdict of yours on the same pillar supersedes your old one; both stay.

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_state import standing_verdicts
    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told, record, writing_as

    with open_case(case) as opened:
        who = actor_of(opened, actor)
        own = [one.id for one in standing_verdicts(opened.state)
               if (one.told.actor, one.about, one.pillar, one.incident)
               == (who, about, pillar, incident)]  # fmt: skip
        body = said({
            "about": about, "pillar": pillar, "grade": grade, "rests_on": rests_on,
            "incident": incident, "supersedes": own[-1] if own else "",
        })  # fmt: skip
        texts = {"reason": reason, "against": against}
        entry = record(opened, writing_as(who), Told(Action.VERDICT, body, texts))
        lines = [f"{entry.body['id']}: {about}, {pillar}: {grade}, says {who}."]
        if own:
            lines.append(f"It supersedes {own[-1]}, which stays in the record.")
        write_entry(opened, entry, lines, as_json=as_json, quiet=quiet)


def review(
    case: CaseName,
    of: Annotated[str, typer.Argument(metavar="ID", help="Such as V1 or K2.")],
    result: Annotated[str, typer.Argument(help="agrees, disagrees or unsure.")],
    *,
    reason: Reason,
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Review a colleague's judgement, as it stands in its line; disagreement is kept.

    \b
    Examples:
      verify case review mycase V1 agrees --reason "looked at both" --as rev-1

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from typing import Any

    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told, record, writing_as

    with open_case(case) as opened:
        if of[:1] not in set("VKMLTFX") or not opened.state.knows(of):
            raise AskedWrongly(f"the case has no {of} that can be reviewed")
        judged: Any = opened.state.table(of[0])[of]
        body = {
            "of": of, "line": judged.told.line, "line_sha256": judged.told.sha256,
            "result": result,
        }  # fmt: skip
        who = writing_as(actor_of(opened, actor))
        told = Told(Action.REVIEW, body, {"reason": reason})
        entry = record(opened, who, told)
        lines = [f"{entry.body['id']}: {entry.actor} on {of}: {result}."]
        write_entry(opened, entry, lines, as_json=as_json, quiet=quiet)


def dispute(
    case: CaseName,
    about: About,
    position: Annotated[
        str, typer.Argument(help="objects; of a D: upheld, rejected, withdrawn.")
    ] = "objects",
    *,
    reason: Reason,
    by: Annotated[str, typer.Option(metavar="TEXT", help="Who objects, if not you.")]
    = "",
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:  # fmt: skip
    """Object to anything in the case, or say what became of an objection.

    \b
    Examples:
      verify case dispute mycase K1 --reason "other helicopter" --as rev-1
      verify case dispute mycase D1 rejected --reason "same serial"

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told

    texts = said({"reason": reason, "by": by})
    told = Told(Action.DISPUTE, {"about": about, "position": position}, texts)
    write_one(case, actor, told, sentence=f"{{id}}: {about}: {position}.",
              as_json=as_json, quiet=quiet)  # fmt: skip


def correct(
    case: CaseName,
    about: About,
    *,
    reason: Reason,
    set_: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            show_default=False,
            help="A field of the line; a list is separated by ';'.",
        ),
    ] = [],
    words: Annotated[
        list[str],
        typer.Option(
            "--words",
            metavar="NAME=TEXT",
            show_default=False,
            help="A text of the record, such as note=...",
        ),
    ] = [],
    clear: Annotated[
        list[str], typer.Option(metavar="FIELD", help="Unknown from now on.")
    ] = [],
    retract: Annotated[
        bool, typer.Option("--retract", help="Take the record back; it stays visible.")
    ] = False,
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Put a record right, or take it back; the old line stays as it was.

    \b
    Examples:
      verify case correct mycase L1 --set serial=TZ-10H --reason "seen in a photo"
      verify case correct mycase A1 --set posted_at=2024-07-29 --reason "archive"
      verify case correct mycase K1 --retract --reason "not this vehicle"

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.domain.chain_schema import KINDS, TEXTS
    from verify.workflow.case_record import Told

    new_texts = dict(_pair("--words", one) for one in words)
    known = TEXTS.get(KINDS[about[0]], frozenset()) if about[:1] in KINDS else ()
    if wrong := sorted(set(new_texts) - set(known)):
        raise AskedWrongly(
            f"--words: {about} has no {', '.join(wrong)}",
            next_step=f"It has: {', '.join(sorted(known)) or 'none'}.",
        )
    sets = {field: _value(field, text)
            for field, text in (_pair("--set", one) for one in set_)}  # fmt: skip
    body = said({"about": about, "sets": sets, "clears": clear, "retracts": retract})
    if not sets:
        body.pop("sets", None)
    told = Told(Action.CORRECT, body, {"reason": reason}, new_texts)
    did = "was taken back" if retract else "was put right"
    write_one(case, actor, told, sentence=f"{about} {did}.", as_json=as_json,
              quiet=quiet)  # fmt: skip


LISTS = frozenset({"names", "losses", "repeats", "claims", "conditions", "evidence",
                   "about", "missing"})  # fmt: skip


def _pair(option: str, text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not value:
        raise AskedWrongly(f"{option} {text!r}: write NAME=VALUE")
    return name.strip(), value


def _value(field: str, text: str) -> object:
    """The value of a field as the chain writes it."""
    from verify.cli.case_opening import given_count

    if field == "counts":
        return [given_count(one.strip()) for one in text.split(";")]
    if field in LISTS:
        return [one.strip() for one in text.split(";")]
    if field == "graphic":
        return text.lower() in {"true", "yes", "1"}
    return text

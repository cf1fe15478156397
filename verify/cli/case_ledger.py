"""`verify case claim|loss|status|link|same`: what was said, and what was lost."""

from typing import Annotated

import typer

from verify.cli.case_opening import (
    Actor,
    AsJson,
    CaseName,
    Date,
    Id,
    Ids,
    Place,
    Quiet,
    Reason,
    RegionText,
    Text,
    given_count,
    said,
    write_one,
)

Counts = Annotated[
    list[str],
    typer.Option("--count", metavar="COUNT", show_default=False,
                 help="'2 pick-up', '>=1 VP11 @SIDE/OPERATOR captured', 'some tank', "
                 "'all'."),
]  # fmt: skip
EvidenceId = Annotated[str, typer.Argument(metavar="EVIDENCE", help="Such as E1.")]
LossId = Annotated[str, typer.Argument(metavar="LOSS", help="Such as L1.")]


def claim(
    case: CaseName,
    party: Annotated[str, typer.Argument(help="Public name of the party.")],
    stance: Annotated[
        str, typer.Argument(help="claimed, admitted, denied, or present (took part).")
    ],
    *,
    words: Annotated[str, typer.Option(metavar="TEXT", help="The exact words.")] = "",
    language: Annotated[str, typer.Option(help="Of the words: fr, ar, ...")] = "",
    translation: Text = "",
    count: Counts = [],
    made_at: Date = "",
    source_url: Text = "",
    archive_url: Text = "",
    publisher: Text = "",
    speaker: Text = "",
    loss: Ids = [],
    repeats: Ids = [],
    incident: Id = "I1",
    note: Text = "",
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Record what one party said, in its own words.

    \b
    Examples:
      verify case claim mycase FAMa admitted --count "2 pick-up" --made-at 2024-07-26
      verify case claim mycase CSP claimed --count "5 armoured @FAMa captured" --as ana

    --repeats C1 says that this source copies another and is none beside it.

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told

    body = said({
        "incident": incident, "party": party, "stance": stance, "made_at": made_at,
        "language": language, "counts": [given_count(one) for one in count],
        "losses": loss, "repeats": repeats,
    })  # fmt: skip
    texts = said({
        "exact_words": words, "translation": translation, "speaker": speaker,
        "source_url": source_url, "archive_url": archive_url, "publisher": publisher,
        "note": note,
    })  # fmt: skip
    told = Told(Action.CLAIM, body, texts)
    sentence = f"{{id}}: {party}, {stance}, was recorded."
    write_one(case, actor, told, sentence=sentence, as_json=as_json, quiet=quiet)


def loss(
    case: CaseName,
    *,
    equipment: Annotated[
        str, typer.Option("--type", metavar="NAME", help="Left out: unknown.")
    ] = "",
    serial: Text = "",
    operator: Annotated[str, typer.Option(help="Whose it originally was.")] = "",
    side: Text = "",
    unit: Text = "",
    time: Date = "",
    place: Place = "",
    claim: Ids = [],
    description: Text = "",
    markings: Text = "",
    note: Text = "",
    incident: Id = "I1",
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Open one physical loss; everything about it may be unknown.

    \b
    Examples:
      verify case loss mycase --type Mi-24 --operator FAMa --time 2024-07-26
      verify case loss mycase

    --type is looked up in the catalogue of equipment, in any script; a name that
    misleads (VP11) is refused with advice.

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told

    body = said({
        "incident": incident, "equipment": _looked_up(equipment), "serial": serial,
        "operator": operator, "side": side, "unit": unit, "time": time,
        "place": place, "claims": claim,
    })  # fmt: skip
    texts = said({"description": description, "markings": markings, "note": note})
    what = equipment or "a loss of unknown type"
    write_one(case, actor, Told(Action.LOSS, body, texts),
              sentence=f"{{id}}: {_escaped(what)} was opened.",
              as_json=as_json, quiet=quiet)  # fmt: skip


def status(
    case: CaseName,
    loss: LossId,
    conditions: Annotated[
        list[str],
        typer.Argument(metavar="CONDITION...", help="destroyed, damaged, ..."),
    ],
    *,
    time: Date = "",
    place: Place = "",
    holder: Annotated[str, typer.Option(help="Who held it then.")] = "",
    claim: Ids = [],
    evidence: Ids = [],
    reason: Text = "",
    note: Text = "",
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Say what was the matter with a loss from a time on; several may hold at once.

    \b
    Examples:
      verify case status mycase L1 damaged abandoned --time 2024-07-26
      verify case status mycase L1 captured --holder CSP --claim C2

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told

    body = said({
        "loss": loss, "conditions": conditions, "time": time, "place": place,
        "holder": holder, "claims": claim, "evidence": evidence,
    })  # fmt: skip
    texts = said({"reason": reason, "note": note})
    sentence = f"{{id}}: {loss} is {' and '.join(conditions)}."
    write_one(case, actor, Told(Action.STATUS, body, texts), sentence=sentence,
              as_json=as_json, quiet=quiet)  # fmt: skip


def link(
    case: CaseName,
    evidence: EvidenceId,
    loss: LossId,
    *,
    reason: Reason,
    region: RegionText = "",
    against: Text = "",
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Say that a picture, or a region of it, supports a loss, and why.

    \b
    Examples:
      verify case link mycase E1 L1 --reason "tail boom with roundel"
      verify case link mycase E1 L2 --region 0.5,0.2,0.9,0.8 --reason "second truck"

    One picture, or copies of one, support two losses only by a region for each.

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told

    body = said({"evidence": evidence, "loss": loss, "region": region})
    texts = said({"reason": reason, "against": against})
    sentence = f"{{id}}: {evidence} supports {loss}."
    write_one(case, actor, Told(Action.LINK, body, texts), sentence=sentence,
              as_json=as_json, quiet=quiet)  # fmt: skip


def same(
    case: CaseName,
    one: Annotated[str, typer.Argument(metavar="ONE", help="Such as E1 or L1.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Of the same kind.")],
    answer: Annotated[str, typer.Argument(help="same, different or cannot_tell.")],
    *,
    reason: Reason,
    markings: Text = "",
    damage: Text = "",
    surroundings: Text = "",
    region: Annotated[
        list[str],
        typer.Option(
            metavar="REGION",
            show_default=False,
            help="Given twice: in ONE, then in OTHER.",
        ),
    ] = [],
    actor: Actor = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Judge whether two pictures, or two losses, are of one vehicle.

    \b
    Examples:
      verify case same mycase E1 E4 same --reason "same tear in the tail"
      verify case same mycase L1 L2 different --reason "other serial" --markings "no"

    \b
    Exit status: 0 recorded; 2 asked wrongly; 4 the case does not hold; 5 disk full.
    """  # noqa: D301
    from verify.domain.case_values import Action
    from verify.workflow.case_record import Told

    body = said({"pair": [one, other], "answer": answer, "regions": region})
    texts = said({
        "reason": reason, "markings": markings, "damage": damage,
        "surroundings": surroundings,
    })  # fmt: skip
    sentence = f"{{id}}: {one} and {other}: {answer}."
    write_one(case, actor, Told(Action.SAME, body, texts), sentence=sentence,
              as_json=as_json, quiet=quiet)  # fmt: skip


def _looked_up(name: str) -> str:
    """The catalogue's id for a name; the name itself where it is in no list."""
    from verify.cli.settings import settings_for
    from verify.errors import AskedWrongly
    from verify.store.catalogue import read_catalogue

    if not name:
        return ""
    found = read_catalogue(settings_for({}).catalogue).find(name)
    if found.trap is not None:
        raise AskedWrongly(
            f"--type {name}: this name means {' or '.join(found.trap.means)}",
            next_step=found.trap.advice,
        )
    return found.entry.id if found.entry else name


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")

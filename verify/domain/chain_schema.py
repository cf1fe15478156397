"""The closed schema of each action: fields of the body, files, words, and who may.

`docs/formats/chain.md` prints these tables. A line that does not fit is neither
written nor read. Whether ids exist and rules of the case hold is `case_fold`'s and
`case_rules`' matter.
"""

from collections.abc import Mapping

from verify.domain import case_values as values
from verify.domain import chain_fields as kind
from verify.domain.case_records import NamedPlace, Part, Resemblance
from verify.domain.case_values import Action, Role
from verify.domain.chain_entries import (
    CONTEXT,
    DERIVED,
    EARLIER,
    EXAMINATION,
    NEW_WORDS,
    ORIGINAL,
    SIGNATURE,
    TIME_STAMP,
    TSA_CERTIFICATES,
)
from verify.domain.chain_fields import Field, ident, listed, nested, one_of
from verify.domain.losses import Count

ASKED = (
    "source", "posted_at", "collected_at", "collector", "method", "platform",
)  # fmt: skip
"""What every acquisition is asked for; `source` is a source_url or a custodian."""

PLACE = {
    "name": Field(kind.text, required=True), "place": Field(kind.place),
    "according_to": Field(kind.text),
}  # fmt: skip
COUNT = {
    "equipment": Field(kind.text),
    "bound": Field(one_of(values.Bound), required=True),
    "count": Field(kind.number(0)), "operator": Field(kind.text),
    "side": Field(kind.text), "conditions": Field(listed(one_of(values.Condition))),
}  # fmt: skip
RESEMBLANCE = {
    "kind": Field(kind.text, required=True),
    "digest": Field(kind.digest, required=True),
    "evidence": Field(ident("E")), "case": Field(kind.case_id),
    "region": Field(kind.region), "other_region": Field(kind.region),
    "mirrored": Field(kind.flag), "shown": Field(kind.digest),
}  # fmt: skip
PART = {
    "region": Field(kind.region, required=True),
    "outcome": Field(kind.text, required=True),
}
ANYTHING = "IEAXFSCLTKMVRDP"
"""Letters of all ids: see `KINDS`."""
KINDS: Mapping[str, Action] = {
    "I": Action.OPEN, "E": Action.ACQUIRE, "A": Action.ACQUIRE, "X": Action.COMPARE,
    "F": Action.DERIVE, "S": Action.SEARCH, "C": Action.CLAIM, "L": Action.LOSS,
    "T": Action.STATUS, "K": Action.LINK, "M": Action.SAME, "V": Action.VERDICT,
    "R": Action.REVIEW, "D": Action.DISPUTE, "P": Action.RECEIVE,
}  # fmt: skip


def _count(equipment: str = "", **given: object) -> Count:
    return Count(equipment, **given)  # type: ignore[arg-type]


def _must(read: kind.Reader) -> Field:
    return Field(read, required=True)


_TIMES = {"time": Field(kind.time), "place": Field(kind.place)}

BODIES: Mapping[Action, Mapping[str, Field]] = {
    Action.OPEN: {
        "id": _must(ident("I")), "title": _must(kind.text),
        "names": Field(listed(kind.text)), "time": Field(kind.time),
        "places": Field(listed(nested(PLACE, NamedPlace))), "format": Field(kind.text),
    },
    Action.ENROL: {
        "actor": _must(kind.actor), "roles": _must(listed(one_of(Role), least=1)),
        "key": Field(kind.key), "valid_after": Field(kind.instant),
        "valid_before": Field(kind.instant),
    },
    Action.RETIRE: {"actor": _must(kind.actor), "from": _must(kind.instant)},
    Action.ACQUIRE: {
        "id": _must(ident("A")), "evidence": _must(ident("E")),
        "incident": _must(ident("I")), "method": Field(kind.text),
        "platform": Field(kind.text), "posted_at": Field(kind.time),
        "collected_at": Field(kind.time), "collector": Field(kind.actor),
        "missing": Field(listed(kind.text)), "graphic": Field(kind.flag),
    },
    Action.RECEIVE: {
        "id": _must(ident("P")), "kind": _must(one_of(values.Received)),
        "about": Field(ident(ANYTHING)), "channel": Field(kind.text),
        "of": Field(kind.number(1)), "by": Field(kind.actor),
    },
    Action.DERIVE: {
        "id": _must(ident("F")), "source": _must(ident("EF")),
        "operation": _must(kind.text), "parameters": _must(kind.texts),
        "redaction": Field(kind.flag),
    },
    Action.COMPARE: {
        "id": _must(ident("X")), "evidence": _must(ident("E")),
        "outcome": _must(kind.text), "library": Field(kind.digest),
        "library_name": Field(kind.text), "references": Field(kind.number(0)),
        "case_pictures": Field(kind.number(0)),
        "resemblances": Field(listed(nested(RESEMBLANCE, Resemblance))),
        "parts": Field(listed(nested(PART, Part))),
        "settings": _must(kind.texts), "versions": _must(kind.texts),
    },
    Action.SEARCH: {
        "id": _must(ident("S")), "engine": _must(kind.text),
        "result": _must(one_of(values.LookUp)),
        "about": Field(listed(ident("EFCLI"))), "at": Field(kind.time),
        "earliest": Field(kind.time),
    },
    Action.CLAIM: {
        "id": _must(ident("C")), "incident": _must(ident("I")),
        "party": _must(kind.text), "stance": _must(one_of(values.Stance)),
        "made_at": Field(kind.time), "language": Field(kind.language),
        "counts": Field(listed(nested(COUNT, _count))),
        "losses": Field(listed(ident("L"))), "repeats": Field(listed(ident("C"))),
    },
    Action.LOSS: {
        "id": _must(ident("L")), "incident": _must(ident("I")),
        "equipment": Field(kind.text), "serial": Field(kind.text),
        "operator": Field(kind.text), "side": Field(kind.text),
        "unit": Field(kind.text), **_TIMES, "claims": Field(listed(ident("C"))),
    },
    Action.STATUS: {
        "id": _must(ident("T")), "loss": _must(ident("L")),
        "conditions": _must(listed(one_of(values.Condition), least=1)), **_TIMES,
        "holder": Field(kind.text), "claims": Field(listed(ident("C"))),
        "evidence": Field(listed(ident("E"))),
    },
    Action.LINK: {
        "id": _must(ident("K")), "evidence": _must(ident("E")),
        "loss": _must(ident("L")), "region": Field(kind.region),
    },
    Action.SAME: {
        "id": _must(ident("M")), "pair": _must(listed(ident("EL"), least=2)),
        "answer": _must(one_of(values.Answer)), "regions": Field(listed(kind.region)),
    },
    Action.VERDICT: {
        "id": _must(ident("V")), "about": _must(ident("EL")),
        "pillar": _must(one_of(values.Pillar)), "grade": _must(one_of(values.Grade)),
        "rests_on": Field(listed(ident(ANYTHING))), "supersedes": Field(ident("V")),
        "incident": Field(ident("I")),
    },
    Action.REVIEW: {
        "id": _must(ident("R")), "of": _must(ident("VKMLTFX")),
        "line": _must(kind.number(1)), "line_sha256": _must(kind.digest),
        "result": _must(one_of(values.Reviewed)),
    },
    Action.DISPUTE: {
        "id": _must(ident("D")), "about": _must(ident(ANYTHING)),
        "position": _must(one_of(values.Position)),
    },
    Action.CORRECT: {
        "about": _must(ident(ANYTHING)), "sets": Field(dict),
        "clears": Field(listed(kind.text)), "retracts": Field(kind.flag),
    },
    Action.WITHHOLD: {
        "ground": _must(one_of(values.Ground)),
        "about": Field(listed(ident(ANYTHING))),
    },
    Action.SEAL: {
        "of": _must(kind.number(1)), "sig": Field(kind.digest),
        "tsr": Field(listed(kind.digest)),
    },
    Action.RECOVER: {"sha256": _must(kind.digest), "size": _must(kind.number(1))},
    Action.EXPORT: {
        "of": _must(kind.number(1)), "head": _must(kind.digest),
        "format": _must(kind.text), "withheld": Field(kind.number(0)),
    },
    Action.CLOSE: {"state": _must(one_of(values.Openness))},
}  # fmt: skip

TEXTS: Mapping[Action, frozenset[str]] = {
    Action.OPEN: frozenset({"description"}),
    Action.ENROL: frozenset({"name", "contact", "note"}),
    Action.RETIRE: frozenset({"reason"}),
    Action.ACQUIRE: frozenset({
        "source_url", "custodian", "account", "post_text", "file_name", "note",
        "why_missing",
    }),
    Action.RECEIVE: frozenset({"giver", "url", "note", "file_name"}),
    Action.DERIVE: frozenset({"reason", "note"}),
    Action.SEARCH: frozenset({"query", "result", "url", "by", "note"}),
    Action.CLAIM: frozenset({
        "exact_words", "translation", "speaker", "source_url", "archive_url",
        "publisher", "note",
    }),
    Action.LOSS: frozenset({"description", "markings", "note"}),
    Action.STATUS: frozenset({"reason", "note"}),
    Action.LINK: frozenset({"reason", "against"}),
    Action.SAME: frozenset({"reason", "markings", "damage", "surroundings"}),
    Action.VERDICT: frozenset({"reason", "against"}),
    Action.REVIEW: frozenset({"reason"}),
    Action.DISPUTE: frozenset({"reason", "by"}),
    Action.CORRECT: frozenset({"reason"}),
    Action.WITHHOLD: frozenset({"reason"}),
    Action.EXPORT: frozenset({"note"}),
    Action.CLOSE: frozenset({"reason"}),
}  # fmt: skip
"""Names of the texts in a line's words; an action not listed has none."""

NEEDED_TEXTS: Mapping[Action, frozenset[str]] = {
    Action.RETIRE: frozenset({"reason"}),
    Action.LINK: frozenset({"reason"}),
    Action.SAME: frozenset({"reason"}),
    Action.VERDICT: frozenset({"reason", "against"}),
    Action.REVIEW: frozenset({"reason"}),
    Action.DISPUTE: frozenset({"reason"}),
    Action.CORRECT: frozenset({"reason"}),
    Action.WITHHOLD: frozenset({"reason"}),
}
"""Texts that a line of the action is not written without."""

FILES: Mapping[Action, frozenset[str]] = {
    Action.ACQUIRE: frozenset({ORIGINAL}),
    Action.RECEIVE: frozenset({CONTEXT, TSA_CERTIFICATES}),
    Action.DERIVE: frozenset({DERIVED}),
    Action.COMPARE: frozenset({EXAMINATION, EARLIER}),
    Action.SEARCH: frozenset({CONTEXT}),
    Action.SEAL: frozenset({SIGNATURE, TIME_STAMP}),
    Action.CORRECT: frozenset({NEW_WORDS}),
}
"""Roles of files that a line may bring in, beside its words."""

CORRECTABLE: Mapping[Action, frozenset[str]] = {
    Action.OPEN: frozenset({"title", "names", "time", "places"}),
    Action.ACQUIRE: frozenset(
        {
            "incident",
            "method",
            "platform",
            "posted_at",
            "collected_at",
            "collector",
            "missing",
            "graphic",
        }
    ),
    Action.RECEIVE: frozenset({"kind", "about", "channel"}),
    Action.SEARCH: frozenset({"engine", "result", "about", "at", "earliest"}),
    Action.CLAIM: frozenset(BODIES[Action.CLAIM]) - {"id"},
    Action.LOSS: frozenset(BODIES[Action.LOSS]) - {"id"},
    Action.STATUS: frozenset(BODIES[Action.STATUS]) - {"id", "loss"},
    Action.LINK: frozenset({"region"}),
}
"""Fields that a `correct` line may change; others are retracted and made anew."""

PEOPLE = frozenset(Action) - {Action.OPEN, Action.ENROL, Action.RETIRE}
ROLE_ACTIONS: Mapping[Role, frozenset[Action]] = {
    Role.COLLECTOR: frozenset({
        Action.ACQUIRE, Action.RECEIVE, Action.DERIVE, Action.COMPARE, Action.SEARCH,
        Action.CLAIM, Action.CORRECT, Action.SEAL, Action.RECOVER,
    }),
    Role.ANALYST: PEOPLE
    - {Action.REVIEW, Action.WITHHOLD, Action.EXPORT, Action.CLOSE},
    Role.REVIEWER: frozenset({
        Action.REVIEW, Action.DISPUTE, Action.SAME, Action.SEARCH, Action.SEAL,
        Action.RECOVER,
    }),
    Role.CUSTODIAN: frozenset(Action)
    - {Action.VERDICT, Action.LINK, Action.SAME, Action.REVIEW},
}  # fmt: skip
"""What each role may write. A role is chosen for each line: the first that may."""
NEEDS_SEAL = frozenset({
    Action.ENROL, Action.RETIRE, Action.VERDICT, Action.LINK, Action.REVIEW,
    Action.CORRECT, Action.WITHHOLD, Action.EXPORT,
})  # fmt: skip
"""Lines that their author must seal."""
AFTER_CLOSING = frozenset({
    Action.SEAL, Action.RECEIVE, Action.EXPORT, Action.WITHHOLD, Action.RECOVER,
    Action.DISPUTE, Action.CLOSE, Action.RETIRE,
})  # fmt: skip
"""What may still be written to a closed case."""


def body_problems(action: Action, body: object) -> list[tuple[str, str]]:
    """Everything wrong with a body, as (field, what is wrong)."""
    return kind.read_fields(body, BODIES[action])[1]


def texts_problems(action: Action, texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Everything wrong with a line's words: unknown names, missing ones, empty ones."""
    allowed = TEXTS.get(action, frozenset())
    needed = NEEDED_TEXTS.get(action, frozenset())
    found = [(name, "is not known") for name in sorted(set(texts) - allowed)]
    found += [(name, "is missing") for name in sorted(needed - set(texts))]
    found += [(name, "is empty") for name in sorted(texts) if not texts[name].strip()]
    return found

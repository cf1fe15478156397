"""The table of actions, the records made from it, and the page that prints it agree."""

import re
from pathlib import Path

import pytest

from verify.audit import schema as auditor
from verify.domain.case_steps import STEPS
from verify.domain.case_values import Action, Role
from verify.domain.chain_entries import WORDS
from verify.domain.chain_schema import (
    BODIES,
    CORRECTABLE,
    FILES,
    KINDS,
    NEEDED_TEXTS,
    NEEDS_SEAL,
    ROLE_ACTIONS,
    TEXTS,
    texts_problems,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats" / "chain.md"
ROWS = {
    row[0].strip(" `"): row[1:]
    for row in (line.strip("|").split(" |") for line in PAGE.read_text().splitlines()
                if line.startswith("| `"))
    if len(row) == 4
}  # fmt: skip


def test_every_action_has_fields_and_a_step() -> None:
    assert set(BODIES) == set(STEPS) == set(Action)
    assert set(KINDS.values()) | {
        "enrol", "retire", "correct", "withhold", "seal", "recover", "export", "close",
    } == set(Action)  # fmt: skip


@pytest.mark.parametrize("action", Action)
def test_the_page_names_every_field_file_and_text(action: Action) -> None:
    body, files, texts = ROWS[action]
    for name, field in BODIES[action].items():
        bold = f"**`{name}`**" in body
        assert bold == field.required, name
        assert bold or f"`{name}`" in body, name
    for role in FILES.get(action, ()):
        assert f"`{role}`" in files, role
    named = set(re.findall(r"`(\w+)`", texts))
    assert named == TEXTS.get(action, set())
    assert set(re.findall(r"\*\*`(\w+)`\*\*", texts)) == NEEDED_TEXTS.get(action, set())


def test_correctable_fields_are_fields() -> None:
    for action, names in CORRECTABLE.items():
        assert names < set(BODIES[action]), action
    assert WORDS not in {role for roles in FILES.values() for role in roles}


def test_the_auditor_lets_every_role_write_what_it_may() -> None:
    """The verifier has its own table; what may be written must pass it."""
    assert {str(one) for one in Action} == auditor.ACTIONS
    assert {str(one) for one in NEEDS_SEAL} == auditor.NEEDS_SEAL
    for action in Action:
        fields = {name: field.required for name, field in BODIES[action].items()}
        known = auditor.fields_of(action)
        assert fields == {name: needed for name, (_, needed) in known.items()}, action
    for role in Role:
        assert {str(one) for one in ROLE_ACTIONS[role]} <= auditor.ROLE_ACTIONS[role]


def test_words_have_closed_names() -> None:
    found = dict(texts_problems(Action.VERDICT, {"reason": " ", "colour": "red"}))
    assert found == {
        "colour": "is not known", "against": "is missing", "reason": "is empty",
    }  # fmt: skip

"""The package keeps the contracts of design.md section 3, and the rules can see."""

from pathlib import Path

import pytest

from tests.architecture import BANNED_WORDS, MOST_LINES, Module, problems

ROOT = Path(__file__).resolve().parents[1]


def modules() -> list[Module]:
    found = []
    for path in sorted((ROOT / "verify").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found.append(Module(name, path.read_text("utf-8"), is_package))
    return found


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_the_module_keeps_the_contracts(module: Module) -> None:
    assert list(problems(module)) == []


def test_tests_and_benchmarks_are_short_and_well_named() -> None:
    for folder in ("tests", "benchmarks"):
        for path in (ROOT / folder).rglob("*.py"):
            lines = path.read_text("utf-8").count("\n")
            assert lines <= MOST_LINES or path.name == "test_assessment.py", path
            assert path.stem not in BANNED_WORDS, path


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("verify.domain.x", "from verify.store.library import Library", "above it"),
        ("verify.workflow.x", "import verify.cli.app", "above it"),
        ("verify.checks.x", "from . import dates", "relative"),
        ("verify.checks.x", "from verify.plans.y import z", "in no layer"),
        ("verify.plans.x", "", "no layer"),
        ("verify.domain.x", "import numpy", "domain imports numpy"),
        ("verify.audit.x", "import rfc8785", "verifier imports rfc8785"),
        ("verify.audit.x", "from verify.errors import BadInput", "verifier imports"),
        ("verify.store.x", "import verify.audit.seals", "imports the verifier"),
        ("verify.readers.x", "import os", "imports os"),
        ("verify.matching.x", "from time import time", "imports time"),
        ("verify.matching.x", "import numpy.random", "imports numpy.random"),
        ("verify.matching.x", "from pathlib import Path", "imports pathlib"),
        ("verify.imaging.x", "f = open('a')", "calls open"),
        ("verify.domain.x", "t = datetime.now()", "calls datetime.now"),
        ("verify.domain.x", "t = dt.date.today()", "calls dt.date.today"),
        ("verify.exports.x", "page = path.read_text()", "calls path.read_text"),
        ("verify.matching.x", "r = np.random.default_rng()", "without a seed"),
        ("verify.imaging.x", "p = cv2.imread('a.jpg')", "imread"),
        ("verify.store.x", "import pickle", "runs what it reads"),
        ("verify.store.x", "a = np.load(f, allow_pickle=True)", "allow_pickle"),
        ("verify.outside.x", "from urllib.request import urlopen", "network"),
        ("verify.outside.x", "import http.client", "network"),
        ("verify.store.x", "def f():\n    import json", "inside itself"),
        ("verify.store.x", "x = 1\n" * 301, "more than 300 lines"),
        ("verify.store.x", "def f():\n" + "    x = 1\n" * 50, "51 lines"),
        ("verify.store.x", "def f(a, b, c, d, e, *, g): ...", "6 parameters"),
        ("verify.store.image_utils", "", "says nothing"),
        ("verify.store.core", "", "says nothing"),
        ("verify.store.json", "", "standard module"),
    ],
)
def test_a_planted_violation_is_seen(name: str, source: str, said: str) -> None:
    found = list(problems(Module(name, source)))
    assert found, source
    assert any(said in words for words in found), found


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("verify.domain", "from verify.domain.times import stated_time", "holds code"),
        ("verify.checks", "A = (1,)\nB = (2,)", "one table"),
        ("verify.checks", "CHECKS = (1,)\ndef find(): ...", "root holds code"),
    ],
)
def test_a_root_with_code_is_seen(name: str, source: str, said: str) -> None:
    found = list(problems(Module(name, source, is_package=True)))
    assert any(said in words for words in found), found


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("verify.cli.x", "def check():\n    import numpy"),
        ("verify.checks.x", "from verify.domain.times import stated_time"),
        ("verify.outside.x", "import os, time, subprocess"),
        ("verify.imaging.x", "p = Image.open(io.BytesIO(content))"),
        ("verify.matching.x", "r = np.random.default_rng(11)"),
        ("verify.store.x", "a = np.load(f, allow_pickle=False)"),
        ("verify.readers.x", "from datetime import UTC, datetime, timedelta"),
    ],
)
def test_what_is_allowed_is_not_called_wrong(name: str, source: str) -> None:
    assert list(problems(Module(name, source))) == []

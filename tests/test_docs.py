"""The documentation is true: what there is, is documented; what is shown, runs."""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.exports import examinations as ex
from verify.checks import CHECKS
from verify.cli.app import app
from verify.cli.exit_codes import ExitCode
from verify.domain.conflicts import ConflictKind
from verify.domain.examination import Outcome
from verify.domain.matches import MatchKind
from verify.domain.references import DatedBy
from verify.exports.answers import Failure, FileStatements
from verify.exports.fields import NAMES
from verify.exports.json_lines import examination_json, failure_json, summary_json
from verify.exports.metadata_json import statements_json
from verify.settings import KNOWN

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"),
                 *ROOT.glob("*/README.md"), *ROOT.glob("*/standins/README.md")]
)  # fmt: skip
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
GUIDE_WORDS = "\n".join(path.read_text("utf-8") for path in PAGES)
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX shells")


def commands(command: Any = None, path: str = "verify") -> Iterator[tuple[str, Any]]:
    """Every command with its full name, groups left out."""
    command = command or typer.main.get_command(app)
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name, one in inner.items():
        yield from commands(one, f"{path} {name}")


COMMANDS = dict(commands())
GROUPS = {name.rpartition(" ")[0] for name in COMMANDS if name.count(" ") > 1}


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def blocks(text: str, *languages: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [body for language, body in found if language in languages]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    assert name in GUIDE_WORDS
    for parameter in COMMANDS[name].params:
        if parameter.param_type_name != "option" or "--help" in parameter.opts:
            continue
        words = [*parameter.opts, *parameter.secondary_opts]
        shown = any(
            re.search(rf"(?<![\w-]){re.escape(w)}\b", GUIDE_WORDS) for w in words
        )
        assert shown, f"{name} {words}"


def test_every_exit_code_is_explained() -> None:
    rows = re.findall(r"^\| (\d+) \|", page("exit-codes.md"), re.MULTILINE)
    assert [int(row) for row in rows] == [int(code) for code in ExitCode]


def test_every_word_of_an_answer_is_in_the_glossary() -> None:
    for kind in (Outcome, MatchKind, DatedBy):
        for word in kind:
            assert f"| `{word.value}` |" in page("glossary.md"), word


def test_every_check_and_number_has_its_place_in_the_methodology() -> None:
    methodology = page("methodology.md")
    for check in CHECKS:
        section = methodology.partition(f"## Check: {check.name}\n")[2]
        section = section.partition("\n## ")[0]
        for part in ("Question", "Method", "Shows", "Cannot show"):
            assert f"**{part}.**" in section, (check.name, part)
    for number in numbers():
        assert f"`{number}`" in methodology, number


def numbers() -> set[str]:
    """Names of the measurements that a comparison carries."""
    found = set()
    for module in ("measurements", "placement"):
        tree = ast.parse((ROOT / "verify" / "matching" / f"{module}.py").read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Dict):
                keys = [k.value for k in node.value.keys if isinstance(k, ast.Constant)]
                found |= set(keys)
    assert "inliers" in found
    return {str(name) for name in found}


def test_every_format_and_key_is_in_the_json_page() -> None:
    text = page("json.md")
    sources = "\n".join(p.read_text("utf-8") for p in (ROOT / "verify").rglob("*.py"))
    for name in set(re.findall(r'"(verify\.[a-z-]+/\d+)"', sources)):
        assert f"`{name}`" in text, name
    found = examination_json(ex.examination())
    told = FileStatements(ex.examination().evidence, ex.examination().metadata)
    stated = statements_json(told, given="a.jpg")
    failed = failure_json(Failure("a.jpg", "gone", "look", 3))
    for key in {*keys(found), *keys(stated), *failed, *summary_json({}, 0)}:
        assert key in set(re.findall(r"\w+", text)), key


def test_every_field_is_in_the_json_page() -> None:
    text = page("json.md")
    for fields in NAMES.values():
        for name in fields.values():
            assert f"`{name}`" in text, name
    for kind in ConflictKind:
        assert f"`{kind.value}`" in text, kind


def keys(value: object, under: str = "") -> Iterator[str]:
    """Keys of nested objects, but not those that are names of something found."""
    if isinstance(value, dict) and under not in {"numbers", "versions", "settings",
                                                 "readers"}:  # fmt: skip
        for key, inner in value.items():
            yield key
            yield from keys(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, under)


def test_every_setting_is_documented_with_its_default() -> None:
    text = page("how-to/use-in-scripts.md")
    for known in KNOWN:
        default = "" if known.default is None else f"{known.default:g} "
        assert f"| `{known.name}` | `{known.variable}` | {default}|" in text


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    text = page("dependencies.md").lower()
    for requirement in wanted:
        name = re.split(r"[<>=!~;\[ ]", requirement)[0].lower()
        assert f"| {name} |" in text, name


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), f"{path.name} -> {target}"
        if anchor:
            assert anchor in anchors(there), f"{path.name} -> {target}"


def anchors(path: Path) -> set[str]:
    """What headings are called in addresses on the forges."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def test_the_first_page_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 120


def shown_commands() -> Iterator[tuple[str, str]]:
    """Commands of the program as pages and help texts show them, with their place."""
    for path in PAGES:
        text = path.read_text("utf-8")
        inline = re.findall(r"`(verify [^`\n]+)`", text)
        lines = [line.removeprefix("$ ") for body in blocks(text, "", "sh", "bat")
                 for line in body.splitlines()]  # fmt: skip
        for line in [*inline, *lines]:
            if line.startswith("verify "):
                yield str(path.relative_to(ROOT)), line
    for name, command in COMMANDS.items():
        for line in re.findall(r"^ +(verify .+)$", command.help or "", re.MULTILINE):
            yield f"{name} --help", line


def test_every_command_shown_exists_with_its_options() -> None:
    shown = list(shown_commands())
    assert len(shown) > 50
    for place, line in shown:
        words = shlex.split(line.partition(" | ")[0], comments=True)
        names = {" ".join(words[:n]) for n in (2, 3)} & set(COMMANDS)
        if len(words) == 1 or words[1] == "--help" or line in GROUPS:
            continue
        assert names or f"verify {words[1]}" in GROUPS, f"{place}: {line}"
        if not names:
            assert words[2] == "--help", f"{place}: {line}"
            continue
        known = {opt for p in COMMANDS[names.pop()].params for opt in p.opts}
        options = {word for word in words if re.match(r"--?[a-z]", word)}
        assert options <= {*known, "--help"}, f"{place}: {line}"


def test_every_make_target_shown_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"\bmake ([a-z]+)\b(?= |`|$)", GUIDE_WORDS, re.MULTILINE):
        if target not in {"demo", "test", "lint", "pins"}:
            continue
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for name in ("demo", "test", "lint"):
        assert f"make {name}" in GUIDE_WORDS


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place like a clone, with a library and the files that the pages name."""
    place = tmp_path_factory.mktemp("pages")
    standins = place / "reference_images" / "standins"
    shutil.copytree(ROOT / "reference_images" / "standins", standins)
    for name in ("photo.jpg", "old.jpg", "inbox/a.jpg", "home/pictures-of-2023/b.jpg"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(standins / "suspects" / "new-vehicle-wadi.jpg", place / name)
    line = "verify reference import reference_images/standins/manifest.csv --library "
    assert run(line + "my-library", place).returncode == 0
    return place


def run(line: str, place: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    home = {"HOME": str(place / "home"), "XDG_CONFIG_HOME": str(place / "home")}
    return subprocess.run(
        ["bash", "-c", line], cwd=place, env={**os.environ, **home, "PATH": path},
        capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip


@posix
@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_the_commands_of_a_guide_run_in_their_order(
    guide: Path, imported: Path, tmp_path: Path
) -> None:
    place = tmp_path / "clone"
    shutil.copytree(imported, place)
    for body in blocks(guide.read_text("utf-8"), "sh"):
        for line in body.splitlines():
            if "verify " not in line:  # setting up is what CI itself does
                continue
            ran = run(with_real_names(line, place), place)
            assert ran.returncode in {0, 1}, f"{line}\n{ran.stdout}{ran.stderr}"


def with_real_names(line: str, place: Path) -> str:
    """The line with a digest and a manifest line that this library has."""
    digest = re.search(r"\b[0-9a-f]{6}\b", line)
    if "verify reference" not in line or digest is None:
        return line
    listed = run("verify reference list --json", place).stdout.splitlines()
    records = [json.loads(one) for one in listed]
    (known,) = [one for one in records if one["name"] == "pickup-convoy-dust.jpg"] or [
        {"digest": digest.group(), "publications": []}
    ]
    line = line.replace(digest.group(), known["digest"][:12])
    for publication in known["publications"]:
        number = publication["manifest_line"]
        line = re.sub(r"--drop-line \d+", f"--drop-line {number}", line)
    return line

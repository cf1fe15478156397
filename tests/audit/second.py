"""Two verifiers over one mutated case: the Python one, and the shell script with jq."""

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from verify.audit.blob_files import check_named, read_blobs
from verify.audit.chain_lines import read_chain
from verify.audit.discrepancies import FAULT
from verify.audit.schema import as_table

STEPS = ("6a", "6b", "6c", "6d", "6e", "6f", "7 ", "8 ")
Mutation = Callable[[Path, random.Random], None]


def script(folder: Path) -> Path:
    """The auditor's script with its tables, as an export holds them."""
    package = resources.files("verify.audit")
    for name in ("audit.sh", "fields.jq"):
        (folder / name).write_text((package / name).read_text("utf-8"), "utf-8")
    (folder / "format.json").write_text(json.dumps(as_table()))
    return folder / "audit.sh"


def by_python(case: Path) -> list[str]:
    """The rules V1 to V6 that do not hold, by the package's verifier."""
    chain = read_chain(case / "chain.jsonl")
    sealed = [r["body"].get("of", 0) for _, r in chain.records("seal")
              if isinstance(r.get("body"), dict) and "sig" in r["body"]]  # fmt: skip
    blobs = read_blobs(chain, case / "blobs")
    up_to = max((one for one in sealed if isinstance(one, int)), default=0)
    check_named(chain, blobs, up_to)
    found = [*chain.found, *blobs.found]
    return sorted({one.rule for one in found if one.grade == FAULT})


def by_script(case: Path, audit: Path) -> list[str]:
    """The steps for V1 to V6 that failed, by the shell script."""
    ran = subprocess.run(
        ["bash", audit, "--case", case], capture_output=True, text=True, check=False
    )
    lines = [line.split(None, 1) for line in ran.stdout.splitlines()]
    told = [line for line in lines if line and line[0] in {"PASS", "FAIL"}]
    assert sum(line[1].startswith(STEPS) for line in told) == len(STEPS), ran.stderr
    return [line[1] for line in told if line[0] == "FAIL" and line[1].startswith(STEPS)]


def both(
    case: Path, mutation: Mutation, seed: int, audit: Path, work: Path
) -> tuple[list[str], list[str]]:
    """What the two say of a copy of the case after a mutation."""
    copy = work / "case"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(case, copy)
    mutation(copy, random.Random(seed))  # noqa: S311 - it must repeat
    return by_python(copy), by_script(copy, audit)

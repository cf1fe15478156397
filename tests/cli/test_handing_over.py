"""`verify seal`, `stamp`, `witness`, `export` and `import`, one after another."""

import json
import subprocess
import sys
from pathlib import Path

from tests.audit.real import RealCase, opened
from tests.audit.writer import Keys


def verify(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "verify", *map(str, words)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def test_the_whole_way_of_a_record(tmp_path: Path) -> None:
    keys, case, bag = Keys(tmp_path / "keys"), tmp_path / "case", tmp_path / "bag"
    real = RealCase(case, keys)
    opened(real)
    real.case.close()
    key = keys.private("custodian-1")
    who = ("--as", "custodian-1", "--key", key)

    wrong = verify("seal", case, "--as", "analyst-1", "--key", key)
    assert (wrong.returncode, "not the key" in wrong.stderr) == (2, True)
    sealed = verify("seal", case, *who, "--json")
    assert json.loads(sealed.stdout)["lines"] == [2, 3, 4, 5], sealed.stderr

    unsent = verify("stamp", case, "--as", "custodian-1",
                    "--authority", "north=http://127.0.0.1:9/")  # fmt: skip
    assert unsent.returncode == 1
    assert "Still waiting: north" in unsent.stderr
    assert len(list((case / "queue").iterdir())) == 1

    seen = verify("witness", case, "--kept", tmp_path / "kept", "--as", "witness-1",
                  "--key", keys.private("witness-1"))  # fmt: skip
    assert seen.stdout.startswith("Witnessed: 0 lines were kept, 9 are now")

    made = verify("export", case, *who, "--out", bag, "--json")
    told = json.loads(made.stdout)
    assert (told["lines"], told["signed"], told["withheld"]) == (11, True, 0)
    again = verify("export", case, *who, "--out", bag)
    assert (again.returncode, "exists" in again.stderr) == (2, True)

    target = tmp_path / "theirs"
    taken = verify("import", bag, "--to", target, "--expect", told["head"], "--json")
    assert json.loads(taken.stdout)["what"] == "new", taken.stderr
    assert (target / "chain.jsonl").read_bytes() == (case / "chain.jsonl").read_bytes()

"""Ask two programs about mutated cases: Python, and shell with jq.

    PYTHONPATH=. python benchmarks/audit_two_programs.py [--cases 1000]

Makes a sealed case by the tests' own writer and mutates copies of it: bytes, spellings
of JSON, fields with all hashes made anew, attacks, files. Asks the package's verifier
and `audit.sh` whether V1 to V6 hold. Ends with 1 where they differ.
"""

import argparse
import collections
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

from tests.audit.authorities import authority
from tests.audit.mutations import mutations
from tests.audit.records import small_record
from tests.audit.second import both, script
from tests.audit.writer import Keys, Writer


def main() -> None:
    """Mutate, ask both, compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=1000)
    asked = options.parse_args()
    count: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        writer = Writer(root / "case", Keys(root / "keys"))
        small_record(writer, [authority(root / "north", "north")])
        audit = script(root)
        kinds = islice(cycle(mutations()), asked.cases)
        for seed, (name, mutation) in enumerate(kinds):
            python, shell = both(writer.folder, mutation, seed, audit, root / "work")
            count["cases"] += 1
            count["both: holds"] += not python and not shell
            count["both: does not hold"] += bool(python) and bool(shell)
            if bool(python) != bool(shell):
                count["differ"] += 1
                print(f"differ: {name}, seed {seed}: {python} / {shell}")
    for words, number in count.items():
        print(f"{number:6} {words}")
    sys.exit(count["differ"] > 0)


if __name__ == "__main__":
    main()

"""Hand the worked case over, and let stock programs say whether all of it holds.

    python cases/tinzaouaten-2024/hand_over.py [FOLDER]

FOLDER is `built` beside this file unless named; where nothing was built there, it is
built first. Stamps the case at two LOCAL TRIAL AUTHORITIES made with openssl, lets a
witness keep it and takes the receipt in, exports it signed and stamped, and has the
package checked by sha256sum, sha512sum, rhash, bagit.py, jq, ssh-keygen and openssl;
then audits it in both profiles, takes it over by `verify import` and audits that.

Prints how many files, lines, seals, stamps, receipts and anchors each program checked.
Ends with 1 where anything failed, was not checked, or was checked for nothing; and
where an audit answers an item otherwise than this file explains.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from trial_authority import TrialAuthority

HERE = Path(__file__).resolve().parent
DONE = {0, 1}
STEPS = 23
"""Of the auditor's script; none of them may be left out."""
EXPLAINED = {
    3: "no headers of a download are kept, since nothing was downloaded: the pictures "
       "are renderings that lie in this repository",
}  # fmt: skip
"""Items that do not pass, in either profile, and why."""


def say(words: str) -> None:
    """A line on standard output, at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def verify(*words: object, done: set[int] | None = None) -> str:
    """Run a command of the program as a person would; what it printed."""
    command = [sys.executable, "-m", "verify", *map(str, words)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode not in (done or {0}):
        sys.exit(f"verify {words[0]} ended with {ran.returncode}: {ran.stderr}")
    return ran.stdout


@dataclass(frozen=True)
class Handover:
    """The case, who vouches for it, and what an auditor brings."""

    root: Path
    authorities: tuple[TrialAuthority, ...]

    @property
    def case(self) -> Path:
        """The case's folder."""
        return self.root / "case"

    @property
    def trust(self) -> Path:
        """The auditor's own folder, got by another way than the package."""
        return self.root / "auditor"

    @property
    def bag(self) -> Path:
        """The package."""
        return self.root / "package"

    def key(self, who: str) -> tuple[object, ...]:
        """The options that name somebody and their key."""
        return ("--as", who, "--key", self.root / "keys" / f"{who}.key")

    def stamps(self) -> list[object]:
        """The options that name the authorities with their roots."""
        return [
            word for one in self.authorities
            for word in ("--authority", one.address, "--root", one.folder / "root.pem",
                         "--root", one.folder / "between.pem")
        ]  # fmt: skip


def vouched(over: Handover) -> None:
    """Stamp, witness, take the receipt in, stamp again."""
    custodian = ("--as", "custodian-1")
    say(verify("stamp", over.case, *custodian, *over.stamps()).splitlines()[0])
    verify("key", "new", over.root / "keys" / "witness-1.key", "--no-passphrase")
    seen = verify("witness", over.case, "--kept", over.root / "kept",
                  *over.key("witness-1"), "--json")  # fmt: skip
    lines = json.loads(seen)["lines"]
    receipt = over.root / "kept" / f"{lines:06}.witness-1.receipt"
    verify("case", "add", over.case, "--context", receipt, "--kind", "receipt",
           "--custodian", "witness-1", "--method", "in person", *custodian)  # fmt: skip
    say(f"A witness kept {lines} lines; the receipt was taken in.")
    say(verify("stamp", over.case, *custodian, *over.stamps()).splitlines()[0])


def handed_over(over: Handover) -> str:
    """Export; the noted line, NUMBER:SHA256."""
    told = json.loads(verify("export", over.case, *over.key("custodian-1"), "--out",
                             over.bag, *over.stamps(), "--json"))  # fmt: skip
    say(f"Package of {told['lines']} lines, {told['stamps']} stamps. "
        f"Head: {told['head']}")  # fmt: skip
    return f"{told['lines']}:{told['head']}"


def gathered(over: Handover) -> None:
    """The auditor's folder, from the people themselves."""
    (over.trust / "roots").mkdir(parents=True)
    (over.trust / "between").mkdir()
    keys = sorted((over.root / "keys").glob("*.key"))
    lines = [
        verify("key", "show", key, "--as", key.stem).splitlines()[-1] for key in keys
    ]
    (over.trust / "allowed_signers").write_text("".join(f"{one}\n" for one in lines))
    for one in over.authorities:
        name = f"{one.name}-LOCAL-TRIAL.pem"
        shutil.copy(one.folder / "root.pem", over.trust / "roots" / name)
        shutil.copy(one.folder / "between.pem", over.trust / "between" / name)


def by_stock_programs(over: Handover, noted: str) -> bool:
    """The auditor's script; whether every step passed and checked something."""
    beside = Path(sys.executable).parent
    ran = subprocess.run(
        ["bash", over.bag / "data" / "audit.sh", over.bag, over.trust, noted],
        env={**os.environ, "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    say(ran.stdout.rstrip())
    lines = ran.stdout.splitlines()
    passed = [line for line in lines if line.startswith("PASS")]
    empty = [line for line in passed if ": 0 " in line]
    for line in empty:
        say(f"Checked for nothing: {line}")
    whole = len(passed) == STEPS == len(lines) - 1
    return ran.returncode == 0 and whole and not empty


def audited(over: Handover, record: Path, profile: str, noted: str) -> bool:
    """One audit with its page; whether every answer is a pass or is explained."""
    page = over.root / f"audit-{record.name}-{profile}.html"
    told = json.loads(verify(
        "audit", record, "--profile", profile, "--trust", over.trust, "--expect", noted,
        "--library", over.root / "library", "--counted", over.root / "case.json",
        "--report", page, "--json", done=DONE,
    ))  # fmt: skip
    say(f"\n{record.name}, {profile}: {told['anchored']} {told['sentence']}")
    whole = True
    for one in told["items"]:
        if one["state"] == "pass":
            continue
        number = one["item"]
        why = EXPLAINED.get(number, "")
        needed = one["required"] and one["state"] != "not_applicable"
        whole &= not needed or bool(why)
        words = why or one["words"]
        note = "" if one["required"] else " (a note)"
        say(f"{number:4} {one['state'].replace('_', ' ')}{note}: {words}")
    return whole


def main() -> None:
    """Build where nothing is, hand over, check."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "built").resolve()
    if not (root / "case").is_dir():
        subprocess.run([sys.executable, HERE / "build.py", root], check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
    with (
        TrialAuthority(root / "authorities" / "north", "north") as north,
        TrialAuthority(root / "authorities" / "south", "south") as south,
    ):
        over = Handover(root, (north, south))
        vouched(over)
        verify("report", over.case, "--out", root / "case.json")
        noted = handed_over(over)
    gathered(over)
    checks = [by_stock_programs(over, noted)]
    profiles = ("journalism", "accountability")
    checks += [audited(over, over.bag, profile, noted) for profile in profiles]
    taken = root / "taken-over"
    say("\n" + verify("import", over.bag, "--to", taken, "--trust", over.trust,
                      "--expect", noted).splitlines()[0])  # fmt: skip
    checks.append(audited(over, taken, "accountability", noted))
    say(f"\n{'Everything holds' if all(checks) else 'NOT everything holds'}.")
    sys.exit(not all(checks))


if __name__ == "__main__":
    main()

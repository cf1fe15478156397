"""Build the worked case from nothing: python cases/tinzaouaten-2024/build.py [FOLDER].

Runs the commands of `commands.sh`, one after another, through the program's own entry
point, in this one process so that it takes seconds rather than minutes. What each says
goes to standard output. FOLDER is `built` beside this file unless named, and must not
exist; it gets `case/`, `library/` of earlier pictures, and `keys/` of those who sign.
Then: verify report FOLDER/case
"""

import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Template

from verify.cli.app import run
from verify.cli.exit_codes import ExitCode

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
COMMANDS = HERE / "commands.sh"
DONE = {ExitCode.DONE, ExitCode.NEEDS_A_PERSON}
"""A recycled picture that is found needs a person, and is what this case is about."""


def commands(text: str, places: dict[str, str]) -> Iterator[list[str]]:
    """The words of each line, with CASE, KEYS and LIBRARY in place."""
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if words:
            yield [Template(word).substitute(places) for word in words]


def done(words: list[str]) -> int:
    """Run one command as the shell would; its exit code."""
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        os.environ[name] = value
        return ExitCode.DONE
    sys.argv = words
    try:
        run()
    except SystemExit as ended:
        return int(ended.code or 0)
    return ExitCode.DONE


def build(folder: Path) -> None:
    """Run them all. Stops at the first that cannot be done."""
    for name in [name for name in os.environ if name.startswith("VERIFY_")]:
        del os.environ[name]
    keys = folder / "keys"
    keys.mkdir(parents=True)
    places = {
        "CASE": str(folder / "case"), "KEYS": str(keys),
        "LIBRARY": str(folder / "library"),
    }  # fmt: skip
    os.chdir(REPOSITORY)
    for words in commands(COMMANDS.read_text("utf-8"), places):
        sys.stdout.write(f"$ {shlex.join(words)}\n")
        sys.stdout.flush()
        if (code := done(words)) not in DONE:
            sys.exit(f"{shlex.join(words)} ended with {code}")


def main() -> None:
    """Build where the command line says."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "built"
    if folder.exists():
        sys.exit(f"{folder} exists already; name a folder that does not")
    build(folder.resolve())


if __name__ == "__main__":
    main()

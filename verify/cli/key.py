"""`verify key`: make or show a signing identity.

The key itself is ssh-keygen's: in a file, an agent or on a hardware token. Whether it
belongs to a person is for those who know the person to say.
"""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

FORMAT = "verify.key/1"
NEW_HELP = """Make a key to sign a case's lines with.

ssh-keygen asks for a passphrase on the terminal. Keep FILE to yourself; FILE.pub is
for everybody.

\b
Examples:
  verify key new analyst-1.key
  verify key new analyst-1.key --kind ed25519-sk

\b
Exit status: 0 made; 2 the file exists; 5 ssh-keygen is missing or failed.
"""
SHOW_HELP = """Show a key's public text, its fingerprint, and the line an auditor needs.

\b
Examples:
  verify key show analyst-1.key --as analyst-1

\b
Exit status: 0 shown; 2 it is no key; 5 it cannot be read.
"""
app = typer.Typer(
    help="Make or show a signing identity.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Name = Annotated[
    str,
    typer.Option("--as", metavar="NAME", help="Pseudonym by which a case knows you."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]


@app.command("new", help=NEW_HELP, short_help="Make a key to sign with.")
def new(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    kind: Annotated[
        str,
        typer.Option(help="ed25519, ecdsa, or on a token: ed25519-sk, ecdsa-sk."),
    ] = "ed25519",
    name: Name = "NAME",
    no_passphrase: Annotated[
        bool,
        typer.Option("--no-passphrase", help="For scripts: whoever has FILE can sign."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a key."""
    from verify.outside.ssh_keys import make_key

    public = make_key(file, kind=kind, passphrase="" if no_passphrase else None)
    _tell(f"The key {file} was made.", file, public, name, as_json=as_json)


@app.command("show", help=SHOW_HELP, short_help="Show a key's public half.")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    name: Name = "NAME",
    as_json: AsJson = False,
) -> None:
    """Show a key."""
    from verify.outside.ssh_keys import public_key

    _tell("This key can sign.", file, public_key(file), name, as_json=as_json)


def _tell(
    sentence: str, file: Path, public: str, name: str, *, as_json: bool
) -> None:  # fmt: skip
    from verify.outside.ssh_keys import fingerprint, public_path, signer_line

    shown = fingerprint(public)
    line = signer_line(name, public)
    if as_json:
        told = {
            "format": FORMAT, "public_key": public, "fingerprint": shown,
            "allowed_signers": line.strip(),
        }  # fmt: skip
        sys.stdout.write(f"{json.dumps(told)}\n")
        return
    sys.stdout.write(
        f"{sentence} Fingerprint: {shown}\n"
        f"Public half, for the case's custodian: {public_path(file)}\n"
        f"Line for an auditor's allowed_signers, given by hand or read out:\n{line}"
    )

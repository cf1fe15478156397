"""Signing identities: SSH keys, made, shown and used through `ssh-keygen`.

A key may lie in a file, in an agent or on a hardware token: `ssh-keygen` finds out,
and asks for the passphrase or the touch itself, so that no secret passes through this
program. Signatures are never read or made by hand. Whether a key belongs to somebody
is not known here.
"""

import subprocess
import sys
from pathlib import Path

from verify.errors import AskedWrongly, SurroundingsError

LINE_NAMESPACE = "evidence-line@imgverify"
BAG_NAMESPACE = "evidence-bag@imgverify"
WITNESS_NAMESPACE = "evidence-witness@imgverify"
NAMESPACES = (LINE_NAMESPACE, BAG_NAMESPACE, WITNESS_NAMESPACE)
KINDS = ("ed25519", "ed25519-sk", "ecdsa", "ecdsa-sk")
"""Kinds of keys to make; those with `-sk` live on a hardware token."""
DEADLINE_SECONDS = 120
NO_PROGRAM = "Install OpenSSH; Windows, macOS and Linux have it as ssh-keygen."


def make_key(
    path: Path, *, kind: str = "ed25519", passphrase: str | None = None
) -> str:
    """Make a key at `path` and `path.pub`; its public text.

    Without a passphrase given, ssh-keygen asks for one on the terminal. Raises
    AskedWrongly where the file exists or the kind is unknown.
    """
    if kind not in KINDS:
        raise AskedWrongly(f"{kind!r} is no kind of key", next_step=f"Use {KINDS}.")
    for file in (path, public_path(path)):
        if file.exists():
            raise AskedWrongly(
                f"{file} exists", next_step="A key is never overwritten: name another."
            )
    command = ["ssh-keygen", "-q", "-t", kind, "-C", "", "-f", str(path)]
    if passphrase is not None:
        command += ["-N", passphrase]
    _run(command, b"", talks=passphrase is None)
    return public_key(path)


def public_path(key: Path) -> Path:
    """Where the public half of a key lies; `key` may be that file itself."""
    return key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")


def public_key(key: Path) -> str:
    """`ssh-ed25519 AAAA...`, without the comment, which may name a person."""
    try:
        words = public_path(key).read_text("utf-8").split()
    except FileNotFoundError:
        words = _run(["ssh-keygen", "-y", "-f", str(key)], b"", talks=True).split()
    except (OSError, ValueError) as error:
        raise SurroundingsError(f"{key} cannot be read: {error}") from error
    if len(words) < len(("kind", "key")):
        raise AskedWrongly(
            f"{public_path(key)} is no public SSH key",
            next_step="Name a key made by: verify key new FILE",
        )
    return " ".join(words[:2])


def fingerprint(public: str) -> str:
    """`SHA256:...` of a public key, as people read it out to each other."""
    told = _run(["ssh-keygen", "-l", "-f", "-"], f"{public}\n".encode(), talks=False)
    return told.split()[1]


def signer_line(actor: str, public: str) -> str:
    """The line of an auditor's `allowed_signers` for this actor and key."""
    return f'{actor} namespaces="{",".join(NAMESPACES)}" {public}\n'


def sign(key: Path, message: bytes, namespace: str) -> bytes:
    """A detached signature over these exact bytes.

    `key` is a private key, or the public half of one that an agent or a token holds.
    """
    if not key.exists():
        raise AskedWrongly(
            f"{key} does not exist", next_step="Make a key: verify key new FILE"
        )
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", namespace]
    return _run(command, message, talks=sys.stderr.isatty()).encode()


def _run(command: list[str], given: bytes, *, talks: bool) -> str:
    """Run ssh-keygen; `talks` lets it speak to the person, for touch or passphrase."""
    try:
        ran = subprocess.run(  # noqa: S603 - the commands are those above
            command, input=given or None, stdout=subprocess.PIPE,
            stderr=None if talks else subprocess.PIPE,
            timeout=None if talks else DEADLINE_SECONDS, check=False,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise SurroundingsError(
            "ssh-keygen is missing", next_step=NO_PROGRAM
        ) from error
    except subprocess.TimeoutExpired as error:
        raise SurroundingsError("ssh-keygen did not answer in time") from error
    if ran.returncode != 0:
        said = (ran.stderr or b"").decode("utf-8", "replace").strip()
        last = said.splitlines()[-1] if said else "see above"
        raise SurroundingsError(
            f"ssh-keygen could not do it: {last}",
            next_step="Check the key file, its permissions, and that the agent or "
            "token that holds it is there.",
        )
    return ran.stdout.decode("utf-8", "replace")

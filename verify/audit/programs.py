"""The two programs that know signatures and time stamps: ssh-keygen and openssl.

Nothing of either format is read here by hand. A program that is missing gives
`None`, never a pass. Each call has a deadline and gets no environment beyond what
finds programs and the words of messages in plain English.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

DEADLINE_SECONDS = 60
LINE_NAMESPACE = "evidence-line@imgverify"
BAG_NAMESPACE = "evidence-bag@imgverify"
WITNESS_NAMESPACE = "evidence-witness@imgverify"
MONTHS = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
STAMP_TIME = re.compile(
    r"Time stamp: (\w{3}) +(\d+) (\d\d):(\d\d):(\d\d)(?:\.\d+)? (\d{4}) GMT"
)
STAMP_HASH = re.compile(r"^Hash Algorithm: (\S+)", re.MULTILINE)
STRONG = {"sha256", "sha384", "sha512"}
STAMP_BY = re.compile(r"^TSA: (?:DirName:)?(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Ran:
    """What a program answered."""

    ok: bool
    words: str


def run(command: Sequence[str], given: bytes = b"") -> Ran | None:
    """Run a program; None where it is not installed or does not end in time."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    for name in ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR"):  # Windows needs the first
        if name in os.environ:
            environment[name] = os.environ[name]
    try:
        ended = subprocess.run(  # noqa: S603 - the commands are those below
            command, input=given, capture_output=True, env=environment,
            timeout=DEADLINE_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = (ended.stdout + ended.stderr).decode("utf-8", "replace").strip()
    return Ran(ended.returncode == 0, words)


@dataclass(frozen=True)
class Signature:
    """What is to be checked: whose signature over which bytes, in which namespace."""

    by: str
    over: bytes
    namespace: str
    file: Path


def signature_holds(
    signature: Signature, signers: Path, at: datetime | None
) -> Ran | None:
    """`ssh-keygen -Y verify` against a list of signers, at an instant or now."""
    command = [
        "ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", signature.by,
        "-n", signature.namespace, "-s", str(signature.file),
    ]  # fmt: skip
    if at is not None:
        command.append(f"-Overify-time={at:%Y%m%d%H%M%S}Z")
    return run(command, signature.over)


def stamp_stated(token: Path) -> tuple[datetime | None, str]:
    """What a time-stamp reply states, unverified: its genTime, and its authority.

    None and an empty text where it is unreadable, or over a hash for which two lines
    with one value can be made.
    """
    ran = run(["openssl", "ts", "-reply", "-in", str(token), "-text"])
    if ran is None:
        return None, ""
    over = STAMP_HASH.search(ran.words)
    if over is None or over[1].lower() not in STRONG:
        return None, ""
    by = STAMP_BY.search(ran.words)
    return _gen_time(ran.words), by[1].strip() if by else ""


def stamp_time(token: Path) -> datetime | None:
    """The genTime a time-stamp reply states, unverified; None where unreadable."""
    return stamp_stated(token)[0]


def _gen_time(words: str) -> datetime | None:
    told = STAMP_TIME.search(words)
    if told is None or told[1] not in MONTHS:
        return None
    month = MONTHS.index(told[1]) + 1
    day, hour, minute, second, year = (int(told[n]) for n in range(2, 7))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def stamp_holds(
    token: Path, over: bytes, roots: Path, between: Path | None, at: datetime
) -> Ran | None:
    """`openssl ts -verify` of a reply over these bytes, at its own genTime."""
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        message = Path(folder) / "message"
        message.write_bytes(over)
        command = [
            "openssl", "ts", "-verify", "-data", str(message), "-in", str(token),
            "-CAfile", str(roots), "-attime", str(int(at.timestamp())),
        ]  # fmt: skip
        if between is not None:
            command += ["-untrusted", str(between)]
        return run(command)

"""What an auditor holds from elsewhere: keys, roots, and what was noted of a chain.

A folder that the auditor fills, never one that came with the case:

    allowed_signers     OpenSSH's list of keys, one a line
    roots/*.pem         roots of time-stamp authorities, one authority a file
    between/*.pem       certificates between those roots and the stamps
    anchors             lines `NUMBER SHA256`, as they were noted or e-mailed
    held/NNN.WHO.sig    a seal over line NNN; .receipt a witness's; .tsr a stamp
    copies/*.jsonl      older copies of the chain

Nothing in it is needed; what is missing makes rules unverifiable, not passed.
"""

import re
from dataclasses import dataclass
from pathlib import Path

EXPECTED = re.compile(r"(?:(\d+)[:\s]+)?([0-9a-f]{64})\s*\Z")
HELD = re.compile(r"0*(\d+)\.(.+)\.(sig|receipt|tsr)\Z")


@dataclass(frozen=True)
class Anchor:
    """A line of the chain that somebody noted outside: its hash, and its number."""

    sha256: str
    line: int | None
    source: str


@dataclass(frozen=True)
class Held:
    """A file got from a signer, a witness or an authority about one line."""

    line: int
    who: str
    kind: str
    path: Path


@dataclass(frozen=True)
class Trust:
    """Everything the auditor brings."""

    signers: Path | None = None
    roots: tuple[Path, ...] = ()
    between: tuple[Path, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    held: tuple[Held, ...] = ()
    copies: tuple[Path, ...] = ()


def anchor_from(text: str, source: str) -> Anchor:
    """Read `SHA256`, `NUMBER:SHA256` or `NUMBER SHA256`; raises ValueError."""
    told = EXPECTED.match(text.strip().lower())
    if told is None:
        raise ValueError(f"{text.strip()[:80]!r} is no SHA-256 of a chain's line")
    return Anchor(told[2], int(told[1]) if told[1] else None, source)


def trust_from(folder: Path | None, expected: tuple[str, ...] = ()) -> Trust:
    """Read an auditor's folder; raises ValueError for what is no trust folder."""
    anchors = [anchor_from(text, "--expect") for text in expected]
    if folder is None:
        return Trust(anchors=tuple(anchors))
    if not folder.is_dir():
        raise ValueError(f"{folder} is no folder")
    noted = folder / "anchors"
    if noted.is_file():
        lines = noted.read_text("utf-8").splitlines()
        anchors += [
            anchor_from(line, f"anchors, line {number}")
            for number, line in enumerate(lines, 1)
            if line.strip() and not line.startswith("#")
        ]
    signers = folder / "allowed_signers"
    trust = Trust(
        signers if signers.is_file() else None,
        _paths(folder / "roots", "*.pem"), _paths(folder / "between", "*.pem"),
        tuple(anchors), tuple(held_files(folder / "held")),
        _paths(folder / "copies", "*.jsonl"),
    )  # fmt: skip
    if trust == Trust():
        raise ValueError(f"{folder} holds no keys, roots, anchors or copies")
    return trust


def _paths(folder: Path, pattern: str) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob(pattern)))


def held_files(folder: Path) -> list[Held]:
    """Seals, receipts and stamps in a folder; raises ValueError for another name."""
    found = []
    for path in _paths(folder, "*"):
        told = HELD.match(path.name)
        if told is None:
            raise ValueError(f"{path.name} is not named NUMBER.WHO.sig, receipt or tsr")
        found.append(Held(int(told[1]), told[2], told[3], path))
    return found

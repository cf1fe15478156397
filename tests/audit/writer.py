"""A writer of records of its own, byte by byte from the written format.

It shares nothing with the package: the verifier must hold against the specification,
not against the code that writes cases. Times run a minute a line.
"""

import hashlib
import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.audit.authorities import Authority

ZEROS = "0" * 64
Json = dict[str, Any]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def line_of(record: Json) -> bytes:
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode() + b"\n"


def chained(records: Iterable[Json]) -> list[bytes]:
    """Lines of these records with `seq` and `prev` made anew."""
    lines: list[bytes] = []
    for record in records:
        previous = sha256(lines[-1]) if lines else ZEROS
        lines.append(line_of({**record, "seq": len(lines) + 1, "prev": previous}))
    return lines


@dataclass
class Keys:
    """SSH keys by actor, made when first asked for."""

    folder: Path

    def private(self, actor: str) -> Path:
        path = self.folder / actor
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path],
                check=True,
            )
        return path

    def public(self, actor: str) -> str:
        text = self.private(actor).with_suffix(".pub").read_text()
        return " ".join(text.split()[:2])

    def sign(self, actor: str, message: bytes, namespace: str = "line") -> bytes:
        return subprocess.run(
            ["ssh-keygen", "-q", "-Y", "sign", "-f", self.private(actor),
             "-n", f"evidence-{namespace}@imgverify"],
            input=message, check=True, capture_output=True,
        ).stdout  # fmt: skip

    def signers(self, *actors: str, options: str = "") -> str:
        spaces = ",".join(f"evidence-{n}@imgverify" for n in ("line", "bag", "witness"))
        given = f'namespaces="{spaces}"{options}'
        return "".join(f"{one} {given} {self.public(one)}\n" for one in actors)


def role_of(actor: str) -> str:
    """`analyst-1` is an analyst."""
    return actor.partition("-")[0]


@dataclass
class Writer:
    """Writes one case."""

    folder: Path
    keys: Keys
    case_id: str = "3f0c" * 8
    start: datetime = field(
        default_factory=lambda: (
            datetime.now(UTC).replace(microsecond=0) - timedelta(hours=12)
        )
    )
    lines: list[bytes] = field(default_factory=list)
    step: timedelta = timedelta(seconds=1)
    last: datetime | None = None

    def blob(self, content: bytes, role: str, media: str = "image/jpeg") -> Json:
        digest = sha256(content)
        path = self.folder / "blobs" / digest[:2] / digest
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_bytes(content)
            path.chmod(0o444)
        return {"sha256": digest, "size": len(content), "media": media, "role": role}

    def add(  # noqa: PLR0913 - one for each field that a line has
        self, action: str, actor: str, body: Json, *,
        used: Iterable[Json] = (), out: Iterable[Json] = (), at: datetime | None = None,
    ) -> int:  # fmt: skip
        """Append a line; its number."""
        at = at or (self.last + self.step if self.last else self.start)
        self.last = at
        record = {
            "v": 1, "seq": len(self.lines) + 1, "case": self.case_id,
            "prev": sha256(self.lines[-1]) if self.lines else ZEROS,
            "time": f"{at:%Y-%m-%dT%H:%M:%SZ}", "actor": actor, "role": role_of(actor),
            "action": action, "body": body,
            "tool": {"name": "imgverify", "version": "0", "env": "e" * 64},
            "in": [{"role": o["role"], "sha256": o["sha256"]} for o in used],
            "out": list(out),
        }  # fmt: skip
        self.lines.append(line_of(record))
        self.write()
        return len(self.lines)

    def write(self, lines: list[bytes] | None = None) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        content = b"".join(self.lines if lines is None else lines)
        (self.folder / "chain.jsonl").write_bytes(content)

    def seal(
        self, actor: str, of: int, *, by: str = "", namespace: str = "line"
    ) -> int:
        """Append a seal over a line; `by` signs with another's key."""
        content = self.keys.sign(by or actor, self.lines[of - 1], namespace)
        sig = self.blob(content, "signature", "application/x-ssh-signature")
        body = {"of": of, "sig": sig["sha256"]}
        return self.add("seal", actor, body, out=[sig])

    def stamp(
        self, actor: str, of: int, *authorities: Authority, clock: str = ""
    ) -> int:
        """Append time stamps over a line."""
        out = [
            self.blob(one.stamp(self.lines[of - 1], clock), "time-stamp",
                      "application/timestamp-reply")
            for one in authorities
        ]  # fmt: skip
        body = {"of": of, "tsr": [one["sha256"] for one in out]}
        if out:
            self.last = max(self.last or self.start, datetime.now(UTC))
        return self.add("seal", actor, body, out=out)

    def head(self) -> str:
        return sha256(self.lines[-1])

"""How long the reports of a large case take, and how much memory.

    python -m benchmarks.case_reports [PHOTOS] [LOSSES] [FOLDER]

Makes a case of rendered stand-ins (10,000 photos and 2,000 losses unless told
otherwise): each photo is one of a few small pictures with bytes of its own after its
end, acquired and examined; every second loss has a link. Lines are written by the
store's own serialiser, without its flushing, since only reading is measured. Then each
kind of export is made by the program, in a process of its own.
"""

import hashlib
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from verify.domain.case_values import Action, Role
from verify.domain.chain_entries import FORMAT, NO_LINE, Brought, ChainEntry, Tool
from verify.domain.evidence import Digest, digest_of
from verify.store.chain_file import CHAIN_NAME
from verify.store.chain_lines import line_digest, raw_line, record_of
from verify.store.vault import Vault

STAND_INS = Path(__file__).resolve().parents[1] / "reference_images" / "standins"
KINDS = ("mi-24", "norinco-vp11", "pickup", "btr-80", "t-72", "tanker", "hilux", "")
SIDES = ("North", "South")
CASE = hashlib.sha256(b"a generated case").hexdigest()[:32]
TOOL = Tool("imgverify", "0", digest_of(b""))


class Chain:
    """Writes lines that hold, without flushing each to the disk."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.vault = Vault(folder)
        self.file = (folder / CHAIN_NAME).open("wb")
        self.seq, self.prev = 0, NO_LINE

    def line(self, action: Action, body: dict[str, Any], *brought: Brought) -> None:
        """One line; the custodian, who is an analyst too, writes everything."""
        self.seq += 1
        founding = action in {Action.OPEN, Action.ENROL}
        analyst = action in {Action.LINK, Action.VERDICT}
        role = Role.CUSTODIAN if founding or not analyst else Role.ANALYST
        entry = ChainEntry(
            self.seq, self.prev, CASE, _clock(self.seq), "ana", role, action, TOOL,
            (), brought, body, Digest(""),
        )  # fmt: skip
        raw = raw_line(record_of(entry))
        self.prev = line_digest(raw)
        self.file.write(raw)

    def file_of(self, role: str, content: bytes, media: str) -> Brought:
        """A file of the case, as the vault names it, without flushing."""
        digest = digest_of(content)
        path = self.vault.path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return Brought(role, digest, len(content), media)


def _clock(seq: int) -> str:
    return f"2026-11-25T{seq // 3600 % 24:02}:{seq // 60 % 60:02}:{seq % 60:02}Z"


def pictures() -> Iterator[bytes]:
    """The stand-ins at 800 pixels, as channels reduce them."""
    for path in sorted((STAND_INS / "earlier").glob("*.jpg")):
        picture = Image.open(path).convert("RGB")
        picture.thumbnail((800, 800))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=72)
        yield out.getvalue()


def generate(folder: Path, photos: int, losses: int) -> None:
    """The whole case."""
    chain, bases = Chain(folder), list(pictures())
    title = {"id": "I1", "title": "A generated case", "format": FORMAT}
    chain.line(Action.OPEN, title)
    roles = ["custodian", "collector", "analyst"]
    chain.line(Action.ENROL, {"actor": "ana", "roles": roles})
    for n in range(1, photos + 1):
        content = bases[n % len(bases)] + b"photo %d" % n
        original = chain.file_of("original", content, "image/jpeg")
        body = {"id": f"A{n}", "evidence": f"E{n}", "incident": "I1",
                "platform": "telegram", "posted_at": "2024-07-28"}  # fmt: skip
        chain.line(Action.ACQUIRE, body, original)
        outcome = "recycled" if n % 7 == 0 else "nothing_found"
        examination = chain.file_of(
            "examination", _report(n, outcome), "application/json"
        )
        chain.line(Action.COMPARE, {
            "id": f"X{n}", "evidence": f"E{n}", "outcome": outcome,
            "settings": {"deadline_s": "20"}, "versions": {"imgverify": "0"},
        }, examination)  # fmt: skip
    for n in range(1, 41):
        chain.line(Action.CLAIM, {
            "id": f"C{n}", "incident": "I1", "party": f"Party {n % 12}",
            "stance": "claimed", "counts": [
                {"equipment": KINDS[n % 7], "bound": "exactly", "count": n,
                 "side": SIDES[n % 2], "conditions": ["destroyed"]}],
        })  # fmt: skip
    for n in range(1, losses + 1):
        chain.line(Action.LOSS, {
            "id": f"L{n}", "incident": "I1", "side": SIDES[n % 2],
            "claims": [f"C{n % 40 + 1}"],
            "place": f"{14 + n % 60 / 10},{n % 40 / 10},2",
        } | ({"equipment": KINDS[n % 8]} if KINDS[n % 8] else {}))  # fmt: skip
        told = {"id": f"T{n}", "loss": f"L{n}", "conditions": ["destroyed"]}
        chain.line(Action.STATUS, told)
        if n % 2:
            chain.line(Action.LINK, {
                "id": f"K{(n + 1) // 2}", "evidence": f"E{n * 3 % photos + 1}",
                "loss": f"L{n}", "region": "0.2,0.2,0.8,0.8",
            })  # fmt: skip
    chain.file.close()


def _report(number: int, outcome: str) -> bytes:
    sentence = f"What came out for photo {number}."
    return json.dumps({
        "format": "verify.examination/1", "outcome": outcome, "sentence": sentence,
        "assessments": [{"outcome": outcome, "sentence": sentence}], "matches": [],
        "picture": {"format": "JPEG", "width": 800, "height": 533},
        "metadata": {"tags": [{"name": f"T{k}", "value": "x" * 40} for k in range(30)],
                     "times": []},
    }).encode()  # fmt: skip


def measure(case: Path, out: Path) -> tuple[float, float, float]:
    """Seconds on the clock, seconds of processors, most MB of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-m", "verify", "report", str(case), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    took = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, spent, after.ru_maxrss / 1024


def main() -> None:
    """Generate and measure."""
    given = sys.argv[1:]
    photos, losses = (int(one) for one in (given + ["10000", "2000"][len(given) :])[:2])
    folder = given[2] if len(given) == 3 else None  # noqa: PLR2004
    with tempfile.TemporaryDirectory(dir=folder) as name:
        case = Path(name) / "generated"
        start = time.perf_counter()
        generate(case, photos, losses)
        print(f"generated in {time.perf_counter() - start:.0f} s", flush=True)
        size = (case / CHAIN_NAME).stat().st_size / 1e6
        print(f"{photos:,} photos, {losses:,} losses, chain {size:.1f} MB")
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for suffix in ("csv", "geojson", "md", "json", "html"):
            out = Path(name) / f"case.{suffix}"
            took, spent, memory = measure(case, out)
            written = out.stat().st_size / 1e6
            print(
                f"{suffix:8} {took:7.1f} s, {spent:6.1f} s of processors, "
                f"{memory:6.0f} MB, file of {written:6.2f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()

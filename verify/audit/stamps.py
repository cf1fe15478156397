"""Time stamps and what they prove: rules V10 and V11.

A token (RFC 3161) over line N proves that N and every line before it existed at its
genTime. A token named in a line proves that every later line was made after it. So
each line has a bracket of proved time; the time a line states is only claimed.
`openssl ts` reads and verifies tokens, against each of the auditor's roots, at the
genTime, so that an expired certificate spoils no old stamp.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

from verify.audit.blob_files import Blobs
from verify.audit.chain_lines import Chain, Line, items_of
from verify.audit.discrepancies import FAULT, OPEN, WARNING, Discrepancy
from verify.audit.programs import stamp_holds, stamp_stated
from verify.audit.schema import is_moment
from verify.audit.trust import Trust

TOLERANCE = timedelta(seconds=60)
"""How far clocks may lie apart: claimed times, and two authorities."""


@dataclass(frozen=True)
class Stamp:
    """One token of the chain: over which line, in which line it is named, its time."""

    of: int
    named_in: int
    digest: str
    at: datetime | None
    root: str
    """Name of the root that it leads to; empty where it leads to none of them."""
    by: str = ""
    """The authority as the token itself names it, which proves nothing."""


@dataclass
class Times:
    """All stamps and the bracket of each line."""

    stamps: list[Stamp] = field(default_factory=list)
    after: list[datetime | None] = field(default_factory=list)
    """Line n was not made before `after[n - 1]`."""
    before: list[datetime | None] = field(default_factory=list)
    """Line n existed at `before[n - 1]`."""
    found: list[Discrepancy] = field(default_factory=list)

    @property
    def good(self) -> list[Stamp]:
        """The stamps that lead to one of the auditor's roots."""
        return [stamp for stamp in self.stamps if stamp.root]


def named_stamps(chain: Chain) -> Iterator[tuple[Line, int, str]]:
    """Each token a `seal` line names: that line, the line stamped, the blob."""
    for line, record in chain.records("seal"):
        body = record.get("body")
        of = body.get("of") if isinstance(body, dict) else None
        tokens = body.get("tsr", []) if isinstance(body, dict) else []
        for digest in tokens if isinstance(tokens, list) else ():
            if isinstance(of, int) and isinstance(digest, str):
                yield line, of, digest


def check_stamps(chain: Chain, blobs: Blobs, trust: Trust) -> Times:
    """V10 for every token, then V11 for every line."""
    times = Times()
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        between = _between(chain, blobs, trust, Path(folder) / "between.pem")
        reader = _Reader(chain, blobs, trust.roots, between, times.found)
        times.stamps = [reader.checked(*named) for named in named_stamps(chain)]
    if times.stamps and not trust.roots:
        words = f"{len(times.stamps)} time stamps, and no root given to check them"
        times.found.append(Discrepancy("V10", OPEN, "time stamps", words))
    _bracket(chain, times)
    _check_claimed(chain, times)
    return times


def _between(chain: Chain, blobs: Blobs, trust: Trust, path: Path) -> Path | None:
    """Certificates that may stand between; trusted is only what leads to a root."""
    parts = [file.read_bytes() for file in trust.between]
    parts += [
        blobs.content(str(item.get("sha256"))) or b""
        for _, record in chain.records("seal", "receive")
        for item in items_of(record, "out")
        if item.get("role") == "tsa-certificates"
    ]
    path.write_bytes(b"\n".join(parts))
    return path if any(parts) else None


@dataclass(frozen=True)
class _Reader:
    """Checks one token after another against the same roots."""

    chain: Chain
    blobs: Blobs
    roots: tuple[Path, ...]
    between: Path | None
    found: list[Discrepancy]

    def checked(self, line: Line, of: int, digest: str) -> Stamp:
        """The stamp with the root it leads to; what is wrong goes to `found`."""
        at, root, by, wrong = None, "", "", self._unusable(line, of, digest)
        if wrong is None:
            at, by = stamp_stated(self.blobs.path(digest))
            wrong = None if at else (
                OPEN, "cannot be read by openssl, or is over a weak hash")  # fmt: skip
        if at is not None:
            root, wrong = self._root(of, digest, at)
        if wrong:
            words = f"the time stamp {digest[:12]} over line {of} {wrong[1]}"
            place = f"line {line.number}"
            self.found.append(Discrepancy("V10", wrong[0], place, words, line.number))
        return Stamp(of, line.number, digest, at, root, by)

    def _unusable(self, line: Line, of: int, digest: str) -> tuple[str, str] | None:
        if not 1 <= of < line.number:
            return FAULT, "is over no earlier line"
        if digest not in self.chain.outs:
            return FAULT, "is no file of this chain"
        if digest not in self.blobs.sizes:
            return OPEN, "cannot be read: its file does not hold"
        return None

    def _root(
        self, of: int, digest: str, at: datetime
    ) -> tuple[str, tuple[str, str] | None]:
        token, over = self.blobs.path(digest), self.chain.raw(of)
        for root in self.roots:
            ran = stamp_holds(token, over, root, self.between, at)
            if ran is None:
                return "", (OPEN, "was not checked: openssl is missing")
            if ran.ok:
                return root.stem, None
        if self.roots:
            return "", (FAULT, "does not lead to any of the given roots")
        return "", None


def _bracket(chain: Chain, times: Times) -> None:
    """The tightest instants that good stamps prove for each line."""
    count = len(chain.lines)
    late: list[datetime | None] = [None] * (count + 1)
    early: list[datetime | None] = [None] * (count + 1)
    for stamp in times.good:
        late[stamp.of] = _least(late[stamp.of], stamp.at)
        early[stamp.named_in] = _greatest(early[stamp.named_in], stamp.at)
    times.before = list(accumulate(reversed(late[1:]), _least))[::-1]
    times.after = list(accumulate(early[1:], _greatest))


def _least(a: datetime | None, b: datetime | None) -> datetime | None:
    return b if a is None else a if b is None else min(a, b)


def _greatest(a: datetime | None, b: datetime | None) -> datetime | None:
    return b if a is None else a if b is None else max(a, b)


def claimed(line: Line) -> datetime | None:
    """The time a line states, or None where it states none."""
    if not is_moment(line.time):
        return None
    return datetime.fromisoformat(f"{line.time[:-1]}+00:00")


def _check_claimed(chain: Chain, times: Times) -> None:
    """V11: inside the bracket, and never running backwards for one actor."""
    last: dict[str, datetime] = {}
    for line, after, before in zip(chain.lines, times.after, times.before, strict=True):
        said = claimed(line)
        if said is None:
            continue
        words = ""
        if after and said < after - TOLERANCE:
            words = f"it says {said:%FT%TZ}, and was made after {after:%FT%TZ}"
        elif before and said > before + TOLERANCE:
            words = f"it says {said:%FT%TZ}, and existed at {before:%FT%TZ}"
        elif said < last.get(line.actor, said):
            words = f"it says {said:%FT%TZ}, earlier than {line.actor}'s line before"
        if after and before and after > before + TOLERANCE:
            words = f"one authority's clock is wrong: made after {after:%FT%TZ}, "
            words += f"existed at {before:%FT%TZ}"
        if words:
            found = Discrepancy("V11", FAULT, f"line {line.number}", words, line.number)
            times.found.append(found)
        last[line.actor] = max(said, last.get(line.actor, said))


def authorities_apart(times: Times) -> list[Discrepancy]:
    """Stamps over one line by two authorities that lie more than 60 s apart."""
    found = []
    for of in sorted({stamp.of for stamp in times.good}):
        stamps = [s for s in times.good if s.of == of and s.at is not None]
        instants = [s.at for s in stamps if s.at is not None]
        if len({s.root for s in stamps}) > 1 and max(instants) - min(instants) > (
            TOLERANCE
        ):
            words = (
                f"two authorities say {min(instants):%FT%TZ} and {max(instants):%FT%TZ}"
            )
            found.append(Discrepancy("V11", WARNING, f"line {of}", words, of))
    return found

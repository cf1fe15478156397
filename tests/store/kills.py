"""Kill writers of one case with SIGKILL at random moments, and look for losses.

Each round forks the writers, waits until **every** one of them has acknowledged a line
in this round, however long a busy machine takes, waits a random part of a quarter of a
second more, and kills all. Lines are acknowledged by a write to a file of the writer's
own after `CaseFile.write` returned; before the next one begins, that is noted too, so
that a kill inside a write can be told. After `ROUNDS_A_CASE` rounds the case is looked
at and the next begins, as opening a long one takes longer than a round: every
acknowledged line must stand in the chain with its photo, the stand-alone verifier must
find nothing wrong by V1 to V6, every torn end must be set aside and logged, and the
index made anew must give the same dump. POSIX only.
"""

import hashlib
import os
import random
import secrets
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.store.cases import add_photo, faults, new_case
from verify.store.case_index import INDEX_NAME, delete, dump
from verify.store.case_index_following import bring_index
from verify.store.casefile import CaseFile

ROUNDS_A_CASE = 20
LONGEST_WAIT_S = 120.0
"""For a writer that hangs, which must not hang the trial."""
SPREAD_S = 0.25
BEGUN = "+"
"""A write began; its acknowledgement follows on the same line."""


def write_for_ever(case_folder: Path, acks: Path) -> None:
    """Add random photos and acknowledge each."""
    descriptor = os.open(acks, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with CaseFile.open(case_folder) as case:
        while True:
            content = secrets.token_bytes(100 + secrets.randbelow(60_000))
            photo = hashlib.sha256(content).hexdigest()
            os.write(descriptor, BEGUN.encode())
            entry = add_photo(case, content)
            os.write(descriptor, f"{entry.seq} {entry.sha256} {photo}\n".encode())


@dataclass(frozen=True)
class Round:
    """What one round showed."""

    wrote: int
    """Writers that had acknowledged a line in this round when they were killed."""
    inside: int
    """Of them those that were killed between the beginning and the end of a write."""


def one_round(case_folder: Path, acks: Sequence[Path], chance: random.Random) -> Round:
    """Fork a writer for each file of acknowledgements, and kill them all."""
    before = [len(lines(one)) for one in acks]
    children = [forked(case_folder, one) for one in acks]
    until = time.monotonic() + LONGEST_WAIT_S
    while writing(acks, before) < len(acks) and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, SPREAD_S))
    chance.shuffle(children)
    for child in children:
        os.kill(child, signal.SIGKILL)
        time.sleep(chance.uniform(0, 0.01))
    ended = [os.waitpid(child, 0)[1] for child in children]
    if any(not os.WIFSIGNALED(status) for status in ended):
        raise SystemExit("a writer ended by itself: see its words above")
    wrote = writing(acks, before)
    inside = 0
    for one in acks:
        if one.exists() and one.read_text().endswith(BEGUN):
            inside += 1
            with one.open("a") as file:
                file.write("\n")  # never acknowledged; the next line stands alone
    return Round(wrote, inside)


def forked(case_folder: Path, acks: Path) -> int:
    """A child that writes until it is killed."""
    child = os.fork()
    if child == 0:
        try:
            write_for_ever(case_folder, acks)
        finally:
            os._exit(3)  # a writer never ends by itself
    return child


def writing(acks: Sequence[Path], before: Sequence[int]) -> int:
    """How many writers acknowledged more lines than before."""
    return sum(len(lines(a)) > n for a, n in zip(acks, before, strict=True))


def lines(acks: Path) -> list[list[str]]:
    """The number, digest and photo of each acknowledged line."""
    if not acks.exists():
        return []
    found = [one.removeprefix(BEGUN).split() for one in acks.read_text().splitlines()]
    return [one for one in found if len(one) == len(("seq", "head", "photo"))]


def lost(case_folder: Path, acks: Sequence[Path]) -> tuple[int, int]:
    """How many lines were acknowledged, and how many of them are not as they were."""
    raws = (case_folder / "chain.jsonl").read_bytes().splitlines(keepends=True)
    heads = [hashlib.sha256(raw).hexdigest() for raw in raws]
    told = [line for one in acks for line in lines(one)]
    gone = 0
    for seq, head, photo in told:
        blob = case_folder / "blobs" / photo[:2] / photo
        held = int(seq) <= len(heads) and heads[int(seq) - 1] == head
        gone += not (held and blob.is_file())
    return len(told), gone


def killed(rounds: int, writers: int, folder: Path) -> dict[str, object]:
    """Run the rounds in this empty folder; the counts."""
    chance = random.Random(7)  # noqa: S311 - repeatable waits
    counted: Counter[str] = Counter()
    started = time.monotonic()
    longest = 0.0
    for number, first in enumerate(range(0, rounds, ROUNDS_A_CASE)):
        place = folder / f"case-{number}"
        acks = [folder / f"acks-{number}-{writer}" for writer in range(writers)]
        new_case(place).close()
        for _ in range(min(ROUNDS_A_CASE, rounds - first)):
            told = one_round(place, acks, chance)
            counted["rounds"] += 1
            counted["rounds_with_every_writer_writing"] += told.wrote == writers
            counted["killed_inside_a_write"] += told.inside
        found, reopened = looked_at(place, acks)
        counted += found
        longest = max(longest, reopened)
    kept = (
        "rounds", "rounds_with_every_writer_writing", "killed_inside_a_write",
        "acknowledged", "lines", "acknowledged_lost", "faults", "torn_ends",
        "torn_ends_not_logged", "cases", "indexes_made_anew_equal",
    )  # fmt: skip
    return {name: counted[name] for name in kept} | {
        "kills": counted["rounds"] * writers,
        "longest_reopening_seconds": round(longest, 2),
        "seconds": round(time.monotonic() - started, 1),
    }


def looked_at(case_folder: Path, acks: Sequence[Path]) -> tuple[Counter[str], float]:
    """What stands in a case after its rounds, and how many seconds it took to open."""
    opened = time.monotonic()
    with CaseFile.open(case_folder) as case:
        reopened = time.monotonic() - opened
        add_photo(case, b"after all kills")  # settles a torn end of the last round
        logged = {one.sha256 for one in case.state.recoveries}
        count = case.state.seq
    acknowledged, gone = lost(case_folder, acks)
    torn = {path.name for path in (case_folder / "torn").glob("*")}
    kept = list(dump(case_folder / INDEX_NAME))
    delete(case_folder)
    with CaseFile.open(case_folder) as case:
        made = bring_index(None, case.path, case.mark, case.state)
        if made is not None:
            made.close()
    same = kept == list(dump(case_folder / INDEX_NAME))
    return Counter(
        acknowledged=acknowledged, lines=count, acknowledged_lost=gone,
        faults=len(faults(case_folder)), torn_ends=len(torn),
        torn_ends_not_logged=len(torn - logged), cases=1,
        indexes_made_anew_equal=int(same),
    ), reopened  # fmt: skip

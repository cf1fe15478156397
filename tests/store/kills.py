"""Kill writers of one case with SIGKILL at random moments, and look for losses.

Each round forks the writers, waits until one of them has acknowledged a line in this
round, waits a random part of a quarter of a second more, and kills all. Lines are
acknowledged by a write to a file of its own after `CaseFile.write` returned. At the
end every acknowledged line must stand in the chain with its photo, the stand-alone
verifier must find nothing wrong by V1 to V6, every torn end must be set aside and
logged, and the index made anew must give the same dump. POSIX only.
"""

import hashlib
import os
import random
import secrets
import signal
import time
from pathlib import Path

from tests.store.cases import add_photo, faults, new_case
from verify.store.case_index import INDEX_NAME, delete, dump
from verify.store.case_index_following import bring_index
from verify.store.casefile import CaseFile

LONGEST_WAIT_S = 20.0
SPREAD_S = 0.25
MOST_TRIES = 3
"""A round on a busy machine may end before anybody wrote; it does not count."""


def write_for_ever(case_folder: Path, acks: Path) -> None:
    """Add random photos and acknowledge each."""
    descriptor = os.open(acks, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with CaseFile.open(case_folder) as case:
        while True:
            content = secrets.token_bytes(100 + secrets.randbelow(60_000))
            entry = add_photo(case, content)
            photo = hashlib.sha256(content).hexdigest()
            os.write(descriptor, f"{entry.seq} {entry.sha256} {photo}\n".encode())


def one_round(
    case_folder: Path, acks: Path, writers: int, chance: random.Random
) -> bool:
    """Whether somebody had acknowledged a line in this round when all were killed."""
    before = acks.stat().st_size if acks.exists() else 0
    children = []
    for _ in range(writers):
        child = os.fork()
        if child == 0:
            try:
                write_for_ever(case_folder, acks)
            finally:
                os._exit(3)  # a writer never ends by itself
        children.append(child)
    until = time.monotonic() + LONGEST_WAIT_S
    writing = False
    while not writing and time.monotonic() < until:
        time.sleep(0.005)
        writing = acks.exists() and acks.stat().st_size > before
    time.sleep(chance.uniform(0, SPREAD_S))
    chance.shuffle(children)
    for child in children:
        os.kill(child, signal.SIGKILL)
        time.sleep(chance.uniform(0, 0.01))
    ended = [os.waitpid(child, 0)[1] for child in children]
    if any(not os.WIFSIGNALED(status) for status in ended):
        raise SystemExit("a writer ended by itself: see its words above")
    return writing


def lost(case_folder: Path, acks: Path) -> tuple[int, int]:
    """How many lines were acknowledged, and how many of them are not as they were."""
    raws = (case_folder / "chain.jsonl").read_bytes().splitlines(keepends=True)
    heads = [hashlib.sha256(raw).hexdigest() for raw in raws]
    told = [line.split() for line in acks.read_text().splitlines()]
    told = [one for one in told if len(one) == 3]
    gone = 0
    for seq, head, photo in told:
        blob = case_folder / "blobs" / photo[:2] / photo
        held = int(seq) <= len(heads) and heads[int(seq) - 1] == head
        gone += not (held and blob.is_file())
    return len(told), gone


def killed(rounds: int, writers: int, folder: Path) -> dict[str, object]:
    """Run the rounds in this empty folder; the counts."""
    case_folder, acks = folder / "case", folder / "acks"
    new_case(case_folder).close()
    chance = random.Random(7)  # noqa: S311 - repeatable waits
    started = time.monotonic()
    writing = tried = 0
    while writing < rounds and tried < MOST_TRIES * rounds:
        writing += one_round(case_folder, acks, writers, chance)
        tried += 1
    took = time.monotonic() - started
    opened = time.monotonic()
    with CaseFile.open(case_folder) as case:
        reopened = time.monotonic() - opened
        add_photo(case, b"after all kills")  # settles a torn end of the last round
        logged = {one.sha256 for one in case.state.recoveries}
        lines = case.state.seq
    acknowledged, gone = lost(case_folder, acks)
    torn = {path.name for path in (case_folder / "torn").glob("*")}
    kept = list(dump(case_folder / INDEX_NAME))
    delete(case_folder)
    with CaseFile.open(case_folder) as case:
        made = bring_index(None, case.path, case.mark, case.state)
        if made is not None:
            made.close()
    return {
        "rounds": tried, "rounds_killed_while_writing": writing,
        "kills": tried * writers, "seconds": round(took, 1),
        "acknowledged": acknowledged, "lines": lines, "acknowledged_lost": gone,
        "faults": len(faults(case_folder)), "torn_ends": len(torn),
        "torn_ends_not_logged": len(torn - logged),
        "index_made_anew_equal": kept == list(dump(case_folder / INDEX_NAME)),
        "reopened_in_seconds": round(reopened, 2),
    }  # fmt: skip

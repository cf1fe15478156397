"""A large generated case: adding, opening, showing, memory, and the index made anew.

    python -m benchmarks.case_scale [PHOTOS] [LOSSES] [FOLDER]

Adding is stored and recorded as by `verify case add --later`, one line a photo, and is
compared in the same run with a plain copy, fsync and SHA-256 of the same bytes.
Examining is left out: what it costs is what `verify check` costs.
"""

import hashlib
import os
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.store.cases import new_case
from verify.domain.case_values import Action
from verify.store.case_index import INDEX_NAME, delete, dump
from verify.store.case_index_following import bring_index
from verify.store.casefile import CaseFile
from verify.workflow.case_add import Acquired, add_photos
from verify.workflow.case_record import Told, record, writing_as
from verify.workflow.inputs import Input

PHOTO_BYTES = 200_000
SAMPLE = 500


def photo(path: Path) -> Path:
    """A file of a photo's size that no other has."""
    path.write_bytes(b"\xff\xd8\xff" + secrets.token_bytes(PHOTO_BYTES))
    return path


def plain_copy(paths: list[Path], folder: Path) -> float:
    """Seconds to copy, fsync and hash these files, one after another."""
    folder.mkdir()
    started = time.perf_counter()
    for path in paths:
        content = path.read_bytes()
        hashlib.sha256(content).hexdigest()
        with (folder / path.name).open("wb") as copy:
            copy.write(content)
            copy.flush()
            os.fsync(copy.fileno())
    return time.perf_counter() - started


def main() -> None:
    """Build the case and print the figures."""
    given = sys.argv[1:]
    photos = int(given[0]) if given else 10_000
    losses = int(given[1]) if len(given) > 1 else 2_000
    with tempfile.TemporaryDirectory(dir=given[2] if len(given) > 2 else None) as place:  # noqa: PLR2004
        measured(Path(place), photos, losses)


def measured(place: Path, photos: int, losses: int) -> None:
    """Add, show, rebuild."""
    case, writing = new_case(place / "c"), writing_as("ana")
    spent = copied = 0.0
    compared = 0
    for start in range(0, photos, SAMPLE):
        paths = [photo(place / f"{start + n}.jpg")
                 for n in range(min(SAMPLE, photos - start))]  # fmt: skip
        began = time.perf_counter()
        inputs = [Input(path.name, path) for path in paths]
        list(
            add_photos(case, writing, inputs, Acquired("I1", {"platform": "telegram"}))
        )
        spent += time.perf_counter() - began
        if start % (4 * SAMPLE) == 0:
            copied += plain_copy(paths, place / f"copies-{start}")
            compared += len(paths)
        for path in place.rglob("*.jpg"):
            path.unlink()
    began = time.perf_counter()
    for number in range(1, losses + 1):
        record(case, writing, Told(Action.LOSS, {"incident": "I1"}))
        body = {"evidence": f"E{number}", "loss": f"L{number}"}
        record(case, writing, Told(Action.LINK, body, {"reason": "seen"}))
    linked = time.perf_counter() - began
    lines = case.state.seq
    case.close()
    kept = hashlib.sha256("\n".join(dump(place / "c" / INDEX_NAME)).encode())
    delete(place / "c")
    began = time.perf_counter()
    with CaseFile.open(place / "c") as again:
        opened = time.perf_counter() - began
        began = time.perf_counter()
        made = bring_index(None, again.path, again.mark, again.state)
        rebuilt = time.perf_counter() - began
        if made is not None:
            made.close()
    after = hashlib.sha256("\n".join(dump(place / "c" / INDEX_NAME)).encode())
    began = time.perf_counter()
    shown = subprocess.run(
        [sys.executable, "-m", "verify", "case", "show", place / "c"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    show = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"photos added a second       {photos / spent:.1f}")
    print(f"plain copies a second       {compared / copied:.1f}")
    print(f"losses and links a second   {2 * losses / linked:.1f}")
    print(f"lines                       {lines}")
    print(f"opened and folded, s        {opened:.2f}")
    print(f"index made anew, s          {rebuilt:.2f}")
    print(f"index equal                 {kept.digest() == after.digest()}")
    print(f"verify case show, s         {show:.2f} (exit {shown.returncode})")
    print(f"its peak memory, MB         {memory:.0f}")
    print(shown.stdout.splitlines()[0])


if __name__ == "__main__":
    main()

"""Measures reading metadata: recall, speed, robustness, and exiftool beside us.

    benchmarks/metadata.py recall  ../shared/metadata --out results.jsonl
    benchmarks/metadata.py speed   ../shared/metadata
    benchmarks/metadata.py hostile ../shared/metadata --mutations 2000 --made FOLDER
    benchmarks/metadata.py exiftool ../shared/metadata

`recall` writes what `../shared/metadata/score.py` scores. `speed` takes turns between
ExifRead alone, in this process, and one worker with everything that `verify metadata`
does, on the same files; processor time of parent and worker counts. `hostile` gives
every file of the corpus, those in FOLDER (`make_adversarial.py`), and mutations of the
corpus by seeds 0, 1, 2, ... to one worker with a deadline of 2 seconds, and tells what
died, hung or grew over 256 MB. `exiftool` counts tags that it has and we lack.
"""

import argparse
import collections
import contextlib
import io
import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import exifread

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.readers.mutations import mutated
from verify.errors import VerifyError
from verify.exports.fields import fields_of
from verify.outside.exiftool import find_exiftool
from verify.outside.supervised import METADATA_LIMITS, SupervisedWorker
from verify.readers.metadata import read_metadata
from verify.readers.wire import metadata_from_json

LONGEST_S, LARGEST_MB = 2.0, 256
LARGEST_MUTATED = 300_000
REQUEST = {"task": "metadata", "options": {}}


def corpus(shared: Path) -> list[dict[str, str]]:
    """The records of the corpus: path, kind, file type."""
    text = (shared / "truth.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def recall(shared: Path, out: Path) -> None:
    """One worker, every file, and the fields that it found."""
    worker = SupervisedWorker(METADATA_LIMITS)
    with out.open("w", encoding="utf-8") as target:
        for record in corpus(shared):
            content = (shared / "files" / record["path"]).read_bytes()
            line: dict[str, object] = {"path": record["path"], "error": None}
            started = time.perf_counter()
            header, _ = worker.exchange(REQUEST, content)
            line["seconds"] = round(time.perf_counter() - started, 5)
            metadata = metadata_from_json(header["reply"]["metadata"])
            line["fields"] = fields_of(metadata)
            target.write(json.dumps(line) + "\n")
    worker.close()
    print(f"{out}: now score it with {shared / 'score.py'}")


def speed(shared: Path, rounds: int = 3) -> None:
    """Files a second of processor time, ours with isolation against ExifRead's."""
    contents = [(shared / "files" / r["path"]).read_bytes() for r in corpus(shared)]
    ours = theirs = 0.0
    for number in range(rounds):
        theirs += _alone(contents)
        worker = SupervisedWorker(METADATA_LIMITS)
        for content in contents[:50]:  # what is loaded on first use
            worker.exchange(REQUEST, content)
        before = time.process_time() + _cpu_of(worker.pid)
        for content in contents:
            header, _ = worker.exchange(REQUEST, content)
            metadata_from_json(header["reply"]["metadata"])
        ours += time.process_time() + _cpu_of(worker.pid) - before
        worker.close()
        print(f"round {number + 1}: ratio so far {theirs / ours:.3f}")
    count = rounds * len(contents)
    print(
        f"{count} files; ExifRead alone {count / theirs:.0f} a second, "
        f"verify metadata, isolated, {count / ours:.0f} a second: {theirs / ours:.3f}"
    )


def _alone(contents: list[bytes]) -> float:
    started = time.process_time()
    for content in contents:
        with contextlib.suppress(Exception):  # it lets any exception escape
            exifread.process_file(io.BytesIO(content), details=False)
    return time.process_time() - started


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def hostile(shared: Path, made: Path | None, mutations: int) -> int:
    """Everything that could break a worker; gives how many files did."""
    worker = SupervisedWorker(replace(METADATA_LIMITS, deadline_s=LONGEST_S))
    counts: collections.Counter[str] = collections.Counter()
    slowest, largest = (0.0, ""), (0.0, "")
    for kind, name, content in _files(shared, made, mutations):
        counts[kind] += 1
        started = _seconds(worker.pid)
        try:
            header, _ = worker.exchange(REQUEST, content)
            failure = header.get("failure")
        except VerifyError as error:
            failure = str(error)
        if failure or not worker.alive:
            counts["broken"] += 1
            print(f"{kind} {name}: {failure}")
        if not worker.alive:
            worker.close()
            worker = SupervisedWorker(replace(METADATA_LIMITS, deadline_s=LONGEST_S))
            continue
        slowest = max(slowest, (_seconds(worker.pid) - started, name))
        largest = max(largest, (_peak_mb(worker.pid), name))
    worker.close()
    over = (largest[0] > LARGEST_MB) + (slowest[0] > LONGEST_S)
    print(dict(counts))
    print(f"slowest {slowest[0]:.3f} s ({slowest[1]}); largest {largest[0]:.0f} MB")
    return counts["broken"] + over


def _files(
    shared: Path, made: Path | None, mutations: int
) -> Iterator[tuple[str, str, bytes]]:
    records = corpus(shared)
    paths = [shared / "files" / record["path"] for record in records]
    for path in paths:
        yield "corpus", path.name, path.read_bytes()
    for path in sorted(made.rglob("*")) if made else ():
        if path.is_file() and not path.is_symlink():
            yield "made", path.name, path.read_bytes()
    small = [
        path
        for path, record in zip(paths, records, strict=True)
        if record["kind"] != "malformed" and path.stat().st_size <= LARGEST_MUTATED
    ]
    for seed in range(mutations):
        path = small[seed % len(small)]
        yield "mutated", f"{path.name} seed {seed}", mutated(path.read_bytes(), seed)


def _seconds(pid: int) -> float:
    """Processor time so far: what a file costs, whatever else the machine does."""
    return _cpu_of(pid)


def _peak_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def beside(shared: Path) -> None:
    """What exiftool reads by group, and how many files have a value we lack."""
    program = find_exiftool()
    groups: collections.Counter[str] = collections.Counter()
    lacking: collections.Counter[str] = collections.Counter()
    names: dict[str, collections.Counter[str]] = collections.defaultdict(
        collections.Counter
    )
    spent = files = 0.0
    for record in corpus(shared):
        if record["kind"] == "malformed":
            continue
        content = (shared / "files" / record["path"]).read_bytes()
        ours = {_squeezed(tag.value) for tag in read_metadata(content).tags}
        started = time.perf_counter()
        tags, _ = program.read(content)
        spent, files = spent + time.perf_counter() - started, files + 1
        for tag in tags:
            group = tag.place.removeprefix("exiftool ")
            groups[group] += 1
            if _squeezed(tag.value) not in ours:
                lacking[group] += 1
                names[group][tag.name] += 1
    print(f"exiftool {program.version}: {files / spent:.1f} files a second")
    for group, count in groups.most_common(40):
        most = ", ".join(name for name, _ in names[group].most_common(5))
        print(f"{group:24s} {count:6d} tags, {lacking[group]:6d} not ours: {most}")


def _squeezed(value: str) -> str:
    return "".join(c for c in value if c.isalnum()).lower()


def main() -> None:
    """Run one measurement."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=("recall", "speed", "hostile", "exiftool"))
    options.add_argument("shared", type=Path)
    options.add_argument("--out", type=Path, default=Path("results.jsonl"))
    options.add_argument("--made", type=Path)
    options.add_argument("--mutations", type=int, default=2000)
    asked = options.parse_args()
    if asked.what == "recall":
        recall(asked.shared, asked.out)
    elif asked.what == "speed":
        speed(asked.shared)
    elif asked.what == "hostile":
        sys.exit(bool(hostile(asked.shared, asked.made, asked.mutations)))
    else:
        beside(asked.shared)


if __name__ == "__main__":
    main()

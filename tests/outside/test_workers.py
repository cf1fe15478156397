"""Workers die, hang and outgrow their limits; only the file they had is lost."""

import os
import signal
import struct
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.outside.processes import ended, jpeg
from verify.errors import BadInput, SurroundingsError, VerifyError
from verify.imaging.decode import DecodeLimits, decode
from verify.outside.workers import Job, Reply, WorkerLimits, WorkerPool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


def large_png(side: int) -> bytes:
    """A small file of many black pixels, slow and large to decode."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    rows = zlib.compressobj(1)
    body = b"".join(rows.compress(bytes(1 + 3 * side)) for _ in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", body + rows.flush()), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def pids(pool: WorkerPool) -> set[int]:
    with pool._lock:
        return {worker.pid for worker in (*pool._idle, *pool._busy)}


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(1, WorkerLimits(deadline_s=30)) as made:
        yield made


def test_a_worker_gives_what_decoding_here_gives(pool: WorkerPool) -> None:
    reply = pool.run(Job("a.jpg", "view", jpeg()))
    here = decode(jpeg(), DecodeLimits())
    assert np.array_equal(reply.arrays["pixels"], here.pixels)
    assert (reply.header["width"], reply.header["height"]) == (60, 40)
    small = pool.run(Job("a.jpg", "view", jpeg(), {"long_side": 30}))
    assert small.arrays["pixels"].shape == (20, 30, 3)
    assert small.header["width"] == 60


def test_failures_name_the_file_and_keep_the_worker(pool: WorkerPool) -> None:
    pool.run(Job("a.jpg", "view", jpeg()))
    before = pids(pool)
    with pytest.raises(BadInput, match=r"^b\.txt: .*not that of a picture") as caught:
        pool.run(Job("b.txt", "view", b"no picture"))
    assert caught.value.next_step
    assert pids(pool) == before


def test_an_unforeseen_fault_is_ours_and_ends_nothing(pool: WorkerPool) -> None:
    with pytest.raises(VerifyError, match="unforeseen fault") as caught:
        pool.run(Job("a.jpg", "view", jpeg(), {"long_side": "wide"}))
    assert caught.value.exit_code == 70
    assert pool.run(Job("a.jpg", "view", jpeg())).header["width"] == 60


def while_stopped(pool: WorkerPool, then: int | None) -> VerifyError | Reply:
    """Stop the one worker, give it a file, send it a signal; what came of the file."""
    pool.run(Job("first", "view", jpeg()))
    (pid,) = pids(pool)
    os.kill(pid, signal.SIGSTOP)
    if then is not None:
        threading.Timer(0.3, os.kill, (pid, then)).start()
    try:
        return pool.run(Job("victim", "view", jpeg()))
    except VerifyError as error:
        return error
    finally:
        assert then == signal.SIGCONT or ended(pid)


def test_a_killed_worker_costs_its_file_only(pool: WorkerPool) -> None:
    error = while_stopped(pool, signal.SIGKILL)
    assert isinstance(error, BadInput)
    assert str(error).startswith("victim: ")
    assert "SIGKILL" in str(error)
    assert pool.run(Job("next", "view", jpeg())).header["width"] == 60


def test_a_worker_killed_between_files_costs_none(pool: WorkerPool) -> None:
    pool.run(Job("first", "view", jpeg()))
    (pid,) = pids(pool)
    os.kill(pid, signal.SIGKILL)
    assert ended(pid)
    assert pool.run(Job("next", "view", jpeg())).header["width"] == 60


def test_a_hang_is_cut_by_the_clock() -> None:
    with WorkerPool(1, WorkerLimits(deadline_s=0.5)) as pool:
        pool.run(Job("warm", "view", jpeg()))
        start = time.monotonic()
        error = while_stopped(pool, None)
        assert time.monotonic() - start < 6
        assert isinstance(error, BadInput)
        assert "longer than 3 seconds and" in str(error)
        assert pool.run(Job("next", "view", jpeg())).header["width"] == 60


def test_waiting_for_the_processor_costs_no_file() -> None:
    """As on a busy computer: no time of its own passes while it does not run."""
    with WorkerPool(1, WorkerLimits(deadline_s=0.2)) as pool:
        start = time.monotonic()
        outcome = while_stopped(pool, signal.SIGCONT)
        assert time.monotonic() - start > 0.2
        assert isinstance(outcome, Reply)


def test_slow_decoding_is_cut_in_the_middle() -> None:
    content = large_png(9000)
    with WorkerPool(1, WorkerLimits(deadline_s=0.1)) as pool:
        with pytest.raises(BadInput, match=r"longer than 0\.1 seconds of processor"):
            pool.run(Job("slow.png", "view", content))
        assert pool.run(Job("next", "view", jpeg())).header["width"] == 60


def test_a_file_over_the_memory_limit_fails_alone() -> None:
    content = large_png(9000)
    with WorkerPool(1, WorkerLimits(memory_mb=512)) as pool:
        with pytest.raises(BadInput, match="more memory than the limit of 512 MB"):
            pool.run(Job("hog.png", "view", content))
        assert pool.run(Job("next", "view", jpeg())).header["width"] == 60


def test_a_result_over_the_limit_is_refused() -> None:
    with WorkerPool(1, WorkerLimits(max_reply_mb=1)) as pool:
        with pytest.raises(BadInput, match="larger than the limit of 1 MB"):
            pool.run(Job("a.jpg", "view", jpeg((900, 700))))
        assert pool.run(Job("next", "view", jpeg())).header["width"] == 60


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
def test_a_worker_that_cannot_start_is_said_to_be_so(
    pool: WorkerPool, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as changed:
        changed.setattr(sys, "executable", program)
        with pytest.raises(SurroundingsError, match="did not start"):
            pool.run(Job("a.jpg", "view", jpeg()))
    assert pool.run(Job("a.jpg", "view", jpeg())).header["width"] == 60


def test_limits_under_which_nothing_works_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 512"):
        WorkerLimits(memory_mb=256)


def test_a_batch_gives_every_job_once_whatever_the_order() -> None:
    sizes = {f"{n}": (40 + n, 30) for n in range(12)}
    jobs = [Job(key, "view", jpeg(size)) for key, size in sizes.items()]
    jobs += [Job(f"bad {n}", "view", b"bad") for n in range(4)]
    with WorkerPool(2) as pool:
        outcomes = {job.key: outcome for job, outcome in pool.map(jobs)}
        again = {job.key: outcome for job, outcome in pool.map(reversed(jobs))}
    assert outcomes.keys() == again.keys() == {job.key for job in jobs}
    for key, size in sizes.items():
        one, two = outcomes[key], again[key]
        assert isinstance(one, Reply)
        assert isinstance(two, Reply)
        assert one.header == two.header
        assert one.header["width"] == size[0]
        assert np.array_equal(one.arrays["pixels"], two.arrays["pixels"])
    assert all(isinstance(outcomes[f"bad {n}"], BadInput) for n in range(4))


def test_one_killed_in_a_batch_costs_one_file() -> None:
    jobs = (Job(f"{n}", "view", jpeg()) for n in range(30))
    failed: list[str] = []
    with WorkerPool(2) as pool:
        for count, (job, outcome) in enumerate(pool.map(jobs)):
            if count == 5:
                os.kill(min(pids(pool)), signal.SIGKILL)
            if isinstance(outcome, VerifyError):
                failed.append(job.key)
    assert count == 29
    assert len(failed) <= 1


def test_jobs_and_their_bytes_are_pulled_late(pool: WorkerPool) -> None:
    pulled: list[int] = []
    read: list[bool] = []

    def content() -> bytes:
        read.append(True)
        return jpeg()

    def jobs() -> Iterator[Job]:
        for n in range(50):
            pulled.append(n)
            yield Job(str(n), "view", content)

    batch = pool.map(jobs())
    next(batch)
    assert len(pulled) <= 3
    assert len(read) <= 3
    batch.close()
    assert len(pulled) <= 3


def test_content_that_cannot_be_read_is_the_jobs_failure(pool: WorkerPool) -> None:
    def refuse() -> bytes:
        raise BadInput("gone.jpg: there is no such file", next_step="Look again.")

    missing = Job("m.jpg", "view", Path("/nowhere/m.jpg").read_bytes)
    jobs = [Job("gone.jpg", "view", refuse), missing]
    outcomes = {job.key: outcome for job, outcome in pool.map(jobs)}
    assert str(outcomes["gone.jpg"]) == "gone.jpg: there is no such file"
    assert str(outcomes["m.jpg"]).startswith("m.jpg: it could not be read")


def test_workers_are_replaced_after_their_share() -> None:
    with WorkerPool(1, WorkerLimits(recycle_after=3)) as pool:
        seen: list[int] = []
        for n in range(7):
            pool.run(Job(str(n), "view", jpeg()))
            seen += [pid for pid in pids(pool) if pid not in seen]
    assert len(seen) == 3
    assert all(ended(pid) for pid in seen)


def test_run_may_be_called_from_several_threads() -> None:
    with WorkerPool(2) as pool:
        replies: list[Reply] = []
        threads = [
            threading.Thread(
                target=lambda: replies.append(pool.run(Job("a", "view", jpeg())))
            )
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(replies) == 6
        assert len(pids(pool)) <= 2


def test_closing_leaves_no_process_and_takes_no_more() -> None:
    pool = WorkerPool(2)
    assert pids(pool) == set()
    list(pool.map([Job(str(n), "view", jpeg()) for n in range(4)]))
    started = pids(pool)
    assert started
    pool.close()
    assert all(ended(pid) for pid in started)
    with pytest.raises(BadInput, match="stopped"):
        pool.run(Job("a", "view", jpeg()))


def test_a_worker_can_write_no_file_and_sees_no_secret(pool: WorkerPool) -> None:
    pool.run(Job("a.jpg", "view", jpeg()))
    (pid,) = pids(pool)
    if not Path(f"/proc/{pid}/limits").exists():
        pytest.skip("needs Linux, which shows a process's limits")
    limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
    by_name = {line[:25].strip(): line[25:].split()[:2] for line in limits}
    assert by_name["Max file size"] == ["0", "0"]
    assert by_name["Max core file size"] == ["0", "0"]
    assert by_name["Max address space"] == [str(2048 << 20)] * 2
    names = {
        entry.partition(b"=")[0]
        for entry in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    }
    assert b"HOME" not in names
    assert b"PATH" not in names

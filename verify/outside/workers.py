"""A pool of supervised worker processes: one file at a time each, never a whole batch.

A process pool of the standard library breaks whole when one process dies; here a
process that dies, hangs or outgrows its limits costs the file it had, and another is
started for the next. Workers start when first needed and are replaced after a number
of files. POSIX systems hold all limits; Windows has no `resource` limits, so there
only the deadline and the reply's size are held. This module decides nothing about
pictures: `tasks` does the work, inside the worker.
"""

import contextlib
import queue
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from verify.errors import (
    AskedWrongly,
    BadInput,
    RecordsBroken,
    SurroundingsError,
    VerifyError,
)
from verify.outside.framing import FramingError, Json, Reply, unpack_arrays
from verify.outside.supervised import SupervisedWorker, WorkerLimits, over_memory

__all__ = ["Job", "Reply", "WorkerLimits", "WorkerPool"]

ERROR_KINDS: dict[str, type[VerifyError]] = {
    kind.__name__: kind
    for kind in (AskedWrongly, BadInput, RecordsBroken, SurroundingsError)
}


@dataclass(frozen=True)
class Job:
    """One file and what to do with it.

    A callable `content` is called just before sending, on a thread of the pool, so a
    batch of ten thousand photos is never in memory; a VerifyError or OSError that it
    raises becomes this job's failure.
    """

    key: str
    """The name the person knows the file by; failures begin with it."""
    task: str
    content: bytes | Callable[[], bytes]
    options: Mapping[str, Json] = field(default_factory=dict)


class WorkerPool:
    """Up to `size` worker processes; a context manager that leaves none behind."""

    def __init__(self, size: int = 1, limits: WorkerLimits | None = None) -> None:
        """Start nothing yet. Raises ValueError where size is not at least 1."""
        if size < 1:
            raise ValueError("a pool has at least one worker")
        self.size = size
        self.limits = limits or WorkerLimits()
        self._free = threading.Semaphore(size)
        self._lock = threading.Lock()
        self._idle: list[SupervisedWorker] = []
        self._busy: dict[SupervisedWorker, object] = {}
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, job: Job) -> Reply:
        """Do one job and wait for it; may be called from several threads.

        Raises BadInput, beginning with the job's key, where this file could not be
        examined; SurroundingsError where no worker can be started; VerifyError itself
        where the fault is ours.
        """
        return self._run(job, owner=None)

    def map(
        self, jobs: Iterable[Job]
    ) -> Generator[tuple[Job, Reply | VerifyError], None, None]:
        """Each job with its reply or failure, in order of completion.

        Jobs are pulled on the caller's thread, at most twice the pool's size ahead of
        what was taken; leaving early kills the workers that were busy for it.
        """
        owner = object()
        done: queue.SimpleQueue[tuple[Job, Future[Reply]]] = queue.SimpleQueue()
        waiting = iter(jobs)
        flying: set[Future[Reply]] = set()
        threads = ThreadPoolExecutor(self.size, thread_name_prefix="verify-worker")
        try:
            while True:
                while len(flying) < 2 * self.size:
                    job = next(waiting, None)
                    if job is None:
                        break
                    future = threads.submit(self._run, job, owner=owner)
                    flying.add(future)
                    future.add_done_callback(_announcing(job, done))
                if not flying:
                    return
                finished, future = done.get()
                flying.discard(future)
                yield finished, _outcome(future)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            self._kill_busy(owner)
            threads.shutdown(wait=True)

    def close(self) -> None:
        """Kill every worker; jobs under way fail, and none can be run any more."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = list(self._busy)
        for worker in idle:
            worker.close()
        for worker in busy:
            worker.kill()  # its thread closes it when it notices

    def _run(self, job: Job, *, owner: object) -> Reply:
        content = _content(job)
        with self._free, self._worker(owner) as worker:
            try:
                header, payload = worker.exchange(
                    {"task": job.task, "options": dict(job.options)}, content
                )
                return self._reply(header, payload)
            except VerifyError as error:
                raise type(error)(
                    f"{job.key}: {error}", next_step=error.next_step
                ) from error
            finally:
                del content

    def _reply(self, header: dict[str, Json], payload: bytearray) -> Reply:
        """Read a worker's answer, which may be a failure; raises it then."""
        failure = header.get("failure")
        if failure is not None:
            raise _failure(failure, self.limits)
        try:
            arrays = unpack_arrays(header.get("arrays"), payload)
        except FramingError as error:
            raise BadInput(
                f"the process decoding it gave no usable answer ({error})",
                next_step="Ask for another copy of the file.",
            ) from error
        reply = header.get("reply")
        return Reply(reply if isinstance(reply, dict) else {}, arrays)

    @contextlib.contextmanager
    def _worker(self, owner: object) -> Iterator[SupervisedWorker]:
        """A worker for one file: an idle one, or a new one where none is."""
        worker = self._take(owner)
        try:
            yield worker
        finally:
            with self._lock:
                del self._busy[worker]
                keep = (
                    worker.alive
                    and not self._closed
                    and worker.files < self.limits.recycle_after
                )
                if keep:
                    self._idle.append(worker)
            if not keep:
                worker.close()

    def _take(self, owner: object) -> SupervisedWorker:
        with self._lock:
            self._refuse_if_closed()
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    self._busy[worker] = owner
                    return worker
                worker.close()
        worker = SupervisedWorker(self.limits)
        with self._lock:
            if not self._closed:
                self._busy[worker] = owner
                return worker
        worker.close()
        self._refuse_if_closed()
        raise AssertionError

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise BadInput("the work was stopped before this file was examined")

    def _kill_busy(self, owner: object) -> None:
        with self._lock:
            busy = [worker for worker, of in self._busy.items() if of is owner]
        for worker in busy:
            worker.kill()


def _content(job: Job) -> bytes:
    if isinstance(job.content, bytes):
        return job.content
    try:
        return job.content()
    except OSError as error:
        raise BadInput(
            f"{job.key}: it could not be read ({error.strerror or error})",
            next_step="Check that the file still exists and may be read.",
        ) from error


def _failure(failure: Json, limits: WorkerLimits) -> VerifyError:
    """The error a worker reported, of a kind from the table and of no other."""
    told = failure if isinstance(failure, dict) else {}
    if told.get("kind") == "memory":
        return over_memory(limits)
    kind = ERROR_KINDS.get(str(told.get("kind")), VerifyError)
    return kind(str(told.get("message")), next_step=str(told.get("next_step", "")))


def _announcing(
    job: Job, done: "queue.SimpleQueue[tuple[Job, Future[Reply]]]"
) -> Callable[[Future[Reply]], None]:
    return lambda future: done.put((job, future))


def _outcome(future: Future[Reply]) -> Reply | VerifyError:
    try:
        return future.result()
    except VerifyError as error:
        return error

"""One worker process under supervision: started, given one file at a time, ended.

The process ends itself when a file has used up its processor time (POSIX), so that a
busy computer changes no answer. A watching thread here kills it long after that by the
clock, for what sleeps or hangs, which ends the waiting read too; that works the same on
every system, where polling pipes does not. The
process gets an almost empty environment and a session of its own, so that Ctrl-C at
the terminal reaches us alone. This module does not know what tasks do, and never
tries a file again.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, cast

from verify.errors import BadInput, SurroundingsError, VerifyError
from verify.outside.framing import FramingError, Json, read_message, write_message

START_DEADLINE_S = 120.0
OUT_OF_PROCESSOR_TIME = -signal.SIGPROF if sys.platform != "win32" else None
"""How a worker ends that used up a file's processor time: see `serving`."""
LEAST_MEMORY_MB = 512
COUNTS_PROCESSOR_TIME = sys.platform != "win32"
CLOCK_FACTOR = 6 if COUNTS_PROCESSOR_TIME else 1
"""So many times its processor time a file may take by the clock: others use it too."""
PULSE_S = 0.1
"""Between two looks at the deadline."""
PIPE_BYTES = 1 << 20
"""Asked of the system where it can (Linux): fewer turns between us and the worker."""
PICTURES, METADATA = "verify.outside.worker", "verify.outside.metadata_worker"
"""The programs that a worker process can run: with decoders, or without."""
LEAST_FOR_METADATA_MB = 256
STDERR_KEPT_BYTES = 4096
MEMORY_WORDS = ("bad_alloc", "MemoryError", "Cannot allocate memory", "out of memory")
# What Python itself, its libraries' loader and Windows need; nothing else is passed on.
KEPT_VARIABLES = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True)
class WorkerLimits:
    """What one file may use in a worker, and how long a worker lives.

    `memory_mb` limits the whole address space, so it includes what the libraries map
    (330 to 420 MB measured on Linux); under 512 MB nothing could be decoded. A worker
    that only reads metadata maps 160 MB. `deadline_s` is processor time, where the
    system can count it; else time by the clock.
    """

    deadline_s: float = 20
    memory_mb: int = 2048
    recycle_after: int = 500
    max_reply_mb: int = 64
    program: str = PICTURES

    def __post_init__(self) -> None:
        reads = self.program == METADATA
        least = LEAST_FOR_METADATA_MB if reads else LEAST_MEMORY_MB
        if self.memory_mb < least:
            raise ValueError(f"memory_mb is at least {least}")

    @property
    def clock_s(self) -> float:
        """Seconds by the clock after which a file is given up, whatever it does."""
        return self.deadline_s * CLOCK_FACTOR


METADATA_LIMITS = WorkerLimits(
    deadline_s=10, memory_mb=384, recycle_after=2000, max_reply_mb=16, program=METADATA
)
"""For reading metadata only; a process then never has 256 MB resident."""


class SupervisedWorker:
    """A running worker process; used by one thread at a time."""

    def __init__(self, limits: WorkerLimits) -> None:
        """Start the process and wait until it is ready; SurroundingsError if not."""
        self.limits = limits
        self.files = 0
        self._expired = False
        self._last_words = bytearray()
        self._process = _started(limits)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._deadline: float | None = None
        self._closed = threading.Event()
        threading.Thread(target=self._guard, daemon=True).start()
        try:
            with self._watch(START_DEADLINE_S):
                ready = self._read() is not None
        except (FramingError, OSError):
            ready = False
        except BaseException:
            self.close()
            raise
        if not ready:
            self.close()
            raise self._not_started()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return not self._expired and self._process.poll() is None

    def exchange(
        self, header: Mapping[str, Json], content: bytes
    ) -> tuple[dict[str, Json], bytearray]:
        """Send one file and wait for what comes back.

        Raises BadInput where the process died, hung or answered nonsense; it is then
        of no further use.
        """
        self.files += 1
        self._last_words.clear()  # what libraries said of earlier files
        try:
            with self._watch(self.limits.clock_s):
                write_message(self._stdin, header, (content,))
                message = self._read()
        except (FramingError, OSError) as error:
            self.kill()
            raise self._lost(error) from error
        except BaseException:
            self.kill()
            raise
        if message is None:
            self.kill()
            raise self._lost(None)
        return message

    def kill(self) -> None:
        """End the process at once and wait for its end; may be called again."""
        self._closed.set()
        self._process.kill()
        self._process.wait()
        if threading.current_thread() is not self._listener:
            self._listener.join(timeout=5)

    def close(self) -> None:
        """Kill the process and give back its pipes; the owner's last call."""
        self.kill()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    @property
    def _stdin(self) -> BinaryIO:
        return cast("BinaryIO", self._process.stdin)

    def _read(self) -> tuple[dict[str, Json], bytearray] | None:
        stdout = cast("BinaryIO", self._process.stdout)
        return read_message(stdout, max_payload=self.limits.max_reply_mb << 20)

    @contextlib.contextmanager
    def _watch(self, seconds: float) -> Any:
        self._deadline = time.monotonic() + seconds
        try:
            yield
        finally:
            self._deadline = None

    def _guard(self) -> None:
        """Kill the process once a deadline passed; one thread for all of its files.

        Looking ten times a second costs less than a timer's thread for every file.
        """
        while not self._closed.wait(PULSE_S):
            deadline = self._deadline
            if deadline is not None and time.monotonic() > deadline:
                self._expired = True
                self._process.kill()
                return

    def _listen(self) -> None:
        """Keep the last of what the process writes to stderr."""
        with contextlib.suppress(OSError, ValueError):
            descriptor = cast("BinaryIO", self._process.stderr).fileno()
            while piece := os.read(descriptor, STDERR_KEPT_BYTES):
                self._last_words += piece
                del self._last_words[:-STDERR_KEPT_BYTES]

    def _stderr_tail(self) -> str:
        lines = self._last_words.decode("utf-8", "replace").strip().splitlines()
        return " | ".join(line.strip() for line in lines[-3:])

    def _not_started(self) -> VerifyError:
        said = self._stderr_tail() or "it said nothing"
        return SurroundingsError(
            f"The worker process that decodes pictures did not start: {said}",
            next_step="Check the installation with `python -m verify --help`, and "
            f"that a process may use {self.limits.memory_mb} MB of memory.",
        )

    def _lost(self, error: Exception | None) -> BadInput:
        """Why the process did not answer, in words about the file."""
        limits = self.limits
        spent = self._process.returncode == OUT_OF_PROCESSOR_TIME
        if spent or self._expired:
            most, kind = limits.deadline_s, " of processor time"
            if not spent:
                most, kind = limits.clock_s, ""
            return BadInput(
                f"examining it took longer than {most:g} seconds{kind} and was stopped",
                next_step="Re-save the picture with an image editor, or allow more "
                "time, and try again.",
            )
        said = self._stderr_tail()
        if any(word in said for word in MEMORY_WORDS):
            return over_memory(limits)
        if isinstance(error, FramingError) and self._process.returncode is None:
            how = f"sent an answer that cannot be read ({error})"
        else:
            how = f"ended ({_ending(self._process.returncode)})"
        return BadInput(
            f"the process decoding it {how}" + (f": {said}" if said else ""),
            next_step="The file may be damaged or made to do harm: do not open it "
            "elsewhere; ask for another copy.",
        )


def over_memory(limits: WorkerLimits) -> BadInput:
    """The failure of a file that needs more memory than allowed."""
    return BadInput(
        f"examining it needs more memory than the limit of {limits.memory_mb} MB",
        next_step="Make a smaller copy of the picture with an image editor, or allow "
        "more memory, and try again.",
    )


def _started(limits: WorkerLimits) -> "subprocess.Popen[bytes]":
    # -P: the working folder may hold evidence, and must not be a place for modules.
    command = [sys.executable, "-P", "-m", limits.program]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP
    try:
        return subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [*command, json.dumps(asdict(limits) | {"clock_s": limits.clock_s})],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,
            pipesize=PIPE_BYTES,
            creationflags=flags,
        )
    except OSError as error:
        raise SurroundingsError(
            f"The worker process that decodes pictures did not start: {error}",
            next_step="Close other programs and try again.",
        ) from error


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    # One thread a worker: several run beside each other, and each thread's stack and
    # memory arena would count against the address-space limit.
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    modules = os.pathsep.join(path for path in sys.path if path)
    own = {"PYTHONPATH": modules, "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2"}
    return {**kept, **threads, **own}


def _ending(code: int | None) -> str:
    if code is None:
        return "not yet"
    if code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"

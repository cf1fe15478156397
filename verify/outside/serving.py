"""The loop inside a worker process: files come from a pipe, answers go on another.

It limits itself before it touches the first byte: address space, processor time, no
files written, no core dumps, few open files. Standard output is taken away from the
libraries, so that what one prints cannot pass for an answer. It ends when the pipe
does, so a killed parent leaves nothing running; it never opens a file by name.
"""

import json
import math
import os
import signal
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from verify.errors import VerifyError
from verify.outside.framing import (
    Json,
    Reply,
    pack_arrays,
    read_request,
    write_message,
)

if sys.platform != "win32":  # where it does not exist
    import resource

GRACE_S = 10
"""How long after the parent's limit by the clock a worker ends itself, should the
parent not."""
MAX_OPEN_FILES = 64
MAX_REQUEST_BYTES = 8 << 30  # the parent's own limit on a file's size comes first


@dataclass(frozen=True)
class Work:
    """What one program of worker processes can do."""

    tasks: Mapping[str, Callable[[bytes, Mapping[str, Json]], Reply]]
    lacks_memory: Callable[[BaseException], bool]
    """Whether an error says that memory ran out."""


def serve(work: Work) -> None:
    """Serve files until the pipe ends; limits come as JSON in the first argument."""
    limits = json.loads(sys.argv[1])
    incoming, outgoing = _private_pipes()
    _quieten()
    _limit(limits)
    most = limits["deadline_s"], math.ceil(limits["clock_s"]) + GRACE_S
    write_message(outgoing, {"ready": os.getpid()}, ())
    while message := read_request(incoming, max_payload=MAX_REQUEST_BYTES):
        request, content = message
        del message
        _alarms(*most)
        header, parts = _answer(work, request, content, limits["max_reply_mb"] << 20)
        del content
        _alarms(0, 0)
        write_message(outgoing, header, parts)


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Our two pipes under other numbers; what else writes to stdout goes to stderr."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    os.close(nowhere)
    return incoming, outgoing


def _quieten() -> None:
    """No warnings to stderr, and deaf to Ctrl-C: the parent acts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")  # decode notes those that concern the picture


def _limit(limits: dict[str, Json]) -> None:
    """Hold ourselves to limits that no later code can raise (POSIX only)."""
    if sys.platform == "win32":
        return
    # Processor time adds up over a worker's life; an alarm cuts one file, and this only
    # what switched the alarm off.
    life_s = math.ceil(limits["deadline_s"] * limits["recycle_after"]) + 60
    wanted = {
        resource.RLIMIT_AS: limits["memory_mb"] << 20,
        resource.RLIMIT_CPU: life_s,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: MAX_OPEN_FILES,
    }
    for which, most in wanted.items():
        _, hard = resource.getrlimit(which)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)  # noqa: PLW2901
        try:
            resource.setrlimit(which, (most, most))
        except (ValueError, OSError) as error:  # macOS has no address-space limit
            if sys.platform != "darwin":
                raise
            _said(sys.stderr, f"limit {which} cannot be set: {error}")


def _said(stream: TextIO, words: str) -> None:
    stream.write(words + "\n")


def _alarms(processor_s: float, clock_s: int) -> None:
    """End this process, even inside foreign code, once either is used up; 0 for never.

    Processor time is that of all threads, in our own code and in the system's for us.
    """
    if sys.platform != "win32":  # the default action of both ends the process
        signal.setitimer(signal.ITIMER_PROF, processor_s)
        signal.alarm(clock_s)


def _answer(
    work: Work, request: dict[str, Json], content: bytes, max_bytes: int
) -> tuple[dict[str, Json], list[memoryview]]:
    """One task's reply, or what went wrong with it, as a message."""
    try:
        reply = work.tasks[request["task"]](content, request["options"])
        descriptions, parts = pack_arrays(reply.arrays)
    except VerifyError as error:
        return _failed(type(error).__name__, str(error), error.next_step), []
    except Exception as error:  # noqa: BLE001  # one file's fault must not end the rest
        if work.lacks_memory(error):
            return _failed("memory", "", ""), []
        return _fault(error), []
    if sum(map(len, parts)) > max_bytes:
        words = f"its result is larger than the limit of {max_bytes >> 20} MB"
        return _failed("BadInput", words, "Make a smaller copy and try again."), []
    return {"reply": reply.header, "arrays": descriptions}, parts


def _failed(kind: str, message: str, next_step: str) -> dict[str, Json]:
    return {"failure": {"kind": kind, "message": message, "next_step": next_step}}


def _fault(error: Exception) -> dict[str, Json]:
    """An error that nobody foresaw, with the place in our code it came from."""
    trace, place = error.__traceback__, "?"
    while trace is not None:
        name = os.path.basename(trace.tb_frame.f_code.co_filename)  # noqa: PTH119
        place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    words = f"an unforeseen fault of this program, {type(error).__name__} at {place}"
    return _failed(
        "fault", f"{words}: {error}", "Please report it, if you can with the file."
    )

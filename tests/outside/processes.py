"""A small photo, and whether a process still runs, for the tests of workers."""

import io
import os
import time
from pathlib import Path

from PIL import Image


def jpeg(size: tuple[int, int] = (60, 40)) -> bytes:
    file = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def ended(pid: int, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while runs(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not runs(pid)

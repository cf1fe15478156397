"""No worker outlives the process that started it, however that one ends."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tests.outside.processes import ended, jpeg, runs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")

PARENT = """
import sys, time
from pathlib import Path
from verify.outside.workers import Job, WorkerPool
content = Path(sys.argv[1]).read_bytes()
with WorkerPool(1) as pool:
    pool.run(Job("a", "view", content))
    print(pool._idle[0].pid, flush=True)
    if sys.argv[2] == "batch":
        for _ in pool.map(Job(str(n), "view", content) for n in range(10**9)):
            pass
    time.sleep(60)
"""


@pytest.mark.parametrize("activity", ["idle", "batch"])
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_its_parent(
    tmp_path: Path, activity: str, end: signal.Signals
) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(jpeg((2000, 1500)))
    script = textwrap.dedent(PARENT)
    with subprocess.Popen(
        [sys.executable, "-c", script, str(photo), activity],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        time.sleep(0.2)
        assert runs(worker)
        os.killpg(parent.pid, end)  # as the terminal sends Ctrl-C: to the whole group
        parent.communicate(timeout=10)
    assert parent.returncode == -end
    assert ended(worker)

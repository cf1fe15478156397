"""Writers that are stopped anywhere: nothing acknowledged is lost, nothing is mended
silently, and the next writer goes on."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.cases import add_photo, faults, new_case, records
from tests.store.kills import killed
from tests.store.torn_ends import torn_everywhere
from verify.errors import SurroundingsError
from verify.store.casefile import CaseFile

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX processes")

STEPS = (
    "blob written", "blob synced", "blob linked", "blob folder synced", "locked",
    "line written", "line synced", "indexed",
)  # fmt: skip

CRASH = """
import os, sys
from pathlib import Path
from tests.store.cases import add_photo
from verify.store.casefile import CaseFile

folder, wanted, count, content = sys.argv[1:]
left = int(count)

def at_step(step):
    global left
    left -= step == wanted
    if left == 0:
        os._exit(9)

with CaseFile.open(Path(folder), at_step=at_step) as case:
    add_photo(case, content.encode())
print("acknowledged")
"""


def crashing(folder: Path, step: str, count: int, content: str) -> int:
    ran = subprocess.run(
        [sys.executable, "-c", CRASH, folder, step, str(count), content],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode in {0, 9}, ran.stderr
    return ran.returncode


@posix
@pytest.mark.parametrize("step", STEPS)
def test_a_stop_between_any_two_steps_leaves_a_whole_record(
    tmp_path: Path, step: str
) -> None:
    """A photo and its words are two blobs, so steps of blobs come twice."""
    new_case(tmp_path / "c").close()
    counts = (1, 2) if step.startswith("blob") else (1,)
    for count in counts:
        before = len(records(tmp_path / "c"))
        assert crashing(tmp_path / "c", step, count, f"photo {count}") == 9
        assert faults(tmp_path / "c") == []
        written = len(records(tmp_path / "c")) - before
        assert written == (step in {"line written", "line synced", "indexed"})
        with CaseFile.open(tmp_path / "c") as case:
            if not written:  # what was not recorded is done again, to the same end
                add_photo(case, f"photo {count}".encode())
            assert list(case.state.evidence)[-1] == f"E{count}"
        assert faults(tmp_path / "c") == []


@posix
@pytest.mark.parametrize("step", ["torn end copied", "torn end cut"])
def test_a_stop_while_mending_is_mended(tmp_path: Path, step: str) -> None:
    new_case(tmp_path / "c").close()
    path = tmp_path / "c" / "chain.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"action":"acq')
    assert crashing(tmp_path / "c", step, 1, "photo") == 9
    assert crashing(tmp_path / "c", "never", 1, "photo") == 0
    assert faults(tmp_path / "c") == []
    told = records(tmp_path / "c")
    assert [one["action"] for one in told][-2:] == ["recover", "acquire"]
    (torn,) = (tmp_path / "c" / "torn").iterdir()
    assert torn.read_bytes() == b'{"action":"acq'
    assert told[-2]["body"] == {"sha256": torn.name, "size": 14}


def test_a_torn_end_is_set_aside_wherever_it_was_cut(tmp_path: Path) -> None:
    """Every 40th byte here; benchmarks/case_torn_ends.py takes each."""
    assert torn_everywhere(tmp_path, step=40) > 60


@posix
def test_killed_writers_lose_nothing_acknowledged(tmp_path: Path) -> None:
    """Five rounds here; benchmarks/case_kills.py has run hundreds."""
    counted = killed(5, 2, tmp_path)
    assert counted["rounds_with_every_writer_writing"] == 5
    assert counted["acknowledged_lost"] == 0
    assert counted["faults"] == 0
    assert counted["torn_ends_not_logged"] == 0
    assert counted["indexes_made_anew_equal"] == counted["cases"] == 1


@posix
def test_the_disk_order_is_blob_folder_line(tmp_path: Path) -> None:
    steps: list[str] = []
    with new_case(tmp_path / "c") as case:
        case.at_step = case.vault.at_step = steps.append
        add_photo(case, b"one")
    blob = ["blob written", "blob synced", "blob linked", "blob folder synced"]
    assert steps == [
        *blob, "locked", *blob, "line written", "line synced", "indexed",
    ]  # fmt: skip


FULL = """
import resource, signal, sys
from pathlib import Path
from tests.store.cases import add_photo
from verify.errors import SurroundingsError
from verify.store.casefile import CaseFile

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
case = CaseFile.open(Path(sys.argv[1]))
chain = case.path.stat().st_size
limit = chain + 100 if sys.argv[2] == "line" else 10_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
content = b"x" * (50 if sys.argv[2] == "line" else 50_000)
try:
    add_photo(case, content)
except SurroundingsError as error:
    print(error, error.exit_code)
    assert case.path.stat().st_size == chain
    assert case.state.seq == 3, case.state.seq
else:
    raise SystemExit("it was written past the limit")
"""


@posix
@pytest.mark.parametrize("at", ["line", "blob"])
def test_a_full_disk_is_said_and_changes_nothing(tmp_path: Path, at: str) -> None:
    """A limit on the size of files stops a write midway, as a full disk does."""
    new_case(tmp_path / "c").close()
    before = (tmp_path / "c" / "chain.jsonl").read_bytes()
    ran = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path / "c", at],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip().endswith(" 5")
    assert "cannot be" in ran.stdout
    assert (tmp_path / "c" / "chain.jsonl").read_bytes() == before
    assert not list((tmp_path / "c" / "tmp").iterdir())
    with CaseFile.open(tmp_path / "c") as case:
        add_photo(case, b"now there is room")
    assert faults(tmp_path / "c") == []


@posix
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("call", ["os.write", "os.fsync", "os.link"])
def test_a_disk_that_refuses_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    with new_case(tmp_path / "c") as case:
        before = case.path.read_bytes()
        if call != "os.link":  # the blob is stored; the line is refused
            refuse = refusing(number, skip=0)
            monkeypatch.setattr(f"verify.store.chain_file.{call}", refuse)
        else:
            monkeypatch.setattr(f"verify.store.vault.{call}", refusing(number, skip=0))
        with pytest.raises(SurroundingsError, match="cannot be") as caught:
            add_photo(case, b"one")
        assert os.strerror(number) in str(caught.value)
        monkeypatch.undo()
        assert case.path.read_bytes() == before
        add_photo(case, b"one")
    assert faults(tmp_path / "c") == []


def refusing(number: int, *, skip: int) -> Callable[..., int]:
    left = skip

    def refuse(*_: object) -> int:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(number, os.strerror(number))
        return 0

    return refuse


READ_ONLY = """
import os, sys
from pathlib import Path
from tests.store.cases import add_photo
from verify.errors import SurroundingsError
from verify.store.casefile import CaseFile
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
case = CaseFile.open(Path(sys.argv[1]))
assert case.state.seq == 3
try:
    add_photo(case, b"one")
except SurroundingsError as error:
    print(error, error.exit_code)
"""


@posix
def test_a_read_only_case_is_read_and_never_written() -> None:
    place = Path(subprocess.run(
        ["mktemp", "-d"], check=True, capture_output=True, text=True
    ).stdout.strip())  # fmt: skip
    new_case(place / "c").close()
    before = (place / "c" / "chain.jsonl").read_bytes()
    for path in [*(place / "c").rglob("*"), place / "c"]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    place.chmod(0o755)
    ran = subprocess.run(
        [sys.executable, "-c", READ_ONLY, place / "c"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip().endswith("Permission denied 5")
    assert (place / "c" / "chain.jsonl").read_bytes() == before

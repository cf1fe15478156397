"""The real program: what it prints where, how it ends, and how fast it starts."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = ("numpy", "cv2", "jinja2", "PIL", "faiss", "rich", "verify.exports")


def verify(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "verify", *words]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, timeout=60
    )


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys, json, verify.cli.app as a\n"
        "sys.argv = ['verify', '--help']\n"
        "try:\n    a.run()\n"
        "except SystemExit:\n    print(json.dumps(sorted(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = json.loads(ran.stdout.splitlines()[-1])
    assert not [name for name in HEAVY if name in loaded]


def test_the_version_is_one_line(tmp_path: Path) -> None:
    ran = verify("--version", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("verify ")
    assert ran.stdout.count("\n") == 1


@pytest.mark.parametrize("command", [(), ("check",), ("demo",), ("reference",)])
def test_help_is_plain_and_ends_well(command: tuple[str, ...], tmp_path: Path) -> None:
    ran = verify(*command, "--help", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Usage: verify" in ran.stdout
    assert "\x1b" not in ran.stdout


def test_no_command_and_no_photo_show_help_and_ask_again(tmp_path: Path) -> None:
    for words in ((), ("check",)):
        ran = verify(*words, cwd=tmp_path)
        assert ran.returncode == 2
        assert "Usage: verify" in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chekc",), "check"),
        (("check", "x.jpg", "--claimed-date", "soon"), "--claimed-date: 'soon'"),
        (("check", "x.jpg", "--claimed-place", "here"), "--claimed-place: 'here'"),
        (("check", "x.jpg", "--claimed-region", "1"), "--claimed-region: '1'"),
        (("check", "x.jpg", "--report", "no/such/a.html"), "no such folder"),
        (("check", "--files-from", "missing.txt"), "missing.txt"),
        (("check", "-", "--files-from", "-"), "standard input cannot be both"),
        (("check", "x.jpg", "--against", "nowhere"), "nowhere"),
    ],
)
def test_a_wrong_question_says_what_is_wrong_and_ends_with_2(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    ran = verify(*words, cwd=tmp_path)
    assert ran.returncode == 2, ran.stderr
    assert ran.stdout == ""
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_bug_is_told_without_a_traceback_and_with_one_on_request() -> None:
    program = (
        "import sys, verify.cli.app as a\n"
        "def broken(**_): raise RuntimeError('secret source')\n"
        "a.app = broken\n"
        "sys.argv = ['verify', *sys.argv[1:]]\n"
        "a.run()\n"
    )
    for words, traced in (((), False), (("-v",), True)):
        ran = subprocess.run(
            [sys.executable, "-c", program, *words],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 70
        assert "bug" in ran.stderr
        assert "report it" in ran.stderr
        assert ("Traceback" in ran.stderr) is traced
        assert ("secret source" in ran.stderr) is traced


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_an_interruption_ends_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "verify", "check", "-"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as running:
        for _ in range(200):
            if list(tmp_path.iterdir()):
                break
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == 130
    assert list(tmp_path.iterdir()) == []

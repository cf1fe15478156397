"""Nothing stays behind, wherever an interruption falls."""

import os
import signal
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from verify.outside.working_folder import working_folder


def interrupted(after: Callable[..., None]) -> Callable[..., None]:
    """The system's call as it was, with Ctrl-C pressed when it has been made."""

    def called(*words: object, **named: object) -> None:
        after(*words, **named)
        signal.raise_signal(signal.SIGINT)

    return called


def use(place: Path) -> None:
    with working_folder(beside=place / "bag") as folder:
        (folder / "kept").mkdir()
        (folder / "photo.jpg").write_bytes(b"photo")


def test_what_was_in_it_is_gone_and_ctrl_c_is_as_it_was(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    use(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("call", ["mkdir", "unlink", "rmdir"])
def test_an_interruption_waits_until_nothing_is_left(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, call, interrupted(getattr(os, call)))
    with pytest.raises(KeyboardInterrupt):
        use(tmp_path)
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_is_not_lost_where_removing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_words: object, **_named: object) -> None:
        signal.raise_signal(signal.SIGINT)
        raise OSError("no longer there")

    monkeypatch.setattr(os, "rmdir", refused)
    with pytest.raises(KeyboardInterrupt) as ended:
        use(tmp_path)
    assert isinstance(ended.value.__context__, OSError)


def test_an_interruption_of_the_work_itself_does_not_wait(tmp_path: Path) -> None:
    went_on = []

    def work() -> None:
        with working_folder(beside=tmp_path / "bag"):
            signal.raise_signal(signal.SIGINT)
            went_on.append(True)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert not went_on
    assert list(tmp_path.iterdir()) == []


def test_a_thread_has_one_too(tmp_path: Path) -> None:
    """A thread never hears of Ctrl-C, and may not ask for it."""
    worker = threading.Thread(target=use, args=(tmp_path,))
    worker.start()
    worker.join()
    assert list(tmp_path.iterdir()) == []


def test_by_itself_it_stands_where_the_system_keeps_such_folders() -> None:
    with working_folder() as folder:
        assert folder.parent == Path(tempfile.gettempdir())
        assert folder.name.startswith("verify-")
    assert not folder.exists()

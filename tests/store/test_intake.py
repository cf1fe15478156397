"""Photos from disk: regular files read once; each failure named, with a next step."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from verify.domain.evidence import digest_of
from verify.errors import BadInput
from verify.store.intake import expand, read_photo

NOBODY = 65534
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


def test_bytes_come_with_their_digest_and_name(tmp_path: Path) -> None:
    path = tmp_path / "з $(id) ; фото.jpg"
    path.write_bytes(b"bytes\r\n\x1a")
    content, evidence = read_photo(path, max_bytes=100)
    assert content == b"bytes\r\n\x1a"
    assert evidence.digest == digest_of(content)
    assert (evidence.size_bytes, evidence.name) == (8, path.name)


def test_the_size_gate_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(bytes(100))
    assert len(read_photo(path, max_bytes=100)[0]) == 100
    with pytest.raises(BadInput, match=r"a\.jpg: the file has"):
        read_photo(path, max_bytes=99)


@pytest.fixture
def shared_place() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are closed to all but one."""
    with tempfile.TemporaryDirectory(prefix="verify-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Root may read everything: there, act as `nobody` for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def refused(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_photo(path, max_bytes=1000)
    assert str(caught.value).startswith(path.name)
    assert caught.value.next_step
    return caught.value


def test_missing_empty_and_folder_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    assert "no such file" in str(refused(tmp_path / "none.jpg"))
    assert "empty" in str(refused(tmp_path / "empty.jpg"))
    assert "folder" in str(refused(tmp_path))
    assert "cannot be read" in str(refused(tmp_path / "a\0b.jpg"))


@posix
def test_links_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "target.jpg").write_bytes(b"x")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "target.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")
    assert "link" in str(refused(tmp_path / "link.jpg"))
    assert "pipe" in str(refused(tmp_path / "pipe.jpg"))
    assert "device" in str(refused(Path(os.devnull)))


@posix
def test_an_unreadable_file_is_said_to_be_so(shared_place: Path) -> None:
    path = shared_place / "secret.jpg"
    path.write_bytes(b"x")
    path.chmod(0)
    with as_ordinary_user():
        error = refused(path)
    assert "not allowed" in str(error)


def test_folders_are_opened_only_on_request(tmp_path: Path) -> None:
    for name in ("b/2.JPG", "b/.hidden.jpg", "b/x.txt", "b/c/noext", ".git/a.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "a.heic").write_bytes(b"x")
    listed = list(expand([tmp_path], recursive=True))
    assert [str(path.relative_to(tmp_path)) for path in listed] == [
        "a.heic",
        str(Path("b/2.JPG")),
        str(Path("b/c/noext")),
    ]


def test_a_folder_not_asked_for_is_one_failure_of_many(tmp_path: Path) -> None:
    paths = [tmp_path, tmp_path / "a.jpg"]
    assert list(expand(paths, recursive=False)) == paths
    assert "-r" in refused(tmp_path).next_step


@posix
def test_a_folder_that_cannot_be_listed_is_one_failure(shared_place: Path) -> None:
    (shared_place / "closed").mkdir(mode=0)
    with as_ordinary_user():
        listed = list(expand([shared_place], recursive=True))
        error = refused(shared_place / "closed")
    assert listed == [shared_place / "closed"]
    assert "cannot be opened" in str(error)


@posix
def test_links_in_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link.jpg").symlink_to("/etc/hosts")
    assert list(expand([tmp_path], recursive=True)) == []


def test_named_files_are_always_taken(tmp_path: Path) -> None:
    named = [tmp_path / "notes.txt", tmp_path / "missing.jpg"]
    assert list(expand(named, recursive=False)) == named

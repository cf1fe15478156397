import io
from pathlib import Path

import pytest

from verify.errors import BadInput
from verify.store.intake import read_photo
from verify.workflow.inputs import Input, keep_pipe, listed_names, named_inputs


def test_files_stand_for_themselves_in_the_order_given(tmp_path: Path) -> None:
    names = [str(tmp_path / "b.jpg"), str(tmp_path / "missing.jpg")]
    found = list(named_inputs(names, recursive=False, pipe=None))
    assert found == [Input(name, Path(name)) for name in names]


def test_a_folder_without_r_is_left_to_intake_to_refuse(tmp_path: Path) -> None:
    found = list(named_inputs([str(tmp_path), "x.jpg"], recursive=False, pipe=None))
    assert found == [Input(str(tmp_path), tmp_path), Input("x.jpg", Path("x.jpg"))]
    with pytest.raises(BadInput, match="folder"):
        read_photo(tmp_path)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    (found,) = named_inputs([str(tmp_path)], recursive=True, pipe=None)
    assert isinstance(found, tuple)
    assert isinstance(found[1], BadInput)


def test_a_folder_gives_its_pictures_by_path(tmp_path: Path) -> None:
    for name in ("b.jpg", "a.png", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    found = list(named_inputs([str(tmp_path)], recursive=True, pipe=None))
    assert [entry.given for entry in found if isinstance(entry, Input)] == [
        str(tmp_path / "a.png"),
        str(tmp_path / "b.jpg"),
    ]


def test_a_folder_with_one_picture_is_told_by_the_pictures_path(tmp_path: Path) -> None:
    (tmp_path / "only.jpg").write_bytes(b"x")
    (found,) = named_inputs([str(tmp_path)], recursive=True, pipe=None)
    assert found == Input(str(tmp_path / "only.jpg"), tmp_path / "only.jpg")


def test_a_name_that_no_system_takes_is_a_failure_of_its_own() -> None:
    found = list(named_inputs(["a\0b.jpg", "c.jpg"], recursive=True, pipe=None))
    assert len(found) == 2


def test_lists_from_windows_and_with_spaces_are_read() -> None:
    source = io.BytesIO("\ufeffa b.jpg\r\n\r\n\u0436 1.jpg\n".encode())
    assert listed_names(source) == ["a b.jpg", "\u0436 1.jpg"]


def test_the_pipe_is_kept_up_to_what_intake_takes(tmp_path: Path) -> None:
    path = keep_pipe(io.BytesIO(b"picture"), tmp_path, max_bytes=100)
    assert path.read_bytes() == b"picture"

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return bytes(size)

    (tmp_path / "second").mkdir()
    folder = tmp_path / "second"
    endless = keep_pipe(Endless(), folder, max_bytes=99)  # type: ignore[arg-type]
    assert endless.stat().st_size == 100

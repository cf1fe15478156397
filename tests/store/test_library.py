import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.libraries import NOW, admit, derived, digest, publish, record
from verify.domain.evidence import digest_of
from verify.errors import AskedWrongly, BadInput, RecordsBroken, SurroundingsError
from verify.store.events import Admit, Correct, Event, Withdraw
from verify.store.library import DATABASE_NAME, Library
from verify.store.library_places import find_library
from verify.store.library_writing import dump, writing

STATEMENTS: list[Event] = [
    admit(1, title="a", captured_at="2021"),
    admit(1, title="b", captured_at="2021-05"),
    admit(2, place="10,20"),
    admit(2, place="40,20"),
    admit(3),
    publish(1, "2022-03-03"),
    publish(1, "2022", "https://example.org/b"),
    publish(1, "2022-03-03"),
    publish(3, "2020-01-01T10:00+02:00"),
]


def library_digest(root: Path) -> str:
    with Library.open(root) as library:
        return library.scope().digest


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(STATEMENTS))), st.integers(1, len(STATEMENTS)))
def test_the_digest_and_content_do_not_depend_on_order(
    order: list[int], size: int
) -> None:
    # a publication follows some admission of its picture, whatever else changes
    events = sorted(
        (STATEMENTS[n] for n in order), key=lambda event: not isinstance(event, Admit)
    )
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "one" / "lib", Path(folder) / "other" / "lib"
        record(one, STATEMENTS, 1, 2, 3)
        for start in range(0, len(events), size):
            record(other, events[start : start + size])
        record(other, [], 3, 2, 1)
        assert library_digest(one) == library_digest(other)
        with Library.open(one) as a, Library.open(other) as b:
            assert dump(a) == dump(b)


def test_what_sources_say_is_brought_together(tmp_path: Path) -> None:
    record(tmp_path / "lib", STATEMENTS, 1, 2, 3)
    with Library.open(tmp_path / "lib") as library:
        one = library.reference(digest(1))
        assert one.title == "a / b"
        assert one.captured_at is not None
        assert one.captured_at.text == "2021-05"
        assert len(one.publications) == 2
        assert {p.manifest_line for p in one.publications} == {6, 7}
        two = library.reference(digest(2))
        assert two.place is None
        assert "disagree on place" in two.note


def test_deleting_the_database_loses_nothing_of_the_manifest(tmp_path: Path) -> None:
    root = tmp_path / "lib"
    record(root, STATEMENTS, 1, 2, 3)
    before = library_digest(root)
    with Library.open(root) as library:
        said = list(library.references())
        whole = dump(library)
    for file in root.glob(DATABASE_NAME + "*"):
        file.unlink()
    with Library.open(root) as library:
        assert library.scope().digest == before
        assert list(library.references()) == said
        assert len(library.without_fingerprints("x/1")) == 3
    record(root, [], 1, 2, 3)
    with Library.open(root) as library:
        assert dump(library) == whole


@pytest.mark.parametrize("damage", ["garbage", "old schema", "cut manifest"])
def test_a_database_that_does_not_fit_is_made_again(
    tmp_path: Path, damage: str
) -> None:
    root = tmp_path / "lib"
    record(root, STATEMENTS[:5])
    if damage == "garbage":
        (root / DATABASE_NAME).write_bytes(b"no database" * 1000)
    elif damage == "old schema":
        with Library.open(root) as library:
            library.connection.execute("UPDATE state SET value='0' WHERE key='schema'")
    else:
        manifest = root / "manifest.jsonl"
        lines = manifest.read_bytes().splitlines(keepends=True)
        manifest.write_bytes(b"".join(lines[:3]))
    with Library.open(root) as library:
        assert library.scope().references == (2 if damage == "cut manifest" else 3)


def test_search_rows(tmp_path: Path) -> None:
    record(tmp_path / "lib", [admit(1), admit(2), admit(3)], 1, 2)
    with Library.open(tmp_path / "lib") as library, writing(library) as writer:
        flat = {digest(3): derived(3, flat=True)}
        writer.record([], flat, recorded_at=NOW)
        rows, codes = library.hashes("pdq", "1")
        assert codes.shape == (2, 32)
        assert codes.dtype == np.uint8
        assert rows.tolist() == sorted(rows.tolist())
        assert library.scope().searchable == 2
        first = library.digest_of_row(int(rows[0]))
        assert library.row_of_digest(first) == rows[0]
        assert library.by_pixels(digest(1001)) == (digest(1),)
        assert library.features(int(rows[0])).startswith(b"features")
        assert library.hashes("pdq", "2")[1].shape == (0, 0)
        facts = library.facts(digest(3))
        assert facts == derived(3, flat=True).picture


def test_withdrawn_vanishes_from_search_and_stays_on_record(tmp_path: Path) -> None:
    root = tmp_path / "lib"
    record(root, [admit(1), admit(2), publish(1, "2022")], 1, 2)
    lines = (root / "manifest.jsonl").read_bytes()
    record(root, [Withdraw(digest(1), "no consent")])
    with Library.open(root) as library:
        assert [r.digest for r in library.references()] == [digest(2)]
        assert len(library.rows_by_digest()) == len(library.hashes("pdq", "1")[0]) == 1
        assert library.by_pixels(digest(1001)) == ()
        assert library.row_of_digest(digest(1)) is None
        assert library.withdrawn(digest(1)) == "no consent"
        assert library.reference(digest(1)).publications
    assert (root / "manifest.jsonl").read_bytes().startswith(lines)
    record(root, [Correct(digest(1), "asked again", restores=True)])
    with Library.open(root) as library:
        assert library.scope().references == 2


def test_a_correction_outweighs_statements(tmp_path: Path) -> None:
    root = tmp_path / "lib"
    record(root, [admit(1, title="a", note="n"), publish(1, "2022")])
    said = {"title": "right", "note": ""}
    record(root, [Correct(digest(1), "misread", said, drops=(2,))])
    record(root, [admit(1, title="again"), publish(1, "2022")])
    with Library.open(root) as library:
        reference = library.reference(digest(1))
    assert (reference.title, reference.note) == ("right", "")
    assert reference.publications == ()


def test_two_writers_at_once(tmp_path: Path) -> None:
    root = tmp_path / "lib"
    with (
        Library.open(root, create=True) as one,
        Library.open(root, create=True) as two,
        writing(one),
        pytest.raises(SurroundingsError, match="locked by another import"),
        writing(two),
    ):
        pass


def test_a_reader_sees_what_a_writer_recorded_meanwhile(tmp_path: Path) -> None:
    root = tmp_path / "lib"
    record(root, [admit(1)], 1)
    with Library.open(root) as library, writing(library) as writer:
        writer.record([admit(2)], {}, recorded_at=NOW)
        with Library.open(root) as reader:
            assert reader.scope() == library.scope()
        writer.record([admit(3)], {}, recorded_at=NOW)
    with Library.open(root) as reader:
        assert reader.scope().references == 3
        assert reader.hashes("pdq", "1")[1].shape[0] == 1  # nothing was made again


def test_picture_bytes_are_checked(tmp_path: Path) -> None:
    root = tmp_path / "lib"
    inside, outside = root / "a.bin", tmp_path / "b.bin"
    root.mkdir()
    inside.write_bytes(b"in")
    outside.write_bytes(b"out")
    a, b = digest_of(b"in"), digest_of(b"out")
    record(root, [Admit(a, 2, "a.bin", "a.bin"), Admit(b, 3, "b.bin", str(outside))])
    with Library.open(root) as library:
        assert library.picture_bytes(a) == b"in"
        assert library.picture_bytes(b) == b"out"
        inside.write_bytes(b"xx")
        outside.unlink()
        with pytest.raises(RecordsBroken, match="was changed"):
            library.picture_bytes(a)
        with pytest.raises(BadInput, match="not where it was"):
            library.picture_bytes(b)


def test_no_library(tmp_path: Path) -> None:
    with pytest.raises(AskedWrongly, match="no library"):
        Library.open(tmp_path / "none")


def test_found_upward_and_named_without_path(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    shutil.copytree(deep, tmp_path / "a" / "reference_images")
    assert find_library(deep) == tmp_path / "a" / "reference_images"
    record(tmp_path / "a" / "reference_images", [admit(1)])
    with Library.open(tmp_path / "a" / "reference_images") as library:
        assert library.scope().name == "reference_images"

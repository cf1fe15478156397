import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.libraries import NOW, admit, publish, record
from verify.domain.places import stated_place
from verify.domain.times import stated_time
from verify.errors import RecordsBroken
from verify.store.events import (
    Admit,
    Correct,
    Event,
    Publish,
    Withdraw,
    event_from_json,
    event_to_json,
)
from verify.store.library import Library
from verify.store.library_writing import writing
from verify.store.manifest import (
    START,
    append_events,
    read_manifest,
    set_torn_tail_aside,
)
from verify.store.records import (
    RecordProblems,
    place_text,
    publication_from_json,
    time_text,
)

EVENTS: list[Event] = [
    admit(1, title="Überfall", place="48.1,11.5,2"),
    publish(1, "2022-03-03T10:00+02:00"),
    Correct(admit(1).digest, "wrong", {"title": ""}, (2,), restores=True),
    Withdraw(admit(1).digest, "no consent"),
]


def test_events_come_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    first = append_events(path, EVENTS[:2], after=START, recorded_at=NOW)
    append_events(path, EVENTS[2:], after=first[-1].after, recorded_at=NOW)
    lines = list(read_manifest(path))
    assert [event_to_json(one.event) for one in lines] == [
        event_to_json(event) for event in EVENTS
    ]
    assert [one.number for one in lines] == [1, 2, 3, 4]
    assert isinstance(lines[1].event, Publish)
    assert lines[1].event.publication.manifest_line == 2
    assert lines[-1].after.offset == path.stat().st_size


@given(st.data())
def test_any_changed_byte_but_in_the_last_line_is_found(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "manifest.jsonl"
        append_events(path, EVENTS, after=START, recorded_at=NOW)
        raw = bytearray(path.read_bytes())
        last = raw.rfind(b"\n", 0, len(raw) - 1)
        position = data.draw(st.integers(0, last))
        raw[position] ^= data.draw(st.integers(1, 255))
        path.write_bytes(raw)
        with pytest.raises(RecordsBroken, match=r"line \d"):
            list(read_manifest(path))


def test_a_removed_or_moved_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    append_events(path, EVENTS, after=START, recorded_at=NOW)
    a, b, c, d = path.read_bytes().splitlines(keepends=True)
    for lines, number in (((a, c, d), 2), ((a, c, b, d), 2), ((b, c, d), 1)):
        path.write_bytes(b"".join(lines))
        with pytest.raises(RecordsBroken, match=f"line {number} ") as error:
            list(read_manifest(path))
        assert error.value.exit_code == 4


def test_a_tampered_line_is_found_when_a_known_library_is_opened(
    tmp_path: Path,
) -> None:
    record(tmp_path, [admit(1, title="a"), admit(2)])
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes().replace(b'"a"', b'"b"'))
    with pytest.raises(RecordsBroken, match="line 2 "):
        Library.open(tmp_path)


def test_a_torn_tail_is_left_out_then_set_aside(tmp_path: Path) -> None:
    record(tmp_path, [admit(1), admit(2)])
    manifest = tmp_path / "manifest.jsonl"
    whole = manifest.read_bytes()
    torn = b'{"action":"admit","dig'
    manifest.write_bytes(whole + torn)
    with Library.open(tmp_path) as library:
        assert library.scope().references == 2
    assert manifest.read_bytes() == whole + torn  # a reader writes nothing
    with Library.open(tmp_path) as library, writing(library) as writer:
        assert writer.torn is not None
        assert writer.torn.read_bytes() == torn
        writer.record([admit(3)], {}, recorded_at=NOW)
    assert manifest.read_bytes().startswith(whole)
    with Library.open(tmp_path) as library:
        assert library.scope().references == 3
    assert set_torn_tail_aside(manifest) is None


def test_lines_are_canonical_and_without_floats(tmp_path: Path) -> None:
    record(tmp_path, EVENTS)
    lines = (tmp_path / "manifest.jsonl").read_text("utf-8").splitlines()
    for number, raw in enumerate(lines, start=1):
        told = json.loads(raw, parse_float=lambda _: pytest.fail("a float"))
        assert told["seq"] == number
        assert told["recorded_at"] == NOW


def test_a_wrong_record_names_every_field() -> None:
    with pytest.raises(RecordProblems) as error:
        publication_from_json(
            {"published_at": "25/07/2024", "dated_by": "me", "url": 3, "x": "y"}, at="p"
        )
    assert {path for path, _ in error.value.problems} == {
        "p.published_at", "p.dated_by", "p.url", "p.x",
    }  # fmt: skip
    with pytest.raises(RecordProblems, match="is not a SHA-256"):
        event_from_json({"action": "admit", "digest": "0"}, line=1)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2024", None),
        ("2024:07:25 14:50:10", "+03:00"),
        ("2024-07-01..2024-08-01", "+02:00"),
    ],
)
def test_times_are_written_so_that_they_read_the_same(
    text: str, zone: str | None
) -> None:
    time = stated_time(text, zone=zone)
    again = stated_time(time_text(time))
    assert (again.earliest, again.end) == (time.earliest, time.end)


def test_places_are_written_so_that_they_read_the_same() -> None:
    place = stated_place("48.1, 11.5", default_radius_km=3)
    again = stated_place(place_text(place))
    assert (again.latitude, again.longitude, again.radius_km) == (48.1, 11.5, 3)


def test_an_admission_is_text() -> None:
    event = event_from_json(event_to_json(EVENTS[0]), line=1)
    assert isinstance(event, Admit)
    assert event == EVENTS[0]

"""Which value holds, where it came from, and what a folder's file may not set."""

from pathlib import Path

import pytest

from verify.errors import AskedWrongly
from verify.imaging.decode import DecodeLimits
from verify.outside.supervised import WorkerLimits
from verify.settings import KNOWN, kept_library, load, searched_library
from verify.store.intake import MAX_FILE_BYTES


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home" / "verify.toml"


def test_defaults_are_those_of_the_code_they_limit(tmp_path: Path, own: Path) -> None:
    settings = load(start=tmp_path, environment={}, user_file=own)
    assert set(settings.sources.values()) == {"default"}
    assert settings.worker_limits == WorkerLimits()
    assert settings.max_bytes == MAX_FILE_BYTES
    assert settings.decode_options == {"max_pixels": DecodeLimits().max_pixels}
    assert settings.library is None


def test_each_place_wins_over_those_after_it(tmp_path: Path, own: Path) -> None:
    near = tmp_path / "inbox" / "verify.toml"
    deep = tmp_path / "inbox" / "a" / "b"
    deep.mkdir(parents=True)
    flags: dict[str, object] = {"jobs": 5}
    environment = {"VERIFY_JOBS": "4"}
    own.write_text("jobs = 2\nmemory_mb = 1024\n")
    near.write_text("jobs = 3\n")
    (tmp_path / "verify.toml").write_text("jobs = 63\nmemory_mb = 4096\n")
    expected = [5, 4, 3, 2, 0]
    places = ["command line", "VERIFY_JOBS", str(near), str(own), "default"]
    found = []
    for step in range(5):
        settings = load(
            flags if step < 1 else {"jobs": None},
            start=deep,
            environment=environment if step < 2 else {},
            user_file=own,
        )
        found.append((settings.jobs, settings.sources["jobs"]))
        if step == 2:
            assert settings.memory_mb == 1024, "only the nearest file counts"
            near.unlink()
            (tmp_path / "verify.toml").unlink()
        if step == 3:
            own.unlink()
    assert found == list(zip(expected, places, strict=True))


def test_a_file_in_a_folder_never_names_a_library(tmp_path: Path, own: Path) -> None:
    (tmp_path / "verify.toml").write_text('library = "planted"\n')
    with pytest.raises(AskedWrongly, match="may not") as caught:
        load(start=tmp_path, environment={}, user_file=own)
    assert "VERIFY_LIBRARY" in caught.value.next_step


def test_the_users_own_file_may_name_one(tmp_path: Path, own: Path) -> None:
    own.write_text('library = "mine"\n')
    settings = load(start=own.parent, environment={}, user_file=own)
    assert settings.library == own.parent / "mine"
    assert settings.sources["library"] == str(own)
    assert kept_library(settings, tmp_path) == own.parent / "mine"


def test_unknown_keys_are_named_with_those_there_are(tmp_path: Path, own: Path) -> None:
    (tmp_path / "verify.toml").write_text('trust = "x"\nmodel = "y"\n')
    with pytest.raises(AskedWrongly, match="model, trust") as caught:
        load(start=tmp_path, environment={}, user_file=own)
    for known in KNOWN:
        assert known.name in caught.value.next_step


@pytest.mark.parametrize(
    "text",
    ["jobs = 1.5", "jobs = -1", "jobs = true", "memory_mb = 100", "deadline_s = nan",
     "deadline_s = 'soon'", "max_file_mb = []", "jobs = 1e400", "jobs ="],
)  # fmt: skip
def test_values_out_of_range_name_their_place(
    text: str, tmp_path: Path, own: Path
) -> None:
    (tmp_path / "verify.toml").write_text(text + "\n")
    with pytest.raises(AskedWrongly, match=r"verify\.toml"):
        load(start=tmp_path, environment={}, user_file=own)


def test_bytes_that_are_no_settings_are_refused(tmp_path: Path, own: Path) -> None:
    for content in (b"\xff\xfe\x00", b"#" * 70_000, b"[" * 60_000):
        (tmp_path / "verify.toml").write_bytes(content)
        with pytest.raises(AskedWrongly):
            load(start=tmp_path, environment={}, user_file=own)


def test_variables_are_read_and_empty_ones_are_not_given(
    tmp_path: Path, own: Path
) -> None:
    environment = {"VERIFY_LIBRARY": "elsewhere", "VERIFY_MEMORY_MB": " "}
    settings = load(start=tmp_path, environment=environment, user_file=own)
    assert searched_library(settings, tmp_path) == Path("elsewhere")
    assert settings.sources["memory_mb"] == "default"
    with pytest.raises(AskedWrongly, match="VERIFY_JOBS"):
        load(start=tmp_path, environment={"VERIFY_JOBS": "many"}, user_file=own)


def test_the_nearest_library_is_searched_only_where_it_holds_something(
    tmp_path: Path, own: Path
) -> None:
    settings = load(start=tmp_path, environment={}, user_file=own)
    near = tmp_path / "reference_images"
    near.mkdir()
    assert kept_library(settings, tmp_path) == near
    assert searched_library(settings, tmp_path) != near
    (near / "manifest.jsonl").touch()
    assert searched_library(settings, tmp_path) == near


def test_the_record_holds_what_an_answer_depends_on(tmp_path: Path, own: Path) -> None:
    flags: dict[str, object] = {"jobs": 3, "max_file_mb": 12}
    settings = load(flags, start=tmp_path, environment={}, user_file=own)
    assert dict(settings.recorded()) == {
        "deadline_s": "20", "memory_mb": "2048", "max_megapixels": "100",
        "max_file_mb": "12",
    }  # fmt: skip
    assert settings.workers(2) == 2
    assert settings.workers() == 3

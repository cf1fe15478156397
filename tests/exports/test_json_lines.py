import json
from dataclasses import replace

from tests.exports import examinations as ex
from verify.domain.examination import ClaimedEvent
from verify.exports.answers import Answers, Failure
from verify.exports.json_lines import examination_json, line, render, summary_json

# The public promise: removing or renaming one of these makes verify.examination/2.
KEYS = {
    "": "format input digest size_bytes examined_at outcome sentence assessments "
    "findings matches considered claim library picture undecodable embedded "
    "metadata settings versions",
    "assessments.0": "outcome label region sentence findings",
    "findings.0": "check version code state bearing summary reason basis limits "
    "reference region",
    "considered.1": "reference kind accepted score decided_by mirrored transform "
    "query_region reference_region numbers reason",
    "matches.0": "reference kind accepted score decided_by mirrored transform "
    "query_region reference_region numbers reason explanation differing",
    "matches.0.reference": "digest name title captured_at depicts place place_name "
    "licence note manifest_line publications",
    "matches.0.reference.publications.0": "published_at dated_by url archive_url "
    "publisher title note manifest_line",
    "claim": "time place other_places region names",
    "claim.time": "text earliest end precision zone",
    "claim.place": "text latitude longitude radius_km",
    "library": "name digest references searchable sequence",
    "picture": "format width height frames pixels_digest panels too_poor notes",
    "metadata": "tags times places problems readers format blocks embedded history "
    "jpeg credentials",
    "metadata.credentials": "presence reason binding signature signer certificate "
    "time_stamp trust_list manifests codes unchecked reader",
    "metadata.tags.0": "name value raw place reader also",
    "metadata.times.0": "role time tag",
}


def test_the_keys_are_stable() -> None:
    found = json.loads(line(examination_json(ex.examination())))
    for path, keys in KEYS.items():
        value = found
        for step in filter(None, path.split(".")):
            value = value[int(step) if step.isdigit() else step]
        assert list(value) == keys.split(), path


def test_values_are_those_of_the_examination() -> None:
    found = json.loads(line(examination_json(ex.examination(), given="a/b.jpg")))
    assert found["format"] == "verify.examination/1"
    assert found["input"] == "a/b.jpg"
    assert (found["digest"], found["outcome"]) == (ex.SUSPECT, "recycled")
    assert found["library"]["digest"] == ex.LIBRARY_DIGEST
    match = found["matches"][0]
    assert (match["kind"], match["mirrored"]) == ("shared_part", True)
    assert match["transform"] == [-1.25, 0, 1.125, 0, 1.25, -0.125, 0, 0, 1]
    assert match["reference_region"] == [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.1, 0.9]]
    dated = match["reference"]["publications"][0]["published_at"]
    assert dated["earliest"] == "2022-03-02T10:00:00+00:00"
    assert [c["accepted"] for c in found["considered"]] == [True, False]


def test_what_is_not_known_is_null() -> None:
    bare = replace(
        ex.nothing_found(), picture=None, searched=None, claim=ClaimedEvent()
    )
    found = json.loads(line(examination_json(bare)))
    assert found["picture"] is None
    assert found["library"] is None
    assert found["claim"] == {
        "time": None, "place": None, "other_places": [], "region": None, "names": [],
    }  # fmt: skip


def test_a_number_that_is_not_finite_is_null() -> None:
    odd = ex.comparison(score=float("nan"), numbers={"ratio": float("inf")})
    found = json.loads(line(examination_json(ex.examination(considered=(odd,)))))
    assert found["considered"][0]["score"] is None
    assert found["considered"][0]["numbers"] == {"ratio": None}


def test_hostile_text_stays_one_line_of_ascii() -> None:
    made = line(examination_json(ex.hostile()))
    assert made.isascii()
    assert made.count(b"\n") == 1
    assert b"\x1b" not in made


def test_failures_and_counts_have_their_own_format() -> None:
    failure = Failure("in/x.jpg", "the file is empty", "Ask again.", 3)
    lines = render(Answers((ex.nothing_found(), failure))).splitlines()
    assert len(lines) == 2
    assert json.loads(lines[1]) == {
        "format": "verify.failure/1",
        "input": "in/x.jpg",
        "error": "the file is empty",
        "next_step": "Ask again.",
        "exit_code": 3,
    }
    assert summary_json({"recycled": 1, "failed": 2}, 1) == {
        "format": "verify.summary/1",
        "inputs": 3,
        "counts": {"recycled": 1, "failed": 2},
        "exit_code": 1,
        "devices": [],
    }

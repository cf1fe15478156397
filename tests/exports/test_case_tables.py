"""CSV that no spreadsheet runs, JSON and GeoJSON that say the same as the page."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.cases import Case, hostile, small
from verify.exports.case_analysis import render as analysis
from verify.exports.case_tables import (
    COLUMNS,
    FORMULA_STARTS,
    csv_table,
    geojson,
    harmless,
    json_record,
)


def rows(case: Case) -> list[dict[str, str]]:
    text = csv_table(case.file()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_columns_are_those_of_the_public_list() -> None:
    assert ",".join(COLUMNS).startswith(
        "country,origin,system,status,url,date_recorded,sysID,imageID,statusID,matID"
    )


def test_one_row_for_each_supported_vehicle() -> None:
    (row,) = rows(small())
    assert row["country"] == "Mali and Wagner"
    assert row["system"] == "Norinco VP11 (4x4 MRAP)"
    assert row["status"] == "captured and damaged"
    assert (row["imageID"], row["matID"], row["statusID"]) == ("E1", "L1", "4 2")
    assert row["standing"] == "Visually supported"
    double = small()
    double.add("loss", {"id": "L3", "incident": "I1", "equipment": "mrap"})
    double.add("link", {"id": "K2", "evidence": "E3", "loss": "L3"})
    double.add("same", {"id": "M1", "pair": ["L1", "L3"], "answer": "same"})
    assert len(rows(double)) == 1


def test_no_cell_runs_as_a_formula() -> None:
    (row,) = rows(hostile())
    assert row["system"].startswith("'=cmd")
    assert row["note"].startswith("'==cmd")


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_every_start_of_a_formula_is_made_text(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    assert harmless(f"\t {start}1") == f"'\\x09 {start}1" or harmless(
        f"\t {start}1"
    ).startswith(("'", "\\x09"))


@given(st.text())
def test_any_text_stays_one_harmless_cell(text: str) -> None:
    cell = harmless(text)
    assert cell[:1] not in {*FORMULA_STARTS, "\t", "\r", "\n"} or not cell
    assert "\n" not in cell
    assert "\r" not in cell


def test_json_says_what_the_page_says() -> None:
    found = json.loads(json_record(small().file()))
    assert found["format"] == "verify.case-report/1"
    assert found["totals"] == {
        "supported": 1, "admitted": 0, "claimed": 0, "recorded": 1, "rejected": 0,
    }  # fmt: skip
    assert [one["standing"] for one in found["losses"]] == ["supported", "recorded"]
    (row,) = [one for one in found["counts"] if one["equipment"] == "armoured"]
    assert row["claimed"]["CSP"] == {"least": 5, "most": 5, "text": "5"}
    assert [one["kind"] for one in found["contradictions"]] == ["how_many"]


def test_geojson_has_points_with_radius_and_rounds_them() -> None:
    found = json.loads(geojson(small().file()))
    assert found["type"] == "FeatureCollection"
    town = found["features"][0]
    assert town["geometry"] == {"type": "Point", "coordinates": [2.9678, 19.9486]}
    assert town["properties"]["radius_km"] == 2
    kinds = {one["properties"]["kind"] for one in found["features"]}
    assert kinds == {"incident", "loss"}
    rounded = json.loads(geojson(small().file(decimals=1)))
    assert rounded["features"][0]["geometry"]["coordinates"] == [3.0, 19.9]
    assert rounded["features"][0]["properties"]["radius_km"] > 7


def test_the_analysis_has_its_sections_and_is_plain_markdown() -> None:
    text = analysis(small().file()).decode()
    for heading in ("Counts", "What pictures show", "What is only said",
                    "What cannot all be true", "Pictures that support nothing",
                    "About the types", "Limits and method"):  # fmt: skip
        assert f"\n## {heading}\n" in text
    assert "* **L1, Norinco VP11 (4x4 MRAP)**: captured and damaged." in text
    assert "The name VP11 or VP-11 misleads" in text
    bad = analysis(hostile().file()).decode()
    assert "<script>" not in bad
    assert "\\*\\*x\\*\\*" in bad
    assert all(line.count(" | ") < 12 for line in bad.splitlines())

"""Metadata over the pipe: what is written is read back the same."""

import json
from datetime import UTC, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verify.domain.metadata import (
    Block,
    EmbeddedPicture,
    HistoryStep,
    JpegStructure,
    Metadata,
    PlaceStatement,
    Tag,
    TimeStatement,
)
from verify.domain.places import StatedPlace
from verify.domain.times import Precision, StatedTime
from verify.readers.wire import metadata_from_json, metadata_to_json

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
lists = st.lists(texts, max_size=3).map(tuple)
numbers = st.integers(0, 2**40)
offsets = st.none() | numbers
tags = st.builds(Tag, texts, texts, texts, texts, texts, lists)
blocks = st.builds(Block, texts, texts, offsets, numbers, texts)
embedded = st.builds(EmbeddedPicture, texts, texts, offsets, numbers, numbers, numbers)
steps = st.builds(HistoryStep, texts, texts, texts, texts, texts, texts)
structures = st.builds(
    JpegStructure, texts, numbers, numbers, texts, lists, texts, offsets, offsets,
    lists, numbers, numbers, st.booleans(), st.booleans(),
)  # fmt: skip
instants = st.datetimes(timezones=st.just(UTC))
spans = st.builds(
    lambda start, length: (start, start + timedelta(seconds=length)),
    instants.filter(lambda time: time.year < 9000),
    st.integers(1, 10**9),
)
times = st.builds(
    lambda text, span, precision, zone: StatedTime(
        text, span[0], span[1], precision, zone
    ),
    texts,
    spans,
    st.sampled_from(Precision),
    st.none() | texts,
)
places = st.builds(
    StatedPlace, texts, st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 1000)
)
metadata = st.builds(
    Metadata,
    st.lists(tags, max_size=3).map(tuple),
    st.lists(st.builds(TimeStatement, texts, times, tags), max_size=3).map(tuple),
    st.lists(st.builds(PlaceStatement, places, tags), max_size=3).map(tuple),
    lists,
    st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
    texts,
    st.lists(blocks, max_size=2).map(tuple),
    st.lists(embedded, max_size=2).map(tuple),
    st.lists(steps, max_size=2).map(tuple),
    st.none() | structures,
)


EMPTY = metadata_to_json(Metadata())


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(metadata)
def test_metadata_survives_the_pipe(given_metadata: Metadata) -> None:
    sent = json.dumps(metadata_to_json(given_metadata), allow_nan=False)
    assert metadata_from_json(json.loads(sent)) == given_metadata


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"tags": [["a"]], "times": [], "places": [], "problems": [], "readers": []},
        {"tags": [], "times": [], "places": [], "problems": [1], "readers": []},
        {"tags": 5, "times": [], "places": [], "problems": [], "readers": []},
        EMPTY | {"blocks": [["EXIF", "JPEG APP1", "12", 5, ""]]},
        EMPTY | {"blocks": [["EXIF", "JPEG APP1", 12]]},
        EMPTY | {"jpeg": ["baseline"]},
    ],
)
def test_what_is_no_metadata_is_a_value_error(value: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no metadata"):
        metadata_from_json(value)

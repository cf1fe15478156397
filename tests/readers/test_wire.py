"""Metadata over the pipe: what is written is read back the same."""

import json
from datetime import UTC, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.domain.metadata import Metadata, PlaceStatement, Tag, TimeStatement
from verify.domain.places import StatedPlace
from verify.domain.times import Precision, StatedTime
from verify.readers.wire import metadata_from_json, metadata_to_json

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
tags = st.builds(Tag, texts, texts, texts, texts, texts)
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
    st.lists(texts, max_size=3).map(tuple),
    st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
)


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
    ],
)
def test_what_is_no_metadata_is_a_value_error(value: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no metadata"):
        metadata_from_json(value)

"""Messages survive the pipe; nonsense is a FramingError and nothing else."""

import io
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from verify.outside.framing import (
    TYPE_NAMES,
    FramingError,
    pack_arrays,
    read_message,
    unpack_arrays,
    write_message,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=8,
)
arrays = st.sampled_from(sorted(TYPE_NAMES)).flatmap(
    lambda name: hnp.arrays(
        np.dtype(name), hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5)
    )
)


@given(st.dictionaries(st.text(), json_values), st.dictionaries(st.text(), arrays))
def test_a_message_is_read_as_it_was_written(
    header: dict[str, Any], sent: dict[str, Any]
) -> None:
    stream = io.BytesIO()
    descriptions, parts = pack_arrays(sent)
    write_message(stream, {"h": header, "a": descriptions}, parts)
    stream.seek(0)
    message = read_message(stream, max_payload=1 << 20)
    assert message is not None
    assert message[0]["h"] == header
    received = unpack_arrays(message[0]["a"], message[1])
    assert received.keys() == sent.keys()
    for name, array in sent.items():
        assert received[name].dtype == array.dtype
        assert received[name].shape == array.shape
        assert received[name].tobytes() == array.tobytes()
    assert read_message(stream, max_payload=1) is None


@given(st.binary(max_size=60) | st.binary(max_size=60).map(lambda b: b"VW01" + b))
def test_nonsense_is_refused(content: bytes) -> None:
    try:
        message = read_message(io.BytesIO(content), max_payload=1 << 10)
    except FramingError:
        return
    assert message is None or isinstance(message[0], dict)


@pytest.mark.parametrize(
    "descriptions",
    [
        None,
        [1],
        [{"name": "a", "type": "|O", "shape": [1]}],
        [{"name": "a", "type": "<f8", "shape": [1 << 39, 1 << 39]}],
        [{"name": "a", "type": "|u1", "shape": [-1]}],
        [{"name": "a", "type": "|u1", "shape": [5]}],
        [{"name": "a", "type": "|u1", "shape": [3]}],
        [{"name": "a", "type": "|u1", "shape": [True]}],
        [{"name": 3, "type": "|u1", "shape": [4]}],
    ],
)
def test_arrays_that_do_not_fit_are_refused(descriptions: Any) -> None:
    with pytest.raises(FramingError):
        unpack_arrays(descriptions, bytearray(4))


def test_objects_are_never_sent() -> None:
    with pytest.raises(ValueError, match="not sent"):
        pack_arrays({"a": np.array([object()])})

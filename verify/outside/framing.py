"""Messages between us and a worker process: a JSON header, then raw array bytes.

Each message is `VW01`, the header's length (4 bytes), the payload's length (8 bytes,
both big-endian), the header and the payload. A worker has touched hostile bytes, so
its messages are checked as such: sizes before anything is allocated, array types
against a list. Nothing here can build an object other than JSON values and arrays;
it deliberately knows neither processes nor tasks.
"""

import json
import math
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

TYPE_NAMES = frozenset(
    {"|b1", "|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8"}
    | {"<f2", "<f4", "<f8"}
)
MAGIC = b"VW01"
PREFIX = struct.Struct(">4sIQ")
MAX_HEADER_BYTES = 16 << 20
MAX_ARRAYS = 64
MAX_DIMENSIONS = 8

Json = Any
"""A JSON value: None, bool, int, float, str, or lists and dicts of these."""


class FramingError(Exception):
    """The other side sent something that is not one of these messages."""


@dataclass(frozen=True)
class Reply:
    """What a task gives back: JSON values, and arrays by name."""

    header: dict[str, Json]
    arrays: dict[str, NDArray[Any]] = field(default_factory=dict)


def write_message(
    stream: BinaryIO, header: Mapping[str, Json], parts: Iterable[bytes | memoryview]
) -> None:
    """Send one message; raises OSError where the other side has gone."""
    parts = tuple(parts)
    head = json.dumps(header).encode("ascii")
    stream.write(PREFIX.pack(MAGIC, len(head), sum(len(part) for part in parts)))
    stream.write(head)
    stream.writelines(parts)
    stream.flush()


def read_message(
    stream: BinaryIO, *, max_payload: int
) -> tuple[dict[str, Json], bytearray] | None:
    """The next message, or None where the stream ended between two messages.

    Raises FramingError where it is cut, too large or no message at all.
    """
    begun = _begun(stream, max_payload)
    return None if begun is None else (begun[0], _read_exactly(stream, begun[1]))


def read_request(
    stream: BinaryIO, *, max_payload: int
) -> tuple[dict[str, Json], bytes] | None:
    """The same, with the payload in one piece of memory that cannot be changed."""
    begun = _begun(stream, max_payload)
    if begun is None:
        return None
    content = stream.read(begun[1])
    if len(content) < begun[1]:
        raise FramingError("the message was cut")
    return begun[0], content


def _begun(stream: BinaryIO, max_payload: int) -> tuple[dict[str, Json], int] | None:
    """A message's header, and the size of the payload that follows it."""
    prefix = stream.read(PREFIX.size)
    if not prefix:
        return None
    if len(prefix) < PREFIX.size:
        raise FramingError("the message was cut")
    magic, head_size, payload_size = PREFIX.unpack(prefix)
    if magic != MAGIC or head_size > MAX_HEADER_BYTES:
        raise FramingError("that was no message")
    if payload_size > max_payload:
        raise FramingError(f"{payload_size} bytes are more than a message may have")
    head = _read_exactly(stream, head_size)
    try:
        header = json.loads(head)
    except (ValueError, RecursionError):
        raise FramingError("the header is not JSON") from None
    if not isinstance(header, dict):
        raise FramingError("the header is not a JSON object")
    return header, payload_size


def pack_arrays(
    arrays: Mapping[str, NDArray[Any]],
) -> tuple[list[dict[str, Json]], list[memoryview]]:
    """Descriptions and raw bytes of arrays, in one order.

    Raises ValueError for an array of a type that is not on the list.
    """
    descriptions: list[dict[str, Json]] = []
    parts: list[memoryview] = []
    for name, array in arrays.items():
        plain = np.ascontiguousarray(array)
        plain = plain.astype(plain.dtype.newbyteorder("<"), copy=False)
        if plain.dtype.str not in TYPE_NAMES:
            raise ValueError(f"arrays of type {plain.dtype.str} are not sent")
        descriptions.append(
            {"name": name, "type": plain.dtype.str, "shape": list(array.shape)}
        )
        parts.append(plain.reshape(-1).view(np.uint8).data)
    return descriptions, parts


def unpack_arrays(descriptions: Json, payload: bytearray) -> dict[str, NDArray[Any]]:
    """Arrays over the payload's bytes; raises FramingError where they do not fit."""
    if not isinstance(descriptions, list) or len(descriptions) > MAX_ARRAYS:
        raise FramingError("the arrays are not described")
    arrays: dict[str, NDArray[Any]] = {}
    position = 0
    for description in descriptions:
        name, dtype, shape = _checked(description)
        count = math.prod(shape)
        if position + count * dtype.itemsize > len(payload):
            raise FramingError("an array is longer than its message")
        flat = np.frombuffer(payload, dtype, count=count, offset=position)
        arrays[name] = flat.reshape(shape)
        position += count * dtype.itemsize
    if position != len(payload):
        raise FramingError("the message has bytes that no array claims")
    return arrays


def _checked(description: Json) -> tuple[str, np.dtype[Any], tuple[int, ...]]:
    if not isinstance(description, dict):
        raise FramingError("an array is not described")
    name, kind = description.get("name"), description.get("type")
    shape = description.get("shape")
    if not isinstance(name, str) or kind not in TYPE_NAMES:
        raise FramingError("an array has no name or no known type")
    if not isinstance(shape, list) or len(shape) > MAX_DIMENSIONS:
        raise FramingError("an array has no shape")
    if not all(type(size) is int and 0 <= size < 1 << 40 for size in shape):
        raise FramingError("an array has an impossible shape")
    return name, np.dtype(kind), tuple(shape)


def _read_exactly(stream: BinaryIO, size: int) -> bytearray:
    content = bytearray(size)
    view = memoryview(content)
    position = 0
    while position < size:
        count = stream.readinto(view[position:])  # type: ignore[attr-defined]
        if not count:
            raise FramingError("the message was cut")
        position += count
    return content

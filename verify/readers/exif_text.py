"""Values of EXIF entries from their bytes, without any library in between.

The texts are those of `exif_values`, so that readers that saw the same bytes agree.
Damaged rationals stay as they are: a denominator of 0 is `undef`.
"""

import struct

from verify.readers.directories import Directories, Entry
from verify.readers.exif_values import BINARY_SHOWN, MOST_NUMBERS, bytes_text, one_text
from verify.readers.readings import decoded

ASCII, UNDEFINED, UTF8 = 2, 7, 129
_RATIONALS = {5: "L", 10: "l"}
_FLOATS = {11: "f", 12: "d"}
_BYTES = frozenset({1, 6, UNDEFINED})
LARGEST_TEXT = 1 << 16


def entry_text(name: str, entry: Entry, found: Directories) -> tuple[str, str]:
    """The value for people and rules, and as it was written."""
    kind = entry.kind
    if kind in {ASCII, UTF8}:
        return _text(name, found.bytes_of(entry, LARGEST_TEXT))
    if kind in _BYTES:
        return _bytes(name, found.bytes_of(entry, LARGEST_TEXT))
    if kind in _RATIONALS:
        return _rationals(entry, found)
    if kind in _FLOATS:
        return _floats(entry, found)
    numbers = found.numbers(entry, MOST_NUMBERS)
    text = " ".join(map(str, numbers)) + _cut(entry, len(numbers))
    return text, text


def _text(name: str, body: bytes) -> tuple[str, str]:
    text = decoded(body)
    return one_text(name, text), text


def _bytes(name: str, body: bytes) -> tuple[str, str]:
    return bytes_text(name, body), body[:BINARY_SHOWN].decode("latin-1")


def _rationals(entry: Entry, found: Directories) -> tuple[str, str]:
    count = min(entry.amount, MOST_NUMBERS)
    body = found.bytes_of(entry, 8 * count)
    count = len(body) // 8
    code = f"{found.order}{2 * count}{_RATIONALS[entry.kind]}"
    numbers = struct.unpack_from(code, body)
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    cut = _cut(entry, count)
    raw = " ".join(f"{above}/{below}" for above, below in pairs)
    return " ".join(_decimal(*pair) for pair in pairs) + cut, raw + cut


def _decimal(above: int, below: int) -> str:
    if below == 0:
        return "undef"
    if above % below == 0:
        return str(above // below)
    return f"{above / below:.10g}"


def _floats(entry: Entry, found: Directories) -> tuple[str, str]:
    code, size = _FLOATS[entry.kind], 4 if entry.kind == 11 else 8  # noqa: PLR2004
    body = found.bytes_of(entry, size * MOST_NUMBERS)
    numbers = struct.unpack_from(f"{found.order}{len(body) // size}{code}", body)
    text = " ".join(f"{number:.10g}" for number in numbers)
    return text + _cut(entry, len(numbers)), text


def _cut(entry: Entry, kept: int) -> str:
    return f"… (cut, {entry.amount} values)" if entry.amount > kept else ""

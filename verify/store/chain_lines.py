"""One line of a chain as bytes, and back: RFC 8785, closed fields, rules V1 to V3.

The hash of a line is over its raw bytes with the newline; a line is never written
anew to be hashed. What its body means is the domain's matter.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NoReturn

import rfc8785

from verify.domain import chain_fields as kind
from verify.domain.case_values import Action, Role
from verify.domain.chain_entries import (
    MAX_LINE_BYTES,
    VERSION,
    Brought,
    ChainEntry,
    Tool,
    Used,
)
from verify.domain.chain_fields import Field, listed, nested, one_of, read_fields
from verify.domain.evidence import Digest

MAX_INTEGER = 2**53


def _must(read: kind.Reader) -> Field:
    return Field(read, required=True)


def _version(value: object) -> int:
    if value != VERSION or value is True:
        raise ValueError(f"{value!r} is no version of the format that is known")
    return VERSION


def _body(value: object) -> object:
    if not isinstance(value, dict):
        raise ValueError("is no object")  # noqa: TRY004 - a wrong value
    return value


_USED = {"role": _must(kind.text), "sha256": _must(kind.digest)}
_BROUGHT = _USED | {"size": _must(kind.number(0)), "media": _must(kind.text)}
_TOOL = {
    "name": _must(kind.text), "version": _must(kind.text), "env": _must(kind.digest),
}  # fmt: skip
_FIELDS = {
    "v": _must(_version), "seq": _must(kind.number(1)), "prev": _must(kind.digest),
    "case": _must(kind.case_id), "time": _must(kind.instant),
    "actor": _must(kind.actor), "role": _must(one_of(Role)),
    "action": _must(one_of(Action)), "tool": _must(nested(_TOOL, Tool)),
    "in": _must(listed(nested(_USED, Used))),
    "out": _must(listed(nested(_BROUGHT, Brought))), "body": _must(_body),
}  # fmt: skip


class BadLine(ValueError):
    """Bytes are no line of a chain; the message says why."""


def raw_line(record: Mapping[str, Any]) -> bytes:
    """The bytes of a line, newline included. Raises BadLine where it cannot be one."""
    try:
        raw = rfc8785.dumps(dict(record)) + b"\n"
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise BadLine(f"it cannot be written: {error}") from None
    if len(raw) > MAX_LINE_BYTES:
        raise BadLine(f"it has {len(raw):,} bytes, more than {MAX_LINE_BYTES:,}")
    return raw


def record_of(entry: ChainEntry) -> dict[str, Any]:
    """The entry as the object that its line holds."""
    return {
        "v": VERSION, "seq": entry.seq, "prev": entry.prev, "case": entry.case,
        "time": entry.time, "actor": entry.actor, "role": entry.role.value,
        "action": entry.action.value,
        "tool": {"name": entry.tool.name, "version": entry.tool.version,
                 "env": entry.tool.env},
        "in": [{"role": one.role, "sha256": one.sha256} for one in entry.used],
        "out": [{"role": one.role, "sha256": one.sha256, "size": one.size,
                 "media": one.media} for one in entry.brought],
        "body": dict(entry.body),
    }  # fmt: skip


def read_line(raw: bytes) -> ChainEntry:
    """The entry that a raw line with its newline holds. Raises BadLine."""
    if len(raw) > MAX_LINE_BYTES:
        raise BadLine(f"it has more than {MAX_LINE_BYTES:,} bytes")
    try:
        record = json.loads(
            raw, parse_float=_no_float, parse_constant=_no_float, parse_int=_integer
        )
        canonical = isinstance(record, dict) and canonical_bytes(record) + b"\n" == raw
    except (ValueError, RecursionError) as error:
        raise BadLine(f"it is no record ({error})") from None
    if not canonical:
        raise BadLine("it is not in canonical form (RFC 8785), or repeats a field")
    values, problems = read_fields(record, _FIELDS)
    if problems:
        raise BadLine("; ".join(f"{name} {words}" for name, words in problems))
    values["used"], values["brought"] = values.pop("in"), values.pop("out")
    del values["v"]
    return ChainEntry(**values, sha256=line_digest(raw))


def line_digest(raw: bytes) -> Digest:
    """SHA-256 of a raw line with its newline."""
    return Digest(hashlib.sha256(raw).hexdigest())


def canonical_bytes(record: object) -> bytes:
    """RFC 8785 of a value without floats and with ASCII names, quickly.

    For such values, sorting names by code point and the standard escapes are RFC 8785;
    a test compares this with the rfc8785 library, which writes the lines.
    """
    written = json.dumps(
        record, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return written.encode()


def _no_float(text: str) -> NoReturn:
    raise ValueError(f"{text} is no integer")


def _integer(text: str) -> int:
    value = int(text) if len(text) < 20 else MAX_INTEGER  # noqa: PLR2004
    if abs(value) >= MAX_INTEGER:
        raise ValueError(f"{text[:20]} is too large")
    return value

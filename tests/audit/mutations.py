"""Mutated cases: accidents and attacks of many kinds on lines, fields and files.

Each takes a case's folder and a source of chance, and changes the folder. Some leave
a case that still keeps V1 to V6, which two verifiers must agree on too.
"""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.audit.attacks import ATTACKS, anew
from tests.audit.writer import line_of

Lines = list[bytes]
Edit = Callable[[dict[str, Any], random.Random], None]


def _lines(case: Path) -> Lines:
    return (case / "chain.jsonl").read_bytes().splitlines(keepends=True)


def _write(case: Path, lines: Lines) -> None:
    (case / "chain.jsonl").write_bytes(b"".join(lines))


def _files(case: Path) -> list[Path]:
    return sorted(p for p in (case / "blobs").rglob("*") if p.is_file())


# --- one byte, or a few


def change_byte(case: Path, chance: random.Random) -> None:
    path = chance.choice([case / "chain.jsonl", *_files(case)])
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.chmod(0o644)
    path.write_bytes(content)


def change_chain_byte(case: Path, chance: random.Random) -> None:
    path = case / "chain.jsonl"
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content)


def cut_anywhere(case: Path, chance: random.Random) -> None:
    content = (case / "chain.jsonl").read_bytes()
    _write(case, [content[: chance.randrange(len(content))]])


# --- the bytes of a line that mean the same, or nearly


def _on_last_line(change: Callable[[bytes], bytes]) -> Callable[..., None]:
    """Change the last line, which no `prev` protects: only V1 and V2 can see it."""

    def mutate(case: Path, _: random.Random) -> None:
        lines = _lines(case)
        _write(case, [*lines[:-1], change(lines[-1])])

    return mutate


SPELLINGS: dict[str, Callable[[bytes], bytes]] = {
    "space": lambda line: line.replace(b'"actor":', b'"actor": ', 1),
    "space at the end": lambda line: line[:-1] + b" \n",
    "carriage return": lambda line: line[:-1] + b"\r\n",
    "escaped letter": lambda line: line.replace(b'"actor"', b'"\\u0061ctor"', 1),
    "escaped slash": lambda line: line.replace(b"imgverify", b"img\\/verify", 1),
    "byte order mark": lambda line: b"\xef\xbb\xbf" + line,
    "bad UTF-8": lambda line: line.replace(b"imgverify", b"img\xffverify", 1),
    "lone surrogate": lambda line: line.replace(b"imgverify", b"img\\ud800", 1),
    "DEL in a text": lambda line: line.replace(b"imgverify", b"img\x7fverify", 1),
    "nul in a text": lambda line: line.replace(b"imgverify", b"img\x00verify", 1),
    "repeated key": lambda line: b'{"action":"seal",' + line[1:],
    "keys in another order": lambda line: json.dumps(
        dict(reversed(json.loads(line).items())), separators=(",", ":")
    ).encode() + b"\n",
    "two objects": lambda line: line[:-1] + line,
    "no object": lambda _: b"[]\n",
    "a number alone": lambda _: b"1\n",
    "broken off": lambda line: line[:-9] + b"\n",
    "empty line": lambda line: b"\n" + line,
    "blank line": lambda line: line + b" \n",
    "no newline": lambda line: line[:-1],
    "float version": lambda line: line.replace(b'"v":1', b'"v":1.0', 1),
    "version by exponent": lambda line: line.replace(b'"v":1', b'"v":1e0', 1),
    "version two": lambda line: line.replace(b'"v":1', b'"v":2', 1),
    "version true": lambda line: line.replace(b'"v":1', b'"v":true', 1),
    "minus zero": lambda line: line.replace(b'"of":', b'"of":-0,"og":', 1),
    "huge integer": lambda line: line.replace(b'"v":1', b'"v":90071992547409931', 1),
}  # fmt: skip


# --- fields, with all hashes made anew


def _drop(record: dict[str, Any], chance: random.Random) -> None:
    del record[chance.choice(sorted(set(record) - {"seq", "prev"}))]


def _add(record: dict[str, Any], chance: random.Random) -> None:
    record[chance.choice(["note", "Action", "z"])] = "x"


def _retype(record: dict[str, Any], chance: random.Random) -> None:
    name = chance.choice(sorted(set(record) - {"seq", "prev"}))
    record[name] = chance.choice([None, 7, "x", [], {}, True, ["x"], {"x": 1}])


def _other_action(record: dict[str, Any], _: random.Random) -> None:
    record["action"] = "delete"


def _other_case(record: dict[str, Any], _: random.Random) -> None:
    record["case"] = "0" * 32


def _bad_time(record: dict[str, Any], chance: random.Random) -> None:
    record["time"] = chance.choice(["2026-11-22", "", "2026-11-22T20:00:00+00:00"])


def _use_unknown(record: dict[str, Any], chance: random.Random) -> None:
    record["in"] = [{"role": "original", "sha256": f"{chance.getrandbits(256):064x}"}]


def _item(record: dict[str, Any], chance: random.Random) -> None:
    item = {"role": "original", "sha256": "a" * 64, "size": 3, "media": "image/jpeg"}
    wrong: list[Any] = ["x", None, -1, True, "A" * 64, "a" * 63]
    item[chance.choice(sorted(item))] = chance.choice(wrong)
    record["out"] = [item]


def _size(record: dict[str, Any], _: random.Random) -> None:
    for item in record["out"]:
        item["size"] += 1


def _harmless(record: dict[str, Any], _: random.Random) -> None:
    record["tool"]["version"] = "0.1"


EDITS: tuple[Edit, ...] = (
    _drop, _add, _retype, _other_action, _other_case, _bad_time, _use_unknown, _item,
    _size, _harmless,
)  # fmt: skip


def _edited(edit: Edit) -> Callable[..., None]:
    def mutate(case: Path, chance: random.Random) -> None:
        records = [json.loads(line) for line in _lines(case)]
        edit(records[chance.randrange(len(records))], chance)
        _write(case, anew([line_of(record) for record in records]))

    return mutate


# --- files


def drop_file(case: Path, chance: random.Random) -> None:
    chance.choice(_files(case)).unlink()


def grow_file(case: Path, chance: random.Random) -> None:
    path = chance.choice(_files(case))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"x")


def move_file(case: Path, chance: random.Random) -> None:
    path = chance.choice(_files(case))
    (case / "blobs" / "zz").mkdir()
    shutil.move(path, case / "blobs" / "zz" / path.name)


def rename_file(case: Path, chance: random.Random) -> None:
    path = chance.choice(_files(case))
    path.rename(path.with_name(f"{path.name}.jpg"))


def link_file(case: Path, chance: random.Random) -> None:
    path = chance.choice(_files(case))
    elsewhere = case / "elsewhere"
    shutil.move(path, elsewhere)
    path.symlink_to(elsewhere)


def swap_files(case: Path, chance: random.Random) -> None:
    one, other = chance.sample(_files(case), 2)
    contents = one.read_bytes(), other.read_bytes()
    for path, content in zip((other, one), contents, strict=True):
        path.chmod(0o644)
        path.write_bytes(content)


def nothing(_case: Path, _: random.Random) -> None:
    """A case that nobody touched."""


def mutations() -> Iterator[tuple[str, Callable[[Path, random.Random], None]]]:
    """Every kind of mutation with its name, the random ones several times."""
    for one in (change_byte, change_chain_byte, cut_anywhere):
        for number in range(12):
            yield f"{one.__name__} {number}", one
    for name, change in SPELLINGS.items():
        yield name, _on_last_line(change)
    for attack in ATTACKS:

        def attacked(case: Path, _: random.Random, attack: Any = attack) -> None:
            _write(case, attack(_lines(case)))

        yield attack.__name__, attacked
    for edit in EDITS:
        for number in range(4):
            yield f"{edit.__name__} {number}", _edited(edit)
    for one in (drop_file, grow_file, move_file, rename_file, link_file, swap_files):
        yield one.__name__, one
        yield f"{one.__name__} again", one
    yield "nothing", nothing

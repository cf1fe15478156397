"""Attacks on the lines: the specification's table, cell by cell."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.audit.attacks import ATTACKS, Lines
from tests.audit.records import acquire
from tests.audit.writer import Keys, Writer, sha256
from verify.audit.anchors import check_anchors
from verify.audit.chain_lines import read_chain
from verify.audit.trust import trust_from


@pytest.fixture(scope="module")
def long(keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Writer:
    writer = Writer(tmp_path_factory.mktemp("long"), keys)
    for number in range(200):
        out = [writer.blob(b"photo %d" % number, "original")]
        writer.add("acquire", "analyst-1", acquire(number), out=out)
    return writer


def seen(lines: Lines, path: Path, *expect: str) -> bool:
    path.write_bytes(b"".join(lines))
    chain = read_chain(path)
    return bool(chain.found + check_anchors(chain, trust_from(None, expect)).found)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda one: one.__name__)
def test_each_anchor_sees_what_the_specification_says(
    attack: Callable[[Lines], Lines], long: Writer, tmp_path: Path
) -> None:
    anchors = [(), (f"150:{sha256(long.lines[149])}",), (f"200:{long.head()}",)]
    assert [seen(long.lines, tmp_path / "chain", *one) for one in anchors] == [0, 0, 0]
    tampered = attack(long.lines)
    assert tampered != long.lines
    found = tuple(seen(tampered, tmp_path / "chain", *one) for one in anchors)
    assert found == ATTACKS[attack]


def test_a_cut_is_called_a_cut(long: Writer, tmp_path: Path) -> None:
    path = tmp_path / "chain"
    path.write_bytes(b"".join(long.lines[:-10]))
    trust = trust_from(None, (f"200:{long.head()}",))
    (found,) = check_anchors(read_chain(path), trust).found
    assert "its end was cut off" in found.words


def test_a_hash_noted_without_its_number_is_found(long: Writer, tmp_path: Path) -> None:
    path = tmp_path / "chain"
    path.write_bytes(b"".join(long.lines))
    anchors = check_anchors(
        read_chain(path), trust_from(None, (sha256(long.lines[6]),))
    )
    assert anchors.last == 7
    wrong = trust_from(None, (f"8:{sha256(long.lines[6])}",))
    assert "noted as line 8" in check_anchors(read_chain(path), wrong).found[0].words

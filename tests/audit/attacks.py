"""Twelve attacks on the lines of a chain, and what each anchor must see of them.

The table of expectations is the specification's: a bare chain shows accidents and
clumsy hands; the rest is seen only with an anchor outside the attacker's reach, and
an attack behind the anchor is not.
"""

import json
from collections.abc import Callable

from tests.audit.writer import chained, line_of

Lines = list[bytes]
MISSED, CAUGHT = False, True


def changed(line: bytes, **fields: object) -> bytes:
    return line_of({**json.loads(line), **fields})


def anew(lines: Lines) -> Lines:
    """All lines with their numbers and hashes made anew."""
    return chained(json.loads(line) for line in lines)


def middle(lines: Lines) -> int:
    return len(lines) // 2


def swapped(lines: Lines, at: int) -> Lines:
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def edit_one(lines: Lines) -> Lines:
    at = middle(lines)
    return [*lines[:at], changed(lines[at], actor="analyst-9"), *lines[at + 1 :]]


def edit_last(lines: Lines) -> Lines:
    return [*lines[:-1], changed(lines[-1], time="2020-01-01T00:00:00Z")]


def delete_one(lines: Lines) -> Lines:
    return [*lines[: middle(lines)], *lines[middle(lines) + 1 :]]


def cut_tail(lines: Lines) -> Lines:
    return lines[:-10]


def swap_two(lines: Lines) -> Lines:
    return swapped(lines, middle(lines))


def insert_one(lines: Lines) -> Lines:
    return [*lines[: middle(lines)], lines[5], *lines[middle(lines) :]]


def duplicate_last(lines: Lines) -> Lines:
    return [*lines, lines[-1]]


def edit_and_rewrite(lines: Lines) -> Lines:
    return anew(edit_one(lines))


def delete_and_rewrite(lines: Lines) -> Lines:
    return anew(delete_one(lines))


def reorder_and_rewrite(lines: Lines) -> Lines:
    """Two lines that use nothing of each other change places."""
    return anew(swapped(lines, middle(lines)))


def cut_and_continue(lines: Lines) -> Lines:
    other = [changed(line, time="2020-01-01T00:00:00Z") for line in lines[-10:]]
    return anew([*lines[:-10], *other])


def fork_head(lines: Lines) -> Lines:
    return anew([*lines[:-1], changed(lines[-1], time="2020-01-01T00:00:00Z")])


ATTACKS: dict[Callable[[Lines], Lines], tuple[bool, bool, bool]] = {
    # seen by: the chain alone, an anchor at three quarters, an anchor at the head
    edit_one: (CAUGHT, CAUGHT, CAUGHT),
    edit_last: (MISSED, MISSED, CAUGHT),
    delete_one: (CAUGHT, CAUGHT, CAUGHT),
    cut_tail: (MISSED, MISSED, CAUGHT),
    swap_two: (CAUGHT, CAUGHT, CAUGHT),
    insert_one: (CAUGHT, CAUGHT, CAUGHT),
    duplicate_last: (CAUGHT, CAUGHT, CAUGHT),
    edit_and_rewrite: (MISSED, CAUGHT, CAUGHT),
    delete_and_rewrite: (MISSED, CAUGHT, CAUGHT),
    reorder_and_rewrite: (MISSED, CAUGHT, CAUGHT),
    cut_and_continue: (MISSED, MISSED, CAUGHT),
    fork_head: (MISSED, MISSED, CAUGHT),
}

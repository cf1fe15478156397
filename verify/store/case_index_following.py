"""Keep a case's index at the end of its chain, and make it again where it does not fit.

The index is a convenience: one that cannot be read or written is taken away, and no
caller fails because of it.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

from verify.domain.case_state import CaseState
from verify.domain.chain_entries import ChainEntry
from verify.store.case_index import CaseIndex, delete
from verify.store.chain_file import Mark, read_entries


def bring_index(
    index: CaseIndex | None, chain: Path, mark: Mark, state: CaseState
) -> CaseIndex | None:
    """The index at this mark of the chain, of which `state` is told; None for none."""
    try:
        index = index or CaseIndex(chain.parent)
        after = index.mark()
        if not _fits(after, mark, chain):
            index.close()
            delete(chain.parent)
            index, after = CaseIndex(chain.parent), Mark()
        if after != mark:
            index.carry_on(_lines(chain, after, mark), state)
    except sqlite3.Error:
        with suppress(OSError, sqlite3.Error):
            if index is not None:
                index.close()
            delete(chain.parent)
        return None
    return index


def _lines(chain: Path, after: Mark, until: Mark) -> list[tuple[ChainEntry, Mark]]:
    """The lines between two marks; another process may have written more."""
    told = []
    for entry, mark in read_entries(chain, after):
        told.append((entry, mark))
        if mark == until:
            break
    return told


def _fits(after: Mark, mark: Mark, chain: Path) -> bool:
    """Whether `after` lies on the chain that was read up to `mark`."""
    if after.lines > mark.lines:
        return False
    if after == mark or not after.lines:
        return True
    with chain.open("rb") as stream:
        stream.seek(after.offset)
        following = stream.readline()
    return f'"prev":"{after.head}"'.encode() in following

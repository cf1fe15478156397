"""One changed byte anywhere is found and located; `benchmarks/audit_bytes.py` asks
for ten thousand of them."""

from tests.audit.changes import changes, found_after
from tests.audit.writer import Writer


def test_every_changed_byte_is_found_and_located(copied: Writer) -> None:
    head = f"{len(copied.lines)}:{copied.head()}"
    for change in changes(copied.folder, 300, seed=1):
        found = found_after(copied.folder, change, head)
        assert found, change
        assert change.located_by(found), (change, found)


def test_without_anchor_only_the_last_line_can_hide(copied: Writer) -> None:
    for change in changes(copied.folder, 300, seed=2):
        found = found_after(copied.folder, change)
        assert change.located_by(found) or change.line == len(copied.lines), change


def test_every_byte_of_the_last_line_counts_with_an_anchor(copied: Writer) -> None:
    log = copied.folder / "chain.jsonl"
    content = log.read_bytes()
    start = len(content) - len(copied.lines[-1])
    number = len(copied.lines)
    for at in range(start, len(content), 7):
        change = type(next(changes(copied.folder, 1, 0)))(
            log, at, content[at] ^ 1, number
        )
        found = found_after(copied.folder, change, f"{number}:{copied.head()}")
        assert change.located_by(found), at

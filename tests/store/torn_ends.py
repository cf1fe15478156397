"""Chains cut anywhere in their last three lines, and mended by the store."""

from pathlib import Path

from tests.store.cases import add_photo, new_case
from verify.store.chain_file import set_torn_end_aside
from verify.store.chain_lines import read_line
from verify.store.vault import go_on

PADDINGS = (b"", b"\0" * 40, b"\xff{,")


def torn_everywhere(folder: Path, *, step: int = 1) -> int:
    """Cut at every `step`th byte, bare or padded with zeros or garbage: how many.

    Fails where anything but the whole lines is left, or a torn end is not kept.
    """
    with new_case(folder / "c") as case:
        add_photo(case, b"one")
    path = folder / "c" / "chain.jsonl"
    whole = path.read_bytes()
    first = len(whole) - sum(map(len, whole.splitlines(keepends=True)[-3:]))
    cuts = range(first, len(whole), step)
    return sum(mended(path, whole[:cut] + one) for cut in cuts for one in PADDINGS)


def mended(path: Path, damaged: bytes) -> int:
    """Let the store mend this chain; whether there was something to mend."""
    path.write_bytes(damaged)
    kept = damaged[: damaged.rfind(b"\n") + 1]
    torn = set_torn_end_aside(path, at_step=go_on)
    assert path.read_bytes() == kept
    for raw in kept.splitlines(keepends=True):
        read_line(raw)
    if torn is None:
        assert kept == damaged
        return 0
    aside = path.parent / "torn" / torn.sha256
    assert kept + aside.read_bytes() == damaged
    aside.unlink()
    return 1

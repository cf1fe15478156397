"""The table of exports: answers in, bytes out. One file beside this is one export."""

from collections.abc import Callable
from dataclasses import dataclass

from verify.exports import json_lines, report, terminal
from verify.exports.answers import Answers


@dataclass(frozen=True)
class Export:
    """One way to write answers down."""

    name: str
    version: str
    media_type: str
    render: Callable[[Answers], bytes]


EXPORTS: dict[str, Export] = {
    export.name: export
    for export in (
        Export("json", json_lines.VERSION, "application/jsonl", json_lines.render),
        Export("text", terminal.VERSION, "text/plain; charset=utf-8", terminal.render),
        Export("report", report.VERSION, "text/html; charset=utf-8", report.render),
    )
}

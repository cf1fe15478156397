"""The table of exports: answers or a case in, bytes out. One line is one export."""

from collections.abc import Callable
from dataclasses import dataclass

from verify.exports import (
    case_analysis,
    case_page,
    case_tables,
    json_lines,
    report,
    terminal,
)


@dataclass(frozen=True)
class Export:
    """One way to write down answers, a case, or either."""

    name: str
    version: str
    media_type: str
    render: Callable[..., bytes]
    """Of Answers, or of a CaseSheet where there is a suffix."""
    suffix: str = ""
    """How the name of a case's file ends; empty for an export of answers."""


EXPORTS: dict[str, Export] = {
    export.name: export
    for export in (
        Export("json", json_lines.VERSION, "application/jsonl", json_lines.render),
        Export("text", terminal.VERSION, "text/plain; charset=utf-8", terminal.render),
        Export("report", report.VERSION, "text/html; charset=utf-8", report.render),
        Export("case-file", case_page.VERSION, "text/html; charset=utf-8",
               case_page.render, suffix=".html"),
        Export("case-analysis", case_analysis.VERSION, "text/markdown; charset=utf-8",
               case_analysis.render, suffix=".md"),
        Export("case-csv", case_tables.VERSION, "text/csv; charset=utf-8",
               case_tables.csv_table, suffix=".csv"),
        Export("case-json", case_tables.VERSION, "application/json",
               case_tables.json_record, suffix=".json"),
        Export("case-geojson", case_tables.VERSION, "application/geo+json",
               case_tables.geojson, suffix=".geojson"),
    )
}  # fmt: skip

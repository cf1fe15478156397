"""Statements of files as CSV, one tag a row, safe to open in a spreadsheet.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end for
a formula and runs it, so such cells get an apostrophe in front; control and
direction-changing characters are shown as escapes. RFC 4180, UTF-8 with a byte-order
mark, without which Excel takes it for another code.
"""

import csv
import io

from verify.exports.answers import Failure, FileStatements
from verify.exports.plain_text import shown

COLUMNS = (
    "input", "digest", "place", "name", "value", "raw", "reader", "also", "error",
)  # fmt: skip
BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def header_row() -> str:
    """The first line, with the mark that tells the code."""
    return BYTE_ORDER_MARK + _line(COLUMNS)


def rows(given: str, told: FileStatements | Failure) -> str:
    """A line for each tag of one photo, or one line with why there is none."""
    if isinstance(told, Failure):
        return _line((given, "", "", "", "", "", "", "", told.error))
    digest = told.evidence.digest
    return "".join(
        _line((given, digest, tag.place, tag.name, tag.value, tag.raw, tag.reader,
               " ".join(tag.also), ""))
        for tag in told.metadata.tags
    )  # fmt: skip


def cell(text: str) -> str:
    """The text as a cell that no program takes for a formula."""
    # Full-width forms of the signs are taken for formulas too, in some languages.
    starts = (*_FORMULA_STARTS, "\uff1d", "\uff0b", "\uff0d", "\uff20")
    plain = shown(text)
    risky = text.startswith(starts) or plain.lstrip(" '\"").startswith(starts)
    return f"'{plain}" if risky else plain


def _line(cells: tuple[str, ...]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\r\n").writerow([cell(one) for one in cells])
    return target.getvalue()

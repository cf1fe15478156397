"""Repeat what can be repeated of a case's examinations, and compare.

The same bytes are decoded and measured again, in limited worker processes, and must
give the picture that the report on record describes: format, size, pixels, panels. An
examination made by other versions of the decoder is left out, since it may rightly
differ. Matches against a library are not repeated: the library may have grown.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verify.audit.casebook import Casebook, Entry
from verify.domain.examination import Examination
from verify.exports.json_lines import examination_json
from verify.outside.workers import WorkerPool
from verify.workflow.check import VERSIONS, CheckRequest, check_photos

FORMAT = "verify.examination/1"
DECIDING = ("decoder", "extraction")
"""Versions that decide what a picture is decoded to."""


def repeat_examinations(book: Casebook) -> tuple[tuple[str, bool], ...]:
    """Each examination that was repeated, and whether it gave the same picture."""
    wanted = list(_repeatable(book))
    if not wanted:
        return ()
    with WorkerPool(1) as pool:
        again = check_photos(
            [path for _, _, path in wanted], CheckRequest(), pool, None
        )
        return tuple(
            (entry.place, _same(report, answer))
            for (entry, report, _), answer in zip(wanted, again, strict=True)
        )


def _repeatable(book: Casebook) -> Iterator[tuple[Entry, dict[str, Any], Path]]:
    now = {name: version for name, version in VERSIONS if name in DECIDING}
    for entry in book.of("compare"):
        report = _report(book, entry)
        then = report.get("versions")
        if report.get("format") != FORMAT or not isinstance(then, dict):
            continue
        if any(then.get(name) != version for name, version in now.items()):
            continue
        for digest in entry.files("original", of="in"):
            if digest in book.blobs.sizes:
                yield entry, report, book.blobs.path(digest)


def _report(book: Casebook, entry: Entry) -> dict[str, Any]:
    for digest in entry.files("examination", of="out"):
        try:
            told = json.loads(book.blobs.content(digest) or b"null")
        except ValueError:
            continue
        if isinstance(told, dict):
            return told
    return {}


def _same(report: dict[str, Any], answer: object) -> bool:
    if not isinstance(answer, Examination):
        return report.get("picture") is None
    now = json.loads(json.dumps(examination_json(answer)))
    return all(now.get(k) == report.get(k) for k in ("digest", "size_bytes", "picture"))

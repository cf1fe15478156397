"""Records that the tests begin with, written by the tests' own writer."""

import json
from collections.abc import Sequence

from tests.audit.authorities import Authority
from tests.audit.writer import Json, Writer, sha256

PEOPLE = ("custodian-1", "collector-1", "analyst-1", "reviewer-1")
VERDICT = {
    "id": "V1", "about": "E1", "pillar": "provenance", "grade": "probable",
    "rests_on": ["X1"],
}  # fmt: skip
COMPARE = {
    "id": "X1", "evidence": "E1", "outcome": "nothing_found", "library": "d" * 64,
    "library_name": "library", "references": 12, "settings": {}, "versions": {},
}  # fmt: skip
SEARCH = {"id": "S1", "engine": "an engine", "result": "nothing_found"}


def words(writer: Writer, **texts: str) -> Json:
    """A file of words for a line, with its salt."""
    salt = sha256(json.dumps([len(writer.lines), texts]).encode())[:32]
    content = json.dumps({"salt": salt, "texts": texts}).encode()
    return writer.blob(content, "words", "application/json")


def acquire(number: int, **more: object) -> Json:
    return {
        "id": f"A{number}", "evidence": f"E{number}", "incident": "I1",
        "method": "saved from browser", "collected_at": "2024-07-28", **more,
    }  # fmt: skip


def review(writer: Writer, of: int, number: int = 1) -> Json:
    return {
        "id": f"R{number}", "of": "V1", "line": of, "result": "agrees",
        "line_sha256": sha256(writer.lines[of - 1]),
    }  # fmt: skip


def opened(writer: Writer, *, ends: str = "") -> None:
    """A case opened by its custodian, who enrols everybody and seals that."""
    writer.add("open", "custodian-1", {"id": "I1", "title": "An incident"})
    lines = []
    for actor in PEOPLE:
        body = {
            "actor": actor, "roles": [actor.partition("-")[0]],
            "key": writer.keys.public(actor),
        }  # fmt: skip
        body |= {"valid_before": ends} if ends else {}
        lines.append(writer.add("enrol", "custodian-1", body))
    for line in lines:
        writer.seal("custodian-1", line)


def small_record(writer: Writer, authorities: Sequence[Authority]) -> Writer:
    """Three photos, a comparison, a verdict and its review, sealed and stamped."""
    opened(writer)
    photos = [
        writer.blob(b"\xff\xd8 photo %d " % n + bytes(range(256)) * n, "original")
        for n in (1, 2, 3)
    ]
    for number, photo in enumerate(photos, 1):
        writer.add("acquire", "collector-1", acquire(number), out=[photo])
    report = writer.blob(b'{"score":"0.93"}', "examination", "application/json")
    writer.add("compare", "analyst-1", COMPARE, used=photos[:1], out=[report])
    said = words(writer, reason="Not found before.", against="The library is small.")
    verdict = writer.add("verdict", "analyst-1", VERDICT, used=[photos[0]], out=[said])
    writer.seal("analyst-1", verdict)
    seen = writer.add("review", "reviewer-1", review(writer, verdict),
                      out=[words(writer, reason="I looked too.")])  # fmt: skip
    writer.seal("reviewer-1", seen)
    writer.stamp("custodian-1", len(writer.lines), *authorities)
    return writer

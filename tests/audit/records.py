"""Records that the tests begin with, written by the tests' own writer."""

from collections.abc import Sequence

from tests.audit.authorities import Authority
from tests.audit.writer import Writer

PEOPLE = ("custodian-1", "collector-1", "analyst-1", "reviewer-1")


def opened(writer: Writer, *, ends: str = "") -> None:
    """A case opened by its custodian, who enrols everybody and seals that."""
    writer.add("open", "custodian-1", {"title": "An incident"})
    lines = [
        writer.add("enrol", "custodian-1", {
            "actor": actor, "roles": [actor.partition("-")[0]],
            "key": writer.keys.public(actor), "valid_before": ends,
        }) for actor in PEOPLE
    ]  # fmt: skip
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
        writer.add("acquire", "collector-1", {"evidence": f"E{number}"}, out=[photo])
    report = writer.blob(b'{"score":"0.93"}', "report", "application/json")
    writer.add(
        "compare", "analyst-1", {"evidence": "E1"}, used=photos[:1], out=[report]
    )
    verdict = writer.add("verdict", "analyst-1", {"evidence": "E1"}, used=[photos[0]])
    writer.seal("analyst-1", verdict)
    review = writer.add("review", "reviewer-1", {"of": verdict, "agrees": True})
    writer.seal("reviewer-1", review)
    writer.stamp("custodian-1", len(writer.lines), *authorities)
    return writer

"""Whole cases for the forty items: clean ones by chance, and one defect for each item.

`Build` writes a case step by step; each step asks whether its item's defect is wanted.
What only the surroundings can show (index, repetition, package, anchors) is set by the
test itself.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.audit.authorities import Authority
from tests.audit.records import acquire, opened, words
from tests.audit.writer import Json, Writer, sha256

HEADERS = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"


@dataclass
class Build:
    """A case being written, with the number of the item that is to fail, or 0."""

    writer: Writer
    authorities: Sequence[Authority]
    defect: int = 0
    chance: random.Random = field(default_factory=random.Random)
    photos: list[Json] = field(default_factory=list)
    reports: list[Json] = field(default_factory=list)
    photo_count: int = 4

    def wants(self, item: int) -> bool:
        return self.defect == item

    def add(self, action: str, actor: str, body: Json, **files: object) -> int:
        return self.writer.add(action, actor, body, **files)  # type: ignore[arg-type]

    def said(self, **texts: str) -> Json:
        return words(self.writer, **texts)

    def sealed(self, line: int, actor: str, **how: str) -> int:
        return self.writer.seal(actor, line, **how)

    def stamped(self) -> None:
        """Stamps by both authorities over the newest line."""
        given = self.authorities[:1] if self.wants(19) else self.authorities
        self.writer.stamp("custodian-1", len(self.writer.lines), *given)

    # --- the steps

    def collect(self) -> None:
        for number in range(1, self.photo_count + 1):
            content = self.chance.randbytes(self.chance.randrange(90, 900))
            if self.wants(8) and number == 2:
                self.photos.append(self.photos[0])
            else:
                self.photos.append(self.writer.blob(content, "original"))
            self._acquire(number, self.photos[-1])
        if not self.wants(6):
            for number in range(1, self.photo_count + 1):
                page = self.writer.blob(
                    b"<p>post %d</p>" % number, "context", "text/html"
                )
                body = {"id": f"P{number}", "kind": "page", "about": f"E{number}"}
                self.add("receive", "collector-1", body, out=[page])
        statement = self.writer.blob(b"I saw it.", "context", "text/plain")
        body = {"id": "P90", "kind": "statement", "channel": "signal"}
        if self.wants(7):
            del body["channel"]
        told = self.said(giver="a witness")
        self.add("receive", "collector-1", body, out=[statement, told])

    def _acquire(self, number: int, photo: Json) -> None:
        body = acquire(number, posted_at="2024-07-27", collector="collector-1")
        if self.wants(5):
            del body["collector"]
        if self.wants(40) and number == 1:
            body["platform"] = "t.me/somebody"
        length = photo["size"] + (1 if self.wants(3) else 0)
        headers = self.writer.blob(HEADERS % length, "context", "message/http")
        told = self.said(source_url=f"https://example.org/{number}")
        if self.wants(2) and number == 1:
            self.add("receive", "collector-1", {"id": "P91", "kind": "other"},
                     out=[{**photo, "role": "original"}])  # fmt: skip
            self.add("acquire", "collector-1", body, out=[told])
            return
        known = self.wants(8) and number == 2
        used, out = ([photo], []) if known else ([], [photo])
        self.add("acquire", "collector-1", body, used=used, out=[*out, told])
        self._headers(number, headers)

    def _headers(self, number: int, headers: Json) -> None:
        body = {"id": f"P{100 + number}", "kind": "headers", "about": f"E{number}"}
        self.add("receive", "collector-1", body, out=[headers])

    def examine(self) -> None:
        for number, photo in enumerate(self.photos, 1):
            if self.wants(37) and number == self.photo_count:
                continue
            outcome = "in_conflict" if number == 3 else "nothing_found"
            outcome = "recycled" if self.wants(31) and number == 1 else outcome
            body: Json = {
                "id": f"X{number}", "evidence": f"E{number}", "outcome": outcome,
                "library": "d" * 64, "library_name": "library", "references": 9,
                "settings": {"limit": "31"}, "versions": {"verify": "0.1"},
            }  # fmt: skip
            if self.wants(24):
                body["versions"] = {}
            if self.wants(32):
                body["references"] = 0
            text = json.dumps({
                "format": "verify.examination/1", "outcome": outcome, "n": number,
                "library": {"digest": "d" * 64, "references": body["references"]},
            }).encode()  # fmt: skip
            report = self.writer.blob(text, "examination", "application/json")
            self.reports.append(report)
            self.add("compare", "analyst-1", body, used=[photo], out=[report])

    def derive(self) -> None:
        cover = self.writer.blob(b"covered picture", "derived", "image/png")
        body: Json = {
            "id": "F1", "source": "E1", "operation": "redact", "redaction": True,
            "parameters": {"region": "0,0,0.5,0.5"},
        }  # fmt: skip
        if self.wants(21):
            body["source"] = "E77"
        told = [] if self.wants(23) else [self.said(reason="a face")]
        self.add("derive", "analyst-1", body, used=[self.photos[0]], out=[cover, *told])
        if self.wants(4):
            again = acquire(77, posted_at="2024-07-27", collector="collector-1")
            headers = self.writer.blob(HEADERS % 15, "context", "message/http")
            told_too = self.said(source_url="https://example.org/x", why_missing="gone")
            self.add("acquire", "collector-1", again,
                     used=[{**cover, "role": "original"}],
                     out=[told_too])  # fmt: skip
            self._headers(77, headers)

    def count(self) -> None:
        counts: list[Json] = [{"bound": "exactly", "equipment": "mi-24", "count": 1}]
        for number, stance in ((1, "claimed"), (2, "denied")):
            body: Json = {
                "id": f"C{number}", "incident": "I1", "party": "p", "stance": stance,
                "counts": counts,
            }  # fmt: skip
            told = self.said(exact_words="One was lost.")
            self.add("claim", "analyst-1", body, out=[told])
        for number in (1, 2):
            claims = (
                {}
                if self.wants(35) and number == 2
                else {"claims": ["C1", "C2"][number - 1 :]}
            )
            body = {
                "id": f"L{number}",
                "incident": "I1",
                "equipment": "mi-24",
                **claims,
            }
            self.add("loss", "analyst-1", body)
            told = self.said(reason="as the picture shows")
            self.add("status", "analyst-1", {
                "id": f"T{number}", "loss": f"L{number}", "conditions": ["destroyed"],
                "evidence": ["E1"],
            }, out=[told])  # fmt: skip
        self._link(1, "E1", "L1", "0,0,0.4,0.4")
        if not self.wants(35):
            second = "E1" if self.wants(34) else "E2"
            region = "0,0,0.4,0.4" if self.wants(34) else "0.5,0.5,0.9,0.9"
            self._link(2, second, "L2", region)
        same = "same" if self.wants(33) else "different"
        told = self.said(reason="compared rivet by rivet")
        body = {"id": "M1", "pair": ["L1", "L2"], "answer": same}
        self.add("same", "analyst-1", body, out=[told])

    def _link(self, number: int, evidence: str, loss: str, region: str) -> None:
        body = {"id": f"K{number}", "evidence": evidence, "loss": loss,
                "region": region}  # fmt: skip
        told = self.said(reason="it shows the tail")
        used = [self.photos[int(evidence[1:]) - 1]]
        line = self.add("link", "analyst-1", body, used=used, out=[told])
        if not (self.wants(15) and number == 1):
            self.sealed(line, "analyst-1", by="reviewer-1" if self.wants(16) else "")

    def conclude(self) -> None:
        self._verdict(1, "E1", "provenance", ["X1"])
        self._verdict(2, "L1", "subject", [])
        if not self.wants(36):
            self._verdict(3, "E3", "date", ["X3"])
        if self.wants(30):
            self._verdict(4, "L1", "motive", [], supersedes="V1")
        else:
            self._verdict(4, "L1", "subject", [], supersedes="V2")

    def _verdict(
        self, number: int, about: str, pillar: str, rests_on: list[str], **more: str
    ) -> None:
        actor = "custodian-1" if self.wants(25) and number == 1 else "analyst-1"
        actor = "reviewer-1" if self.wants(29) and number == 1 else actor
        body: Json = {
            "id": f"V{number}", "about": about, "pillar": pillar, "grade": "probable",
            "rests_on": [] if self.wants(26) else rests_on, **more,
        }  # fmt: skip
        against = "" if self.wants(27) else "The library is small."
        told = self.said(reason="Not found before.", against=against)
        line = self.add("verdict", actor, body, out=[told])
        self.sealed(line, actor)
        if self.wants(28) and number == 1:
            return
        reviewer = "analyst-1" if actor == "reviewer-1" else "reviewer-1"
        body = {
            "id": f"R{number}", "of": f"V{number}", "line": line, "result": "agrees",
            "line_sha256": sha256(self.writer.lines[line - 1]),
        }  # fmt: skip
        told = self.said(reason="I looked too.")
        self.sealed(self.add("review", reviewer, body, out=[told]), reviewer)
        if self.wants(29) and number == 1:
            body = {**body, "id": "R9"}
            told = self.said(reason="and again")
            self.sealed(
                self.add("review", "reviewer-1", body, out=[told]), "reviewer-1"
            )

    def change(self) -> None:
        told = [] if self.wants(13) else [self.said(reason="misread")]
        body: Json = {"about": "L2", "sets": {"serial": "TZ-12"}}
        line = self.add("correct", "analyst-1", body, out=told)
        self.sealed(line, "analyst-1")
        count = 1 if self.wants(39) else 0
        of = len(self.writer.lines)
        line = self.add("export", "custodian-1", {
            "of": of, "head": sha256(self.writer.lines[of - 1]),
            "format": "verify.bag/1", "withheld": count,
        })  # fmt: skip
        self.sealed(line, "custodian-1")

    def transplant(self) -> None:
        """A true time stamp, said to be over another line than it is."""
        content = self.authorities[0].stamp(self.writer.lines[2])
        token = self.writer.blob(content, "time-stamp", "application/timestamp-reply")
        self.writer.add("seal", "custodian-1", {"of": 4, "tsr": [token["sha256"]]},
                        out=[token], at=datetime.now(UTC))  # fmt: skip

    def damage(self) -> None:
        """Defects in what lies there, after everything was written."""
        blobs = self.writer.folder / "blobs"
        if self.wants(1):
            digest = str(self.photos[1]["sha256"])
            path = blobs / digest[:2] / digest
            path.chmod(0o644)
            path.write_bytes(b"another picture")
        if self.wants(9):
            lines = self.writer.lines
            self.writer.write([line.replace(b'"E1"', b'"E9"', 1) for line in lines])
        if self.wants(12):
            self.writer.blob(b"nobody named this", "original")


def build(made: Build) -> Writer:
    """Write the whole case."""
    writer = made.writer
    if made.wants(20):
        writer.start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    opened(writer)
    for step in (made.collect, made.examine, made.derive, made.count, made.conclude):
        step()
    made.change()
    if made.wants(18):
        early = {"id": "S9", "engine": "an engine", "result": "nothing_found"}
        writer.add("search", "analyst-1", early, at=writer.start)
    if made.wants(17):
        made.transplant()
    made.stamped()
    made.damage()
    return writer

"""What an insider may do to a package, and the stock step that must fail for it.

Every attack is followed by making all manifests anew, as an insider would; where the
package's own signature would show it anyway, another step must show it too.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.audit.attacks import anew
from tests.audit.authorities import Authority
from tests.audit.writer import Keys, line_of, sha256


@dataclass
class Insider:
    """A package in the hands of somebody who has everything but others' keys."""

    bag: Path
    keys: Keys
    foreign: Authority

    @property
    def chain(self) -> Path:
        return self.bag / "data" / "chain.jsonl"

    @property
    def lines(self) -> list[bytes]:
        return self.chain.read_bytes().splitlines(keepends=True)

    def write(self, lines: list[bytes], *, tell: bool = True) -> None:
        self.chain.write_bytes(b"".join(lines))
        if tell:  # bag-info agrees with the new chain
            info = self.bag / "bag-info.txt"
            facts = dict(line.split(": ", 1) for line in info.read_text().splitlines())
            facts |= {"Chain-Head": sha256(lines[-1]), "Chain-Length": str(len(lines))}
            info.write_text("".join(f"{k}: {v}\n" for k, v in facts.items()))

    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]

    def at(self, action: str) -> int:
        return next(n for n, r in enumerate(self.records()) if r["action"] == action)

    def append(self, action: str, body: dict[str, Any], **more: Any) -> None:
        """A well-made line at the end."""
        last = self.records()[-1]
        role = {"verdict": "analyst", "search": "analyst"}.get(action, "custodian")
        record = {**last, "seq": len(self.lines) + 1, "prev": sha256(self.lines[-1]),
                  "action": action, "body": body, "actor": f"{role}-1", "role": role,
                  "in": [], "out": [], **more}  # fmt: skip
        self.write([*self.lines, line_of(record)])

    def blob(self, digest: str) -> Path:
        return self.bag / "data" / "blobs" / digest[:2] / digest

    def brought(self, role: str, number: int = 0) -> Path:
        found = [item["sha256"] for r in self.records() for item in r["out"]
                 if item["role"] == role]  # fmt: skip
        return self.blob(found[number])

    def put(self, content: bytes, role: str) -> dict[str, Any]:
        path = self.blob(sha256(content))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return {"sha256": sha256(content), "size": len(content), "role": role,
                "media": "application/octet-stream"}  # fmt: skip

    def make_manifests(self) -> None:
        """All of them anew, so that the package is a valid bag again."""
        data = sorted(p for p in (self.bag / "data").rglob("*") if p.is_file())
        size = sum(p.stat().st_size for p in data)
        info = self.bag / "bag-info.txt"
        facts = dict(line.split(": ", 1) for line in info.read_text().splitlines())
        facts["Payload-Oxum"] = f"{size}.{len(data)}"
        info.write_text("".join(f"{k}: {v}\n" for k, v in facts.items()))
        for name in ("sha256", "sha512"):
            self._manifest(f"manifest-{name}.txt", name, data)
        tags = [self.bag / n for n in ("bagit.txt", "bag-info.txt",
                "manifest-sha256.txt", "manifest-sha512.txt")]  # fmt: skip
        for name in ("sha256", "sha512"):
            self._manifest(f"tagmanifest-{name}.txt", name, tags)

    def _manifest(self, name: str, algorithm: str, files: list[Path]) -> None:
        lines = [
            f"{hashlib.new(algorithm, p.read_bytes()).hexdigest()}  "
            f"{p.relative_to(self.bag).as_posix()}\n" for p in files
        ]  # fmt: skip
        (self.bag / name).write_text("".join(lines))


def _change(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def edit_a_line(i: Insider) -> None:
    lines, at = i.lines, i.at("link")
    lines[at] = lines[at].replace(b"L1", b"L9")
    i.write(lines)


def edit_and_rewrite(i: Insider) -> None:
    lines, at = i.lines, i.at("verdict")
    lines[at] = lines[at].replace(b"probable", b"confirmed")
    i.write(anew(lines))


def cut_the_tail(i: Insider) -> None:
    i.write(i.lines[: i.at("review")])


def drop_a_seal(i: Insider) -> None:
    lines = i.lines
    del lines[i.at("seal")]
    i.write(anew(lines))


def verdict_in_anothers_name(i: Insider) -> None:
    i.append("verdict", {"id": "V9", "about": "E2", "pillar": "date",
                         "grade": "refuted"})  # fmt: skip


def verdict_with_own_seal(i: Insider) -> None:
    verdict_in_anothers_name(i)
    item = i.put(i.keys.sign("insider", i.lines[-1]), "signature")
    i.append("seal", {"of": len(i.lines), "sig": item["sha256"]}, actor="analyst-1",
             role="analyst", out=[item])  # fmt: skip


def line_of_another_case(i: Insider) -> None:
    i.append("search", {"id": "S9", "engine": "x", "result": "found"}, case="9" * 32)


def use_of_nothing(i: Insider) -> None:
    used = [{"role": "original", "sha256": "9" * 64}]
    i.append("search", {"id": "S9", "engine": "x", "result": "found"}, **{"in": used})


def other_spelling(i: Insider) -> None:
    lines = i.lines
    lines[-1] = lines[-1].replace(b'"action":', b'"action": ')
    i.write(lines)


def a_float(i: Insider) -> None:
    lines = i.lines
    lines[-1] = lines[-1].replace(b'"v":1}', b'"v":1.0}')
    i.write(lines)


def unknown_field(i: Insider) -> None:
    i.append("search", {"id": "S9", "engine": "x", "result": "found", "note": "x"})


def no_utf8(i: Insider) -> None:
    lines = i.lines
    lines[-1] = lines[-1].replace(b"imgverify", b"imgverif\xff")
    i.write(lines)


def no_newline(i: Insider) -> None:
    lines = i.lines
    i.write([*lines[:-1], lines[-1].rstrip()])


def edit_a_file(i: Insider) -> None:
    _change(i.brought("original"), b"another picture")


def remove_a_file(i: Insider) -> None:
    i.brought("original").unlink()


def move_a_file(i: Insider) -> None:
    path = i.brought("original")
    path.rename(path.with_suffix(".jpg"))


def swap_two_seals(i: Insider) -> None:
    one, other = i.brought("signature", 0), i.brought("signature", 1)
    contents = one.read_bytes(), other.read_bytes()
    _change(one, contents[1])
    _change(other, contents[0])


def swap_seals_in_lines(i: Insider) -> None:
    """Each seal line names the other's signature, and everything is re-hashed."""
    records = i.records()
    at = [n for n, r in enumerate(records) if "sig" in r["body"]][:2]
    for name in ("body", "out"):
        one, other = records[at[0]], records[at[1]]
        one[name], other[name] = other[name], one[name]
    for n, of in zip(at, (records[at[1]]["body"]["of"], records[at[0]]["body"]["of"]),
                     strict=True):  # fmt: skip
        records[n]["body"]["of"] = of
    i.write(anew([line_of(r) for r in records]))


def foreign_view(i: Insider) -> None:
    (i.bag / "data" / "view" / "E9.jpg").write_bytes(b"never collected")


def altered_view(i: Insider) -> None:
    path = next((i.bag / "data" / "view").glob("E1.*"))
    _change(path, path.read_bytes() + b"x")


def wrong_size(i: Insider) -> None:
    records = i.records()
    at = i.at("acquire")
    records[at]["out"][0]["size"] += 1
    i.write(anew([line_of(r) for r in records]))


def unsealed_withholding(i: Insider) -> None:
    path = i.brought("original", 1)
    used = [{"role": "original", "sha256": path.name}]
    path.unlink()
    next((i.bag / "data" / "view").glob("E2.*")).unlink()
    i.append("withhold", {"ground": "privacy"}, **{"in": used})


def lines_after_the_head(i: Insider) -> None:
    lines = i.lines
    i.append("search", {"id": "S9", "engine": "x", "result": "found"})
    grown = i.lines
    i.write(lines)
    i.write(grown, tell=False)


def own_signature(i: Insider) -> None:
    edit_a_line(i)
    i.make_manifests()
    manifest = (i.bag / "tagmanifest-sha256.txt").read_bytes()
    i.bag.with_name("bag.sig").write_bytes(i.keys.sign("insider", manifest, "bag"))


def no_signature(i: Insider) -> None:
    i.bag.with_name("bag.sig").unlink()


def stamp_of_another_line(i: Insider) -> None:
    records = i.records()
    at = next(n for n, r in enumerate(records) if "tsr" in r["body"])
    records[at]["body"]["of"] -= 1
    i.write(anew([line_of(r) for r in records]))


def foreign_authority(i: Insider) -> None:
    i.make_manifests()
    manifest = (i.bag / "tagmanifest-sha256.txt").read_bytes()
    i.bag.with_name("bag.north.tsr").write_bytes(i.foreign.stamp(manifest))


def manifests_left(i: Insider) -> None:
    """The only one who forgets the manifests."""
    path = i.bag / "data" / "AUDIT.md"
    path.write_text("Trust what lies here.")


def extra_file(i: Insider) -> None:
    """A file put into the blobs under a name that is no digest."""
    (i.bag / "data" / "blobs" / "notes.txt").write_text("x")


def replaced_case(i: Insider) -> None:
    """A whole other history, made by the insider's own keys."""
    keep = i.lines[:2]
    shutil.rmtree(i.bag / "data" / "view")
    i.write(keep)


INSIDERS: dict[Callable[[Insider], None], str] = {
    edit_a_line: "6e", edit_and_rewrite: "9 ", cut_the_tail: "13", drop_a_seal: "8b",
    verdict_in_anothers_name: "8b", verdict_with_own_seal: "9 ",
    line_of_another_case: "6e", use_of_nothing: "6f", other_spelling: "6b",
    a_float: "6c", unknown_field: "6d", no_utf8: "6a", no_newline: "6a",
    edit_a_file: "7 ", remove_a_file: "8 ", move_a_file: "7 ", swap_two_seals: "7 ",
    swap_seals_in_lines: "9 ", foreign_view: "8a", altered_view: "8a",
    wrong_size: "8 ", unsealed_withholding: "8 ", lines_after_the_head: "14",
    own_signature: "11", no_signature: "11", stamp_of_another_line: "10",
    foreign_authority: "12", manifests_left: "1 ", extra_file: "7 ",
    replaced_case: "13",
}  # fmt: skip
"""Each attack, and the step of the auditor's script that must fail."""

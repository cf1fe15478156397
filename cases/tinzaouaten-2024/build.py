"""Build the worked case from nothing: python cases/tinzaouaten-2024/build.py [FOLDER].

Reads `facts.toml`, writes each of its entries as one line of a new case's record with
the product's own store, and examines every picture as `verify check` does, against the
stand-ins' library, the earlier picture beside this file, and the pictures of other
incidents of the case. FOLDER is `built` beside this file unless named, and must not
exist. Then: verify report FOLDER
"""

import csv
import json
import secrets
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from verify.domain.case_values import Action, Role
from verify.domain.chain_entries import FORMAT, Brought, Tool, Used
from verify.domain.evidence import Digest, digest_of
from verify.domain.examination import ClaimedEvent, Examination
from verify.domain.places import stated_place
from verify.domain.times import stated_time
from verify.exports.json_lines import examination_json
from verify.outside.clock import now_utc
from verify.outside.workers import WorkerLimits, WorkerPool
from verify.store.casefile import CaseFile, Draft, Writing
from verify.store.library import Library
from verify.workflow.check import CheckRequest, check_photos
from verify.workflow.import_references import ImportOptions, import_references

HERE = Path(__file__).resolve().parent
STAND_INS = HERE.parents[1] / "reference_images" / "standins"
LIBRARY_NAME = "earlier-pictures-of-the-worked-case"
WRITERS = {
    "open": "custodian-1", "enrol": "custodian-1", "acquire": "custodian-1",
    "compare": "custodian-1", "review": "reviewer-1",
}  # fmt: skip
OWN = ("action", "actor", "words", "photo", "claimed_date", "claimed_place")
PATIENT = WorkerLimits(deadline_s=600)  # a busy machine must not change an outcome
MEDIA = {".jpg": "image/jpeg", ".png": "image/png"}


@dataclass
class Building:
    """A case being written, with the libraries that its pictures are compared with."""

    case: CaseFile
    earlier: Library
    """Earlier pictures, and those of other incidents of the case."""
    own: Library
    """The pictures of the case, to find duplicates."""
    pool: WorkerPool
    temporary: Path
    photos: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Entries of pictures already written, by evidence id."""
    shared: set[str] = field(default_factory=set)
    """Evidence that is in `earlier` already."""

    def write(self, entry: Mapping[str, Any]) -> None:
        """One entry of the facts; a picture is examined at once."""
        action = Action(entry["action"])
        body = {name: value for name, value in entry.items() if name not in OWN}
        if action is Action.OPEN and not self.case.state.seq:
            body["format"] = FORMAT
        if action is Action.ENROL:
            body["actor"] = entry["actor"]
        if action is Action.REVIEW:
            told = self.case.state.verdicts[body["of"]].told
            body |= {"line": told.line, "line_sha256": told.sha256}
        brought = self._original(entry) if "photo" in entry else ()
        founding = action in {Action.OPEN, Action.ENROL}
        self._append(
            entry,
            Draft(action, body, entry.get("words", {}), brought=brought,
                  role=Role.CUSTODIAN if founding else None),
        )  # fmt: skip
        if "photo" in entry:
            self._examine(entry)

    def _append(self, entry: Mapping[str, Any], draft: Draft) -> None:
        actor = entry.get("actor") or WRITERS.get(draft.action, "analyst-1")
        if draft.action is Action.ENROL:
            actor = WRITERS["enrol"]
        tool = Tool("imgverify", version("imgverify"), digest_of(b""))
        writing = Writing(actor, tool, now_utc, lambda: secrets.token_hex(16))
        self.case.write(writing, lambda _: draft)

    def _original(self, entry: Mapping[str, Any]) -> tuple[Brought, ...]:
        path = HERE / entry["photo"]
        with path.open("rb") as file:
            stored = self.case.vault.put(file)
        return (Brought("original", stored.sha256, stored.size, MEDIA[path.suffix]),)

    def _examine(self, entry: Mapping[str, Any]) -> None:
        """Look for earlier appearances, then for copies within the case."""
        if entry["incident"] != "I1":
            self._share_other_incidents(entry["incident"])
        path = HERE / entry["photo"]
        found = self._check(path, self.earlier, _claim(entry))
        copies = self._check(path, self.own, ClaimedEvent()) if self.photos else None
        report = json.dumps(examination_json(found)).encode("ascii")
        stored = self.case.vault.put_bytes(report)
        scope = found.searched
        assert scope is not None  # noqa: S101 - a library was given
        draft = Draft(
            Action.COMPARE,
            {
                "id": f"X{entry['evidence'][1:]}", "evidence": entry["evidence"],
                "outcome": found.answer.outcome.value, "library": scope.digest,
                "library_name": scope.name, "references": scope.references,
                "case_pictures": len(self.photos),
                "resemblances": [*self._resemblances(found, copies)],
                "settings": dict(found.settings), "versions": dict(found.versions),
            },
            brought=(Brought("examination", stored.sha256, stored.size,
                             "application/json"),),
            used=(Used("original", found.evidence.digest),),
        )  # fmt: skip
        self._append({}, draft)
        self.photos[entry["evidence"]] = entry
        self._admit(self.own, entry)

    def _check(self, path: Path, library: Library, claim: ClaimedEvent) -> Examination:
        (found,) = check_photos([path], CheckRequest(claim=claim), self.pool, library)
        if not isinstance(found, Examination):
            raise found
        return found

    def _resemblances(
        self, found: Examination, copies: Examination | None
    ) -> Iterator[dict[str, Any]]:
        known = self.case.state.by_digest
        seen = set()
        for match in (*(copies.matches if copies else ()), *found.matches):
            digest = match.reference.digest
            if digest in seen or digest == found.evidence.digest:
                continue
            seen.add(digest)
            told = {"kind": match.comparison.kind.value, "digest": digest,
                    "mirrored": match.comparison.mirrored}  # fmt: skip
            yield told | ({"evidence": known[digest]} if digest in known else {})

    def _share_other_incidents(self, incident: str) -> None:
        """Pictures of other incidents count as published when they were posted."""
        for ident, entry in self.photos.items():
            if entry["incident"] != incident and ident not in self.shared:
                self.shared.add(ident)
                self._admit(self.earlier, entry)

    def _admit(self, library: Library, entry: Mapping[str, Any]) -> None:
        folder = self.temporary / f"{library.name}-{entry['evidence']}"
        folder.mkdir()
        name = Path(entry["photo"]).name
        shutil.copy(HERE / entry["photo"], folder / name)
        row = {
            "path": name, "title": f"{entry['evidence']} of this case",
            "published_at": entry.get("posted_at", ""),
            "publisher": entry.get("platform", ""),
            "url": entry.get("words", {}).get("source_url", ""),
            "dated_by": "url" if entry.get("posted_at") else "unknown",
        }  # fmt: skip
        with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(row))
            table.writeheader()
            table.writerow(row)
        _import(library, folder / "manifest.csv", self.pool)


def _claim(entry: Mapping[str, Any]) -> ClaimedEvent:
    date, place = entry.get("claimed_date", ""), entry.get("claimed_place", "")
    return ClaimedEvent(
        time=stated_time(date) if date else None,
        place=stated_place(place) if place else None,
    )


def _import(library: Library, manifest: Path, pool: WorkerPool) -> None:
    options = ImportOptions(recorded_at=now_utc())
    import_references([manifest], library, pool, options=options)


def build(folder: Path, say: Callable[[str], None]) -> Digest:
    """Write the whole case to a new folder; its head."""
    entries = tomllib.loads((HERE / "facts.toml").read_text("utf-8"))["line"]
    with (
        tempfile.TemporaryDirectory(prefix="verify-") as name,
        WorkerPool(2, PATIENT) as pool,
    ):
        temporary = Path(name)
        with (
            Library.open(temporary / LIBRARY_NAME, create=True) as earlier,
            Library.open(temporary / "pictures-of-the-case", create=True) as own,
            CaseFile(folder) as case,
        ):
            for manifest in (
                STAND_INS / "manifest.csv",
                HERE / "earlier" / "manifest.csv",
            ):
                _import(earlier, manifest, pool)
            building = Building(case, earlier, own, pool, temporary)
            for number, entry in enumerate(entries, 1):
                building.write(entry)
                if "photo" in entry:
                    say(f"{entry['evidence']} examined ({number} of {len(entries)})\n")
            return case.state.head


def main() -> None:
    """Build where the command line says."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "built"
    if folder.exists():
        sys.exit(f"{folder} exists already; name a folder that does not")
    head = build(folder, sys.stderr.write)  # type: ignore[arg-type]
    sys.stdout.write(f"Built {folder.name}. Head of the record: {head}\n")


if __name__ == "__main__":
    main()

"""How often each check speaks on honest files, and how often it would accuse one.

    checks.py ../shared/metadata/files --truth ../shared/metadata/truth.jsonl
    checks.py FOLDER

Runs every check but `reuse` on each file below, twice: without a claim, and with the
claim that the file itself supports (its own day and its own place). Prints, for each
code, on how many files it was observed; then the files that anything contradicted. With
--truth only files of the kind "meta" are taken, and those that name a maker stand in a
column of their own, as photographs. In process, without features: fast, and the same
findings as `verify check`.
"""

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from verify.checks import CHECKS
from verify.checks.run import examine
from verify.domain.evidence import Evidence, digest_of
from verify.domain.examination import ClaimedEvent, Facts, PictureFacts
from verify.domain.findings import Bearing, Finding, State
from verify.domain.times import stated_time
from verify.errors import VerifyError
from verify.fingerprints.embedded import compare_embedded
from verify.imaging.decode import DecodeLimits, decode
from verify.imaging.formats import plugins_for
from verify.readers.credentials import read_credentials
from verify.readers.metadata import read_metadata

FILE_CHECKS = tuple(check for check in CHECKS if check.name != "reuse")
NOW = datetime(2026, 11, 25, tzinfo=UTC)


@dataclass
class Counts:
    """What was observed, by check and code, over all files and over photographs."""

    every: Counter[tuple[str, str]] = field(default_factory=Counter)
    photographs: Counter[tuple[str, str]] = field(default_factory=Counter)
    files: int = 0
    cameras: int = 0
    claimed: int = 0
    accused: list[str] = field(default_factory=list)


def facts_of(path: Path) -> Facts | None:
    """What the checks are given of one file; None where it is in no known format."""
    content = path.read_bytes()
    if not plugins_for(content):
        return None
    metadata = read_metadata(content)
    metadata = replace(metadata, credentials=read_credentials(content))
    facts = Facts(
        evidence=Evidence(digest_of(content), len(content), path.name),
        picture=None, undecodable="", metadata=metadata, matches=(),
        claim=ClaimedEvent(), searched=None, examined_at=NOW,
    )  # fmt: skip
    try:
        picture = decode(content, DecodeLimits())
    except VerifyError as error:
        return replace(facts, undecodable=str(error))
    shown = PictureFacts(
        picture.format,
        picture.width,
        picture.height,
        digest_of(picture.pixels.tobytes()),
    )
    found = compare_embedded(content, metadata, picture)
    return replace(facts, picture=shown, embedded=found)


def own_claim(facts: Facts) -> ClaimedEvent:
    """The claim that a file with its dates supports: the day and place it states."""
    taken = [one.time for one in facts.metadata.times if one.role == "taken"]
    places = facts.metadata.places
    return ClaimedEvent(
        time=stated_time(f"{taken[0].clock:%Y-%m-%d}") if taken else None,
        place=places[0].place if places else None,
    )


def count(facts: Facts, counts: Counts) -> None:
    """Add one file."""
    said = examine(facts, FILE_CHECKS)
    seen = {(f.check, f.code) for f in said if f.state is not State.NOT_OBSERVED}
    camera = any(tag.name == "Make" and tag.value for tag in facts.metadata.tags)
    counts.files += 1
    counts.every.update(seen)
    if camera:
        counts.cameras += 1
        counts.photographs.update(seen)
    claim = own_claim(facts)
    if claim != ClaimedEvent():
        counts.claimed += 1
        claimed = examine(replace(facts, claim=claim), FILE_CHECKS)
        counts.accused += [
            f"{facts.evidence.name}: {finding.check} {finding.code}: {finding.summary}"
            for finding in claimed
            if _accuses(finding)
        ]


def _accuses(finding: Finding) -> bool:
    return finding.bearing is Bearing.CONTRADICTS or finding.code == "check_failed"


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--truth", type=Path)
    asked = options.parse_args()
    if asked.truth:
        known = [json.loads(line) for line in asked.truth.read_text().splitlines()]
        paths = [asked.folder / k["path"] for k in known if k["kind"] == "meta"]
    else:
        paths = [path for path in sorted(asked.folder.rglob("*")) if path.is_file()]
    counts = Counts()
    for path in paths:
        facts = facts_of(path)
        if facts is not None:
            count(facts, counts)
    print(f"{counts.files} files, {counts.cameras} of them name a maker\n")
    print("| check | code | all files | photographs |\n|---|---|--:|--:|")
    for (check, code), number in sorted(counts.every.items()):
        of_cameras = counts.photographs[check, code]
        print(
            f"| {check} | `{code}` | {100 * number / counts.files:.1f} % ({number}) | "
            f"{100 * of_cameras / max(1, counts.cameras):.1f} % ({of_cameras}) |"
        )
    print(
        f"\nunder its own claim: {counts.claimed} files, {len(counts.accused)} accused"
    )
    print(*counts.accused, sep="\n")


if __name__ == "__main__":
    main()

"""The four facts of every C2PA file below some folders, as rows of a table.

    credentials.py FOLDER ... [--trust-list FILE.pem]

Prints a Markdown table and the counts; files without C2PA data are counted only.
Measured on ../shared/metadata/files for docs/measurements/credentials.md.
"""

import argparse
import collections
import time
from pathlib import Path

from verify.domain.credentials import Credentials, Presence, TrustList
from verify.readers.credentials import Anchors, read_credentials
from verify.store.trust_lists import read_trust_list

HEAD = "| file | present | bytes bound | signature | certificate, time stamp | signer |"
RULE = "|---|---|---|---|---|---|"


def row(name: str, said: Credentials) -> str:
    """One line of the table, and what lies beneath the top in the last column."""
    facts = [f"`{name}`", said.presence.value]
    if said.presence is not Presence.EMBEDDED:
        return f"| {' | '.join(facts)} ({said.reason[:50]}) | | | | |"
    active = said.active
    beneath = [f"{len(said.manifests)} manifests"] if len(said.manifests) > 1 else []
    beneath += [
        f"**{i.title}: {', '.join(i.problems)}**" for _, i in said.broken_ingredients
    ]
    beneath += [f"declares {term}" for _, term in said.declared_sources]
    signer = (
        f"{said.signer.value.replace('_', ' ')}, “{active.signer if active else ''}”"
    )
    facts += [
        said.binding.value.replace("_", " "),
        said.signature.value,
        f"{said.certificate.value}, {said.time_stamp.value}".replace("_", " "),
        "; ".join([signer, *beneath]),
    ]
    return f"| {' | '.join(facts)} |"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--trust-list", type=Path)
    asked = options.parse_args()
    anchors = None
    if asked.trust_list:
        told = read_trust_list(asked.trust_list)
        described = TrustList(told["name"], told["dated"], told["digest"])
        anchors = Anchors(described, told["pem"])
    counts: collections.Counter[str] = collections.Counter()
    spent: list[float] = []
    print(HEAD, RULE, sep="\n")
    paths = [p for f in asked.folders for p in sorted(f.rglob("*")) if p.is_file()]
    for path in paths:
        content = path.read_bytes()
        started = time.perf_counter()
        said = read_credentials(content, anchors)
        counts[said.presence.value] += 1
        if said.presence is not Presence.NONE:
            spent.append(time.perf_counter() - started)
            print(row("/".join(path.parts[-2:]), said))
    spent.sort()
    print(f"\n{len(paths)} files: {dict(counts)}")
    middle = spent[len(spent) // 2] * 1000 if spent else 0
    print(
        f"{middle:.1f} ms at the median, {1000 * max(spent, default=0):.0f} ms at most"
    )


if __name__ == "__main__":
    main()

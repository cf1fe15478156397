"""What a library's events, taken together, say of one picture now.

The result does not depend on the order in which statements were admitted: where
sources agree or one is narrower, the narrowest holds; where they disagree on a date
or place, none holds and the note says so; differing texts stand side by side. A
correction by a person outweighs every statement. Nothing here reads or writes files.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import rfc8785

from verify.domain.evidence import Digest
from verify.domain.places import stated_place
from verify.domain.references import Publication, Reference
from verify.domain.times import stated_time
from verify.store.events import Admit, Correct, Event, Publish, Withdraw
from verify.store.records import (
    DESCRIPTIVE,
    publication_from_json,
    publication_to_json,
)

Numbered = tuple[int, Event]
"""An event with its line in the manifest."""


@dataclass(frozen=True)
class Current:
    """One picture as the library has it now."""

    digest: Digest
    size_bytes: int
    name: str
    paths: tuple[str, ...]
    """Sorted: below the library's folder first, then absolute ones."""
    line: int
    """Of the first admission."""
    record: str
    """RFC 8785 text: what the library says, without names, paths, lines and times."""
    publication_lines: tuple[int, ...]
    """The manifest line of each of the record's publications."""
    withdrawn: str | None
    """Why it was withdrawn; None where it is searched."""


def current(events: Sequence[Numbered]) -> Current:
    """Fold one picture's events, of which at least one is an admission."""
    admits = [(line, event) for line, event in events if isinstance(event, Admit)]
    first = admits[0][1]
    kept = _publications(events)
    record: dict[str, object] = {"digest": first.digest, **_says(events)}
    if kept:
        record["publications"] = [json.loads(text) for text, _ in kept]
    return Current(
        digest=first.digest,
        size_bytes=first.size_bytes,
        name=min(event.name for _, event in admits),
        paths=tuple(sorted({event.path for _, event in admits}, key=_path_order)),
        line=admits[0][0],
        record=_canonical(record),
        publication_lines=tuple(line for _, line in kept),
        withdrawn=_withdrawn(events),
    )


def reference_of(
    record: str, *, name: str, line: int, publication_lines: Iterable[int]
) -> Reference:
    """The domain's Reference from a stored record."""
    told = json.loads(record)
    publications: list[Publication] = [
        publication_from_json(one, at="publication", line=number)
        for one, number in zip(
            told.get("publications", []), publication_lines, strict=True
        )
    ]
    captured_at, place = told.get("captured_at"), told.get("place")
    texts = ("depicts", "place_name", "title", "licence", "note")
    return Reference(
        digest=Digest(told["digest"]),
        name=name,
        publications=tuple(publications),
        captured_at=stated_time(captured_at) if captured_at else None,
        place=stated_place(place) if place else None,
        manifest_line=line,
        **{text: told.get(text, "") for text in texts},
    )


def statement_text(event: Admit | Publish) -> str:
    """Equal for two events that say the same; to see what is already recorded."""
    if isinstance(event, Publish):
        return _canonical({"publication": publication_to_json(event.publication)})
    says = {name: text for name, text in event.says.items() if text}
    return _canonical({"path": event.path, "says": says})


def _path_order(path: str) -> tuple[bool, str]:
    return path.startswith("/") or ":" in path[:3], path


def _withdrawn(events: Sequence[Numbered]) -> str | None:
    reason = None
    for _, event in events:
        if isinstance(event, Withdraw):
            reason = event.reason
        elif isinstance(event, Correct) and event.restores:
            reason = None
    return reason


def _publications(events: Sequence[Numbered]) -> list[tuple[str, int]]:
    dropped = {line for _, e in events if isinstance(e, Correct) for line in e.drops}
    kept: dict[str, int] = {}
    gone: set[str] = set()
    for line, event in events:
        if isinstance(event, Publish):
            text = _canonical(publication_to_json(event.publication))
            kept.setdefault(text, line)
            if line in dropped:
                gone.add(text)
    return sorted((text, line) for text, line in kept.items() if text not in gone)


def _says(events: Sequence[Numbered]) -> dict[str, str]:
    stated: dict[str, set[str]] = {name: set() for name in DESCRIPTIVE}
    corrected: dict[str, str] = {}
    for _, event in events:
        if isinstance(event, Admit):
            for name, text in event.says.items():
                stated[name] |= {text} if text else set()
        elif isinstance(event, Correct):
            corrected |= event.says
    for name in corrected:
        stated[name] = set()
    says, doubts = {}, []
    for name, texts in stated.items():
        ordered = sorted(texts)
        agreed = _agreed(name, ordered)
        if agreed:
            says[name] = agreed
        elif ordered:
            doubts.append(f"sources disagree on {name}: {' / '.join(ordered)}")
    says |= corrected
    says["note"] = "; ".join(filter(None, [says.get("note", ""), *doubts]))
    return {name: text for name, text in says.items() if text}


def _agreed(name: str, texts: list[str]) -> str:
    if len(texts) <= 1:
        return "".join(texts)
    if name == "captured_at":
        times = [stated_time(text) for text in texts]
        if all(a.overlaps(b) for a in times for b in times):
            return min(
                times, key=lambda time: (time.end - time.earliest, time.text)
            ).text
        return ""
    if name == "place":
        places = [stated_place(text) for text in texts]
        if all(a.apart_km(b) == 0 for a in places for b in places):
            return min(places, key=lambda place: (place.radius_km, place.text)).text
        return ""
    return " / ".join(texts)


def _canonical(record: Mapping[str, object]) -> str:
    return rfc8785.dumps(dict(record)).decode()  # type: ignore[arg-type]

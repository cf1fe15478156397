"""The equipment catalogue from its files: the one that comes along, and a user's own.

A file is TOML that people write by hand, so everything wrong in it is told at once,
each with the file and the entry it stands in. A user's file may add entries, traps,
and names to entries there are; it cannot change what an entry is. What a name means
is decided in `verify.domain.equipment`.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from verify.domain.equipment import Catalogue, Equipment, Trap, clashes, plain
from verify.errors import AskedWrongly, SurroundingsError, VerifyError

FORMAT = "verify.equipment/1"
BUILT_IN = Path(__file__).resolve().parents[1] / "catalogue" / "equipment.toml"
MAX_FILE_BYTES = 4 << 20
ENTRY_TEXTS = ("name", "within", "note")
KNOWN_KEYS = {"format", "equipment", "trap"}
MOST_TOLD = 20  # problems told at once; a file of another kind has thousands


def read_catalogue(own: Path | None = None) -> Catalogue:
    """The built-in catalogue with the user's own file added.

    Raises AskedWrongly with every problem found, or SurroundingsError where a file
    cannot be read.
    """
    reading = _Reading()
    for path in (BUILT_IN, *([own] if own else [])):
        reading.add(path.name, _bytes(path))
    return reading.finished()


class _Reading:
    """Entries, traps and problems gathered over the files."""

    def __init__(self) -> None:
        self.entries: dict[str, Equipment] = {}
        self.traps: list[Trap] = []
        self.places: dict[str, str] = {}
        self.problems: list[str] = []
        self.digest = hashlib.sha256()

    def add(self, file: str, content: bytes) -> None:
        self.digest.update(hashlib.sha256(content).digest())
        told = _parsed(file, content)
        found = told.get("format")
        if found != FORMAT:
            self.problems.append(f"{file}: format is {found!r}, not {FORMAT!r}")
        for key in sorted(set(told) - KNOWN_KEYS):
            self.problems.append(f"{file}: {key} is not known")
        for entry_id, fields in _table(told.get("equipment"), file, self).items():
            self._entry(f"{file}: equipment.{entry_id}", entry_id, fields)
        traps = told.get("trap", [])
        for number, fields in enumerate(traps if isinstance(traps, list) else [], 1):
            self._trap(f"{file}: trap {number}", fields)

    def finished(self) -> Catalogue:
        self._check_tree()
        for trap in self.traps:
            self.problems += [
                f"the trap {trap.names[0]}: {one} is in no list"
                for one in trap.means if one not in self.entries
            ]  # fmt: skip
        for name, one, other in clashes(self.entries, tuple(self.traps)):
            self.problems.append(
                f"{self._place(other)}: the name {name!r} is also that of {one}; "
                "leave it out of both and add a [[trap]] that says how to tell"
            )
        if self.problems:
            raise _refused(self.problems)
        digest = self.digest.hexdigest()
        return Catalogue(self.entries, tuple(self.traps), digest)

    def _place(self, entry_id: str) -> str:
        return self.places.get(entry_id, entry_id)

    def _entry(self, place: str, entry_id: str, fields: object) -> None:
        if not isinstance(fields, dict):
            self.problems.append(f"{place} is not a table")
            return
        known = {*ENTRY_TEXTS, "aliases"}
        self.problems += [
            f"{place}.{k} is not known" for k in sorted(fields.keys() - known)
        ]
        if not plain(entry_id) or entry_id != entry_id.strip():
            self.problems.append(f"{place}: {entry_id!r} is no id")
        texts = {name: self._text(place, name, fields) for name in ENTRY_TEXTS}
        aliases = self._names(f"{place}.aliases", fields.get("aliases", []))
        before = self.entries.get(entry_id)
        self.places[entry_id] = place
        if before is None:
            if not texts["name"]:
                self.problems.append(f"{place}.name is missing")
            self.entries[entry_id] = Equipment(entry_id, aliases=aliases, **texts)
            return
        changed = [n for n, text in texts.items() if n != "note" and text]
        self.problems += [
            f"{place}.{name} cannot be changed; add names as aliases"
            for name in changed
        ]
        note = texts["note"] or before.note
        both = before.aliases + aliases
        self.entries[entry_id] = replace(before, aliases=both, note=note)

    def _trap(self, place: str, fields: object) -> None:
        if not isinstance(fields, dict):
            self.problems.append(f"{place} is not a table")
            return
        known = {"names", "means", "advice"}
        self.problems += [
            f"{place}.{k} is not known" for k in sorted(fields.keys() - known)
        ]
        names = self._names(f"{place}.names", fields.get("names", []))
        means = self._names(f"{place}.means", fields.get("means", []))
        advice = self._text(place, "advice", fields)
        if not names or len(means) < 2 or not advice:  # noqa: PLR2004
            self.problems.append(f"{place} needs names, two or more means, and advice")
        else:
            self.traps.append(Trap(names, means, advice))

    def _text(self, place: str, name: str, fields: Mapping[str, object]) -> str:
        value = fields.get(name, "")
        if isinstance(value, str):
            return value.strip()
        self.problems.append(f"{place}.{name} is not text")
        return ""

    def _names(self, place: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.problems.append(f"{place} is not a list of names")
            return ()
        for number, name in enumerate(value, 1):
            if not isinstance(name, str) or not plain(name):
                self.problems.append(f"{place}, name {number}: {name!r} is no name")
        return tuple(name for name in value if isinstance(name, str) and plain(name))

    def _check_tree(self) -> None:
        for entry in self.entries.values():
            if entry.within and entry.within not in self.entries:
                place = self._place(entry.id)
                self.problems.append(f"{place}.within: {entry.within} is in no list")
            elif _is_within_itself(entry, self.entries):
                self.problems.append(f"{self._place(entry.id)} lies within itself")
                # cut, so that what is checked next ends
                self.entries[entry.id] = replace(entry, within="")


def _is_within_itself(entry: Equipment, entries: Mapping[str, Equipment]) -> bool:
    seen = {entry.id}
    above = entries.get(entry.within)
    while above is not None:
        if above.id in seen:
            return above.id == entry.id
        seen.add(above.id)
        above = entries.get(above.within)
    return False


def _table(value: object, file: str, reading: _Reading) -> dict[str, object]:
    if value is None or isinstance(value, dict):
        return value or {}
    reading.problems.append(f"{file}: equipment is not a table")
    return {}


def _parsed(file: str, content: bytes) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise AskedWrongly(
            f"{file} is not a catalogue: {error}",
            next_step="It is TOML in UTF-8, like verify/catalogue/equipment.toml.",
        ) from error


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise SurroundingsError(
            f"the catalogue {path} cannot be read: {error.strerror or error}",
            next_step="Name a file that exists: --catalogue FILE.",
        ) from error
    if len(content) > MAX_FILE_BYTES:
        raise AskedWrongly(f"{path.name} is too large to be a catalogue")
    return content


def _refused(problems: Iterable[str]) -> VerifyError:
    told = list(dict.fromkeys(problems))
    more = f" (and {len(told) - MOST_TOLD} more)" if len(told) > MOST_TOLD else ""
    return AskedWrongly(
        "the catalogue of equipment cannot be used: "
        + "; ".join(told[:MOST_TOLD]) + more,
        next_step="Correct these places in your file and run it again.",
    )  # fmt: skip

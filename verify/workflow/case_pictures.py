"""The pictures of all cases in one folder, as a library that photos are searched in.

A picture that served one incident is so recognised when it is offered for another.
The library is disposable: it follows from the chains, and holds no words of theirs;
each publication says by which case, incident and evidence the picture is held. Within
one incident a match is a duplicate, which `case_examine` tells apart.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from verify.domain.case_records import Acquisition
from verify.domain.case_words import texts_of
from verify.domain.evidence import Digest
from verify.domain.references import DatedBy, Publication
from verify.errors import VerifyError
from verify.outside.framing import Json
from verify.outside.workers import WorkerPool
from verify.store.casefile import CaseFile
from verify.store.chain_file import CHAIN_NAME
from verify.store.events import Admit, Correct, Event, Publish, Withdraw
from verify.store.library import Library
from verify.store.library_writing import LibraryWriter, writing
from verify.store.locks import in_turn
from verify.store.vote_segments import keep_segments
from verify.workflow.import_references import complete

FOLDER = "case_pictures"
HEADS = "heads.json"
PATIENCE_S = 3600.0
BATCH = 500


@dataclass(frozen=True)
class Holder:
    """Which evidence of which incident of which case a publication stands for."""

    case: str
    incident: str
    evidence: str

    def note(self) -> str:
        """As the publication carries it."""
        return f"{self.case} {self.incident} {self.evidence}"


@dataclass
class _Wanted:
    """What the library is to say of one picture."""

    size: int
    name: str
    path: str
    publications: list[Publication] = field(default_factory=list)


def holder_of(publication: Publication) -> Holder:
    """Who holds the picture, by a publication of this library."""
    case, incident, evidence = publication.note.split(" ")
    return Holder(case, incident, evidence)


def case_pictures(
    folder: Path, pool: WorkerPool, *, recorded_at: str, decode: Mapping[str, Json]
) -> tuple[Library, list[str]]:
    """The library of the cases in this folder, brought up to date; cases left out.

    A case whose chain does not hold is left out, with words on why.
    """
    root = folder / FOLDER
    root.mkdir(exist_ok=True)
    with in_turn(root / "turn.lock", what="pictures of cases", patience_s=PATIENCE_S):
        library = Library.open(root, create=True)
        try:
            heads, wanted, wrong = _wanted(folder)
            known = _known_heads(root)
            with writing(library) as writer:
                if heads != known:
                    _follow(writer, wanted, recorded_at)
                complete(writer, pool, decode=decode)
            if heads != known:
                (root / HEADS).write_text(json.dumps(heads), "utf-8")
            keep_segments(library)
        except BaseException:
            library.close()
            raise
    return library, wrong


def _wanted(folder: Path) -> tuple[dict[str, str], dict[Digest, _Wanted], list[str]]:
    heads: dict[str, str] = {}
    wrong: list[str] = []
    wanted: dict[Digest, _Wanted] = {}
    for path in sorted(folder.iterdir()):
        if not (path / CHAIN_NAME).is_file():
            continue
        try:
            with CaseFile.open(path) as case:
                heads[path.name] = case.state.head
                _gather(case, wanted)
        except VerifyError as error:
            wrong.append(f"the case {path.name} was not searched: {error}")
    return heads, wanted, wrong


def _gather(case: CaseFile, wanted: dict[Digest, _Wanted]) -> None:
    withheld = case.state.withheld
    for item in case.state.evidence.values():
        standing = [one for one in item.acquisitions if not one.told.retracted_by]
        if item.digest in withheld or not standing:
            continue
        name = f"{item.id} of the case {case.name}"
        path = f"../{case.folder.name}/blobs/{item.digest[:2]}/{item.digest}"
        one = wanted.setdefault(item.digest, _Wanted(item.size, name, path))
        for acquired in standing:
            publication = _publication(case, acquired, name)
            if publication not in one.publications:
                one.publications.append(publication)


def _publication(case: CaseFile, acquired: Acquisition, name: str) -> Publication:
    """What the acquisition says of when the picture was posted."""
    holder = Holder(case.state.case, acquired.incident, acquired.evidence)
    dated_by = DatedBy.UNKNOWN
    if acquired.posted_at is not None:
        texts = texts_of(acquired.told, case.texts)
        dated_by = DatedBy.URL if texts.get("source_url") else DatedBy.STATEMENT
    return Publication(
        acquired.posted_at, dated_by, publisher=acquired.platform,
        title=f"evidence {name}", note=holder.note(),
    )  # fmt: skip


def _known_heads(root: Path) -> dict[str, str]:
    try:
        told = json.loads((root / HEADS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _follow(
    writer: LibraryWriter, wanted: Mapping[Digest, _Wanted], recorded_at: str
) -> None:
    events: list[Event] = list(_events(writer.library, wanted))
    for start in range(0, len(events), BATCH):
        writer.record(events[start : start + BATCH], {}, recorded_at=recorded_at)


def _events(library: Library, wanted: Mapping[Digest, _Wanted]) -> Iterator[Event]:
    admitted, withdrawn = library.admitted()
    for digest in sorted(admitted - withdrawn - set(wanted)):
        yield Withdraw(digest, "no case holds it any more")
    for digest, one in wanted.items():
        said: dict[Publication, int] = {}
        if digest in admitted:
            reference = library.reference(digest)
            said = {_bare(p): p.manifest_line for p in reference.publications}
        else:
            yield Admit(digest, one.size, one.name, one.path)
        drops = tuple(
            line for told, line in said.items() if told not in one.publications
        )
        if drops or digest in withdrawn:
            yield Correct(
                digest, "the case says otherwise now", drops=drops,
                restores=digest in withdrawn,
            )  # fmt: skip
        for publication in one.publications:
            if publication not in said:
                yield Publish(digest, publication)


def _bare(publication: Publication) -> Publication:
    values = {
        name: getattr(publication, name) for name in publication.__dataclass_fields__
    }
    return Publication(**values | {"manifest_line": 0})

"""Add photos to a case: store the bytes, record how they came, say what is missing.

Every photo is a line of its own; the files of one call share one acquisition and all
that is said of it but their names. Bytes that the case holds already keep their id.
Examining comes after, so that nothing that was collected waits for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from verify.domain.case_state import CaseState
from verify.domain.case_values import Action
from verify.domain.chain_entries import ORIGINAL, Brought, ChainEntry, Used
from verify.domain.chain_schema import ASKED, ROLE_ACTIONS
from verify.errors import AskedWrongly, VerifyError
from verify.imaging.formats import plugins_for
from verify.store.casefile import CaseFile, Draft, Writing
from verify.store.intake import MAX_FILE_BYTES, read_photo
from verify.workflow.case_record import OTHER_MEDIA
from verify.workflow.inputs import Input

MEDIA = {
    "JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp",
    "TIFF": "image/tiff", "BMP": "image/bmp", "HEIF": "image/heif",
    "AVIF": "image/avif",
}  # fmt: skip


@dataclass(frozen=True)
class Acquired:
    """How the files of one call came to us; empty texts and fields were not given."""

    incident: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    """method, platform, posted_at, collected_at, collector, graphic."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """source_url, custodian, account, post_text, note, why_missing."""

    @property
    def missing(self) -> list[str]:
        """What an acquisition is asked for and was not given."""
        given = set(self.fields)
        if self.texts.get("source_url") or self.texts.get("custodian"):
            given.add("source")
        return [name for name in ASKED if name not in given]


@dataclass(frozen=True)
class Added:
    """One file that is in the case now."""

    given: str
    evidence: str
    known: bool
    """Whether the case held these bytes already."""
    entry: ChainEntry


@dataclass(frozen=True)
class NotAdded:
    """One file that could not be taken."""

    given: str
    error: VerifyError


def add_photos(
    case: CaseFile, writing: Writing, inputs: Sequence[Input], acquired: Acquired,
    *, max_bytes: int = MAX_FILE_BYTES,
) -> Iterator[Added | NotAdded]:  # fmt: skip
    """Store and record these files, in their order, as one acquisition.

    Each is told of as soon as it is on record. Raises AskedWrongly where the actor may
    not add, SurroundingsError where the disk refuses; what was recorded before stays.
    """
    _refuse_stranger(case, writing.actor)
    batch = ""
    for one in inputs:
        try:
            content, _ = read_photo(one.path, max_bytes=max_bytes)
        except VerifyError as error:
            yield NotAdded(one.given, error)
            continue
        added = _added(case, writing, one, content, (acquired, batch))
        batch = str(added.entry.body["id"])
        yield added


def _added(
    case: CaseFile, writing: Writing, one: Input, content: bytes,
    shared: tuple[Acquired, str],
) -> Added:  # fmt: skip
    acquired, batch = shared
    kept = case.vault.put(BytesIO(content))
    media = media_of(content)
    known = False

    def draft(state: CaseState) -> Draft:
        nonlocal known
        held = state.by_digest.get(kept.sha256)
        known = held is not None
        body: dict[str, Any] = {
            "id": batch or state.next_id("A"),
            "evidence": held or state.next_id("E"),
            "incident": acquired.incident, **acquired.fields,
        }  # fmt: skip
        if acquired.missing:
            body["missing"] = acquired.missing
        if acquired.incident not in state.incidents:
            raise AskedWrongly(f"the case has no incident {acquired.incident}")
        texts = dict(acquired.texts) | {"file_name": one.path.name}
        file = Brought(ORIGINAL, kept.sha256, kept.size, media)
        if kept.sha256 in state.files:
            return Draft(
                Action.ACQUIRE, body, texts, used=(Used(ORIGINAL, kept.sha256),)
            )
        return Draft(Action.ACQUIRE, body, texts, brought=(file,))

    entry = case.write(writing, draft)
    return Added(one.given, str(entry.body["evidence"]), known, entry)


def media_of(content: bytes) -> str:
    """The media type of these bytes, by what they are and not by any name."""
    plugins = plugins_for(content)
    return MEDIA[plugins[0]] if plugins else OTHER_MEDIA


def _refuse_stranger(case: CaseFile, actor: str) -> None:
    """Before anything is stored, see that the actor may add."""
    roles = case.state.roles(actor)
    if not any(Action.ACQUIRE in ROLE_ACTIONS[role] for role in roles):
        raise AskedWrongly(
            f"{actor} may not add photos to this case",
            next_step=f"Enrol them: verify case enrol CASE {actor} --role collector",
        )

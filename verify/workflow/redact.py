"""Make a redacted copy of a picture of the case: regions covered for good, with why.

The copy is a file of the case of its own, named by its digest, with a path back to the
original, which is never changed. Withholding the original is another line, by who may.
The same original, regions and decoder give the same pixels, which an audit repeats.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verify.domain.case_rules import files_named
from verify.domain.case_state import CaseState
from verify.domain.case_values import Action, Ground
from verify.domain.chain_entries import DERIVED, Brought, ChainEntry
from verify.domain.chain_schema import ROLE_ACTIONS
from verify.domain.regions import Region, stated_region
from verify.errors import AskedWrongly, BadInput, VerifyError
from verify.imaging.decode import DECODE_PIPELINE
from verify.imaging.redaction import MARGIN_PX, VERSION, covered, png
from verify.outside.workers import Job, WorkerPool
from verify.store.casefile import CaseFile, Writing
from verify.workflow.case_record import Told, record

OPERATION = "redact"
BETWEEN = "; "
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Redaction:
    """What to cover in which picture of the case, and why."""

    source: str
    """Id of an evidence, or of a copy made before."""
    boxes: Sequence[str]
    reason: str


def regions_of(texts: Sequence[str]) -> tuple[Region, ...]:
    """The regions a person named; raises AskedWrongly where one is none."""
    if not texts:
        raise AskedWrongly("no region was named", next_step="Give --box X0,Y0,X1,Y1.")
    try:
        return tuple(map(stated_region, texts))
    except ValueError as error:
        raise AskedWrongly(f"--box: {error}") from None


def redact(
    case: CaseFile, writing: Writing, asked: Redaction, pool: WorkerPool
) -> ChainEntry:
    """Store the covered copy and write its line."""
    source, regions = asked.source, regions_of(asked.boxes)
    if not asked.reason.strip():
        raise AskedWrongly("a redaction needs its reason", next_step="Give --reason.")
    used = files_named(case.state, iter([source]))
    if source[:1] not in {"E", "F"} or not used:
        raise AskedWrongly(f"the case has no picture {source}")
    pixels = decoded(case.vault.read(used[0].sha256), source, pool)
    content = png(covered(pixels, regions))
    kept = case.vault.put_bytes(content)
    _refuse_known(case.state, kept.sha256)
    parameters = {
        "regions": BETWEEN.join(asked.boxes), "fill": "black",
        "margin_px": str(MARGIN_PX), "redaction": VERSION, "decoder": DECODE_PIPELINE,
        "imgverify": writing.tool.version,
    }  # fmt: skip
    body = {
        "source": source, "operation": OPERATION, "parameters": parameters,
        "redaction": True,
    }  # fmt: skip
    file = Brought(DERIVED, kept.sha256, kept.size, "image/png")
    told = Told(Action.DERIVE, body, {"reason": asked.reason}, files=(file,), used=used)
    return record(case, writing, told)


def refuse_withholding(state: CaseState, actor: str, ground: str) -> None:
    """Before anything is stored, see that the original may be withheld by this actor.

    Raises AskedWrongly.
    """
    if ground not in set(Ground):
        raise AskedWrongly(
            f"{ground!r} is no ground", next_step=f"Use {', '.join(Ground)}."
        )
    if not any(Action.WITHHOLD in ROLE_ACTIONS[role] for role in state.roles(actor)):
        raise AskedWrongly(
            f"{actor} may not withhold anything in this case",
            next_step="Let a custodian do it, or leave --withhold out.",
        )


def decoded(content: bytes, name: str, pool: WorkerPool) -> Pixels:
    """Upright sRGB pixels of the whole picture; raises BadInput where it is none."""
    for _, reply in pool.map([Job(name, "view", content)]):
        if isinstance(reply, VerifyError):
            raise reply
        return np.ascontiguousarray(reply.arrays["pixels"], dtype=np.uint8)
    raise BadInput(f"{name} could not be decoded")


def _refuse_known(state: CaseState, digest: str) -> None:
    if digest in state.files:
        raise AskedWrongly("the case has exactly this redacted copy already")

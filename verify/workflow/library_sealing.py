"""Seal a reference library: a person's signature over its manifest's newest line.

As in a case, a signature over one line is one over all before it. It lies beside the
manifest as `seals/NUMBER.WHO.sig`, and an audit of the library checks it against the
auditor's own list of keys.
"""

from pathlib import Path

from verify.domain.chain_fields import is_pseudonym
from verify.errors import AskedWrongly, SurroundingsError
from verify.outside.ssh_keys import LINE_NAMESPACE, sign
from verify.store.manifest import MANIFEST_NAME, START, read_manifest

FOLDER = "seals"


def seal_library(root: Path, key: Path, who: str) -> tuple[int, str]:
    """Write the seal; the line it is over, and that line's SHA-256.

    Raises RecordsBroken where the manifest does not hold.
    """
    if not is_pseudonym(who):
        raise AskedWrongly(f"{who!r} is no pseudonym")
    mark = START
    for line in read_manifest(root / MANIFEST_NAME):
        mark, before = line.after, mark
    if mark == START:
        raise AskedWrongly(f"the library {root.name} holds nothing yet")
    with (root / MANIFEST_NAME).open("rb") as stream:
        stream.seek(before.offset)
        raw = stream.read(mark.offset - before.offset)
    signature = sign(key, raw, LINE_NAMESPACE)
    try:
        (root / FOLDER).mkdir(exist_ok=True)
        (root / FOLDER / f"{mark.lines:06}.{who}.sig").write_bytes(signature)
    except OSError as error:
        raise SurroundingsError(f"the seal cannot be written: {error}") from error
    return mark.lines, mark.head

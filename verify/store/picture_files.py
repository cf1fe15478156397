"""The pictures of a library as files: re-read by digest, and copied in when asked.

Originals are only ever opened for reading. A copy is written once, under its digest,
read-only. Whether a picture belongs to the library is not decided here.
"""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from verify.domain.evidence import Digest, digest_of
from verify.errors import BadInput, RecordsBroken, SurroundingsError

COPIES = "pictures"


def stored_path(root: Path, picture: Path) -> str:
    """How the manifest names a picture: below the library's folder, or absolute.

    Raises BadInput where the name is not text that a record can hold.
    """
    absolute = Path(os.path.abspath(picture))  # noqa: PTH100  # links stay as given
    try:
        text = absolute.relative_to(os.path.abspath(root)).as_posix()  # noqa: PTH100
    except ValueError:
        text = str(absolute)
    if not text.isprintable() and any("\ud800" <= c <= "\udfff" for c in text):
        raise BadInput(
            f"{printable(picture.name)}: its path is not readable text",
            next_step="Rename it, or import with --copy.",
        )
    return text


def printable(text: str) -> str:
    """The text with bytes that are no text shown as `?`."""
    return text.encode("utf-8", "replace").decode("utf-8")


def copy_in(root: Path, content: bytes, digest: Digest, *, name: str) -> str:
    """Store these bytes under the library's folder, once; the path for the manifest."""
    suffix = Path(printable(name)).suffix.lower()
    if not suffix[1:].isascii() or not suffix[1:].isalnum():
        suffix = ""
    relative = f"{COPIES}/{digest[:2]}/{digest}{suffix}"
    target = root / relative
    if target.exists():
        return relative
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o444)
        Path(temporary).replace(target)
    except OSError as error:
        raise SurroundingsError(
            f"the picture cannot be copied into the library: {error.strerror}",
            next_step="Free some space or check permissions, then run it again.",
        ) from error
    return relative


def reread(root: Path, paths: Sequence[str], digest: Digest) -> bytes:
    """The original's bytes from the first place that still holds exactly them.

    Raises BadInput where no place can be read, RecordsBroken where a file below the
    library's own folder holds other bytes than recorded.
    """
    changed = ""
    for path in paths:
        try:
            content = (root / path).read_bytes()
        except (OSError, ValueError):
            continue
        if digest_of(content) == digest:
            return content
        changed = changed or path
    name = Path(paths[0]).name if paths else digest[:12]
    if changed and not Path(changed).is_absolute():
        raise RecordsBroken(
            f"{changed} of the library was changed since it was admitted",
            next_step=f"Put the original back (SHA-256 {digest}).",
        )
    words = "was changed since" if changed else "is not where it was when"
    raise BadInput(
        f"{name}: the library's picture {words} it was admitted",
        next_step=f"Import it again from where it lies now (SHA-256 {digest}).",
    )

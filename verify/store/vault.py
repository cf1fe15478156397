"""The files of a case, named by their SHA-256 and written once.

A file is written under another name, flushed to the disk, read again, and only then
linked to its name, which never replaces anything; the folders are flushed too before
a line may name it. No code path opens a stored file for writing. Which files a case
names is not known here.
"""

import errno
import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from verify.domain.evidence import Digest
from verify.errors import RecordsBroken, SurroundingsError

PART_BYTES = 1 << 20
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EOPNOTSUPP}
"""How file systems say that they know no hard links (FAT, some network drives)."""

AtStep = Callable[[str], None]
"""Told the name of each step of writing that is done; tests stop the process there."""


def go_on(step: str) -> None:
    """Do nothing at any step."""
    del step


@dataclass(frozen=True)
class Stored:
    """A file that is safely on the disk."""

    sha256: Digest
    size: int


class Vault:
    """The `blobs/` of one case."""

    def __init__(self, case: Path, *, at_step: AtStep = go_on) -> None:
        self.folder = case / "blobs"
        self.waiting = case / "tmp"
        self.at_step = at_step

    def path(self, digest: Digest) -> Path:
        """Where the file of this name lies; it may not exist."""
        return self.folder / digest[:2] / digest

    def holds(self, digest: Digest) -> bool:
        """Whether there is a file of this name."""
        return self.path(digest).is_file()

    def read(self, digest: Digest) -> bytes:
        """The file's bytes, checked against its name.

        Raises FileNotFoundError where it was taken out, RecordsBroken where it was
        changed.
        """
        content = self.path(digest).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise _changed(digest)
        return content

    def remove(self, digest: Digest) -> None:
        """Delete a file that a line withholds; the line and the name stay."""
        self.path(digest).unlink(missing_ok=True)

    def put_bytes(self, content: bytes) -> Stored:
        """Store these bytes; see `put`."""
        return self.put(BytesIO(content))

    def put(self, stream: BinaryIO) -> Stored:
        """Store what the stream gives, flushed to the disk with its folders.

        Raises SurroundingsError where the disk refuses; then nothing is stored.
        """
        try:
            return self._put(stream)
        except OSError as error:
            raise SurroundingsError(
                f"a file cannot be stored in the case: {error.strerror or error}",
                next_step="Free some space or check permissions, then run it again; "
                "what was recorded stays.",
            ) from error

    def _put(self, stream: BinaryIO) -> Stored:
        self.waiting.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self.waiting)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                stored = _copy(stream, file)
                self.at_step("blob written")
                if sys.platform != "win32":  # which removes no read-only name
                    temporary.chmod(0o444)
                os.fsync(file.fileno())
                self.at_step("blob synced")
                file.seek(0)
                if _hashed(file) != stored.sha256:
                    raise OSError(None, "the disk gave other bytes back than written")
            self._name(temporary, stored.sha256)
        finally:
            temporary.unlink(missing_ok=True)
        return stored

    def _name(self, temporary: Path, digest: Digest) -> None:
        target = self.path(digest)
        new_folder = not target.parent.is_dir()
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(temporary, target)
        except FileExistsError:
            self._check(digest)
        except OSError as error:
            if error.errno not in NO_LINKS:
                raise
            temporary.replace(target)  # the same bytes, whoever was first
        self.at_step("blob linked")
        # where another writer linked it a moment ago, its folder may not be flushed
        flush_folder(target.parent)
        if new_folder:
            flush_folder(self.folder)
        self.at_step("blob folder synced")

    def _check(self, digest: Digest) -> None:
        with self.path(digest).open("rb") as file:
            if _hashed(file) != digest:
                raise _changed(digest)


def open_regular(path: Path, flags: int) -> BinaryIO:
    """A regular file opened for reading; OSError for links, folders, pipes, devices."""
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(None, "it is no regular file")
    return os.fdopen(descriptor, "rb")


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows does that by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy(stream: BinaryIO, file: BinaryIO) -> Stored:
    hasher, size = hashlib.sha256(), 0
    while part := stream.read(PART_BYTES):
        hasher.update(part)
        size += len(part)
        file.write(part)
    file.flush()
    return Stored(Digest(hasher.hexdigest()), size)


def _hashed(file: BinaryIO) -> str:
    hasher = hashlib.sha256()
    while part := file.read(PART_BYTES):
        hasher.update(part)
    return hasher.hexdigest()


def _changed(digest: Digest) -> RecordsBroken:
    return RecordsBroken(
        f"the file {digest[:12]} of the case was changed since it was stored",
        next_step=f"Put a copy of the original back (SHA-256 {digest}).",
    )

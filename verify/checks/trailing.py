"""Tells what a file holds beside the picture that is shown.

Bytes behind the picture's end, before its beginning, further pictures, and a name that
does not fit the content. Telephones keep videos, depth maps and second views there, and
printers' programs pad with zeros; so it is neutral, and a reason to look.
"""

from collections.abc import Iterator

from verify.checks.findings import Maker, counted
from verify.checks.tags import tags_named
from verify.domain.examination import Facts
from verify.domain.findings import Finding, State
from verify.domain.metadata import Block, BlockKind

NAME = "trailing"
VERSION = "1"

NORMAL = (
    "Telephones keep motion, depth and second views behind a picture, and programs pad "
    "files."
)
HIDDEN = "What such bytes are is told by how they begin alone; they were not opened."
ENDINGS = {
    "JPEG": {"jpg", "jpeg", "jpe", "jfif", "jif", "thm"},
    "MPO": {"mpo", "jpg", "jpeg", "jps"},
    "PNG": {"png", "apng"},
    "APNG": {"png", "apng"},
    "WebP": {"webp"},
    "GIF": {"gif"},
    "TIFF": {"tif", "tiff", "dng", "nef", "cr2", "arw", "pef", "orf", "rw2", "srw",
             "iiq", "3fr", "erf", "kdc", "dcr", "mef", "mos", "nrw"},
    "HEIC": {"heic", "heif", "hif"},
    "HEIF": {"heif", "heic", "hif"},
    "AVIF": {"avif"},
    "BMP": {"bmp", "dib"},
}  # fmt: skip
MOTION = ("GCamera:MotionPhoto", "GCamera:MicroVideo", "Camera:MotionPhoto",
          "Camera:MicroVideo", "MotionPhoto", "MicroVideo")  # fmt: skip

_made = Maker(NAME, VERSION)


def run(facts: Facts) -> tuple[Finding, ...]:
    """What stands behind, before and beside the picture, and the name's ending."""
    found = [*_around(facts), *_further(facts), *_ending(facts)]
    return tuple(found) or (
        _made(
            "nothing_beside",
            "The file holds nothing behind or before its picture.",
            state=State.NOT_OBSERVED,
        ),
    )


def _around(facts: Facts) -> Iterator[Finding]:
    metadata = facts.metadata
    motion = next(tags_named(metadata, *MOTION), None) is not None
    for code, kind, words in (
        ("bytes_behind", BlockKind.TRAILING, "behind the end of the picture"),
        ("bytes_before", BlockKind.LEADING, "before the beginning of the picture"),
    ):
        blocks = metadata.blocks_of(kind)
        if not blocks:
            continue
        size = sum(block.size for block in blocks)
        like = ", ".join(dict.fromkeys(block.note for block in blocks if block.note))
        said = f"{counted(size, 'byte')} stand {words}"
        said += f", beginning like {like}" if like else ""
        said += "; the file says that it is a motion photo" if motion else ""
        yield _made(
            code,
            f"{said}.",
            basis=tuple(_where(block) for block in blocks[:8]),
            limits=(NORMAL, HIDDEN),
        )


def _where(block: Block) -> str:
    at = "" if block.offset is None else f" at byte {block.offset:,}"
    return f"{block.place}{at}, {counted(block.size, 'byte')}"


def _further(facts: Facts) -> Iterator[Finding]:
    """Second views; thumbnails have a check of their own."""
    views = [one for one in facts.metadata.embedded if one.place.startswith("MPF")]
    if views:
        yield _made(
            "further_views",
            f"The file holds {counted(len(views), 'further picture')} beside the one "
            "shown.",
            basis=tuple(
                f"{one.place}, {one.format}, {counted(one.size, 'byte')}"
                for one in views[:8]
            ),
            limits=(NORMAL, "They were not compared with the picture."),
        )


def _ending(facts: Facts) -> Iterator[Finding]:
    name, form = facts.evidence.name, facts.metadata.format
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    known = ENDINGS.get(form)
    every = frozenset().union(*ENDINGS.values())
    if known is not None and ending in every - known:
        yield _made(
            "named_otherwise",
            f"The file is named “.{ending}” but holds a {form} picture.",
            basis=(f"file name {name}", f"content {form}"),
            limits=("Platforms and programs rename files without converting them.",),
        )

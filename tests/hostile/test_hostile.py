"""Hostile and malformed files: each has its own answer; nothing crashes or hangs.

The files made here are synthetic and made to do harm; those beside the repository
are public test corpora and are only measured, never kept.
"""

import functools
import io
import os
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from verify.errors import BadInput, VerifyError
from verify.outside.workers import Job, Reply, WorkerLimits, WorkerPool
from verify.store.intake import read_photo

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "metadata"
LIMITS = WorkerLimits(deadline_s=20, memory_mb=2048)
PNG = b"\x89PNG\r\n\x1a\n"

Outcome = Reply | VerifyError


def content_of(path: Path) -> bytes:
    return read_photo(path, max_bytes=100 << 20)[0]


def outcomes_of(paths: list[Path]) -> dict[Path, Outcome]:
    """One batch through intake and two workers, as the product takes photos in."""

    def jobs() -> Iterator[Job]:
        for path in paths:
            content = functools.partial(content_of, path)
            yield Job(str(path), "view", content, {"long_side": 64})

    with WorkerPool(2, LIMITS) as pool:
        outcomes = {Path(job.key): outcome for job, outcome in pool.map(jobs())}
    assert outcomes.keys() == set(paths)
    for path, outcome in outcomes.items():
        assert isinstance(outcome, Reply | BadInput), (path, str(outcome))
        if isinstance(outcome, BadInput):
            assert outcome.next_step, path
            assert "process decoding it" not in str(outcome), (path, str(outcome))
            assert "longer than" not in str(outcome), path
    return outcomes


def chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def png(
    width: int, height: int, *chunks: bytes, depth: int = 8, kind: int = 0
) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def photo() -> Image.Image:
    return Image.radial_gradient("L").convert("RGB").resize((160, 120))


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    file = io.BytesIO()
    photo().save(file, "JPEG", quality=85)
    content = file.getvalue()
    inserted = b"".join(
        b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body
        for marker, body in segments
    )
    return content[:2] + inserted + content[2:]


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def ifd(*entries: tuple[int, int, int, bytes]) -> bytes:
    body = b"".join(struct.pack("<HHI", *entry[:3]) + entry[3] for entry in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + body


def made() -> dict[str, tuple[bytes, str]]:
    """Content, and `picture`, `refused` or words of the refusal, by file name."""
    black = chunk(b"IDAT", zlib.compress(b"\0\0"))
    letters = zlib.compress(b"A" * (64 << 20), 9)
    exif = b"Exif\0\0"
    loop = ifd((0x8769, 4, 1, struct.pack("<I", 8))) + struct.pack("<I", 8)
    huge = ifd((0x927C, 7, 0xFFFFFFF0, struct.pack("<I", 8))) + bytes(4)
    many = [Image.new("P", (4000, 4000), level) for level in range(12)]
    many_gif = saved(many[0], "GIF", save_all=True, append_images=many[1:])
    text = PngImagePlugin.PngInfo()
    text.add_text("parameters", "\x1b]0;x\x07" * 100)
    good = jpeg()
    return {
        "bomb.png": (png(65500, 65500, black), "more pixels"),
        "bomb_one_bit.png": (png(30000, 30000, black, depth=1), "more pixels"),
        "fax.tif": (
            saved(Image.new("1", (20000, 20000)), "TIFF", compression="group4"),
            "more pixels",
        ),
        "solid.jpg": (saved(Image.new("L", (11000, 11000)), "JPEG"), "more pixels"),
        "text_bomb.png": (png(1, 1, chunk(b"zTXt", b"a\0\0" + letters), black), ""),
        "profile_bomb.png": (png(1, 1, chunk(b"iCCP", b"a\0\0" + letters), black), ""),
        "huge_length.png": (
            png(8, 8)[:33] + struct.pack(">I", 0x7FFFFFFF) + b"IDAT" + bytes(10),
            "nothing of it",
        ),
        "frames.gif": (many_gif, "picture"),
        "exif_loop.jpg": (jpeg((0xE1, exif + loop)), "picture"),
        "exif_huge.jpg": (jpeg((0xE1, exif + huge)), "picture"),
        "tiff_loop.tif": (loop, "nothing of it"),
        "escape.png": (saved(photo(), "PNG", pnginfo=text), "picture"),
        "comment.jpg": (jpeg((0xFE, b"<script>alert(1)</script>")), "picture"),
        "trailing.jpg": (good + b"PK\x03\x04" + bytes(4 << 20), "picture"),
        "leading.jpg": (b"GARBAGE!" + good, "not that of a picture"),
        "cut.jpg": (good[: len(good) // 2], "picture"),
        "start_only.jpg": (b"\xff\xd8", "not that of a picture"),
        "script.svg": (b"<svg><script>alert(1)</script></svg>", "SVG"),
        "empty.jpg": (b"", "empty"),
        "named.png": (good, "picture"),
        "a ; $(id) \n \u202e.jpg": (good, "picture"),
        "-rf.jpg": (good, "picture"),
    }


def test_our_own_hostile_files_each_get_an_answer(tmp_path: Path) -> None:
    expected = made()
    for name, (content, _) in expected.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "passwd.jpg").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "fifo.jpg")
    start = time.monotonic()
    outcomes = outcomes_of(sorted(tmp_path.iterdir()))
    assert time.monotonic() - start < 60
    for name, (_, words) in expected.items():
        outcome = outcomes[tmp_path / name]
        if words == "picture":
            assert isinstance(outcome, Reply), (name, str(outcome))
        elif words:
            assert isinstance(outcome, BadInput), name
            assert words in str(outcome), name
    assert "link" in str(outcomes[tmp_path / "passwd.jpg"])
    assert "pipe" in str(outcomes[tmp_path / "fifo.jpg"])


@pytest.mark.shared
def test_generated_adversarial_files_each_get_an_answer(tmp_path: Path) -> None:
    program = SHARED / "make_adversarial.py"
    if not program.is_file():
        pytest.skip("the measuring data beside the repository is absent")
    made_by = [sys.executable, str(program), str(tmp_path / "out")]
    subprocess.run(made_by, check=True, capture_output=True, timeout=120)
    outcomes = outcomes_of(sorted((tmp_path / "out").iterdir()))
    assert len(outcomes) > 30
    by_name = {path.name: outcome for path, outcome in outcomes.items()}
    for name in ("bomb_30000x30000_1bit.png", "jpeg_144MP_solid.jpg"):
        assert "more pixels" in str(by_name[name])
    for name in ("jpeg_named.png", "-rf.jpg", "xmp_billion_laughs.jpg"):
        assert isinstance(by_name[name], Reply)


@pytest.mark.shared
def test_every_malformed_file_of_the_corpora_gets_an_answer() -> None:
    folder = SHARED / "files"
    if not folder.is_dir():
        pytest.skip("the measuring data beside the repository is absent")
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    outcomes = outcomes_of(paths)
    decoded = sum(isinstance(outcome, Reply) for outcome in outcomes.values())
    assert len(outcomes) == len(paths)
    assert decoded > len(paths) / 2

"""What the tasks give back through a worker, for pictures and for what is none."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from verify.errors import BadInput
from verify.fingerprints.extraction import Role, extract, from_wire
from verify.imaging.decode import DECODE_PIPELINE, DecodeLimits, decode
from verify.outside.workers import Job, WorkerPool
from verify.readers.wire import metadata_from_json


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(1) as made:
        yield made


def jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "A maker"
    image = Image.effect_noise((300, 200), 90).convert("RGB")
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("role", list(Role))
def test_extract_gives_what_extracting_here_gives(pool: WorkerPool, role: Role) -> None:
    content = jpeg()
    reply = pool.run(Job("a.jpg", "extract", content, {"role": role.value}))
    there = from_wire(reply.header, reply.arrays)
    here = extract(decode(content, DecodeLimits()), role=role)
    assert there.picture == here.picture
    assert there.hashes == here.hashes
    assert there.views == here.views
    assert reply.header["decoder"] == DECODE_PIPELINE


def test_metadata_needs_no_picture(pool: WorkerPool) -> None:
    reply = pool.run(Job("a.jpg", "metadata", jpeg()))
    tags = metadata_from_json(reply.header["metadata"]).tags
    assert any((tag.name, tag.value) == ("Make", "A maker") for tag in tags)
    nothing = pool.run(Job("a.txt", "metadata", b"no picture"))
    assert metadata_from_json(nothing.header["metadata"]).tags == ()


def test_examine_gives_both(pool: WorkerPool) -> None:
    reply = pool.run(Job("a.jpg", "examine", jpeg(), {"role": "suspect"}))
    assert from_wire(reply.header["picture"], reply.arrays).picture.width == 300
    assert metadata_from_json(reply.header["metadata"]).tags
    assert reply.header["undecodable"] == ""


def test_examine_keeps_the_metadata_of_what_cannot_be_decoded(pool: WorkerPool) -> None:
    content = jpeg()
    options = {"role": "suspect", "max_pixels": 1000}
    reply = pool.run(Job("a.jpg", "examine", content, options))
    assert reply.header["picture"] is None
    assert "more pixels" in reply.header["undecodable"]
    assert reply.header["next_step"]
    assert metadata_from_json(reply.header["metadata"]).tags
    with pytest.raises(BadInput, match=r"^a\.jpg: .*more pixels"):
        pool.run(Job("a.jpg", "extract", content, options))

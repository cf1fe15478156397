"""Readers over files changed by seeds: no exception, no excess, the same each time."""

import io

import pillow_heif
import pytest
from PIL import Image

from tests.readers.files import GPS_KIDAL, TAKEN, exif_of, picture, png_with_text, xmp
from tests.readers.mutations import mutated
from verify.domain.conflicts import conflicts
from verify.exports.fields import fields_of
from verify.readers.metadata import read_metadata

EXIF = exif_of({0x010F: "Maker", 0x0110: "One"}, TAKEN, GPS_KIDAL)
PACKET = xmp('<rdf:Description xmp:CreatorTool="Editor 3" xmp:Label="l"/>')


def heif() -> bytes:
    target = io.BytesIO()
    made = pillow_heif.from_pillow(Image.new("RGB", (64, 32), "gray"))
    made.save(target, exif=EXIF, xmp=PACKET)
    return target.getvalue()


FILES = {
    "JPEG": picture("JPEG", exif=EXIF, comment=b"c", xmp=PACKET),
    "PNG": picture("PNG", exif=EXIF),
    "PNG text": png_with_text(Software="Draw", parameters="a"),
    "TIFF": picture("TIFF", exif=EXIF),
    "WebP": picture("WEBP", exif=EXIF, xmp=PACKET),
    "GIF": picture("GIF", comment=b"hello"),
    "AVIF": picture("AVIF", exif=EXIF),
    "HEIF": heif(),
}


@pytest.mark.parametrize("kind", FILES)
def test_changed_files_are_read_without_an_exception(kind: str) -> None:
    for seed in range(40):
        content = mutated(FILES[kind], seed)
        metadata = read_metadata(content)
        assert metadata == read_metadata(content)
        fields_of(metadata)
        conflicts(metadata)
        assert len(metadata.problems) < 200
        for block in metadata.blocks:
            assert block.offset is None or 0 <= block.offset <= len(content)


@pytest.mark.parametrize("kind", FILES)
def test_unchanged_files_are_read_whole(kind: str) -> None:
    metadata = read_metadata(FILES[kind])
    assert not metadata.problems
    assert not conflicts(metadata)
    assert {"width", "height"} <= set(fields_of(metadata))

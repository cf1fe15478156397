"""Where blocks stand in each kind of file, and how a JPEG was coded."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from tests.readers.files import TAKEN, exif_of, picture, xmp
from verify.domain.metadata import BlockKind, Metadata
from verify.exports.fields import fields_of
from verify.readers.ijg_tables import exact_quality, nearest_quality, scaled
from verify.readers.metadata import read_metadata

EXIF = exif_of({0x010F: "Maker"}, TAKEN)
PACKET = xmp('<rdf:Description xmp:CreatorTool="Editor 3"/>')


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_an_exif_block_is_where_it_is_said_to_be(form: str) -> None:
    content = picture(form, exif=EXIF)
    (block,) = read_metadata(content).blocks_of(BlockKind.EXIF)
    assert block.offset is not None
    found = content[block.offset : block.offset + block.size]
    assert found[:2] in {b"II", b"MM"}
    assert b"Maker" in found


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "AVIF"])
def test_an_xmp_packet_is_where_it_is_said_to_be(form: str) -> None:
    content = picture(form, xmp=PACKET)
    (block,) = read_metadata(content).blocks_of(BlockKind.XMP)
    assert block.offset is not None
    assert content[block.offset : block.offset + block.size] == PACKET


@pytest.mark.parametrize("quality", range(1, 101))
def test_every_quality_of_the_library_is_recognised(quality: int) -> None:
    tables = (
        scaled(quality, chrominance=False),
        scaled(quality, chrominance=True),
    )
    assert exact_quality(tables) == quality
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "JPEG", quality=quality)
    found = read_metadata(content.getvalue())
    assert found.jpeg is not None
    assert found.jpeg.ijg_quality == quality
    assert fields_of(found)["jpeg_quality"] == quality


def test_own_tables_are_told_as_such() -> None:
    own = tuple(one + 1 for one in scaled(85, chrominance=False))
    colour = scaled(85, chrominance=True)
    assert exact_quality((own, colour)) is None
    near = nearest_quality((own, colour))
    assert near is not None
    assert 75 <= near <= 85


@pytest.mark.parametrize(
    ("options", "subsampling", "process"),
    [
        ({"subsampling": 0}, "4:4:4", "baseline"),
        ({"subsampling": 1}, "4:2:2", "baseline"),
        ({"subsampling": 2, "progressive": True}, "4:2:0", "progressive"),
    ],
)
def test_sampling_and_process(
    options: dict[str, Any], subsampling: str, process: str
) -> None:
    found = read_metadata(picture("JPEG", **options)).jpeg
    assert found is not None
    assert (found.subsampling, found.process) == (subsampling, process)
    assert found.segments[:2] == ("SOI", "APP0 JFIF")
    assert found.optimised == ("progressive" in options)


def test_data_before_and_behind_a_picture() -> None:
    content = b"JUNK" * 4 + picture() + b"PK\x03\x04zip"
    metadata = read_metadata(content)
    (before,) = metadata.blocks_of(BlockKind.LEADING)
    (behind,) = metadata.blocks_of(BlockKind.TRAILING)
    assert (before.offset, before.size) == (0, 16)
    assert content[behind.offset or 0 :] == b"PK\x03\x04zip"
    assert behind.note == "a ZIP archive"


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP"])
def test_data_behind_other_pictures(form: str) -> None:
    (block,) = read_metadata(picture(form) + b"hidden").blocks_of(BlockKind.TRAILING)
    assert block.size == 6


def chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def with_chunk(kind: bytes, content: bytes) -> bytes:
    plain = picture("PNG")
    return plain[:33] + chunk(kind, content) + plain[33:]


def values(metadata: Metadata, place: str, name: str) -> tuple[str, ...]:
    return metadata.values(place, name)


def test_png_texts_in_all_forms_and_their_bombs() -> None:
    packed = zlib.compress(b"packed text")
    found = read_metadata(with_chunk(b"zTXt", b"Comment\0\0" + packed))
    assert values(found, "PNG text", "Comment") == ("packed text",)
    itxt = b"Title\0\1\0en\0Titel\0" + zlib.compress("Оксана".encode())
    found = read_metadata(with_chunk(b"iTXt", itxt))
    assert values(found, "PNG text", "Title") == ("Оксана",)
    bomb = zlib.compress(b"A" * (9 << 20), 9)
    found = read_metadata(with_chunk(b"zTXt", b"Comment\0\0" + bomb))
    assert any("unpacks to more" in one for one in found.problems)


def test_a_wrong_check_sum_is_told() -> None:
    made = bytearray(with_chunk(b"tEXt", b"Author\0someone"))
    made[made.index(b"someone")] ^= 1
    found = read_metadata(bytes(made))
    assert found.problems == ("PNG tEXt: its check sum does not match its content",)


def test_repeated_blocks_are_numbered_and_kept() -> None:
    content = picture("JPEG", exif=EXIF)
    other = exif_of({0x010F: "Other"})
    segment = b"\xff\xe1" + struct.pack(">H", len(other) + 2) + other
    metadata = read_metadata(content[:2] + content[2:20] + segment + content[20:])
    makes = {t.place: t.value for t in metadata.tags if t.name == "Make"}
    assert set(makes.values()) == {"Maker", "Other"}
    assert set(makes) == {"EXIF IFD0", "EXIF IFD0 (block 2)"}


def test_both_byte_orders_and_an_inner_loop() -> None:
    for order, head in ((">", b"MM\0*"), ("<", b"II*\0")):
        entry = struct.pack(f"{order}HHI4s", 0x010F, 2, 4, b"abc\0")
        body = struct.pack(f"{order}IH", 8, 1) + entry + struct.pack(f"{order}I", 8)
        metadata = read_metadata(head + body)
        assert values(metadata, "EXIF IFD0", "Make") == ("abc",)
        assert any("leads back" in one for one in metadata.problems)


def test_iptc_is_read_in_its_own_character_set() -> None:
    def iptc(text: bytes, utf8: bool) -> bytes:  # noqa: FBT001
        named = b"\x1c\x01\x5a\x00\x03\x1b%G" if utf8 else b""
        body = named + b"\x1c\x02\x50" + struct.pack(">H", len(text)) + text
        resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(body)) + body
        content = b"Photoshop 3.0\0" + resource + b"\0" * (len(body) % 2)
        plain = picture()
        size = struct.pack(">H", len(content) + 2)
        return plain[:2] + b"\xff\xed" + size + content + plain[2:]

    for code in ("utf-8", "cp1252"):
        metadata = read_metadata(iptc("Trübiger".encode(code), code == "utf-8"))
        assert values(metadata, "IPTC", "By-line") == ("Trübiger",)


def test_xmp_in_utf_16_and_its_history() -> None:
    events = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
    body = (
        '<rdf:Description xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" '
        f'xmlns:e="{events}"><xmpMM:History><rdf:Seq>'
        '<rdf:li e:action="saved" e:when="2024-07-26" e:softwareAgent="Editor 3"/>'
        "</rdf:Seq></xmpMM:History></rdf:Description>"
    )
    for code in ("utf-8", "utf-16-be", "utf-16-le"):
        packet = xmp(body).decode().encode(code)
        metadata = read_metadata(picture("TIFF", tiffinfo={700: packet}))
        (step,) = metadata.history
        assert (step.action, step.software) == ("saved", "Editor 3")
        assert fields_of(metadata)["xmp_history_len"] == 1

"""What files say about themselves, read from files made for the purpose."""

import io

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.readers.files import (
    GPS_KIDAL,
    TAKEN,
    exif_of,
    picture,
    png_with_text,
    rational,
    xmp,
)
from verify.domain.metadata import Metadata
from verify.readers.metadata import read_metadata
from verify.readers.readings import LONGEST_VALUE


def values(metadata: Metadata, place: str, name: str) -> list[str]:
    return [
        tag.value for tag in metadata.tags if (tag.place, tag.name) == (place, name)
    ]


def heif(exif: bytes) -> bytes:
    target = io.BytesIO()
    made = pillow_heif.from_pillow(Image.new("RGB", (64, 32), "gray"))
    made.save(target, exif=exif)
    return target.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_times_and_places_of_each_format(form: str) -> None:
    exif = exif_of({0x010F: "Maker"}, TAKEN, {**GPS_KIDAL, 31: rational(12.5)})
    content = heif(exif) if form == "HEIF" else picture(form, exif=exif)
    metadata = read_metadata(content)
    roles = {one.role: one.time for one in metadata.times}
    assert roles["taken"].earliest == roles["gps"].earliest
    assert roles["taken"].zone == "+02:00"
    (place,) = metadata.places
    assert place.place.latitude == pytest.approx(18.441111, abs=1e-6)
    assert place.place.longitude == pytest.approx(1.407800, abs=1e-6)
    assert place.place.radius_km == pytest.approx(0.0125)
    assert place.tag.place == "EXIF GPS"
    assert "Maker" in values(metadata, "EXIF IFD0", "Make")
    assert not metadata.problems


def test_readers_that_agree_give_one_time_and_one_tag_that_names_them_all() -> None:
    metadata = read_metadata(picture(exif=exif_of(sub=TAKEN)))
    assert len(metadata.times) == 1
    (tag,) = (tag for tag in metadata.tags if tag.name == "DateTimeOriginal")
    assert (tag.reader, tag.also) == ("verify", ("exifread", "pillow"))
    assert [name for name, _ in metadata.readers] == ["verify", "exifread", "pillow"]


def test_zones_go_to_their_own_time() -> None:
    sub = {**TAKEN, 0x9004: "2024:07:26 16:50:10", 0x9012: "+03:00", 0x9010: "-05:00"}
    metadata = read_metadata(
        picture(exif=exif_of({0x0132: "2024:08:01 10:00:00"}, sub))
    )
    zones = {one.role: one.time.zone for one in metadata.times}
    assert zones == {"taken": "+02:00", "digitised": "+03:00", "modified": "-05:00"}


@pytest.mark.parametrize(
    "date", ["2099:13:45 10:00:00", "0000:00:00 00:00:00", "rubbish", "2024:02:30"]
)
def test_impossible_dates_are_problems(date: str) -> None:
    metadata = read_metadata(picture(exif=exif_of(sub={0x9003: date})))
    assert not metadata.times
    (problem,) = metadata.problems
    assert problem.startswith("impossible date: EXIF DateTimeOriginal")
    assert date in problem


def test_a_blank_date_is_no_statement_and_no_problem() -> None:
    metadata = read_metadata(picture(exif=exif_of(sub={0x9003: "    :  :     :  :  "})))
    assert not metadata.times
    assert not metadata.problems


def test_an_impossible_zone_leaves_the_time_without_one() -> None:
    metadata = read_metadata(picture(exif=exif_of(sub={**TAKEN, 0x9011: "+25:00"})))
    (one,) = metadata.times
    assert one.time.zone is None
    assert "OffsetTimeOriginal" in metadata.problems[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({2: (95.0, 0.0, 0.0)}, "out of range"),
        ({2: (18.0, 75.0, 0.0)}, "out of range"),
        ({4: (181.0, 0.0, 0.0)}, "out of range"),
        ({1: "X"}, "which of N/S"),
        ({1: ""}, "which of N/S"),
        ({2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}, "no position"),
    ],
)
def test_impossible_positions_are_problems(
    change: dict[int, object], words: str
) -> None:
    gps = {key: GPS_KIDAL[key] for key in (1, 2, 3, 4)}
    metadata = read_metadata(picture(exif=exif_of(gps={**gps, **change})))
    assert not metadata.places
    assert any(words in one for one in metadata.problems)


def test_southern_and_western_halves_are_negative() -> None:
    gps = {1: "S", 2: (33.0, 30.5, 0.0), 3: "W", 4: (70.0, 40.2, 0.0)}
    (place,) = read_metadata(picture(exif=exif_of(gps=gps))).places
    assert (place.place.latitude, place.place.longitude) == pytest.approx(
        (-33.508333, -70.67), abs=1e-6
    )


def test_whole_degrees_or_minutes_leave_more_open() -> None:
    coarse = {1: "N", 2: (18.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)}
    (place,) = read_metadata(picture(exif=exif_of(gps=coarse))).places
    assert place.place.radius_km == pytest.approx(111.2)
    minutes = {**coarse, 2: (18.0, 26.0, 0.0)}
    (place,) = read_metadata(picture(exif=exif_of(gps=minutes))).places
    assert place.place.radius_km == pytest.approx(1.853, abs=0.01)


def test_png_texts_and_jpeg_comments_are_tags() -> None:
    metadata = read_metadata(png_with_text(Software="Draw\x1b[31m 5", parameters="a"))
    assert values(metadata, "PNG text", "Software") == ["Draw [31m 5"]
    (tag,) = (tag for tag in metadata.tags if tag.name == "Software")
    assert tag.raw == "Draw\\x1b[31m 5"
    two = picture(comment=b"first")
    com = b"\xff\xfe\x00\x08second"
    metadata = read_metadata(two[:2] + com + two[2:])
    assert values(metadata, "JPEG COM", "Comment") == ["second"]
    assert values(metadata, "JPEG COM (block 2)", "Comment") == ["first"]


def test_utf8_and_undecodable_strings() -> None:
    metadata = read_metadata(
        picture(exif=exif_of({0x013B: "Оксана".encode(), 0x8298: b"caf\xe9"}))
    )
    assert set(values(metadata, "EXIF IFD0", "Artist")) == {"Оксана"}
    assert set(values(metadata, "EXIF IFD0", "Copyright")) == {"café"}


def test_user_comments_are_read_by_their_character_code() -> None:
    comment = b"UNICODE\0" + "Привет".encode("utf-16-le")
    metadata = read_metadata(picture(exif=exif_of(sub={0x9286: comment})))
    assert set(values(metadata, "EXIF", "UserComment")) == {"Привет"}


def test_a_c2pa_manifest_is_told_with_its_place() -> None:
    content = picture()
    box = b"JP\x00\x01\x00\x00\x00\x01jumbc2pa"
    segment = b"\xff\xeb" + (len(box) + 2).to_bytes(2, "big") + box
    metadata = read_metadata(content[:2] + segment + content[2:])
    (block,) = metadata.blocks_of("C2PA")
    assert block.place == "JPEG APP11"
    assert block.offset is not None
    found = (content[:2] + segment + content[2:])[block.offset :][: block.size]
    assert found == box[8:]


def test_xmp_tool_and_dates() -> None:
    body = (
        '<rdf:Description xmp:CreatorTool="Editor 3" '
        'xmp:CreateDate="2024-07-26T10:00:00+02:00"><dc:creator><rdf:Seq>'
        "<rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator></rdf:Description>"
    )
    metadata = read_metadata(picture(xmp=xmp(body)))
    assert values(metadata, "XMP", "xmp:CreatorTool") == ["Editor 3"]
    assert values(metadata, "XMP", "dc:creator") == ["A; B"]
    (one,) = metadata.times
    assert (one.role, one.time.zone) == ("digitised", "+02:00")


def test_an_orientation_in_xmp_is_not_told_as_one_in_exif() -> None:
    body = '<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
    packet = xmp(body + 'tiff:Orientation="6"/>')
    metadata = read_metadata(picture("TIFF", tiffinfo={700: packet}))
    assert values(metadata, "XMP", "tiff:Orientation") == ["6"]
    assert not values(metadata, "EXIF IFD0", "Orientation")


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "packet",
    [
        xmp("<rdf:Description>&b;</rdf:Description>", BOMB),
        xmp("", BOMB).decode().encode("utf-16"),
        xmp('<rdf:Description xmp:CreatorTool="E"/>' + " " * 2_000_001),
        xmp("<rdf:Description>"),
    ],
    ids=["entities", "utf-16", "huge", "broken"],
)
def test_hostile_xmp_is_refused(packet: bytes) -> None:
    metadata = read_metadata(picture("TIFF", tiffinfo={700: packet}))
    assert any("IFD0 tag 700 could not" in one for one in metadata.problems)
    assert not [tag for tag in metadata.tags if tag.place == "XMP"]


def test_sizes_are_told_and_a_png_is_not_decoded() -> None:
    content = picture("PNG", (2000, 1000))
    cut = content[: content.index(b"IDAT") + 20]
    metadata = read_metadata(cut)
    assert values(metadata, "PNG header", "ImageWidth") == ["2000"]


def test_long_values_are_cut_and_say_so() -> None:
    metadata = read_metadata(png_with_text(Comment="x" * 50_000))
    (tag,) = (tag for tag in metadata.tags if tag.name == "Comment")
    assert len(tag.value) < LONGEST_VALUE + 50
    assert "50000 characters" in tag.value
    assert "50000 characters" in tag.raw


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"GIF89a", b"%PDF-1.7", b"MM"])
def test_what_is_no_picture_gives_no_tags(content: bytes) -> None:
    metadata = read_metadata(content)
    assert metadata == read_metadata(content)
    assert not metadata.tags
    assert metadata.problems


FULL = exif_of({0x010F: "M"}, TAKEN, GPS_KIDAL)
LABELLED = xmp('<rdf:Description xmp:Label="l"/>')
RICH = [
    picture("JPEG", exif=FULL, comment=b"c", xmp=LABELLED),
    *(picture(form, exif=FULL) for form in ("PNG", "TIFF", "WEBP")),
]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(RICH),
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=12),
    st.integers(0, 900),
)
def test_readers_never_raise_on_changed_bytes(
    content: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    changed = bytearray(content)
    for position, value in changes:
        changed[position % len(changed)] = value
    metadata = read_metadata(bytes(changed[: len(changed) - cut % len(changed)]))
    for tag in metadata.tags:
        assert (tag.name + tag.value + tag.raw + tag.place).isprintable()


@given(st.binary(max_size=400))
def test_readers_never_raise_on_any_bytes(content: bytes) -> None:
    assert isinstance(read_metadata(content), Metadata)

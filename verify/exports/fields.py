"""The facts most asked for, under one name each, from a photo's Metadata.

The names are those of `docs/json.md`. A field holds what the first reader found in the
first place that has it; the tags hold all the others, and `disagreements` says where
they differ. GPS is in signed decimal degrees, sizes are as stored, dates as written.
"""

from verify.domain.metadata import NO_POSITION, BlockKind, Metadata, Tag

FieldValue = str | int | float
NO_NEAR_QUALITY = "<unknown>"
"""Where a JPEG's own tables are near those of no IJG quality, in exiftool's word."""

NAMES: dict[str, dict[str, str]] = {
    "EXIF IFD0": {
        "DateTime": "dt_modified", "Make": "make", "Model": "model",
        "Software": "software", "Artist": "artist", "Copyright": "copyright",
        "ImageDescription": "image_description", "Orientation": "orientation",
        "ProcessingSoftware": "host_or_processing_sw",
        "HostComputer": "host_or_processing_sw",
    },
    "EXIF": {
        "DateTimeOriginal": "dt_original", "DateTimeDigitized": "dt_digitized",
        "SubSecTimeOriginal": "subsec_original",
        "OffsetTimeOriginal": "offset_original", "OffsetTime": "offset_modified",
        "CameraOwnerName": "owner", "BodySerialNumber": "body_serial",
        "LensModel": "lens_model", "LensMake": "lens_make",
        "LensSerialNumber": "lens_serial", "ImageUniqueID": "image_unique_id",
        "UserComment": "user_comment", "ExifImageWidth": "exif_width",
        "ExifImageHeight": "exif_height", "ExposureTime": "exposure_time",
        "FNumber": "f_number", "ISOSpeedRatings": "iso", "FocalLength": "focal_length",
    },
    "EXIF GPS": {
        "GPSImgDirection": "gps_direction", "GPSTimeStamp": "gps_time",
        "GPSDateStamp": "gps_date", "GPSHPositioningError": "gps_hpe",
        "GPSSpeed": "gps_speed", "GPSAltitude": "gps_alt",
    },
    "EXIF IFD1": {"JpegIFByteCount": "thumbnail_bytes"},
    "MakerNote": {
        "SerialNumber": "makernote_serial", "InternalSerialNumber": "makernote_serial",
    },
    "XMP": {
        "xmp:CreatorTool": "xmp_creator_tool", "xmp:CreateDate": "xmp_create_date",
        "xmpMM:DocumentID": "xmp_document_id", "xmpMM:InstanceID": "xmp_instance_id",
        "xmpMM:History": "xmp_history_len", "xmpMM:DerivedFrom": "xmp_derived_from",
        "Iptc4xmpExt:DigitalSourceType": "xmp_digital_source_type",
    },
    "IPTC": {
        "By-line": "iptc_byline", "Caption-Abstract": "iptc_caption",
        "City": "iptc_city", "Country-PrimaryLocationName": "iptc_country",
        "Credit": "iptc_credit", "SpecialInstructions": "iptc_special_instructions",
    },
    "JPEG COM": {"Comment": "jpeg_comment"},
    "JPEG APP10": {"Comment": "jpeg_comment"},
    "GIF comment": {"Comment": "jpeg_comment"},
    "JPEG SOF": {
        "Progressive": "jpeg_progressive", "YCbCrSubSampling": "jpeg_subsampling",
    },
    "ICC profile": {"ProfileDescription": "icc_profile"},
    "PNG text": {
        "Software": "png_text_software", "parameters": "png_parameters",
        "Parameters": "png_parameters",
    },
}  # fmt: skip
"""Field by place and name of the tag."""
_SIZES = {"ImageWidth": "width", "ImageHeight": "height"}
_WITHOUT = "undef"


def fields_of(metadata: Metadata) -> dict[str, FieldValue]:
    """The fields that this file has, those that it lacks left out."""
    found: dict[str, FieldValue] = {}
    for tag in metadata.tags:
        name = _name(tag)
        if name is not None and tag.value and not tag.value.startswith(_WITHOUT):
            found.setdefault(name, tag.value)
    if metadata.values("EXIF GPS", "GPSAltitudeRef")[:1] == ("1",):
        found |= {"gps_alt": f"-{found['gps_alt']}"} if "gps_alt" in found else {}
    if "xmp_history_len" in found:
        found["xmp_history_len"] = int(str(found["xmp_history_len"]).split()[0])
    for place in metadata.places[:1]:
        found["gps_lat"] = round(place.place.latitude, 7)
        found["gps_lon"] = round(place.place.longitude, 7)
    if not metadata.places and any(NO_POSITION in one for one in metadata.problems):
        found |= {"gps_lat": 0, "gps_lon": 0}  # as stated; the conflicts say why
    if metadata.blocks_of(BlockKind.C2PA):
        found["c2pa_present"] = 1
    return found | _jpeg(metadata)


def _name(tag: Tag) -> str | None:
    if tag.place.endswith(" header"):
        return _SIZES.get(tag.name)
    return NAMES.get(tag.place, {}).get(tag.name)


def _jpeg(metadata: Metadata) -> dict[str, FieldValue]:
    jpeg = metadata.jpeg
    if jpeg is None or not jpeg.tables:
        return {}
    quality = jpeg.ijg_quality or jpeg.nearest_quality
    return {"jpeg_quality": NO_NEAR_QUALITY if quality is None else quality}

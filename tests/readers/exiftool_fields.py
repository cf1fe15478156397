"""Our tags under the 60 field names of the measuring data beside the repository.

The first reader that has a field gives it, so that the score is of one value a field.
"""

from verify.domain.metadata import Metadata

EXIF = {
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
    "GIF comment": {"comment": "jpeg_comment"},
    "JPEG SOF": {
        "Progressive": "jpeg_progressive", "YCbCrSubSampling": "jpeg_subsampling",
    },
    "ICC profile": {"ProfileDescription": "icc_profile"},
    "PNG text": {"Software": "png_text_software", "parameters": "png_parameters"},
}  # fmt: skip


def fields_of(metadata: Metadata) -> dict[str, str | float]:
    found: dict[str, str | float] = {}
    below = False
    for tag in metadata.tags:
        name = EXIF.get(tag.place, {}).get(tag.name)
        if tag.place.endswith(" header"):
            name = {"ImageWidth": "width", "ImageHeight": "height"}.get(tag.name)
        if name and tag.value:
            found.setdefault(name, tag.value)
        if tag.name == "C2PA":
            found["c2pa_present"] = 1
        below |= tag.name == "GPSAltitudeRef" and tag.value == "1"
    if below and "gps_alt" in found:
        found["gps_alt"] = f"-{found['gps_alt']}"
    if "xmp_history_len" in found:
        found["xmp_history_len"] = str(found["xmp_history_len"]).split()[0]
    for place in metadata.places[:1]:
        found["gps_lat"] = place.place.latitude
        found["gps_lon"] = place.place.longitude
    return found

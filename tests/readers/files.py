"""Small picture files made by the tests, with the metadata a test asks for."""

import io
from collections.abc import Mapping

from PIL import ExifTags, Image, PngImagePlugin, TiffImagePlugin

Tags = Mapping[int, object]
GPS_KIDAL: Tags = {
    1: "N", 2: (18.0, 26.0, 28.0), 3: "E", 4: (1.0, 24.0, 28.08),
    7: (14.0, 50.0, 10.0), 29: "2024:07:26", 31: 12.5,
}  # fmt: skip
TAKEN: Tags = {0x9003: "2024:07:26 16:50:10", 0x9011: "+02:00"}


def exif_of(
    main: Tags | None = None, sub: Tags | None = None, gps: Tags | None = None
) -> bytes:
    exif = Image.Exif()
    exif.update(main or {})
    exif.get_ifd(ExifTags.IFD.Exif).update(sub or {})
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            key: tuple(map(rational, value)) if isinstance(value, tuple) else value
            for key, value in (gps or {}).items()
        }
    )
    return exif.tobytes()


def rational(value: float) -> TiffImagePlugin.IFDRational:
    return TiffImagePlugin.IFDRational(round(value * 1000), 1000)


def picture(
    form: str = "JPEG", size: tuple[int, int] = (16, 12), **options: object
) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "gray").save(target, form, **options)
    return target.getvalue()


def png_with_text(**texts: str) -> bytes:
    chunks = PngImagePlugin.PngInfo()
    for key, text in texts.items():
        chunks.add_text(key, text)
    return picture("PNG", pnginfo=chunks)


def xmp(body: str, prolog: str = "") -> bytes:
    return (
        f'{prolog}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{body}</rdf:RDF></x:xmpmeta>"
    ).encode()

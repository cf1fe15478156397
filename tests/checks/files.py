"""Facts about files for tests of the checks of the file's own words."""

from dataclasses import replace
from typing import Any

from tests.facts import facts, tag
from verify.domain.evidence import Evidence, digest_of
from verify.domain.examination import Facts, PictureFacts
from verify.domain.metadata import Metadata, Tag

CAMERA = (
    tag("Make", "Canon", "EXIF IFD0"),
    tag("Model", "Canon EOS 5D", "EXIF IFD0"),
    tag("ExposureTime", "1/100", "EXIF"),
)


def file(
    *tags: Tag, name: str = "a.jpg", size: tuple[int, int] = (900, 600), **more: Any
) -> Facts:
    """A photo of this name, with these tags and what else its metadata hold."""
    picture = PictureFacts("JPEG", *size, digest_of(b"pixels"))
    return replace(
        facts(metadata=Metadata(tags=tags, **more), shown=picture),
        evidence=Evidence(digest_of(b"photo"), 5, name),
    )

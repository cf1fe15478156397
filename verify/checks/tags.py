"""Finds tags by name, whatever block of the file and whichever reader gave them."""

from collections.abc import Iterator

from verify.domain.metadata import Metadata, Tag

EXIF = "EXIF"
FURTHER = ("IFD1", "IFD2", "IFD 2", "preview", "MPF", "Interop")
"""Places of what is said about thumbnails and previews, not about the picture."""


def tags_named(metadata: Metadata, *names: str) -> Iterator[Tag]:
    """Tags with one of these names that say something, each value once a place."""
    wanted = {name.lower() for name in names}
    seen = set[tuple[str, str, str]]()
    for tag in metadata.tags:
        key = (tag.name.lower(), tag.place, tag.value)
        if key[0] in wanted and tag.value.strip() and key not in seen:
            seen.add(key)
            yield tag


def values_named(metadata: Metadata, *names: str) -> tuple[str, ...]:
    """The different values of tags with these names, thumbnails' own left out."""
    found = (
        tag.value.strip()
        for tag in tags_named(metadata, *names)
        if not any(word in tag.place for word in FURTHER)
    )
    return tuple(dict.fromkeys(found))

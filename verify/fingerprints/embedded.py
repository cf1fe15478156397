"""Pictures inside a file (thumbnails, previews) held against the picture it shows.

By pHash, over what honest files do to a thumbnail: bands of black around it, another
shape than the picture's, another turn. Measured in docs/methodology.md. What lies in a
file more than once is compared once; nothing here says what a difference means.
"""

from collections.abc import Iterator
from dataclasses import asdict, fields
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verify.domain.examination import EmbeddedComparison
from verify.domain.fingerprints import Fingerprint, Unusable, distance_bits
from verify.domain.metadata import EmbeddedPicture, Metadata
from verify.errors import BadInput
from verify.fingerprints.contrast import grey
from verify.fingerprints.phash import make, make_oriented
from verify.imaging.decode import DecodeLimits, decode
from verify.imaging.picture import Picture
from verify.imaging.scale import shrink

MOST_COMPARED = 6
LARGEST_BYTES = 16 << 20
MOST_PIXELS = 25_000_000
SIDE_PX = 512
BLACK = 24
"""Grey levels, 0..255, of bands around a thumbnail: black after JPEG coding."""
LEAST_INSIDE = 0.4
"""Of a side: bands that would leave less are part of the picture."""
SAME_SHAPE = 1.03
# Second views of a stereo pair, depth maps and gain maps are no thumbnails.
COMPARED = ("EXIF", "Photoshop", "JFXX")
FURTHER_PAGES = frozenset({"TIFF", "DNG"})
"""Formats in which a second directory is a page or the raw picture as a rule."""

Pixels = NDArray[np.uint8]


def compare_embedded(
    content: bytes, metadata: Metadata, picture: Picture
) -> tuple[EmbeddedComparison, ...]:
    """Each thumbnail and preview that can be decoded, against the picture."""
    shown = shrink(picture.pixels, SIDE_PX)
    found, seen = list[EmbeddedComparison](), set[tuple[int, int]]()
    if metadata.format in FURTHER_PAGES:
        return ()
    for one in metadata.embedded:
        where = one.offset
        if where is None or (where, one.size) in seen or not _is_thumbnail(one):
            continue
        if len(found) == MOST_COMPARED:
            break
        seen.add((where, one.size))
        inner = content[where : where + min(one.size, LARGEST_BYTES)]
        found.append(_compared(one, where, inner, shown))
    return tuple(found)


def _is_thumbnail(one: EmbeddedPicture) -> bool:
    return one.format == "JPEG" and any(word in one.place for word in COMPARED)


def _compared(
    one: EmbeddedPicture, offset: int, content: bytes, shown: Pixels
) -> EmbeddedComparison:
    try:
        inner = decode(content, DecodeLimits(max_pixels=MOST_PIXELS))
    except BadInput as error:
        return EmbeddedComparison(
            one.place, offset, one.size, one.width, one.height, None, reason=str(error)
        )
    straight, mirrored, reason = list[tuple[int, str]](), list[int](), ""
    for how, thumbnail, whole in _ways(shrink(inner.pixels, SIDE_PX), shown):
        own, others = make(thumbnail), make_oriented(whole)
        if isinstance(own, Unusable) or isinstance(others, Unusable):
            poor = own if isinstance(own, Unusable) else others
            reason = reason or (poor.reason if isinstance(poor, Unusable) else "")
            continue
        bits = _distances(own, others)
        straight.append((bits[0], how))
        mirrored.append(bits[1])
    width, height = inner.width, inner.height
    if not straight:
        return EmbeddedComparison(
            one.place, offset, one.size, width, height, None, reason=reason
        )
    least, how = min(straight, key=itemgetter(0))
    return EmbeddedComparison(
        one.place, offset, one.size, width, height, least, min(mirrored), how
    )


def _distances(own: Fingerprint, others: tuple[Fingerprint, ...]) -> tuple[int, int]:
    """Least distance over four turns, and over four turns of the mirrored picture."""
    bits = [distance_bits(own, other) for other in others]
    return min(bits[:4]), min(bits[4:])


def _ways(thumbnail: Pixels, shown: Pixels) -> Iterator[tuple[str, Pixels, Pixels]]:
    """Pairs to compare: as they are, without bands, cut to one shape."""
    yield "as it is", thumbnail, shown
    inside = without_bands(thumbnail)
    if inside.shape != thumbnail.shape:
        yield "without black bands", inside, shown
    for turned in (inside, np.rot90(inside)):
        stretch = _ratio(turned) / _ratio(shown)
        if max(stretch, 1 / stretch) > SAME_SHAPE:
            yield "the picture cut to its shape", inside, _cut(shown, _ratio(turned))


def without_bands(pixels: Pixels) -> Pixels:
    """The picture without black bands at its edges; as it is where it has none."""
    lit = grey(pixels) > BLACK
    rows = np.flatnonzero(lit.mean(axis=1) > 0.05)  # noqa: PLR2004  (noise in a band)
    columns = np.flatnonzero(lit.mean(axis=0) > 0.05)  # noqa: PLR2004
    if not rows.size or not columns.size:
        return pixels
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    left, right = int(columns[0]), int(columns[-1]) + 1
    height, width = pixels.shape[:2]
    if bottom - top < height * LEAST_INSIDE or right - left < width * LEAST_INSIDE:
        return pixels
    return np.ascontiguousarray(pixels[top:bottom, left:right])


def _ratio(pixels: Pixels) -> float:
    return float(pixels.shape[1]) / float(pixels.shape[0])


def _cut(pixels: Pixels, ratio: float) -> Pixels:
    """The middle of the picture in this shape (width by height)."""
    height, width = pixels.shape[:2]
    across, down = min(width, round(height * ratio)), min(height, round(width / ratio))
    left, top = (width - across) // 2, (height - down) // 2
    return np.ascontiguousarray(pixels[top : top + down, left : left + across])


def embedded_to_json(found: tuple[EmbeddedComparison, ...]) -> list[dict[str, Any]]:
    """The comparisons as plain values, for the pipe from a worker."""
    return [asdict(one) for one in found]


def embedded_from_json(value: list[dict[str, Any]]) -> tuple[EmbeddedComparison, ...]:
    """The comparisons again. Raises ValueError where the value is none."""
    names = {field.name for field in fields(EmbeddedComparison)}
    found = []
    for one in value:
        numbers = (one.get("offset"), one.get("size"))
        if set(one) != names or not all(isinstance(n, int) for n in numbers):
            raise ValueError("this is no comparison of an embedded picture")
        found.append(EmbeddedComparison(**one))
    return tuple(found)

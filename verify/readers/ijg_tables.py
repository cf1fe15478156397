"""Whether quantisation tables are those that the IJG's library makes at a quality.

The library scales the example tables of ITU-T T.81, annex K.1, by its quality 1..100
(jcparam.c: 5000/q below 50, 200-2q from 50). Cameras and editors that use it, and many
that copy it, have exactly such tables; others have their own. The nearest quality of
those is a way to compare, by the sums that ImageMagick introduced; it is taken as
exiftool takes it (JPEGQualityEstimate), so that figures of both can be laid side by
side. Other programs differ by up to 16 on the same tables.
"""

from functools import cache

Table = tuple[int, ...]
"""64 values in zigzag order, as a file has them."""

_LUMINANCE = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55,
    14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
_CHROMINANCE = (
    17,
    18,
    24,
    47,
    99,
    99,
    99,
    99,
    18,
    21,
    26,
    66,
    99,
    99,
    99,
    99,
    24,
    26,
    56,
    99,
    99,
    99,
    99,
    99,
    47,
    66,
    99,
    99,
    99,
    99,
    99,
    99,
    *(99,) * 32,
)
ZIGZAG = (
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
    12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
    35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
    58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
)  # fmt: skip
"""Place in the square, row by row, of each value in the file's order."""
BEST, HALF = 100, 50
_LARGEST = 255
MOST_TABLES = 4
# What the sums single out: two values of the first table, two of the second. They were
# published for the square; exiftool takes the same places in the file's order.
_FIRST_PLACES, _SECOND_PLACES = (2, 53), (0, 63)


@cache
def scaled(quality: int, *, chrominance: bool) -> Table:
    """The library's table at a quality, in zigzag order."""
    plain = _CHROMINANCE if chrominance else _LUMINANCE
    percent = 5000 // quality if quality < HALF else 200 - 2 * quality
    return tuple(
        min(max((plain[place] * percent + 50) // 100, 1), _LARGEST) for place in ZIGZAG
    )


def exact_quality(tables: tuple[Table, ...]) -> int | None:
    """The quality at which the first table is luminance and the rest chrominance."""
    if not tables:
        return None
    for quality in _with_first(tables[0]):
        second = scaled(quality, chrominance=True)
        if all(table in {second, tables[0]} for table in tables[1:]):
            return quality
    return None


def nearest_quality(tables: tuple[Table, ...]) -> int | None:
    """The quality whose sums are nearest; None where they fit none."""
    if not tables:
        return None
    marks = sum(tables[0][place] for place in _FIRST_PLACES)
    if len(tables) > 1:
        marks += sum(tables[1][place] for place in _SECOND_PLACES)
    total = sum(map(sum, tables[:MOST_TABLES]))
    for quality, (known_marks, known_total) in enumerate(_known(len(tables) > 1), 1):
        if marks < known_marks and total < known_total:
            continue
        fits = marks <= known_marks and total <= known_total
        return quality if fits or quality > HALF else None
    return None


@cache
def _known(coloured: bool) -> tuple[tuple[int, int], ...]:  # noqa: FBT001
    """The same sums of the library's own tables, quality 1 first."""
    found = []
    for quality in range(1, BEST + 1):
        first = scaled(quality, chrominance=False)
        marks = sum(first[ZIGZAG.index(place)] for place in _FIRST_PLACES)
        total = sum(first)
        if coloured:
            second = scaled(quality, chrominance=True)
            marks += sum(second[ZIGZAG.index(place)] for place in _SECOND_PLACES)
            total += sum(second)
        found.append((marks, total))
    return tuple(found)


@cache
def _by_first() -> dict[Table, list[int]]:
    found: dict[Table, list[int]] = {}
    for quality in range(1, BEST + 1):
        found.setdefault(scaled(quality, chrominance=False), []).append(quality)
    return found


def _with_first(table: Table) -> list[int]:
    return _by_first().get(table, [])

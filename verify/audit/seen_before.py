"""Whether what a link rests on was assessed as recycled; of a collage, part by part."""

from verify.audit.casebook import Casebook, Entry

HALF = 0.5


def seen_before(book: Casebook, link: Entry) -> bool:
    """Whether the picture, or the part of a collage that is meant, was seen before.

    Of a collage that was assessed part by part, those parts count that hold at least
    half of the link's region.
    """
    evidence = str(link.body.get("evidence"))
    if book.outcome(evidence) != "recycled":
        return False
    region = _box(book.body(link).get("region"))
    parts = book.about(evidence, "compare")[-1].body.get("parts")
    if region is None or not parts:
        return True
    return any(
        part.get("outcome") == "recycled"
        and _inside(region, _box(part.get("region"))) >= HALF
        for part in parts
    )


def _box(text: object) -> tuple[float, ...] | None:
    """Left, upper, right, lower of a region, whichever way it is written."""
    try:
        numbers = [float(one) for one in str(text).replace(",", " ").split()]
    except ValueError:
        return None
    xs, ys = numbers[::2], numbers[1::2]
    if len(xs) != len(ys) or len(xs) < len("ab"):
        return None
    return min(xs), min(ys), max(xs), max(ys)


def _inside(one: tuple[float, ...], other: tuple[float, ...] | None) -> float:
    """Share of the box `one` that lies in the other; all where that is unknown."""
    area = (one[2] - one[0]) * (one[3] - one[1])
    if other is None or area <= 0:
        return 1.0
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, down) / area

"""One match in words that can be printed as they stand.

Says how much of each picture the other holds, whether one was turned left to right, and
where they differ. Everything comes from the comparison; nothing is judged here, and why
a difference is there is never guessed.
"""

from collections.abc import Sequence

from verify.domain.matches import Comparison, MatchKind
from verify.domain.regions import WHOLE, Region

NEARLY_ALL = 0.97  # regions are found to a few hundredths
WIDE = 0.55  # of a side: no longer in one place
MOST_PLACES = 4  # a sentence with more is not read

_FIXED = {
    MatchKind.IDENTICAL_BYTES: "The photo is the library's file, byte for byte.",
    MatchKind.IDENTICAL_PIXELS: "The photo has the very pixels of the library's "
    "picture, in another file.",
    MatchKind.SAME_SCENE: "The two are different photographs that may show the same "
    "place: a lead, and no sign that the photo was used before.",
}


def explanation(c: Comparison) -> str:
    """What the two pictures share: `73 % of the photo shows …`."""
    if c.kind in _FIXED:
        return _FIXED[c.kind]
    here, there = _area(c.query_region), _area(c.reference_region)
    mirror = ", turned left to right" if c.mirrored else ""
    if here >= NEARLY_ALL and there >= NEARLY_ALL:
        words = f"The photo shows the library's picture, all of it{mirror}"
    elif there >= NEARLY_ALL:
        words = (
            f"The library's picture, all of it, takes up {_percent(here)} of the "
            f"photo{mirror}"
        )
    elif here >= NEARLY_ALL:
        words = f"The photo shows {_percent(there)} of the library's picture{mirror}"
    else:
        words = (
            f"{_percent(here)} of the photo shows {_percent(there)} of the library's "
            f"picture{mirror}"
        )
    count = c.numbers.get("confirmed")
    return words + (f"; {count:,.0f} details lie alike." if count else ".")


def differences(share: float, regions: Sequence[Region]) -> str:
    """Where the shared part differs, and how much of it."""
    if not regions:
        return "Beyond compression and colour, nothing differs in the shared part."
    places = list(dict.fromkeys(where(region) for region in regions))
    if len(places) > MOST_PLACES:
        words = f"in {len(regions)} places"
    else:
        words = " and ".join(filter(None, (", ".join(places[:-1]), places[-1])))
    size = "under 1" if share < 0.01 else f"{share * 100:.0f}"  # noqa: PLR2004
    return (
        f"The two differ {words} ({size} % of the shared part): something may have "
        "been added, covered or removed there."
    )


def where(region: Region) -> str:
    """Where in the picture a region lies: `at the upper left`, `along the bottom`."""
    xs, ys = zip(*region.points, strict=True)
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    across, down = _third((left + right) / 2), _third((top + bottom) / 2)
    wide, tall = right - left > WIDE, bottom - top > WIDE
    if wide and tall:
        return "over much of it"
    if wide:
        return ("along the top", "across the middle", "along the bottom")[down]
    if tall:
        return ("along the left", "down the middle", "along the right")[across]
    if (across, down) == (1, 1):
        return "in the middle"
    side = ("left", "", "right")[across] or "edge"
    level = ("upper ", "", "lower ")[down]
    return f"at the {level}{side}"


def _third(value: float) -> int:
    return min(2, max(0, int(value * 3)))


def _area(region: Region | None) -> float:
    return 1.0 if region is None or region == WHOLE else region.area


def _percent(share: float) -> str:
    return f"{max(1, min(99, round(share * 100)))} %"

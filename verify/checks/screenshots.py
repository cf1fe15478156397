"""Tells signs that a file is a capture of a screen.

A screenshot is a normal way to keep a post; what it costs is the metadata of what was
on the screen. So signs of one are neutral, and say where to look for the original. Only
what the file and its size say is looked at, not status bars in the picture.
"""

import re
from collections.abc import Iterator

from verify.checks.dates import basis_of
from verify.checks.findings import Maker
from verify.checks.synthetic import IPTC_TERMS
from verify.checks.tags import tags_named
from verify.domain.examination import Facts
from verify.domain.findings import Finding, State

NAME = "screenshots"
VERSION = "1"

KEPT = "A screenshot keeps nothing of the metadata of what was on the screen."
SIZE = "Wallpapers, video frames and exports have such sizes too."
ABSENT = "Cropped, resized and sent screenshots have none of these signs."

DECLARED = re.compile(
    r"screen ?(shot|capture|grab)|снимок экрана|скриншот|لقطة", re.IGNORECASE
)
NAMED = re.compile(
    r"screen[-_ ]?shot|screen[-_ ]?capture|screencap|bildschirmfoto|"
    r"captura de pantalla|"
    r"capture d.[eé]cran|снимок экрана|скриншот|لقطة الشاشة|صورة الشاشة|צילום מסך",
    re.IGNORECASE,
)
# Screens of telephones and computers in pixels, upright; makers' specification pages.
SCREENS = frozenset(
    {
        (750, 1334), (828, 1792), (1080, 1920), (1125, 2436), (1170, 2532),
        (1179, 2556), (1206, 2622), (1242, 2208), (1242, 2688), (1284, 2778),
        (1290, 2796), (1320, 2868), (640, 1136),  # iPhones
        (1536, 2048), (1620, 2160), (1640, 2360), (1668, 2224), (1668, 2388),
        (2048, 2732),  # iPads
        (720, 1280), (720, 1520), (720, 1560), (720, 1600), (720, 1612), (1080, 2160),
        (1080, 2220), (1080, 2280), (1080, 2316), (1080, 2340), (1080, 2376),
        (1080, 2400), (1080, 2408), (1080, 2412), (1080, 2460), (1080, 2520),
        (1440, 2560), (1440, 2960), (1440, 3040), (1440, 3088), (1440, 3120),
        (1440, 3200), (1220, 2712), (1344, 2992), (1008, 2244),  # Android
        (768, 1366), (900, 1440), (900, 1600), (1050, 1680), (1200, 1920),
        (1600, 2560), (1800, 2880), (1964, 3024), (2160, 3840), (2234, 3456),
        (1440, 3440), (2880, 5120),  # computers
    }
)  # fmt: skip

_made = Maker(NAME, VERSION)


def run(facts: Facts) -> tuple[Finding, ...]:
    """What the file, its name or its size say of a screen."""
    found = [*_declared(facts), *_named(facts), *_sized(facts)]
    return tuple(found) or (
        _made(
            "no_screen",
            "No sign of a capture of a screen was found.",
            state=State.NOT_OBSERVED,
            limits=(ABSENT,),
        ),
    )


def _declared(facts: Facts) -> Iterator[Finding]:
    for tag in tags_named(
        facts.metadata, "UserComment", "exif:UserComment", "ImageDescription",
        "Software", "Comment", "Iptc4xmpExt:DigitalSourceType", "dc:description",
    ):  # fmt: skip
        term = tag.value.partition(IPTC_TERMS)[2] or tag.value
        if DECLARED.search(term):
            yield _made(
                "screenshot_declared",
                "The file says that it is a capture of a screen.",
                basis=(basis_of(tag),),
                limits=(KEPT,),
            )
            return


def _named(facts: Facts) -> Iterator[Finding]:
    if NAMED.search(facts.evidence.name):
        yield _made(
            "screenshot_named",
            "The file is named as programs name captures of a screen.",
            basis=(f"file name {facts.evidence.name}",),
            limits=(KEPT, "Anybody can name a file as they like."),
        )


def _sized(facts: Facts) -> Iterator[Finding]:
    """The size of a whole screen, in a file without a camera's exposure."""
    picture = facts.picture
    if picture is None:
        return
    shape = (min(picture.width, picture.height), max(picture.width, picture.height))
    exposed = tags_named(
        facts.metadata, "ExposureTime", "FNumber", "exif:ExposureTime", "Make"
    )
    if shape in SCREENS and next(exposed, None) is None:
        yield _made(
            "sized_like_screen",
            f"Its size, {picture.width} x {picture.height}, is that of a whole screen, "
            "and it states no exposure.",
            basis=(f"size {picture.width} x {picture.height}, {picture.format}",),
            limits=(SIZE, KEPT),
        )

"""What channels and programs leave in a file: each with source, date, and samples.

Names are given by the receiving program and sizes are shared by many; none of this
proves a channel. `samples` counts files of our own or a corpus on which a trace was
seen; 0 means that it is another's word alone. Channels change without notice.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Trace:
    """A sign of a channel, with where and when it was observed."""

    channel: str
    seen: str
    """When, or which version, by whom it was described."""
    source: str
    samples: int = 0

    @property
    def basis(self) -> str:
        """The trace's own standing, as a line of basis."""
        counted = f"{self.samples} files" if self.samples else "none of our own"
        return f"{self.channel}: {self.source}, {self.seen}; samples: {counted}"


@dataclass(frozen=True)
class NameTrace:
    """A pattern of file names, with the groups `date` and `time` where it has them."""

    pattern: re.Pattern[str]
    trace: Trace
    meaning: str
    """What the date in the name is of."""


@dataclass(frozen=True)
class TableTrace:
    """The digest of quantisation tables, as `JpegStructure.tables_digest` has it."""

    digest: str
    trace: Trace


@dataclass(frozen=True)
class SizeTrace:
    """The longest side that a channel makes pictures fit into."""

    long_side: int
    trace: Trace


def _name(pattern: str, trace: Trace, meaning: str) -> NameTrace:
    return NameTrace(re.compile(pattern, re.IGNORECASE), trace, meaning)


SENT, SAVED, TAKEN = "sent or received", "saved or sent", "taken"
_DAY = r"(?P<date>20\d\d[-_.]?[01]\d[-_.]?[0-3]\d)"
_TIME = r"(?P<time>[0-2]\d[-_.:]?[0-5]\d[-_.:]?[0-5]\d)"

_GITHUB = "github.com/"
_ENTE = f"{_GITHUB}ente/photos-web pull request 491"
NAMES = (
    _name(rf"IMG-{_DAY}-WA\d{{4}}", Trace("WhatsApp", "2022-04", _ENTE), SENT),
    _name(
        rf"WhatsApp Image {_DAY} at {_TIME}",
        Trace(
            "WhatsApp on a computer",
            "2026-09",
            f"{_GITHUB}icecore2/whatsapp-media-date-to-exif issue 7",
        ),
        SENT,
    ),
    _name(rf"signal-{_DAY}-{_TIME}", Trace("Signal", "2022-04", _ENTE), SENT),
    _name(
        rf"photo_{_DAY}[_ ]{_TIME}",
        Trace(
            "Telegram on a computer",
            "version 2.1.6, 2020-05",
            f"{_GITHUB}telegramdesktop/tdesktop issues 1586 and 7963",
        ),
        SAVED,
    ),
    _name(
        r"\b\d{6,}_\d{10,}_\d{6,}_[nostq]\b",
        Trace(
            "Facebook or Instagram",
            "2012 and 2020-08",
            f"blog.jaredsburrows.com; {_GITHUB}addshore/facebook-data-image-exif issue "
            "15",
        ),
        SAVED,
    ),
    _name(
        r"\bmmexport(\d{13}|[0-9a-f]{32})",
        Trace("WeChat", "2015 to 2022", f"{_GITHUB}YelloooBlue/WechatExif"),
        SAVED,
    ),
    _name(
        rf"\bIMG_{_DAY}_{_TIME}",
        Trace(
            "a telephone's camera", "2022 and 2023", f"{_GITHUB}immich-app issue 3154"
        ),
        TAKEN,
    ),
)
"""The first that fits a name counts."""

_BLOG = "vendors' and testers' pages, not verified here"
SIZES = (
    SizeTrace(1600, Trace("WhatsApp", "2022-2026", _BLOG)),
    SizeTrace(1280, Trace("Telegram", "2022-11", "ticktechtold.com, one photo")),
    SizeTrace(2560, Trace("Telegram, large", "2025", _BLOG)),
    SizeTrace(2048, Trace("Facebook", "2012-2024", _BLOG)),
    SizeTrace(960, Trace("Facebook, small", "2012-2024", _BLOG)),
    SizeTrace(1080, Trace("Instagram", "2015-2024", _BLOG)),
)

FBMD = Trace(
    "Facebook or Instagram",
    "since 2014-11",
    "stackoverflow.com/questions/31120222, on 339 files of its author",
)

_CORPUS = "files of public corpora that name the program (benchmarks/checks.py)"
TABLES = (
    TableTrace(
        "d3d37f4865904a28e5d7adf2f5635c85377e7407e58743ba24e31e855086ffb6",
        Trace("Adobe Photoshop or Lightroom", "CS6, 21.1, Elements 12", _CORPUS, 5),
    ),
    TableTrace(
        "4a917a1a3dcf2b4c21ce305b9c248e592df9b230a7ca0d403744921003818e1d",
        Trace("Adobe Photoshop", "CC 2017", _CORPUS, 2),
    ),
    TableTrace(
        "94301ed9151a7416338cf55ab2ff6fe2ccb0c9c177eb14f22fe955d119ccef4b",
        Trace("Adobe Photoshop", "CS2 and CS5", _CORPUS, 2),
    ),
)
"""Tables that other programs of the corpora do not share, or only one file does."""

"""Tells whether a file's metadata were removed, and which channels do that.

It is the normal state of whatever was sent or published, and says nothing for or
against a claim; it is told so that nobody reads anything into it.
"""

from verify.checks.findings import Maker
from verify.checks.tags import tags_named
from verify.domain.examination import Facts
from verify.domain.findings import Finding, State

NAME = "stripped"
VERSION = "1"

CHANNELS = (
    "WhatsApp and Telegram in photo mode, Signal, Facebook, Instagram and X remove "
    "metadata; document modes, e-mail and AirDrop keep them (vendors' and testers' "
    "pages, 2018 to 2026; not verified here)"
)
NEUTRAL = (
    "Absent metadata are the rule for shared pictures and never a reason for doubt."
)
ORIGIN = (
    "Make", "Model", "DateTimeOriginal", "ExposureTime", "GPSLatitude", "tiff:Make",
    "exif:DateTimeOriginal", "xmp:CreateDate", "photoshop:DateCreated", "DateCreated",
)  # fmt: skip

_made = Maker(NAME, VERSION)


def run(facts: Facts) -> tuple[Finding, ...]:
    """One finding: nothing about origin is left, or something is."""
    kept = next(tags_named(facts.metadata, *ORIGIN), None)
    if kept is not None:
        return (
            _made(
                "origin_stated",
                "The file still says something of its origin.",
                state=State.NOT_OBSERVED,
                basis=(f"{kept.place} {kept.name}",),
            ),
        )
    return (
        _made(
            "metadata_absent",
            "The file says nothing of when, where or with what it was taken, as is the "
            "rule for pictures that were sent or published.",
            limits=(NEUTRAL, CHANNELS),
        ),
    )

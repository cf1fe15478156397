"""The checks: each turns the Facts of one photo into Findings.

One file is one check; this table is all there is to register. A check is pure: it
asks for no clock, file, network or random number. What a check observes is never a
verdict; `verify.domain.assessment` derives the answer by the written rule.
"""

from collections.abc import Callable
from dataclasses import dataclass

from verify.checks import (
    credentials,
    dates,
    device,
    editing,
    places,
    platforms,
    reuse,
    screenshots,
    stripped,
    sun,
    synthetic,
    thumbnails,
    trailing,
    zones,
)
from verify.domain.examination import Facts
from verify.domain.findings import Finding


@dataclass(frozen=True)
class Check:
    """One check; its name and version stand in each of its findings."""

    name: str
    version: str
    run: Callable[[Facts], tuple[Finding, ...]]


CHECKS: tuple[Check, ...] = (
    Check(reuse.NAME, reuse.VERSION, reuse.run),
    Check(dates.NAME, dates.VERSION, dates.run),
    Check(places.NAME, places.VERSION, places.run),
    Check(zones.NAME, zones.VERSION, zones.run),
    Check(sun.NAME, sun.VERSION, sun.run),
    Check(credentials.NAME, credentials.VERSION, credentials.run),
    Check(synthetic.NAME, synthetic.VERSION, synthetic.run),
    Check(thumbnails.NAME, thumbnails.VERSION, thumbnails.run),
    Check(editing.NAME, editing.VERSION, editing.run),
    Check(device.NAME, device.VERSION, device.run),
    Check(platforms.NAME, platforms.VERSION, platforms.run),
    Check(screenshots.NAME, screenshots.VERSION, screenshots.run),
    Check(trailing.NAME, trailing.VERSION, trailing.run),
    Check(stripped.NAME, stripped.VERSION, stripped.run),
)

"""Holds the devices that several photos name against each other.

A set said to come from one telephone should name one; one serial number should go with
one model; one camera can be in one place at a time. Findings name the photos by their
position in the set. Metadata are copied between files, so nothing here is more than a
reason to look, and photos that name nothing are left out, not held against anybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from verify.checks.device import COPIED, Device, device_of
from verify.checks.findings import counted, quoted
from verify.domain.findings import SetFinding
from verify.domain.metadata import Metadata
from verify.domain.places import StatedPlace
from verify.domain.times import Precision, StatedTime, in_words

NAME = "device_set"
VERSION = "1"

FASTEST_KMH = 1000.0
"""A jet's speed: what a camera on its way can hardly exceed."""
FAR_KM = 50.0
CLOCKS = "One wrong clock, zone or position among them makes it look so."
SILENT = "Photos that name no device are left out; most shared photos name none."

_WHEN = {Precision.MINUTE, Precision.SECOND}


@dataclass(frozen=True)
class Shot:
    """What comparing needs of one photo: small, so that a batch can keep all."""

    device: Device
    taken: str
    """As written; empty where no time taken is stated."""
    moment: StatedTime | None
    """A moment with its zone: satellite time, or a time taken that states one."""
    place: StatedPlace | None


@dataclass(frozen=True)
class _Named(Shot):
    position: int


def shot_of(metadata: Metadata) -> Shot:
    """The device, time and place that a photo's file states first."""
    taken = [one.time for one in metadata.times if one.role == "taken"]
    moments = [
        one.time
        for one in metadata.times
        if one.role in {"gps", "taken"}
        and one.time.zone is not None
        and one.time.precision in _WHEN
    ]
    return Shot(
        device_of(metadata),
        taken[0].text if taken else "",
        moments[0] if moments else None,
        metadata.places[0].place if metadata.places else None,
    )


def across(shots: Sequence[Shot]) -> tuple[SetFinding, ...]:
    """What the devices of a set say together; nothing for fewer than two photos."""
    named = [
        _Named(shot.device, shot.taken, shot.moment, shot.place, position)
        for position, shot in enumerate(shots)
        if shot.device.words
    ]
    if len(shots) < 2 or not named:  # noqa: PLR2004
        return ()
    return (
        _devices(named, len(shots)),
        *_serials(named),
        *_unique(named),
        *_journeys(named),
    )


def _devices(named: list[_Named], total: int) -> SetFinding:
    """How many devices the set names, and which."""
    groups: dict[str, list[int]] = {}
    for one in named:
        numbers = f" number {one.device.serials[0]}" if one.device.serials else ""
        groups.setdefault(one.device.words + numbers, []).append(one.position)
    listed = tuple(
        f"{quoted(words)}: {counted(len(positions), 'photo')}"
        for words, positions in sorted(groups.items(), key=lambda item: -len(item[1]))
    )
    return _finding(
        "one_device" if len(groups) == 1 else "several_devices",
        f"{len(named)} of {counted(total, 'photo')} name a device, "
        f"{counted(len(groups), 'device')} in all.",
        [one.position for one in named],
        basis=listed[:12],
        limits=(COPIED, SILENT),
    )


def _serials(named: list[_Named]) -> Iterator[SetFinding]:
    """One serial number under several models: copied, or a number of no meaning."""
    models: dict[str, dict[str, list[int]]] = {}
    for one in named:
        for serial in one.device.serials:
            by_model = models.setdefault(serial, {})
            by_model.setdefault(one.device.words, []).append(one.position)
    for serial, by_model in models.items():
        if len(by_model) > 1 and len(set(serial)) > 2:  # noqa: PLR2004  (a filler)
            yield _finding(
                "serial_of_several_models",
                f"One serial number, {quoted(serial)}, stands with different models: "
                f"{', '.join(map(quoted, by_model))}.",
                [position for group in by_model.values() for position in group],
                limits=(COPIED, "Some makers count lenses and bodies alike."),
            )


def _unique(named: list[_Named]) -> Iterator[SetFinding]:
    """An identifier meant for one picture, on several files taken at other times."""
    holders: dict[str, list[_Named]] = {}
    for one in named:
        for identifier in one.device.unique:
            holders.setdefault(identifier, []).append(one)
    for identifier, group in holders.items():
        moments = {one.taken for one in group} - {""}
        if len(group) > 1 and len(moments) > 1:
            yield _finding(
                "unique_identifier_shared",
                f"An identifier meant for one picture, {quoted(identifier)}, stands in "
                f"{counted(len(group), 'file')} with different times.",
                [one.position for one in group],
                limits=(COPIED, "Versions of one picture share it by right."),
            )


def _journeys(named: list[_Named]) -> Iterator[SetFinding]:
    """One device, by its number, in two places too soon after each other."""
    by_device: dict[tuple[str, str], list[_Named]] = {}
    for one in named:
        if one.device.serials:
            key = (one.device.words, one.device.serials[0])
            by_device.setdefault(key, []).append(one)
    for (words, serial), group in by_device.items():
        stops = sorted(
            (
                (one.moment, one.place, one.position)
                for one in group
                if one.moment is not None and one.place is not None
            ),
            key=lambda stop: stop[0].earliest,
        )
        for earlier, later in pairwise(stops):
            gap = earlier[1].apart_km(later[1])
            hours = (later[0].end - earlier[0].earliest).total_seconds() / 3600
            if gap > FAR_KM and gap / hours > FASTEST_KMH:
                yield _finding(
                    "too_far_too_soon",
                    f"{quoted(words)} number {quoted(serial)} would have been "
                    f"{gap:,.0f} km apart within {hours:.1f} hours: at "
                    f"{in_words(earlier[0])} and {in_words(later[0])}.",
                    [earlier[2], later[2]],
                    limits=(CLOCKS, COPIED),
                )


def _finding(
    code: str,
    summary: str,
    photos: list[int],
    *,
    basis: tuple[str, ...] = (),
    limits: tuple[str, ...] = (),
) -> SetFinding:
    unique = tuple(dict.fromkeys(photos))
    return SetFinding(NAME, VERSION, code, summary, unique, basis, limits)

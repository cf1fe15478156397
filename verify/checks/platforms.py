"""Tells which channels may have carried a file, by traces in name, size and coding.

A trace speaks of the last channel, never of the picture's origin, and bears on no
claim. Each is told with when, by whom and on how many samples it was observed.
"""

from collections.abc import Iterator

from verify.checks.dates import basis_of
from verify.checks.findings import Maker
from verify.checks.tags import tags_named
from verify.checks.traces import FBMD, NAMES, SIZES, TABLES, TAKEN, NameTrace
from verify.domain.examination import Facts
from verify.domain.findings import Finding, State
from verify.domain.times import StatedTime, on_date, stated_time

NAME = "platforms"
VERSION = "1"

CHANGES = "Channels change their ways without notice, and the table has its dates."
RENAMED = "Anybody can name a file as they like."
SHARED = "Many programs make pictures of that size; HD and document modes do not."
COPIED = "The mark stays when the file is copied on, and can be copied into others."
IN_NAME = "A date in a name is of the clock that named it, in that clock's zone."

_made = Maker(NAME, VERSION)


def run(facts: Facts) -> tuple[Finding, ...]:
    """Traces in the metadata, the name, the size and the tables."""
    found = [*_marked(facts), *_named(facts), *_sized(facts), *_coded(facts)]
    return tuple(found) or (
        _made(
            "no_trace",
            "No trace of a known channel was found.",
            state=State.NOT_OBSERVED,
            limits=(CHANGES,),
        ),
    )


def _marked(facts: Facts) -> Iterator[Finding]:
    for tag in tags_named(
        facts.metadata, "SpecialInstructions", "photoshop:Instructions"
    ):
        if tag.value.startswith("FBMD"):
            yield _made(
                "facebook_mark",
                "The file carries the mark (FBMD) that Facebook and Instagram write "
                "into pictures they publish.",
                basis=(basis_of(tag), FBMD.basis),
                limits=(COPIED, "What the mark encodes is not published."),
            )
            return


def _named(facts: Facts) -> Iterator[Finding]:
    name = facts.evidence.name
    for known in NAMES:
        fit = known.pattern.search(name)
        if fit is None:
            continue
        time = _date_in(fit.groupdict())
        words = f"The file's name is of the kind that {known.trace.channel} gives"
        if time is not None:
            words += f"; its date, {on_date(time).removeprefix('on ')}, is when it was "
            words += f"{known.meaning}"
        yield _made(
            "named_by_channel" if known.meaning != TAKEN else "named_by_camera",
            f"{words}.",
            basis=(f"file name {name}", known.trace.basis),
            limits=(RENAMED, CHANGES, *([IN_NAME] if time is not None else [])),
        )
        if time is not None:
            yield from _against_taken(facts, known, time)
        return


def _against_taken(
    facts: Facts, known: NameTrace, time: StatedTime
) -> Iterator[Finding]:
    """A name that dates the file before its own metadata say it was taken."""
    for statement in facts.metadata.times:
        if statement.role == "taken" and time.before(statement.time):
            yield _made(
                "name_before_taken",
                f"The name dates the file {on_date(time)}, before its own metadata say "
                f"that it was taken ({on_date(statement.time).removeprefix('on ')}).",
                basis=(basis_of(statement.tag), known.trace.basis),
                limits=(RENAMED, IN_NAME),
            )


def _date_in(groups: dict[str, str | None]) -> StatedTime | None:
    day, time = groups.get("date"), groups.get("time")
    if day is None:
        return None
    digits = "".join(c for c in day if c.isdigit())
    text = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    if time is not None:
        clock = "".join(c for c in time if c.isdigit())
        text += f"T{clock[:2]}:{clock[2:4]}:{clock[4:]}"
    try:
        return stated_time(text)
    except ValueError:
        return None


def _sized(facts: Facts) -> Iterator[Finding]:
    """A longest side as channels make it, in a JPEG that names no device."""
    picture = facts.picture
    if picture is None or not picture.format.startswith("JPEG"):
        return
    if next(tags_named(facts.metadata, "Make", "Model"), None) is not None:
        return
    longest = max(picture.width, picture.height)
    fitting = [known.trace for known in SIZES if known.long_side == longest]
    if fitting:
        channels = " or ".join(trace.channel for trace in fitting)
        yield _made(
            "sized_like_channel",
            f"Its longest side, {longest} pixels, is one that {channels} makes, and it "
            "names no camera.",
            basis=tuple(trace.basis for trace in fitting),
            limits=(SHARED, CHANGES),
        )


def _coded(facts: Facts) -> Iterator[Finding]:
    """Quantisation tables that are known from somewhere; most are not."""
    jpeg = facts.metadata.jpeg
    if jpeg is None:
        return
    for known in TABLES:
        if known.digest == jpeg.tables_digest:
            yield _made(
                "tables_of_program",
                f"The JPEG has quantisation tables that {known.trace.channel} writes.",
                basis=(
                    f"SHA-256 of the tables {jpeg.tables_digest}",
                    known.trace.basis,
                ),
                limits=("Other programs can write the same tables.", CHANGES),
            )

"""Facts for tests, made in one line: a claim, references, matches of one photo."""

from collections.abc import Iterable

from verify.checks.run import examine
from verify.domain.assessment import assess
from verify.domain.evidence import Evidence, digest_of
from verify.domain.examination import (
    Assessment,
    ClaimedEvent,
    Facts,
    Outcome,
    PictureFacts,
)
from verify.domain.findings import Finding
from verify.domain.matches import Comparison, Match, MatchKind
from verify.domain.metadata import Metadata, PlaceStatement, Tag, TimeStatement
from verify.domain.places import stated_place
from verify.domain.references import DatedBy, LibraryScope, Publication, Reference
from verify.domain.regions import WHOLE, Region, stated_region
from verify.domain.times import stated_time

SCOPE = LibraryScope("Earlier pictures", digest_of(b"library"), 1000, 990, 1000)
EMPTY = LibraryScope("Earlier pictures", digest_of(b"empty"), 0, 0)
EVENT = "2024-07-25..2024-07-27"


def publication(
    date: str | None = "2022-03-03", dated_by: DatedBy = DatedBy.URL, line: int = 17
) -> Publication:
    return Publication(
        published_at=stated_time(date) if date else None,
        dated_by=dated_by,
        url="https://news.example/old",
        publisher="Example Press",
        title="A crash in the hills",
        manifest_line=line,
    )


def reference(
    *publications: Publication,
    name: str = "pictures/old.jpg",
    captured: str = "",
    depicts: str = "",
    place: str = "",
) -> Reference:
    return Reference(
        digest=digest_of(name.encode()),
        name=name,
        publications=publications,
        captured_at=stated_time(captured) if captured else None,
        depicts=depicts,
        place=stated_place(place) if place else None,
        manifest_line=16,
    )


def match(
    of: Reference,
    kind: MatchKind = MatchKind.SAME_PICTURE,
    region: str | Region | None = WHOLE,
    *,
    mirrored: bool = False,
) -> Match:
    where = stated_region(region) if isinstance(region, str) else region
    return Match(
        of,
        Comparison(
            reference=of.digest,
            kind=kind,
            accepted=True,
            score=0.97,
            decided_by="cascade 1",
            mirrored=mirrored,
            transform=(1, 0, 0, 0, 1, 0, 0, 0, 1),
            query_region=where,
            reference_region=WHOLE,
        ),
    )


def claim(
    time: str = EVENT, *, place: str = "", region: str = "", names: Iterable[str] = ()
) -> ClaimedEvent:
    return ClaimedEvent(
        time=stated_time(time) if time else None,
        place=stated_place(place) if place else None,
        region=stated_region(region) if region else None,
        names=tuple(names),
    )


def picture(panels: tuple[Region, ...] = (WHOLE,), too_poor: str = "") -> PictureFacts:
    pixels = digest_of(b"pixels")
    return PictureFacts("JPEG", 900, 600, pixels, panels=panels, too_poor=too_poor)


def tag(name: str, value: str, place: str = "EXIF") -> Tag:
    return Tag(name, value, value, place, "pillow")


def said(
    *times: tuple[str, str], place: str = "", problems: tuple[str, ...] = ()
) -> Metadata:
    """Metadata with these (role, time) statements and place."""
    gps = tag("GPSLatitude", "1", "EXIF GPS")
    return Metadata(
        times=tuple(
            TimeStatement(role, stated_time(text), tag("DateTimeOriginal", text))
            for role, text in times
        ),
        places=(PlaceStatement(stated_place(place), gps),) if place else (),
        problems=problems,
    )


def facts(
    *matches: Match,
    of: ClaimedEvent | None = None,
    metadata: Metadata | None = None,
    shown: PictureFacts | None = None,
    undecodable: str = "",
    searched: LibraryScope | None = SCOPE,
) -> Facts:
    return Facts(
        evidence=Evidence(digest_of(b"photo"), 5, "photo.jpg"),
        picture=None if undecodable else shown or picture(),
        undecodable=undecodable,
        metadata=metadata or Metadata(),
        matches=matches,
        claim=of or claim(),
        searched=searched,
    )


def answers(given: Facts) -> tuple[Assessment, ...]:
    return assess(given, examine(given))


def outcomes(given: Facts) -> list[tuple[str, Outcome]]:
    return [(one.label, one.outcome) for one in answers(given)]


def codes(given: Facts, check: str) -> list[str]:
    return [one.code for one in findings(given, check)]


def findings(given: Facts, check: str) -> list[Finding]:
    return [one for one in examine(given) if one.check == check]

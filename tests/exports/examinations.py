"""Examinations written by hand, for tests of what is printed from them."""

from dataclasses import replace

from verify.domain.evidence import Digest, Evidence, digest_of
from verify.domain.examination import (
    Assessment,
    ClaimedEvent,
    Examination,
    Outcome,
    PictureFacts,
)
from verify.domain.findings import Bearing, Finding, State
from verify.domain.matches import Comparison, Match, MatchKind
from verify.domain.metadata import Metadata, Tag, TimeStatement
from verify.domain.places import stated_place
from verify.domain.references import DatedBy, LibraryScope, Publication, Reference
from verify.domain.regions import WHOLE, Region, box
from verify.domain.times import stated_time

LIBRARY_DIGEST = digest_of(b"the library")
SUSPECT = digest_of(b"the suspect")
EARLIER = digest_of(b"the earlier picture")
OTHER = digest_of(b"another picture")

MIRRORED_CROP = (-1.25, 0.0, 1.125, 0.0, 1.25, -0.125, 0.0, 0.0, 1.0)


def scope(references: int = 1000, searchable: int = 998) -> LibraryScope:
    return LibraryScope(
        "reference_images", LIBRARY_DIGEST, references, searchable, 1004
    )


def reference(**changes: object) -> Reference:
    known = Reference(
        EARLIER,
        "2022/column.jpg",
        publications=(
            Publication(
                stated_time("2022-03-03"), DatedBy.ARCHIVE,
                url="https://news.example/2022/03/column",
                archive_url="https://archive.example/20220303/column",
                publisher="Example News", title="Column stopped outside the town",
                manifest_line=17,
            ),
            Publication(
                stated_time("2022-03"), DatedBy.STATEMENT, publisher="A reader",
                note="Says so in a letter.", manifest_line=18,
            ),
        ),
        captured_at=stated_time("2022-03-01..2022-03-02"),
        depicts="Column stopped near Bucha",
        place_name="Bucha, Kyiv region",
        title="Column stopped outside the town",
        licence="CC BY 4.0",
        manifest_line=16,
    )  # fmt: skip
    return replace(known, **changes)  # type: ignore[arg-type]


def comparison(**changes: object) -> Comparison:
    made = Comparison(
        EARLIER, MatchKind.SHARED_PART, True, 0.97, "cascade 1", True, MIRRORED_CROP,
        WHOLE, box(0.1, 0.1, 0.9, 0.9),
        {"confirmed": 212.0, "aligned_correlation": 0.964},
        "212 points agree on one placement, and the aligned pixels correlate.",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def near_miss() -> Comparison:
    return Comparison(
        OTHER, MatchKind.SAME_PICTURE, False, 0.12, "cascade 1", False,
        (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0), None, None, {"confirmed": 9.0},
        "Only 9 points agree, which unrelated pictures reach by chance.",
    )  # fmt: skip


def possible_copy(candidate: Comparison) -> Finding:
    return Finding(
        "reuse", "1", "possible_copy", State.NOT_DETERMINED, Bearing.NEUTRAL,
        "Much of it agrees with the reference “old.jpg”; look at both.",
        reference=candidate.reference,
    )  # fmt: skip


REUSE = Finding(
    "reuse", "1", "copy_of_earlier", State.OBSERVED, Bearing.CONTRADICTS,
    "A mirrored part of a picture published on 3 March 2022, before the claimed event.",
    basis=("manifest line 17", "212 agreeing points"),
    limits=("An error in the library would make this wrong.",), reference=EARLIER,
)  # fmt: skip
NO_TIME = Finding(
    "dates", "1", "no_time_in_file", State.NOT_OBSERVED, Bearing.NEUTRAL,
    "The file states no time.",
)  # fmt: skip
MODIFIED = Finding(
    "dates", "1", "modified_after_event", State.OBSERVED, Bearing.NEUTRAL,
    "The file says it was last changed on 27 July 2024.",
    basis=("EXIF IFD0 DateTime 2024:07:27 08:12:40",),
    limits=("The camera's clock may be wrong.", "A program may write the time anew."),
)  # fmt: skip
NO_PLACE = Finding(
    "places", "1", "no_place", State.NOT_DETERMINED, Bearing.NEUTRAL,
    "The claimed place could not be compared.", reason="The file states no place.",
)  # fmt: skip


def examination(**changes: object) -> Examination:
    tag = Tag(
        "DateTime",
        "2024:07:27 08:12:40",
        "2024:07:27 08:12:40",
        "EXIF IFD0",
        "exifread",
    )
    made = Examination(
        evidence=Evidence(SUSPECT, 183_204, "inbox/tinzaouaten 3.jpg"),
        examined_at="2026-11-23T09:30:00Z",
        claim=ClaimedEvent(
            stated_time("2024-07-25..2024-07-27"), stated_place("19.95,2.97,30"),
            None, ("Tinzaouaten",),
        ),
        picture=PictureFacts("JPEG", 1080, 720, digest_of(b"pixels")),
        undecodable="",
        metadata=Metadata(
            tags=(tag,),
            times=(TimeStatement("modified", stated_time(tag.raw), tag),),
            readers=(("exifread", "3.5.1"),),
        ),
        searched=scope(),
        findings=(MODIFIED, REUSE, NO_TIME, NO_PLACE),
        assessments=(
            Assessment(
                Outcome.RECYCLED, WHOLE, "picture",
                "If the library's date is right, this picture is older than the "
                "claimed event: a mirrored part of it was published on 3 March 2022.",
                (1,),
            ),
        ),
        matches=(Match(reference(), comparison()),),
        considered=(comparison(), near_miss()),
        settings=(("reuse.accept_score", "0.5"),),
        versions=(("imgverify", "0.1.0"), ("opencv", "5.0.0")),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def nothing_found(name: str = "inbox/new.jpg") -> Examination:
    return examination(
        evidence=Evidence(Digest("ab" * 32), 90_001, name),
        findings=(NO_TIME,),
        assessments=(
            Assessment(
                Outcome.NOTHING_FOUND, WHOLE, "picture",
                "No earlier copy of this picture was found among 1,000 pictures.", (),
            ),
        ),
        matches=(),
        considered=(),
        metadata=Metadata(),
    )  # fmt: skip


def hostile() -> Examination:
    """Markup, terminal commands and turned reading direction in every foreign text."""
    script = "<script>alert(1)</script>\"'>\x1b[31m\u202egpj"
    tag = Tag(
        f"Name{script}", f"Value{script}", f"raw{script}", f"IFD{script}", "exifread"
    )
    publication = Publication(
        stated_time("2022-03-03"), DatedBy.URL, url=f"javascript:alert(1)//{script}",
        archive_url=f"https://a.example/{script}", publisher=script, title=script,
        note=script,
    )  # fmt: skip
    earlier = reference(
        name=f"/home/anna/{script}", publications=(publication,), depicts=script,
        place_name=script, title=script, licence=script, note=script,
    )  # fmt: skip
    finding = replace(
        REUSE,
        summary=script,
        basis=(script,),
        limits=(script,),
        region=Region(WHOLE.points),
    )
    return examination(
        evidence=Evidence(SUSPECT, 1, f"/home/anna/secret/{script}.jpg"),
        claim=ClaimedEvent(stated_time("2024-07-25"), names=(script,)),
        metadata=Metadata(
            tags=(tag,),
            times=(TimeStatement("taken", stated_time("2021-01-01"), tag),),
            problems=(script,),
        ),
        findings=(finding, replace(NO_PLACE, reason=script)),
        assessments=(Assessment(Outcome.RECYCLED, WHOLE, script, script, (0,)),),
        matches=(Match(earlier, comparison(reason=script, numbers={script: 1.0})),),
        considered=(replace(near_miss(), reason=script, decided_by=script),),
        settings=((script, script),),
        versions=((script, script),),
    )

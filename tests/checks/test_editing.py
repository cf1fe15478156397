import pytest

from tests.checks.files import file
from tests.facts import codes, findings, tag
from verify.domain.metadata import HistoryStep


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Adobe Photoshop 25.0 (Windows)", "editor_named"),
        ("GIMP 2.10.34", "editor_named"),
        ("Snapseed 2.0", "editor_named"),
        ("ACDSee Ultimate 10", "editor_named"),
        ("Ver.1.02 ", "software_named"),
        ("17.5.1", "software_named"),
        ("G991BXXU5CVF1", "software_named"),
        ("HDR+ 1.0.540104767zdh", "software_named"),
        ("", "no_program"),
    ],
)
def test_programs_by_name(name: str, code: str) -> None:
    given = file(tag("Software", name, "EXIF IFD0"))
    assert codes(given, "editing") == [code]


def test_one_name_in_two_places_is_one_finding() -> None:
    name = "Adobe Photoshop 25.0"
    given = file(
        tag("Software", name, "EXIF IFD0"), tag("xmp:CreatorTool", name, "XMP")
    )
    (found,) = findings(given, "editing")
    assert len(found.basis) == 2


def test_recorded_steps_are_listed_with_times() -> None:
    step = HistoryStep(
        "saved", "2024-07-26T10:00:00Z", "Photoshop", "/", "", "xmp.iid:1"
    )
    given = file(history=(step,) * 20)
    (found,) = findings(given, "editing")
    assert found.code == "history_recorded"
    assert found.basis[0] == (
        "XMP history: saved at 2024-07-26T10:00:00Z by Photoshop (/)"
    )
    assert found.basis[-1] == "and 8 more"


@pytest.mark.parametrize(
    ("origin", "code"),
    [("xmp.did:other", ["made_from_another"]), ("xmp.did:own", ["no_program"])],
)
def test_made_from_another_document(origin: str, code: list[str]) -> None:
    given = file(
        tag("xmpMM:DocumentID", "xmp.did:own", "XMP"),
        tag("xmpMM:OriginalDocumentID", origin, "XMP"),
    )
    assert codes(given, "editing") == code

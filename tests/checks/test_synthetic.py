from dataclasses import replace

import pytest

from tests.checks.files import file
from tests.facts import claim, codes, findings, outcomes, tag
from tests.signed_files import TRAINED, signed, with_changed_picture
from verify.checks.synthetic import TERMS
from verify.domain.examination import Outcome
from verify.domain.findings import Bearing
from verify.domain.metadata import Tag
from verify.readers.credentials import read_credentials

ADDRESS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
XMP = "Iptc4xmpExt:DigitalSourceType"
A1111 = "a tank\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512"


@pytest.mark.parametrize("term", sorted(TERMS))
def test_declared_terms_are_quoted_and_only_one_contradicts(term: str) -> None:
    given = file(tag(XMP, f"{ADDRESS}{term}", "XMP"))
    (found,) = findings(given, "synthetic")
    assert f"“{term}”" in found.summary
    against = term == "trainedAlgorithmicMedia"
    assert (found.bearing is Bearing.CONTRADICTS) is against


def test_without_any_claim_nothing_is_contradicted() -> None:
    given = replace(
        file(tag(XMP, f"{ADDRESS}trainedAlgorithmicMedia")), claim=claim("")
    )
    assert findings(given, "synthetic")[0].bearing is Bearing.NEUTRAL


def test_a_declared_model_is_a_conflict_with_the_claim() -> None:
    given = file(tag(XMP, f"{ADDRESS}trainedAlgorithmicMedia", "XMP"))
    assert outcomes(given) == [("picture", Outcome.IN_CONFLICT)]


def test_a_signers_declaration_weighs_only_where_it_binds_these_bytes() -> None:
    made = [{"action": "c2pa.created", "digitalSourceType": TRAINED}]
    content = signed(actions=made)
    for bytes_, bearing in (
        (content, Bearing.CONTRADICTS),
        (with_changed_picture(content), Bearing.NEUTRAL),
    ):
        (found,) = findings(file(credentials=read_credentials(bytes_)), "synthetic")
        assert (found.code, found.bearing) == ("source_declared", bearing)


def test_a_generated_ingredient_is_told_and_contradicts_nothing() -> None:
    made = [{"action": "c2pa.created", "digitalSourceType": TRAINED}]
    part = ({"title": "sky.jpg", "relationship": "componentOf"}, signed(actions=made))
    said = read_credentials(signed(ingredients=[part]))
    found = findings(file(credentials=said), "synthetic")
    assert [one.code for one in found] == ["capture_declared", "source_declared"]
    assert {one.bearing for one in found} == {Bearing.NEUTRAL}
    assert "an earlier version or part" in found[1].summary


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (tag("parameters", A1111, "PNG text"), "generator_parameters"),
        (tag("UserComment", A1111, "EXIF"), "generator_parameters"),
        (
            tag("prompt", '{"3": {"class_type": "KSampler"}}', "PNG text"),
            "generator_parameters",
        ),
        (tag("workflow", '{"nodes": []}', "PNG text"), "generator_parameters"),
        (tag("invokeai_metadata", "{}", "PNG text"), "generator_parameters"),
        (tag("Software", "Midjourney", "EXIF IFD0"), "generator_named"),
        (tag("photoshop:Credit", "Made with Google AI", "XMP"), "generator_named"),
        (tag("Software", "Adobe Photoshop 25.0", "EXIF IFD0"), "nothing_declared"),
        (tag("UserComment", "Steps to the river, Sampler: none"), "nothing_declared"),
        (tag("prompt", "say cheese", "PNG text"), "nothing_declared"),
        (tag("Artist", "A. Openai-Levi", "EXIF IFD0"), "generator_named"),
        (tag("Artist", "Dalle Rossi", "EXIF IFD0"), "nothing_declared"),
    ],
)
def test_generators_by_what_they_write(given: Tag, code: str) -> None:
    assert codes(file(given), "synthetic") == [code]
    assert {one.bearing for one in findings(file(given), "synthetic")} == {
        Bearing.NEUTRAL
    }

"""The C2PA files of the corpus beside the repository, against what was looked up once.

`benchmarks/credentials.py` prints the whole table; the cases here are those where a
reader that looks at one result alone would call the file sound.
"""

from pathlib import Path

import pytest

from verify.readers.credentials import read_credentials

FILES = Path(__file__).resolve().parents[2] / ".." / "shared" / "metadata" / "files"
PUBLIC = "c2pa-public-testfiles/image/jpeg/adobe-20220124-"
RUST = "c2pa-rs-tests/sdk/tests/fixtures/"
PYTHON = "c2pa-python-tests/tests/fixtures/"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not FILES.is_dir(),
        reason="the measuring data beside the repository (../shared) is absent",
    ),
]


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        (f"{PUBLIC}A.jpg", "none not_checked not_checked"),
        (f"{PUBLIC}CA.jpg", "embedded matches sound"),
        (f"{PUBLIC}CAICA.jpg", "embedded matches sound"),
        (f"{PUBLIC}XCA.jpg", "embedded picture_differs sound"),
        (f"{PUBLIC}E-uri-CA.jpg", "embedded statements_differ sound"),
        (f"{PYTHON}C.dng", "embedded matches sound"),
        (f"{RUST}update_manifest.jpg", "embedded matches sound"),
        (f"{RUST}no_alg.jpg", "unreadable not_checked not_checked"),
        (f"{RUST}libpng-test_with_url.png", "remote not_checked not_checked"),
        (
            f"{PYTHON}files-for-signing-tests/prerelease.jpg",
            "unreadable not_checked not_checked",
        ),
    ],
)
def test_the_facts_of_files_made_by_others(name: str, facts: str) -> None:
    said = read_credentials((FILES / name).read_bytes())
    assert f"{said.presence} {said.binding} {said.signature}" == facts


def test_an_ingredient_whose_signature_is_broken_under_a_sound_top() -> None:
    said = read_credentials((FILES / f"{PUBLIC}CIE-sig-CA.jpg").read_bytes())
    assert (said.binding, said.signature) == ("matches", "sound")
    ((_, ingredient),) = said.broken_ingredients
    assert ingredient.title == "E-sig-CA.jpg"
    assert "claimSignature.mismatch" in ingredient.problems


def test_a_generated_ingredient_is_quoted() -> None:
    said = read_credentials((FILES / f"{RUST}ocsp.jpg").read_bytes())
    assert [term for _, term in said.declared_sources] == [
        "compositeWithTrainedAlgorithmicMedia",
        "trainedAlgorithmicMedia",
    ]


def test_an_identity_that_needs_the_network_breaks_nothing() -> None:
    folder = FILES / "c2pa-rs-tests/sdk/src/identity/tests/fixtures/claim_aggregation"
    said = read_credentials((folder / "adobe_connected_identities.jpg").read_bytes())
    assert (said.binding, said.signature) == ("matches", "sound")
    assert any("CAWG" in text for text in said.unchecked)

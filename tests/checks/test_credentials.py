from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.facts import codes, facts, findings, outcomes
from tests.signed_files import (
    anchors,
    key,
    signed,
    with_broken_signature,
    with_changed_picture,
)
from verify.domain.credentials import (
    Credentials,
    Presence,
    TimeStamp,
)
from verify.domain.examination import Facts, Outcome
from verify.domain.findings import Bearing, State
from verify.domain.metadata import Metadata
from verify.readers.credentials import read_credentials

CHECK = "credentials"


def given(said: Credentials) -> Facts:
    return facts(metadata=Metadata(credentials=said))


def test_the_four_facts_are_four_findings() -> None:
    said = read_credentials(signed(), anchors(key()))
    assert codes(given(said), CHECK)[:4] == [
        "manifest_present", "bytes_match", "signature_sound", "signer_listed",
    ]  # fmt: skip
    listed = findings(given(said), CHECK)[3]
    assert "“known.pem” (dated 2026-11-01)" in listed.summary


@pytest.mark.parametrize(
    ("breaks", "code"),
    [
        (with_changed_picture, "bytes_differ"),
        (with_broken_signature, "signature_unsound"),
    ],
)
def test_nothing_that_fails_speaks_for_or_against_the_claim(
    breaks: Callable[[bytes], bytes], code: str
) -> None:
    said = read_credentials(breaks(signed()), anchors(key()))
    found = findings(given(said), CHECK)
    assert code in [one.code for one in found]
    assert {one.bearing for one in found} == {Bearing.NEUTRAL}
    assert outcomes(given(said)) == [("picture", Outcome.NOTHING_FOUND)]


def test_a_broken_part_is_told_beside_a_listed_signer() -> None:
    inner = with_broken_signature(signed(by=key("Camera")))
    content = signed(ingredients=[({"title": "inner.jpg"}, inner)])
    found = findings(given(read_credentials(content, anchors(key()))), CHECK)
    broken = next(one for one in found if one.code == "ingredient_broken")
    assert "“inner.jpg”" in broken.basis[0]
    assert "claimSignature.mismatch" in broken.basis[0]


def test_without_a_list_nobody_is_known() -> None:
    assert "signer_no_list" in codes(given(read_credentials(signed())), CHECK)


def test_a_list_is_not_asked_about_an_unsound_signature() -> None:
    said = read_credentials(with_broken_signature(signed()), anchors(key()))
    assert "signer_listed" not in codes(given(said), CHECK)


@pytest.mark.parametrize(
    ("stamp", "time", "bearing"),
    [
        (TimeStamp.TRUSTED, "2022-03-03T10:00:00+00:00", Bearing.CONTRADICTS),
        (TimeStamp.TRUSTED, "2024-08-03T10:00:00+00:00", Bearing.NEUTRAL),
        (TimeStamp.UNKNOWN_AUTHORITY, "2022-03-03T10:00:00+00:00", None),
        (TimeStamp.UNSOUND, "2022-03-03T10:00:00+00:00", None),
    ],
)
def test_only_a_trusted_time_stamp_before_the_event_contradicts(
    stamp: TimeStamp, time: str, bearing: Bearing | None
) -> None:
    said = stamped(read_credentials(signed()), stamp, time)
    found = [f for f in findings(given(said), CHECK) if f.code.startswith("signed_")]
    assert [one.bearing for one in found] == ([bearing] if bearing else [])


def stamped(said: Credentials, stamp: TimeStamp, time: str) -> Credentials:
    active = replace(said.manifests[0], signed_at=time)
    return replace(said, time_stamp=stamp, manifests=(active,))


def test_a_time_stamp_over_changed_bytes_dates_nothing() -> None:
    said = read_credentials(with_changed_picture(signed()))
    said = stamped(said, TimeStamp.TRUSTED, "2022-03-03T10:00:00+00:00")
    assert not {"signed_before", "signed_at"} & set(codes(given(said), CHECK))


@pytest.mark.parametrize(
    ("presence", "code", "state"),
    [
        (Presence.NONE, "no_manifest", State.NOT_OBSERVED),
        (Presence.REMOTE, "manifest_elsewhere", State.OBSERVED),
        (Presence.UNREADABLE, "manifest_unreadable", State.NOT_DETERMINED),
        (Presence.NOT_READ, "manifest_not_read", State.NOT_DETERMINED),
    ],
)
def test_what_is_not_embedded_is_neutral(
    presence: Presence, code: str, state: State
) -> None:
    (found,) = findings(given(Credentials(presence, "a reason")), CHECK)
    assert (found.code, found.state, found.bearing) == (code, state, Bearing.NEUTRAL)


@pytest.mark.parametrize(
    "word", ["trusted", "authentic", "genuine", "fake", "verified"]
)
def test_no_verdict_word_in_any_finding(word: str) -> None:
    inner = with_broken_signature(signed(by=key("Camera")))
    content = signed(ingredients=[({"title": "inner.jpg"}, inner)])
    for said in (
        read_credentials(content, anchors(key())),
        read_credentials(with_changed_picture(signed()), anchors(key("Other"))),
        Credentials(),
    ):
        for one in findings(given(said), CHECK):
            assert word not in " ".join((one.summary, *one.limits)).lower()

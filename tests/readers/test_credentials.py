"""Content Credentials: four facts kept apart, and what a naive reader gets wrong.

Every file is signed here with a key made on the fly; corpus files are in
tests/readers/test_credentials_corpus.py.
"""

import datetime as dt
import importlib.util
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.signed_files import (
    DIGITAL_CAPTURE,
    TRAINED,
    anchors,
    key,
    photo,
    signed,
    with_broken_signature,
    with_changed_picture,
)
from verify.domain.credentials import (
    Binding,
    Certificate,
    Credentials,
    Presence,
    Signature,
    Signer,
)
from verify.readers.credentials import read_credentials
from verify.readers.credentials_wire import credentials_from_json, credentials_to_json


def four_facts(said: Credentials) -> tuple[str, str, str, str]:
    return said.presence, said.binding, said.signature, said.signer


def test_no_manifest_is_read_as_none_without_loading_the_library() -> None:
    assert read_credentials(photo()) == Credentials()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "GIF"])
def test_a_sound_file_of_an_unknown_signer(form: str) -> None:
    content = signed(photo(form=form), kind=f"image/{form.lower()}")
    said = read_credentials(content)
    assert four_facts(said) == ("embedded", "matches", "sound", "no_list")
    assert said.active is not None
    assert (said.active.signer, said.active.title) == ("Test signer", "signed.jpg")
    assert said.active.actions == ("c2pa.created",)
    assert said.active.source_types == ("digitalCapture",)


def test_a_signer_on_the_list_and_one_that_is_not() -> None:
    content = signed()
    assert read_credentials(content, anchors(key())).signer is Signer.LISTED
    other = read_credentials(content, anchors(key("Another")))
    assert four_facts(other) == ("embedded", "matches", "sound", "not_listed")
    assert other.trust_list is not None
    assert other.trust_list.dated == "2026-11-01"


def test_a_name_of_renown_is_only_a_name() -> None:
    forged = signed(by=key("Nikon Corporation"))
    said = read_credentials(forged, anchors(key()))
    assert said.active is not None
    assert said.active.signer == "Nikon Corporation"
    assert said.signer is Signer.NOT_LISTED


def test_a_changed_picture_keeps_its_sound_signature_of_a_listed_signer() -> None:
    said = read_credentials(with_changed_picture(signed()), anchors(key()))
    assert four_facts(said) == ("embedded", "picture_differs", "sound", "listed")


def test_credentials_put_on_another_picture() -> None:
    marked, other = signed(), photo("navy")
    start = marked.index(b"\xff\xeb")
    end = start + 2 + int.from_bytes(marked[start + 2 : start + 4], "big")
    said = read_credentials(other[:2] + marked[start:end] + other[2:], anchors(key()))
    assert said.binding is Binding.PICTURE_DIFFERS
    assert said.signature is Signature.SOUND


def test_bytes_added_behind_the_picture_break_the_bond() -> None:
    said = read_credentials(signed() + b"PK\x03\x04", anchors(key()))
    assert said.binding is Binding.PICTURE_DIFFERS


def test_a_broken_signature() -> None:
    said = read_credentials(with_broken_signature(signed()), anchors(key()))
    assert said.signature is Signature.UNSOUND
    assert "claimSignature.mismatch" in said.codes


@pytest.mark.parametrize(
    ("breaks", "code"),
    [
        (with_broken_signature, "claimSignature.mismatch"),
        (with_changed_picture, "assertion.dataHash.mismatch"),
    ],
)
def test_a_broken_ingredient_under_a_sound_listed_top(
    breaks: Callable[[bytes], bytes], code: str
) -> None:
    inner = breaks(signed(by=key("Camera")))
    part = ({"title": "inner.jpg", "relationship": "componentOf"}, inner)
    said = read_credentials(signed(ingredients=[part]), anchors(key(), key("Camera")))
    assert four_facts(said) == ("embedded", "matches", "sound", "listed")
    ((holder, ingredient),) = said.broken_ingredients
    assert holder.active
    assert ingredient.title == "inner.jpg"
    assert code in ingredient.problems


def test_a_broken_ingredient_two_levels_down() -> None:
    inner = with_broken_signature(signed(by=key("Camera")))
    middle = signed(ingredients=[({"title": "inner.jpg"}, inner)])
    top = signed(photo("navy"), ingredients=[({"title": "middle.jpg"}, middle)])
    said = read_credentials(top, anchors(key(), key("Camera")))
    assert four_facts(said) == ("embedded", "matches", "sound", "listed")
    assert len(said.manifests) == 3
    assert [one.title for _, one in said.broken_ingredients] == ["inner.jpg"]


def test_a_sound_ingredient_is_no_broken_one() -> None:
    part = ({"title": "inner.jpg"}, signed(by=key("Camera")))
    said = read_credentials(signed(ingredients=[part]))
    assert said.broken_ingredients == ()
    plain = ({"title": "plain.jpg"}, photo("navy"))
    assert read_credentials(signed(ingredients=[plain])).broken_ingredients == ()


def test_what_an_ingredient_declares_is_not_lost() -> None:
    made = [{"action": "c2pa.created", "digitalSourceType": TRAINED}]
    inner = signed(by=key("Generator"), actions=made)
    top = signed(
        actions=[{"action": "c2pa.edited", "digitalSourceType": DIGITAL_CAPTURE}],
        ingredients=[({"title": "inner.jpg", "relationship": "parentOf"}, inner)],
    )
    declared = read_credentials(top).declared_sources
    assert [(one.active, term) for one, term in declared] == [
        (True, "digitalCapture"),
        (False, "trainedAlgorithmicMedia"),
    ]


def test_a_certificate_out_of_date_changes_no_byte() -> None:
    brief = key("Brief", valid=dt.timedelta(seconds=2))
    content = signed(by=brief)
    time.sleep(3)
    said = read_credentials(content)
    assert said.certificate is Certificate.OUT_OF_DATE
    assert said.binding is Binding.MATCHES
    assert said.signature is Signature.SOUND


@pytest.fixture
def listening() -> Iterator[tuple[int, list[object]]]:
    """A port of this computer, and who came to it."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                try:
                    caller, _ = server.accept()
                except TimeoutError:
                    continue
                came.append(caller)
                caller.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], came
        ended.set()
        thread.join()


def test_a_manifest_kept_elsewhere_is_named_and_not_fetched(
    listening: tuple[int, list[object]],
) -> None:
    port, came = listening
    address = f"http://127.0.0.1:{port}/manifest.c2pa"
    said = read_credentials(signed(remote=address))
    assert (said.presence, said.reason) == (Presence.REMOTE, address)
    lured = read_credentials(signed(remote=address) + b"jumdc2pa")
    assert (lured.presence, lured.reason) == (Presence.REMOTE, address)
    time.sleep(0.3)
    assert came == []
    with socket.create_connection(("127.0.0.1", port)):
        time.sleep(0.3)
    assert len(came) == 1  # the trap would have seen it


def test_the_library_missing_is_said_where_there_are_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = signed()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    said = read_credentials(content)
    assert said.presence is Presence.NOT_READ
    assert "imgverify[c2pa]" in said.reason
    assert read_credentials(photo()).presence is Presence.NONE


def test_damaged_data_are_present_and_unreadable() -> None:
    content = signed()
    cut = content[: content.index(b"jumdc2pa") + 400]
    said = read_credentials(cut)
    assert said.presence is Presence.UNREADABLE
    assert said.reason


def test_credentials_survive_the_pipe() -> None:
    part = ({"title": "inner.jpg"}, with_broken_signature(signed()))
    said = read_credentials(signed(ingredients=[part]), anchors(key()))
    sent = json.loads(json.dumps(credentials_to_json(said)))
    assert credentials_from_json(sent) == said


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_changed_byte_gives_a_value_and_never_an_exception(
    data: st.DataObject,
) -> None:
    content = bytearray(signed(by=key("Law")))
    store = content.index(b"jumdc2pa")
    at = data.draw(st.integers(0, len(content) - 1) | st.integers(store, store + 6000))
    content[min(at, len(content) - 1)] ^= data.draw(st.integers(1, 255))
    said = read_credentials(bytes(content), anchors(key("Law")))
    assert said.presence in Presence
    whole = (said.binding, said.signature) == (Binding.MATCHES, Signature.SOUND)
    assert not whole or said.presence is Presence.EMBEDDED

"""Keys are made, shown and used by the real ssh-keygen, also through an agent."""

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from verify.audit.programs import Signature, signature_holds
from verify.errors import AskedWrongly, SurroundingsError
from verify.outside.ssh_keys import (
    LINE_NAMESPACE,
    WITNESS_NAMESPACE,
    fingerprint,
    make_key,
    public_key,
    public_path,
    sign,
    signer_line,
)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    make_key(tmp_path / "analyst-1", passphrase="")
    return tmp_path / "analyst-1"


def holds(key: Path, signature: bytes, message: bytes, space: str) -> bool:
    signers = key.parent / "signers"
    signers.write_text(signer_line("analyst-1", public_key(key)))
    file = key.parent / "signature"
    file.write_bytes(signature)
    ran = signature_holds(Signature("analyst-1", message, space, file), signers, None)
    assert ran is not None
    return ran.ok


def test_a_key_signs_what_the_verifier_accepts(key: Path) -> None:
    signature = sign(key, b"a line\n", LINE_NAMESPACE)
    assert holds(key, signature, b"a line\n", LINE_NAMESPACE)
    assert not holds(key, signature, b"a lime\n", LINE_NAMESPACE)
    assert not holds(key, signature, b"a line\n", WITNESS_NAMESPACE)


def test_what_is_shown_names_nobody(key: Path) -> None:
    assert public_key(key).split()[0] == "ssh-ed25519"
    assert len(public_key(key).split()) == 2
    assert len(public_path(key).read_text().split()) == 2
    assert fingerprint(public_key(key)).startswith("SHA256:")


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
def test_a_private_key_is_for_its_owner_only(key: Path) -> None:
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_public_key_is_made_again_from_the_private_one(key: Path) -> None:
    shown = public_key(key)
    public_path(key).unlink()
    assert public_key(key) == shown


def test_a_key_is_never_overwritten(key: Path) -> None:
    with pytest.raises(AskedWrongly, match="exists"):
        make_key(key, passphrase="")


def test_what_is_no_key_is_said(tmp_path: Path) -> None:
    with pytest.raises(AskedWrongly, match="no kind"):
        make_key(tmp_path / "a", kind="rsa-512", passphrase="")
    with pytest.raises(AskedWrongly, match="does not exist"):
        sign(tmp_path / "absent", b"", LINE_NAMESPACE)
    (tmp_path / "b").write_text("nothing")
    with pytest.raises(SurroundingsError, match="could not do it"):
        sign(tmp_path / "b", b"", LINE_NAMESPACE)
    (tmp_path / "c.pub").write_text("nothing")
    with pytest.raises(AskedWrongly, match="no public SSH key"):
        public_key(tmp_path / "c.pub")


def test_a_missing_program_is_said(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(SurroundingsError, match="ssh-keygen is missing"):
        sign(key, b"", LINE_NAMESPACE)


@pytest.fixture
def agent(key: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An agent of its own that holds the key, whose private file is gone."""
    socket = key.parent / "agent"
    with subprocess.Popen(
        ["ssh-agent", "-D", "-a", socket], stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        monkeypatch.setenv("SSH_AUTH_SOCK", str(socket))
        subprocess.run(["ssh-add", "-q", key], check=True)
        key.unlink()
        yield public_path(key)
        running.terminate()


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX sockets")
def test_a_key_in_an_agent_signs_by_its_public_half(agent: Path) -> None:
    signature = sign(agent, b"a line\n", LINE_NAMESPACE)
    assert holds(agent.with_suffix(""), signature, b"a line\n", LINE_NAMESPACE)

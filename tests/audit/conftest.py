"""Keys, authorities and a sealed record, made once for a run's tests of the audit."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.audit.authorities import Authority, authority
from tests.audit.records import small_record
from tests.audit.writer import Keys, Writer


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> list[Authority]:
    folder = tmp_path_factory.mktemp("authorities")
    return [authority(folder / name, name) for name in ("north", "south")]


@pytest.fixture(scope="session")
def sealed(
    keys: Keys, authorities: list[Authority], tmp_path_factory: pytest.TempPathFactory
) -> Writer:
    """A record with three photos, verdict, review, seals and stamps; do not change."""
    writer = Writer(tmp_path_factory.mktemp("sealed") / "case", keys)
    return small_record(writer, authorities)


@pytest.fixture
def copied(sealed: Writer, tmp_path: Path) -> Writer:
    """A copy of `sealed` that a test may change."""
    shutil.copytree(sealed.folder, tmp_path / "case")
    return replace(sealed, folder=tmp_path / "case", lines=list(sealed.lines))


@pytest.fixture(scope="session")
def trusted(
    keys: Keys, authorities: list[Authority], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Path]:
    """Makes an auditor's folder: keys, roots, and what is noted of a chain."""

    def make(anchors: str = "", signers: str | None = None) -> Path:
        folder = tmp_path_factory.mktemp("trust")
        known = keys.signers("custodian-1", "collector-1", "analyst-1", "reviewer-1")
        (folder / "allowed_signers").write_text(known if signers is None else signers)
        for part in ("roots", "between"):
            (folder / part).mkdir()
        for one in authorities:
            name = f"{one.folder.name}.pem"
            shutil.copy(one.root, folder / "roots" / name)
            shutil.copy(one.between, folder / "between" / name)
        if anchors:
            (folder / "anchors").write_text(anchors)
        return folder

    return make

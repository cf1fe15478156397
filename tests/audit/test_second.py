"""The shell script with jq and the Python verifier agree on V1 to V6.

Each kind of mutation once here; `benchmarks/audit_two_programs.py` asks for a thousand.
"""

import shutil
from pathlib import Path

import pytest

from tests.audit.mutations import mutations
from tests.audit.second import both, script
from tests.audit.writer import Writer

KINDS = {name.rstrip(" 0123456789"): one for name, one in mutations()}


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize("name", KINDS)
def test_two_verifiers_agree(name: str, sealed: Writer, tmp_path: Path) -> None:
    audit = script(tmp_path)
    python, shell = both(sealed.folder, KINDS[name], 5, audit, tmp_path)
    assert bool(python) == bool(shell), (python, shell)
    if name == "nothing":
        assert (python, shell) == ([], [])

"""Who writes a line, with which program, at which moment."""

import secrets
from importlib.metadata import distributions, version

from verify.domain.chain_entries import Tool
from verify.domain.evidence import digest_of
from verify.outside.clock import now_utc
from verify.store.casefile import Writing


def writing_as(actor: str) -> Writing:
    """What every line of a command by this actor shares.

    `env` is the SHA-256 over names and versions of what is installed.
    """
    listed = sorted({f"{one.name}=={one.version}" for one in distributions()})
    env = digest_of("\n".join(listed).encode())
    tool = Tool("imgverify", version("imgverify"), env)
    return Writing(actor, tool, now_utc, lambda: secrets.token_hex(16))

"""`python -m verify`: the same command on systems where `verify` is taken."""

from verify.cli.app import run

run()

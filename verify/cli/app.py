"""The program: its commands, and the one place where work that stopped becomes words.

`verify --help` must start fast, so nothing heavy is imported here; commands import
what they need when they run. This module answers no question about photos.
"""

import os
import sys
import traceback
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

import typer

from verify.cli import (
    audit,
    case,
    check,
    demo,
    handing_over,
    key,
    metadata,
    reference,
    report,
    settings,
)
from verify.cli.exit_codes import ExitCode
from verify.errors import VerifyError

NEW_ISSUE = "Please report it where you got verify, with the command you ran."

app = typer.Typer(
    name="verify",
    help="Decide what a photo circulated as evidence of a lost vehicle is worth. "
    "Works offline; no picture ever leaves this computer.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: verify demo",
)
app.command(
    "check", help=check.HELP, short_help=check.SHORT_HELP, no_args_is_help=True
)(check.check)
app.command("demo", help=demo.HELP, short_help=demo.SHORT_HELP)(demo.demo)
app.command(
    "metadata",
    help=metadata.HELP,
    short_help=metadata.SHORT_HELP,
    no_args_is_help=True,
)(metadata.metadata)
app.add_typer(reference.app, name="reference")
app.add_typer(case.app, name="case")
app.add_typer(key.app, name="key")
app.command(
    "report", help=report.HELP, short_help=report.SHORT_HELP, no_args_is_help=True
)(report.report)
app.command(
    "audit", help=audit.HELP, short_help=audit.SHORT_HELP, no_args_is_help=True
)(audit.audit)
app.command("seal", help=handing_over.SEAL_HELP)(handing_over.seal)
app.command("stamp", help=handing_over.STAMP_HELP)(handing_over.stamp)
app.command("witness", help=handing_over.WITNESS_HELP)(handing_over.witness)
app.command("export", help=handing_over.EXPORT_HELP)(handing_over.export)
app.command("import", help=handing_over.IMPORT_HELP)(handing_over.import_)
app.command("settings", help=settings.HELP, short_help=settings.SHORT_HELP)(
    settings.settings
)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"verify {tool_version()}\n")
        raise typer.Exit


@app.callback()
def main(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True,
            help="Print the version and leave.",
        ),
    ] = False,
) -> None:  # fmt: skip
    """Hold the options that stand before a command."""


def tool_version() -> str:
    """The installed version, or `unknown` in a bare checkout."""
    try:
        return version("imgverify")
    except PackageNotFoundError:
        return "unknown"


def run() -> None:
    """Entry point of `verify`, `imgverify` and `python -m verify`."""
    for stream in (sys.stdout, sys.stderr):
        # a name in a script the console lacks must not stop an answer
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app(prog_name="verify")
    except VerifyError as error:
        _say(f"verify: {error}", error.next_step)
        code = error.exit_code
    except KeyboardInterrupt:
        _say("verify: interrupted")
        code = ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the one broad handler of the program
        code = _bug(error)
    else:
        code = ExitCode.DONE
    sys.exit(code)


def _bug(error: Exception) -> ExitCode:
    if {"-v", "--verbose"} & set(sys.argv[1:]) or os.environ.get("VERIFY_TRACEBACK"):
        traceback.print_exception(error)
        _say(f"verify: this is a bug. {NEW_ISSUE}")
    else:
        name = type(error).__name__
        _say(
            f"verify: this is a bug in verify, not in your files ({name}).",
            f"{NEW_ISSUE} Run it again with -v to see where it happened.",
        )
    return ExitCode.BUG


def _say(*lines: str) -> None:
    from verify.exports.plain_text import shown

    for text in lines:
        if text:
            sys.stderr.write(f"{shown(text)}\n")

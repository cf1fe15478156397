"""`verify settings`: each setting, its value, and where the value came from.

Also the one place where commands turn their flags, the environment and the working
folder into Settings. Which value wins is decided by `verify.settings`.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from verify.settings import Settings
    from verify.workflow.descriptors import DescriptorModel

HELP = """Show each setting, its value, and where it came from.

\b
Examples:
  verify settings
  verify settings --json

\b
Exit status: 0 shown; 2 a file or variable states something that cannot be used;
5 a file of settings cannot be read.
"""
SHORT_HELP = "Show each setting and where it came from."
FORMAT = "verify.settings/1"


def settings(
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on one line.")
    ] = False,
) -> None:
    """Show each setting, its value, and where it came from."""
    import json

    from verify.exports.plain_text import shown
    from verify.settings import KNOWN, searched_library, user_settings_file

    found = settings_for({})
    rows = [
        {
            "name": known.name, "value": _text(getattr(found, known.name)),
            "source": found.sources[known.name], "meaning": known.meaning,
            "variable": known.variable,
        }
        for known in KNOWN
    ]  # fmt: skip
    own = str(user_settings_file())
    searched = str(searched_library(found, Path.cwd()) or "")
    if as_json:
        record = {
            "format": FORMAT, "settings": rows, "searched_library": searched,
            "user_file": own,
        }  # fmt: skip
        sys.stdout.write(json.dumps(record) + "\n")
        return
    changed = sum(row["source"] != "default" for row in rows)
    lines = [f"{changed} of {len(rows)} settings differ from the defaults."]
    for row in rows:
        value = row["value"] or "not set"
        lines += [f"{row['name']} = {value}  ({row['source']})", f"  {row['meaning']}"]
    lines.append(f"Library searched from this folder: {searched or 'none found'}")
    lines.append(f"Your own file, if you make one: {own}")
    sys.stdout.writelines(shown(line) + "\n" for line in lines)


def settings_for(flags: dict[str, object]) -> "Settings":
    """The settings of this run; a flag that was not given is None."""
    from verify.settings import load

    return load(flags, start=Path.cwd(), environment=os.environ)


def trust_option(settings: "Settings") -> dict[str, Any]:
    """What the worker is told of the signers held to be known; nothing without one."""
    from verify.store.trust_lists import read_trust_list

    path = settings.trust_list
    return {} if path is None else {"trust_list": read_trust_list(path)}


def model_of(settings: "Settings") -> "DescriptorModel | None":
    """The copy-detection model that the person named; None without one."""
    from verify.workflow.descriptors import named_model

    path = settings.descriptor_model
    return None if path is None else named_model(path)


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)

"""Foreign text made safe to show: names, tags and URLs come from strangers.

A file name can carry terminal commands or turn the reading direction around so that
"gpj.exe" reads as "exe.jpg". Such characters are shown as their escapes. This module
does not escape HTML (Jinja does) and changes nothing that is stored.
"""

import re
import unicodedata

_JOINERS = "\u200c\u200d"  # needed to write Persian and Indic names; they move nothing
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LAST_SEGMENT = re.compile(r"[^/\\]*$")


def shown(text: str) -> str:
    """The text on one line, with control and direction-changing characters escaped."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def file_name(name: str) -> str:
    """The last part of a path, POSIX or Windows, so that no page prints folders."""
    found = _LAST_SEGMENT.search(name.rstrip("/\\"))
    return found[0] if found and found[0] else name


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, the cut marked."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _visible(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    if code <= 0xFF:  # noqa: PLR2004
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004

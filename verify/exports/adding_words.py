"""What `verify case add` says of a photo: what is missing, and what it resembles."""

from collections.abc import Mapping, Sequence
from typing import Any

ASKED_WORDS = {
    "source": "the source (--source-url, or --custodian for who gave it)",
    "posted_at": "when it was posted (--posted-at)",
    "collected_at": "when it was collected (--collected-at)",
    "collector": "who collected it (--collector)",
    "method": "how it was collected (--method)",
    "platform": "where it had been posted (--platform)",
}


def not_recorded(missing: Sequence[str]) -> str:
    """What an acquisition was not given, with the options that give it."""
    return f"Not recorded: {'; '.join(ASKED_WORDS[name] for name in missing)}."


def resembles(match: Mapping[str, Any], incidents: Sequence[str]) -> str:
    """One line on a copy that this or another case holds."""
    kinds = {
        "identical_bytes": "the same file as",
        "identical_pixels": "the same picture as",
        "same_picture": "the same picture, changed, as",
        "shared_part": "shares a part with",
        "same_scene": "perhaps the same scene as",
    }
    where = f" of the case {match['case'][:8]}" if "case" in match else ""
    ask = "" if match["kind"] in {"identical_bytes", "identical_pixels",
                                  "same_picture"} else (
        ": look at both, and say so with `verify case same`"
    )  # fmt: skip
    if where:
        ask = ", so it serves two incidents"
    elif len(incidents) > 1:
        ask += f" (it serves the incidents {' and '.join(incidents)})"
    return f"  {kinds[match['kind']]} {match['evidence']}{where}{ask}"

"""What the verifier says of a record: rule by rule, each with its place.

A discrepancy is a value; nothing here stops at the first. `FAULT` means that
something does not hold, `WARNING` that a person should look, `OPEN` that it could not
be verified here (for want of a trust root, a program or a file) and so is no pass.
"""

from dataclasses import dataclass

FAULT = "fault"
WARNING = "warning"
OPEN = "open"
RULES = {
    "V1": "UTF-8, whole lines, none empty, none over 64 KiB",
    "V2": "canonical JSON (RFC 8785), no float, only known fields",
    "V3": "each line gives its own number",
    "V4": "each line names the SHA-256 of the line before it; one case",
    "V5": "nothing is used that was not brought in before",
    "V6": "every file named is there, unchanged, or lawfully withheld",
    "V7": "no file lies there that no line names",
    "V8": "every line that needs its author's seal has it",
    "V9": "every seal is by an enrolled key that was valid then",
    "V10": "every time stamp leads to a root the auditor chose",
    "V11": "every claimed time lies inside what is proved",
    "V12": "everything noted outside lies on this chain; no fork",
}
BREAKING = ("V1", "V2", "V3", "V4", "V5", "V6", "V9", "V10", "V12")
"""Rules whose faults mean that the record cannot be trusted."""


@dataclass(frozen=True)
class Discrepancy:
    """Something that does not hold, or could not be verified, and where."""

    rule: str
    grade: str
    place: str
    """`line 12`, `blob ab12...`, `anchor 150`."""
    words: str
    line: int = 0
    """The line concerned, from 1; 0 where no line is."""


def breaks_trust(found: Discrepancy) -> bool:
    """Whether a record with this discrepancy cannot be trusted as it stands."""
    return found.grade == FAULT and found.rule in BREAKING

"""The forty items of an audit: what each asks, how grave it is, and what to do.

The table is `docs/formats/audit.md` in code. How an item is answered stands in the
modules `items_*`; here are only the words, and how states and severities are called.
"""

from dataclasses import dataclass, field

PASS = "pass"  # noqa: S105 - a state, no secret
FAIL = "fail"
NOT_APPLICABLE = "not_applicable"
NOT_VERIFIABLE = "not_verifiable_here"
SEVERITIES = {
    "C": "critical: the incident cannot be relied on",
    "M": "major: a claim is not supported until it is cured",
    "m": "minor: a note",
}
GROUPS = {
    1: "Originals", 9: "Log", 15: "Signatures, roles, time",
    21: "Derivation and comparison", 26: "Verdicts and review", 31: "Losses",
    38: "Package and safety",
}  # fmt: skip
"""The first item of each group."""
PROFILES = {
    "journalism": {*range(1, 15), *range(21, 28), *range(30, 38)},
    "accountability": set(range(1, 41)),
}
"""The items that each profile requires; the others are notes in it."""


@dataclass(frozen=True)
class Item:
    """One question of the checklist."""

    number: int
    severity: str
    asks: str
    cure: str
    """What a person does where it fails."""


@dataclass(frozen=True)
class Answer:
    """What an item found."""

    state: str
    words: str
    places: tuple[str, ...] = field(default=())


ITEMS = tuple(
    Item(number, severity, asks, cure)
    for number, (severity, asks, cure) in enumerate((
    ("C", "The bytes of every original are as collected, and none is missing",
     "Restore the file from a copy; the digest names it."),
    ("C", "Digest and size stand in the line of each acquisition itself",
     "Add the photo anew from the source."),
    ("C", "No original was re-encoded: its bytes are those transferred",
     "Keep the transfer's headers with the photo (verify case add)."),
    ("C", "Originals and working copies are kept apart",
     "Retract the acquisition of the working copy; link the original."),
    ("M", "Each acquisition gives source or custodian, time, collector, method",
     "Add what is missing with verify case correct."),
    ("m", "Each picture's surroundings were captured, or their absence is stated",
     "Add the post's page or an archive's capture, or say why there is none."),
    ("M", "What others handed over names giver, channel and bytes",
     "Add giver and channel with verify case correct."),
    ("M", "Copies of one picture are known as such and count once",
     "Mark a region in each link, or retract one."),
    ("C", "The record is whole: canonical lines, numbered, each naming the one before",
     "Restore chain.jsonl from a copy or a bag; never edit it."),
    ("C", "Everything noted outside lies on this record",
     "Ask who keeps the other history; take the one sealed and stamped first."),
    ("M", "Somebody outside holds the newest line",
     "Send the head to a witness, or note it where the custodian cannot change it."),
    ("M", "Nothing is used that was not brought in, and no file lies there unlogged",
     "Find out who put the file there; a stopped write leaves one too."),
    ("M", "Recoveries, corrections, withholdings are logged, signed, with a reason",
     "Let the author seal the line (verify seal)."),
    ("M", "The index shows what the record says",
     "Delete index.sqlite; it is rebuilt from the record."),
    ("C", "Verdicts, links, reviews, enrolments, exports are sealed by their authors",
     "Let the author seal the line (verify seal)."),
    ("C", "Keys were enrolled and valid then, roles allow it, you know the keys",
     "Compare the key with the person by another way; name your list with --trust."),
    ("C", "Every time stamp leads to a root the auditor chose",
     "Name the authority's root with --trust; else the stamp proves nothing."),
    ("M", "Claimed times lie inside what is proved, and never run backwards",
     "Ask the author; set the computer's clock right."),
    ("m", "Two independent time-stamp authorities agree",
     "Take stamps from a second authority (verify stamp)."),
    ("m", "No long stretch of lines is without proved time",
     "Take time stamps more often (verify stamp)."),
    ("C", "Every derived picture has a path back to an original, with what was done",
     "Make the derived picture anew from the original."),
    ("M", "What can be repeated gives the same bytes again",
     "Repeat it with the versions the line names; else judge anew."),
    ("M", "Redactions are marked, give a reason, and their original is kept",
     "Make the redaction anew with its reason."),
    ("M", "Each examination names versions, settings and the library searched",
     "Examine the photo again (verify case add)."),
    ("C", "What machines assessed and what people concluded are apart",
     "Let an analyst with a key of their own conclude."),
    ("C", "Every verdict on provenance names the examinations it rests on",
     "Give a new verdict that names them and supersedes this one."),
    ("M", "Every verdict gives its reason and what speaks against it",
     "Give a new verdict with both."),
    ("C", "A second person with another key reviewed every verdict as it stood",
     "Let a reviewer look (verify case review)."),
    ("m", "Reviewers had neither collected nor judged what they reviewed",
     "Let somebody else review."),
    ("M", "Superseded verdicts and disagreements are kept and shown",
     "Give a verdict that names the one it replaces; answer the disagreement."),
    ("C", "Each loss that reports count as visually supported is so by its lines",
     "Make the report anew from the record (verify report); do not use the old one."),
    ("M", "The search for earlier appearances really ran, against a known library",
     "Examine the photo against a library that is not empty."),
    ("M", "No vehicle is counted twice",
     "Retract one of the losses, or judge anew whether they are the same."),
    ("C", "One picture supports two losses only with a region for each",
     "Correct the links with a region each."),
    ("M", "What is said of a loss has a basis",
     "Add the claim, link or verdict that it rests on."),
    ("M", "Conflicts between claims, dates and places are recorded with their outcome",
     "Give a verdict on it, or record the objection."),
    ("M", "What was rejected is listed like what supports",
     "Examine or judge the photo, or retract it with a reason."),
    ("C", "The package is valid by two programs, signed, stamped, with nothing foreign",
     "Do not use the package; ask for a new one."),
    ("M", "What was left out of an export is counted, with its digest kept",
     "Export again."),
    ("M", "No personal data stands in the lines",
     "Nothing can be edited out: open a new case, and keep this one closed."),
    ), 1)
)  # fmt: skip
"""All forty, in their order."""

"""The closed lists of values that the record of a case uses.

Each value is written in the chain as it stands here (`docs/formats/chain.md`) and
means one thing. Which action takes which value is the table of `chain_schema`.
"""

from enum import StrEnum


class Action(StrEnum):
    """What a line of a chain does."""

    OPEN = "open"
    ENROL = "enrol"
    RETIRE = "retire"
    ACQUIRE = "acquire"
    RECEIVE = "receive"
    DERIVE = "derive"
    COMPARE = "compare"
    SEARCH = "search"
    CLAIM = "claim"
    LOSS = "loss"
    STATUS = "status"
    LINK = "link"
    SAME = "same"
    VERDICT = "verdict"
    REVIEW = "review"
    DISPUTE = "dispute"
    CORRECT = "correct"
    WITHHOLD = "withhold"
    SEAL = "seal"
    RECOVER = "recover"
    EXPORT = "export"
    CLOSE = "close"


class Role(StrEnum):
    """In which capacity an actor writes; see `chain_schema.ROLE_ACTIONS`."""

    COLLECTOR = "collector"
    ANALYST = "analyst"
    REVIEWER = "reviewer"
    CUSTODIAN = "custodian"


class Stance(StrEnum):
    """Whether a party claims a loss of the other side, admits or denies its own.

    `present` is about no loss: it says how many took part, the order of battle, which
    bounds what can be lost.
    """

    CLAIMED = "claimed"
    ADMITTED = "admitted"
    DENIED = "denied"
    PRESENT = "present"


class Bound(StrEnum):
    """How a claim's number is meant."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    SOME = "some"
    """"Several", "vehicles": no number was given."""
    ALL = "all"
    """"All of them", without a number."""


class Condition(StrEnum):
    """What is the matter with a loss; several may hold at once."""

    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    ABANDONED = "abandoned"
    CAPTURED = "captured"


class Pillar(StrEnum):
    """What a verdict is about: five pillars of First Draft and, from HRW, a sixth."""

    PROVENANCE = "provenance"
    SOURCE = "source"
    DATE = "date"
    PLACE = "place"
    SUBJECT = "subject"
    MOTIVE = "motive"


class Grade(StrEnum):
    """How sure an analyst is, from most in favour to most against."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    DOUBTFUL = "doubtful"
    REFUTED = "refuted"
    UNDETERMINED = "undetermined"


class Answer(StrEnum):
    """Whether two pictures, or two losses, are of one vehicle."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


class LookUp(StrEnum):
    """What a search made elsewhere gave."""

    NOTHING_FOUND = "nothing_found"
    FOUND = "found"
    NOT_POSSIBLE = "not_possible"


class Reviewed(StrEnum):
    """What a second person says of a judgement."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNSURE = "unsure"


class Position(StrEnum):
    """An objection, or what became of one."""

    OBJECTS = "objects"
    UPHELD = "upheld"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Ground(StrEnum):
    """Why something was taken out of what is shown and handed over."""

    COURT_ORDER = "court_order"
    PRIVACY = "privacy"
    SAFETY = "safety"
    RIGHTS = "rights"
    OTHER = "other"


class Received(StrEnum):
    """What a `receive` line brings in."""

    PAGE = "page"
    """The page or post that a picture stood in."""
    ARCHIVE = "archive"
    """A web archive's capture (WACZ, WARC, MHTML)."""
    HEADERS = "headers"
    RECEIPT = "receipt"
    """A witness's seal over a head of this chain."""
    BAG = "bag"
    STATEMENT = "statement"
    OTHER = "other"


class Openness(StrEnum):
    """Whether a case takes further findings."""

    CLOSED = "closed"
    OPEN = "open"

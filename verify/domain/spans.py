"""Numbers that a claim leaves open: intervals of whole things.

"At least two" has no upper end; what "several" and "about" mean is our reading.
"""

from dataclasses import dataclass, field

from verify.domain.case_values import Bound

SEVERAL = 2
"""The least that "several" or a plural without a number can mean."""
ABOUT_SHARE = 0.2
"""How far "about 30" may be off, as a share of the number: our reading, no measure."""


@dataclass(frozen=True)
class Span:
    """A whole number of things, known to lie between two ends; `most` None: no end."""

    least: int
    most: int | None
    words: str = field(default="", compare=False)
    """How the source puts it, where that is not the two ends."""

    def __str__(self) -> str:
        if self.words:
            return self.words
        if self.most is None:
            return f"{self.least} or more" if self.least else "some"
        if self.least == self.most:
            return str(self.least)
        return f"{self.least} to {self.most}" if self.least else f"up to {self.most}"

    def meets(self, other: "Span") -> bool:
        """Whether one number lies within both."""
        over = self.most is not None and self.most < other.least
        under = other.most is not None and other.most < self.least
        return not (over or under)

    def plus(self, other: "Span") -> "Span":
        """The sum of two numbers of different things."""
        if NOTHING in {self, other}:
            return other if self == NOTHING else self
        ends = None if self.most is None or other.most is None else (
            self.most + other.most
        )  # fmt: skip
        return Span(self.least + other.least, ends)


NOTHING = Span(0, 0)


def span(number: int | None, bound: Bound) -> Span:
    """The interval that a claim's number and bound allow."""
    match bound:
        case Bound.AT_LEAST:
            return Span(number or 0, None)
        case Bound.AT_MOST:
            return Span(0, number)
        case Bound.ABOUT:
            off = max(1, round((number or 0) * ABOUT_SHARE))
            least = max(0, (number or 0) - off)
            return Span(least, (number or 0) + off, f"about {number}")
        case Bound.SOME:
            return Span(SEVERAL, None, "several")
        case Bound.ALL:
            return Span(0, None, "all")
        case Bound.EXACTLY:
            return Span(number or 0, number or 0)

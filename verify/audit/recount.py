"""The losses of a case counted anew, from its lines alone.

An independent reading of the rule in `docs/methodology.md`: it shares nothing with the
program that counts for reports, whose numbers item 31 holds against it.
"""

from collections import Counter
from dataclasses import dataclass, field

from verify.audit.casebook import Casebook, Entry
from verify.audit.seen_before import seen_before

STANDINGS = ("supported", "admitted", "claimed", "recorded", "rejected")
"""From strong to weak, as `best` takes them; one vehicle has its best."""


@dataclass(frozen=True)
class Recount:
    """What the lines come to."""

    losses: dict[str, str] = field(default_factory=dict)
    """The standing of each loss that was not taken back, by its id."""
    vehicles: dict[str, str] = field(default_factory=dict)
    """For each of them the first loss of its vehicle: itself, where it stands alone."""

    @property
    def totals(self) -> dict[str, int]:
        """How many vehicles have each standing, each counted once."""
        best: dict[str, str] = {}
        for loss, vehicle in self.vehicles.items():
            both = (best.get(vehicle, self.losses[loss]), self.losses[loss])
            best[vehicle] = min(both, key=STANDINGS.index)
        count = Counter(best.values())
        return {one: count[one] for one in STANDINGS}


def recount(book: Casebook) -> Recount:
    """Count every loss that stands."""
    known = [str(one.body.get("id")) for one in book.of("loss")]
    refuted, claims = _refuted(book), stances(book)
    links = book.links()
    losses = {
        loss: _standing(book, loss, links.get(loss, []), refuted, claims)
        for loss in known
    }
    return Recount(losses, _vehicles(book, known, links))


def _standing(
    book: Casebook, loss: str, links: list[Entry], refuted: dict[str, set[str]],
    claims: dict[str, set[str]],
) -> str:  # fmt: skip
    if loss in refuted:
        return "rejected"
    if any(counts(book, link, refuted) for link in links):
        return "supported"
    for stance in ("admitted", "claimed"):
        if stance in claims.get(loss, ()):
            return stance
    return "rejected" if links else "recorded"


def counts(book: Casebook, link: Entry, refuted: dict[str, set[str]]) -> bool:
    """Whether a link supports its loss, by its picture and what was said of both."""
    evidence, loss = str(link.body.get("evidence")), str(link.body.get("loss"))
    upheld = {
        str(one.body.get("about")) for one in book.of("dispute")
        if one.body.get("position") == "upheld"
    }  # fmt: skip
    incident = {str(book.body(one).get("incident")) for one in book.of("loss")
                if one.body.get("id") == loss}  # fmt: skip
    return not (
        seen_before(book, link)
        or refuted.get(evidence, set()) & {"", *incident}
        or upheld & {evidence, str(link.body.get("id"))}
    )


def _refuted(book: Casebook) -> dict[str, set[str]]:
    """What standing verdicts refute, each with the incidents meant; "" for all."""
    verdicts = book.of("verdict")
    replaced = {one.body.get("supersedes") for one in verdicts}
    found: dict[str, set[str]] = {}
    for one in verdicts:
        if one.body.get("grade") == "refuted" and one.body.get("id") not in replaced:
            about = found.setdefault(str(one.body.get("about")), set())
            about.add(str(one.body.get("incident", "")))
    return found


def stances(book: Casebook) -> dict[str, set[str]]:
    """How parties speak of each loss, whichever of the two lines says so."""
    claims = {str(one.body.get("id")): book.body(one) for one in book.of("claim")}
    found: dict[str, set[str]] = {}
    for body in claims.values():
        for loss in body.get("losses") or ():
            found.setdefault(str(loss), set()).add(str(body.get("stance")))
    for one in book.of("loss"):
        for claim in book.body(one).get("claims") or ():
            if claim in claims:
                stances = found.setdefault(str(one.body.get("id")), set())
                stances.add(str(claims[claim].get("stance")))
    return found


def _vehicles(
    book: Casebook, known: list[str], links: dict[str, list[Entry]]
) -> dict[str, str]:
    """The first loss of each group that analysts called one vehicle."""
    shown: dict[str, set[str]] = {}
    for loss, tied in links.items():
        for link in tied:
            shown.setdefault(str(link.body.get("evidence")), set()).add(loss)
    groups = [{loss} for loss in known]
    for one in book.of("same"):
        if one.body.get("answer") != "same":
            continue
        ends = [{name} if name in known else shown.get(str(name), set())
                for name in one.body.get("pair") or ()]  # fmt: skip
        if not ends or any(len(end) != 1 for end in ends):
            continue
        meant = set().union(*ends)
        joined = [group for group in groups if group & meant]
        groups = [group for group in groups if not group & meant]
        groups.append(set().union(*joined))
    order = {loss: place for place, loss in enumerate(known)}
    return {
        loss: min(group, key=order.__getitem__)
        for group in groups for loss in sorted(group)
    }  # fmt: skip

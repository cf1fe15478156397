"""Cases in memory for tests of the exports, written as lines of a chain."""

from typing import Any

from tests.chains import Lines
from verify.exports.case_sheet import CaseSheet
from verify.store.catalogue import read_catalogue

CATALOGUE = read_catalogue()
SIDE = "Mali and Wagner"
MARK = "RENDERED STAND-IN"


def report(
    sentence: str, outcome: str = "nothing_found", **more: Any
) -> dict[str, Any]:
    """An examination as its blob holds it, as far as pages read it."""
    return {
        "format": "verify.examination/1", "outcome": outcome, "sentence": sentence,
        "assessments": [{"outcome": outcome, "sentence": sentence}],
        "matches": [], "picture": {"format": "JPEG", "width": 1200, "height": 800},
        "metadata": {"tags": [], "times": []},
    } | more  # fmt: skip


class Case(Lines):
    """Lines, with the words and reports that a page is given beside the records."""

    def __init__(self) -> None:
        super().__init__()
        self.reports: dict[str, Any] = {}

    def examined(self, number: int, evidence: str, outcome: str, **more: Any) -> None:
        body = {"id": f"X{number}", "evidence": evidence, "outcome": outcome,
                "settings": {}, "versions": {}}  # fmt: skip
        self.add("compare", body | more, out=[("examination", f"report {number}")])

    def file(self, **more: Any) -> CaseSheet:
        """The case as exports get it."""
        words = {
            entry.seq: self.texts[one]
            for entry in self.entries for one in entry.files("words")
        }  # fmt: skip
        return CaseSheet(self.state(), CATALOGUE, words, self.reports, **more)


def small() -> Case:
    """Two claims, two losses, three pictures, one of them recycled."""
    case = Case()
    case.add("correct", {"about": "I1", "sets": {
        "time": "2024-07-25..2024-07-27", "title": "Tinzaouaten, July 2024",
        "names": ["Tin Zaouatine", "تين زاوتين"],
        "places": [
            {"name": "Town", "place": "19.9486,2.9678,2", "according_to": "an atlas"},
            {"name": "Battle", "place": "19.9433,2.7019,5"},
        ],
    }}, role="custodian")  # fmt: skip
    for number in (1, 2, 3):
        case.photo(number)
        case.reports[f"E{number}"] = report(f"Sentence of E{number}.")
    case.examined(1, "E1", "nothing_found")
    case.examined(2, "E2", "recycled")
    case.examined(3, "E3", "nothing_found", resemblances=[
        {"kind": "same_picture", "digest": "a" * 64, "evidence": "E1"},
    ])  # fmt: skip
    case.add("claim", {
        "id": "C1", "incident": "I1", "party": "CSP", "stance": "claimed",
        "counts": [{"equipment": "armoured", "bound": "exactly", "count": 5,
                    "side": SIDE, "conditions": ["captured"]}],
    }, texts={"exact_words": "Five armoured vehicles",
              "source_url": "https://example.org/c1"})  # fmt: skip
    case.add("claim", {
        "id": "C2", "incident": "I1", "party": "FAMa", "stance": "admitted",
        "counts": [{"equipment": "armoured", "bound": "exactly", "count": 2,
                    "side": SIDE}],
    })  # fmt: skip
    case.add("loss", {"id": "L1", "incident": "I1", "equipment": "norinco-vp11",
                      "side": SIDE, "claims": ["C1"], "operator": "FAMa",
                      "place": "19.95,2.9,3"})  # fmt: skip
    case.add(
        "loss", {"id": "L2", "incident": "I1", "equipment": "pickup", "side": SIDE}
    )
    case.add("status", {"id": "T1", "loss": "L1", "conditions": ["captured", "damaged"],
                        "time": "2024-07-27", "evidence": ["E1"]})  # fmt: skip
    case.add("link", {"id": "K1", "evidence": "E1", "loss": "L1",
                      "region": "0.1,0.2,0.8,0.9"})  # fmt: skip
    case.add("verdict", {"id": "V1", "about": "E1", "pillar": "date",
                         "grade": "probable"},
             texts={"reason": "Shadows fit",
                    "against": "No second source"})  # fmt: skip
    case.add("search", {"id": "S1", "engine": "an image search",
                        "result": "nothing_found", "about": ["E1"]},
             texts={"query": "the whole picture"})  # fmt: skip
    return case


BAD = "=cmd|' /C calc'!A0 <script>alert(1)</script> **x** | `y` \u202egpj\u202c"


def hostile() -> Case:
    """A case whose every free text wants to be run by whatever shows it."""
    case = Case()
    bad = BAD.replace("\u202e", "").replace("\u202c", "")[:200]
    case.add("correct", {"about": "I1", "sets": {"title": bad, "names": [f"@{bad}"],
             "places": [{"name": bad, "place": "1,1"}]}}, role="custodian")  # fmt: skip
    case.add("acquire", {"id": "A1", "evidence": "E1", "incident": "I1"},
             out=[("original", "photo")],
             texts={"file_name": f"/home/someone/{BAD}", "note": BAD,
                    "custodian": "Source Name",
                    "source_url": "javascript:alert(1)"})  # fmt: skip
    case.reports["E1"] = report(BAD, metadata={"tags": [{"value": MARK}], "times": []})
    case.examined(1, "E1", "nothing_found")
    case.add("claim", {
        "id": "C1", "incident": "I1", "party": bad, "stance": "claimed",
        "counts": [{"equipment": bad, "bound": "exactly", "count": 1, "side": bad}],
    }, texts={"exact_words": BAD, "source_url": "file:///etc/passwd",
              "note": BAD})  # fmt: skip
    case.add("loss", {"id": "L1", "incident": "I1", "equipment": bad, "side": bad},
             texts={"note": f"={BAD}", "description": BAD})  # fmt: skip
    case.add("link", {"id": "K1", "evidence": "E1", "loss": "L1"},
             texts={"reason": BAD})  # fmt: skip
    case.add("search", {"id": "S1", "engine": bad, "result": "found"},
             texts={"result": BAD})  # fmt: skip
    return case

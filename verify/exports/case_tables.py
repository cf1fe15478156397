"""A case for other programs: CSV as loss trackers have it, JSON, and GeoJSON.

The CSV has the ten columns of the public copy of the best-known loss list, in their
order (scarnecchia/oryx_data), then two of our own. It holds one row for each vehicle
that a picture supports, since that is what such lists count; the JSON holds every
record that counts. A cell that a spreadsheet would run as a formula is made text.
"""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from verify.domain.arithmetic import Row, Standing
from verify.domain.losses import Loss
from verify.domain.places import StatedPlace
from verify.domain.spans import Span
from verify.exports.case_claims import count_words
from verify.exports.case_counts import verdict_line
from verify.exports.case_losses import LossCards, standing_words
from verify.exports.case_page import spots
from verify.exports.case_sheet import CaseSheet
from verify.exports.plain_text import shown

VERSION = "1"
COLUMNS = (
    "country", "origin", "system", "status", "url", "date_recorded", "sysID",
    "imageID", "statusID", "matID", "standing", "note",
)  # fmt: skip
# What spreadsheets take for the start of a formula, full-width forms included (OWASP,
# "CSV Injection"); a tab or line end before it is dropped with the control characters.
FORMULA_STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"
STATUS_IDS = {"destroyed": "1", "damaged": "2", "abandoned": "3", "captured": "4"}


def csv_table(case: CaseSheet) -> bytes:
    """One row for each visually supported vehicle; UTF-8 with a mark, for Excel."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    cards, groups = LossCards(case), set()
    for loss in cards.ordered:
        group = case.groups.get(loss.id, loss.id)
        if cards.standing_of(loss) is Standing.SUPPORTED and group not in groups:
            groups.add(group)
            table.writerow(map(harmless, _cells(case, cards, loss)))
    return out.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: str) -> str:
    """The cell as text: no control characters, and nothing that runs as a formula."""
    text = shown(cell).strip()
    return f"'{text}" if text[:1] and text[0] in FORMULA_STARTS else text


def _cells(case: CaseSheet, cards: LossCards, loss: Loss) -> Iterator[str]:
    evidence = case.supporting(loss.id)
    conditions = cards.conditions(loss)
    yield loss.side or loss.operator
    yield ""  # the maker's country is no fact that a case records
    yield case.equipment(loss.equipment)
    yield " and ".join(conditions)
    yield _first_url(case, evidence)
    yield loss.told.at[:10]
    yield loss.equipment
    yield " ".join(evidence)
    yield " ".join(STATUS_IDS[one] for one in conditions)
    yield loss.id
    yield standing_words(case, loss.id, Standing.SUPPORTED)
    yield case.said(loss.told, "note")


def _first_url(case: CaseSheet, evidence: tuple[str, ...]) -> str:
    for ident in evidence:
        for one in case.state.evidence[ident].acquisitions:
            if url := case.said(one.told, "source_url"):
                return url
    return ""


def json_record(case: CaseSheet) -> bytes:
    """`verify.case-report/1`: counts, contradictions, claims, losses, pictures."""
    state, book = case.state, case.ledger
    cards = LossCards(case)
    found = {
        "format": "verify.case-report/1",
        "case": state.case,
        "head": state.head,
        "lines": state.seq,
        "as_of": state.last_at,
        "title": case.title,
        "verdict": verdict_line(case),
        "stand_in": bool(case.stand_ins),
        "catalogue": case.catalogue.digest,
        "totals": {one.name.lower(): book.total(one) for one in Standing},
        "counts": [_row(case, row) for row in book.rows],
        "contradictions": [
            {"kind": one.kind, "sentence": one.sentence, "claims": list(one.claims),
             "losses": list(one.losses)}
            for one in case.contradictions
        ],
        "claims": [_claim(case, ident) for ident in state.claims],
        "losses": [_loss(case, cards, loss) for loss in cards.ordered],
        "pictures": [_picture(case, ident) for ident in state.evidence],
    }  # fmt: skip
    text = json.dumps(found, ensure_ascii=True, allow_nan=False, indent=1)
    return f"{text}\n".encode("ascii")


def geojson(case: CaseSheet) -> bytes:
    """Places of incidents and losses as points (RFC 7946), each with its radius."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": _point(spot.place)},
            "properties": {"label": spot.label, "kind": spot.group,
                           "radius_km": spot.place.radius_km},
        }
        for spot in spots(case, most=None)
    ]  # fmt: skip
    found = {
        "type": "FeatureCollection",
        "features": features,
        "case": case.state.case,
        "head": case.state.head,
        "stand_in": bool(case.stand_ins),
    }
    return f"{json.dumps(found, indent=1)}\n".encode("ascii")


def _point(place: StatedPlace) -> list[float]:
    return [round(place.longitude, 6), round(place.latitude, 6)]


def _span(span: Span | None) -> dict[str, Any] | None:
    return {"least": span.least, "most": span.most, "text": str(span)} if span else None


def _row(case: CaseSheet, row: Row) -> dict[str, Any]:
    return {
        "side": row.side,
        "equipment": row.equipment,
        "name": case.equipment(row.equipment),
        "depth": row.depth,
        "claimed": {party: _span(span) for party, span in row.claimed.items()},
        "admitted": _span(row.admitted),
        "supported": row.supported,
        "recorded": row.recorded,
        "rejected": row.rejected,
    }


def _claim(case: CaseSheet, ident: str) -> dict[str, Any]:
    claim = case.state.claims[ident]
    return {
        "id": claim.id,
        "party": claim.party,
        "stance": claim.stance.value,
        "made_at": claim.made_at.text if claim.made_at else "",
        "counts": [count_words(case, count) for count in claim.counts],
        "repeats": list(claim.repeats),
        "source_url": case.said(claim.told, "source_url"),
        "retracted": bool(claim.told.retracted_by),
    }


def _loss(case: CaseSheet, cards: LossCards, loss: Loss) -> dict[str, Any]:
    place = case.place(loss.place)
    return {
        "id": loss.id,
        "equipment": loss.equipment,
        "name": case.equipment(loss.equipment),
        "side": loss.side,
        "operator": loss.operator,
        "standing": cards.standing_of(loss).name.lower(),
        "stand_in": case.rests_on_stand_ins(loss.id),
        "status": list(cards.conditions(loss)),
        "evidence": list(case.supporting(loss.id)),
        "same_vehicle_as": case.groups.get(loss.id, loss.id),
        "place": place.text if place else "",
    }


def _picture(case: CaseSheet, ident: str) -> dict[str, Any]:
    item = case.state.evidence[ident]
    return {
        "id": item.id,
        "digest": item.digest,
        "outcome": case.outcomes.get(ident, ""),
        "rejected": case.is_rejected(item),
        "stand_in": ident in case.stand_ins,
        "incidents": list(item.incidents),
        "losses": list(case.linked.get(ident, ())),
    }

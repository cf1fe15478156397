"""The manifests of a C2PA store as their signers wrote them, with every ingredient.

A naive look at the active manifest misses what lies under it: the failure of an
ingredient stands in that ingredient's entry, one or more levels down, or among the
"deltas" that were found now. Both are gathered here, for each manifest of the store.
Nothing is verified here, and every text is bounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from verify.domain.credentials import Ingredient, Manifest
from verify.readers.c2pa_codes import codes_of, faults
from verify.readers.readings import shown

MOST_MANIFESTS, MOST_ENTRIES, DEEPEST = 100, 100, 12
SOURCE_KEYS = frozenset({"digitalSourceType", "Iptc4xmpExt:DigitalSourceType"})
IPTC_TERMS = "cv.iptc.org/newscodes/digitalsourcetype/"

Json = Mapping[str, Any]


def manifests_of(report: Json) -> tuple[Manifest, ...]:
    """The active manifest first, then the others in the order of the store."""
    store = report.get("manifests")
    if not isinstance(store, dict):
        return ()
    active = report.get("active_manifest")
    labels = sorted(store, key=lambda label: label != active)[:MOST_MANIFESTS]
    found_now = _found_now(report)
    return tuple(
        _manifest(label, store[label], active=label == active, found_now=found_now)
        for label in labels
        if isinstance(store[label], dict)
    )


def term_of(written: str) -> str:
    """`trainedAlgorithmicMedia` for the IPTC's address of it; else as written."""
    text = shown(written)
    _, known, term = text.partition(IPTC_TERMS)
    return term.strip("/ ") if known else text


def _manifest(
    label: str, said: Json, *, active: bool, found_now: Mapping[str, tuple[str, ...]]
) -> Manifest:
    signed = _object(said.get("signature_info"))
    return Manifest(
        label=shown(label),
        active=active,
        tool=_tool(said),
        title=_text(said.get("title")),
        signer=_text(signed.get("common_name")),
        issuer=_text(signed.get("issuer")),
        signed_at=_text(signed.get("time")),
        actions=tuple(_actions(said))[:MOST_ENTRIES],
        source_types=_source_types(said),
        ingredients=tuple(
            _ingredient(label, one, found_now) for one in _objects(said, "ingredients")
        ),
    )


def _tool(said: Json) -> str:
    parts = [
        f"{_text(one.get('name'))} {_text(one.get('version'))}".strip()
        for one in _objects(said, "claim_generator_info")
    ]
    return ", ".join(filter(None, parts)) or _text(said.get("claim_generator"))


def _ingredient(
    label: str, said: Json, found_now: Mapping[str, tuple[str, ...]]
) -> Ingredient:
    recorded = [
        code
        for one in _objects(said, "validation_status")
        if isinstance(code := one.get("code"), str)
    ]
    for results in _parts_of(_object(said.get("validation_results"))):
        recorded += codes_of(results, "failure")
    place = f"/{label}/c2pa.assertions/{said.get('label')}"
    now = [code for uri, codes in found_now.items() if uri.endswith(place)
           for code in codes]  # fmt: skip
    problems = dict.fromkeys(map(shown, faults([*recorded, *now])))
    return Ingredient(
        title=_text(said.get("title")),
        relation=_text(said.get("relationship")),
        manifest=_text(said.get("active_manifest")),
        problems=tuple(problems)[:MOST_ENTRIES],
    )


def _found_now(report: Json) -> dict[str, tuple[str, ...]]:
    """Failures that the library found in ingredients, by where these stand."""
    found: dict[str, tuple[str, ...]] = {}
    for delta in _objects(
        _object(report.get("validation_results")), "ingredientDeltas"
    ):
        uri = delta.get("ingredientAssertionURI")
        codes = codes_of(_object(delta.get("validationDeltas")), "failure")
        if isinstance(uri, str):
            found[uri] = (*found.get(uri, ()), *codes)
    return found


def _parts_of(results: Json) -> Iterator[Json]:
    """The results about an ingredient's active manifest, and those below it."""
    yield _object(results.get("activeManifest"))
    for delta in _objects(results, "ingredientDeltas"):
        yield _object(delta.get("validationDeltas"))


def _actions(said: Json) -> Iterator[str]:
    """`c2pa.opened`, `c2pa.edited by NAME at TIME`: what the signer says was done."""
    for assertion in _objects(said, "assertions"):
        if not str(assertion.get("label", "")).startswith("c2pa.actions"):
            continue
        for action in _objects(_object(assertion.get("data")), "actions"):
            words = _text(action.get("action"))
            agent = action.get("softwareAgent")
            name = agent.get("name") if isinstance(agent, dict) else agent
            if _text(name):
                words += f" by {_text(name)}"
            if _text(action.get("when")):
                words += f" at {_text(action.get('when'))}"
            if _text(action.get("description")):
                words += f" ({_text(action.get('description'))})"
            yield shown(words)


def _source_types(said: Json) -> tuple[str, ...]:
    """Every declared digital source type, wherever in the assertions it stands."""
    found = (
        term_of(value)
        for assertion in _objects(said, "assertions")
        for value in _declared(assertion.get("data"), 0)
    )
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_ENTRIES]


def _declared(value: object, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in SOURCE_KEYS and isinstance(inner, str):
                yield inner
            else:
                yield from _declared(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _declared(inner, depth + 1)


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _objects(holder: Json, key: str) -> Sequence[Json]:
    """The objects of a list, bounded; none where there is no list."""
    value = holder.get(key)
    if not isinstance(value, list):
        return ()
    return [one for one in value if isinstance(one, dict)][:MOST_ENTRIES]


def _text(value: object) -> str:
    return shown(value)[:300] if isinstance(value, str) else ""

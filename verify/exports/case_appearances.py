"""Where a picture appeared, as reports of examinations and records of a case tell it.

Reports are read as `verify.examination/1` stands in its blob; a field that an older or
newer version lacks or writes otherwise is left out, never guessed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from verify.domain.case_records import Resemblance, Search
from verify.domain.case_values import LookUp
from verify.domain.matches import MatchKind
from verify.domain.times import StatedTime, stated_time
from verify.exports.case_sheet import listed, when
from verify.exports.wording import KIND_WORDS


def search_words(search: Search) -> str:
    """Whether it found something, in a word that a table can print."""
    return "" if search.result is LookUp.FOUND else search.result.replace("_", " ")


def resemblance_words(one: Resemblance, reference: Mapping[str, Any]) -> str:
    """Which other picture it is, of what kind, and since when that one is known."""
    kind = KIND_WORDS.get(MatchKind(one.kind), one.kind)
    if one.kind == MatchKind.SHARED_PART:
        kind = "shares a part with this picture"
    other = one.evidence or (
        f"A picture of another case ({one.case[:8]})" if one.case
        else f"The library's “{_title(reference) or one.digest[:12]}”"
    )  # fmt: skip
    mirrored = ", mirrored" if one.mirrored else ""
    known = [
        words for time, words in published(reference) for words in [f"{when(time)}"]
    ]
    since = f", published {listed(known)}" if known else ""
    return f"{other}: {kind}{mirrored}{since}.{_held(one)}"


def _title(reference: Mapping[str, Any]) -> str:
    """What the library calls a picture, or the first who published it with a title."""
    titles = (one.get("title") for one in reference.get("publications", ()))
    return str(reference.get("title") or next(filter(None, titles), ""))


def _held(one: Resemblance) -> str:
    """How much of this picture the other one holds, where that is known."""
    if one.region is None:
        return ""
    share = max(1, round(one.region.area * 100))
    return f" It holds {f'{share} %' if share < 100 else 'all'} of this one."  # noqa: PLR2004


def told_match(report: Mapping[str, Any], digest: str) -> Mapping[str, Any]:
    """What a report says of its match with this reference, if it has one."""
    for match in report.get("matches", ()):
        reference = match.get("reference") if isinstance(match, Mapping) else None
        if isinstance(reference, Mapping) and reference.get("digest") == digest:
            return dict(match)
    return {}


def published(reference: Mapping[str, Any]) -> Iterator[tuple[StatedTime, str]]:
    """The dated publications of a reference, each with who published it."""
    for publication in reference.get("publications", ()):
        told = publication.get("published_at")
        text = told.get("text", "") if isinstance(told, Mapping) else told
        try:
            time = stated_time(str(text or ""), zone=(told or {}).get("zone"))
        except ValueError:
            continue
        publisher = publication.get("publisher") or "the library's source"
        yield time, f"published by {publisher}"


def file_words(report: Mapping[str, Any]) -> str:
    """Times that the file states; that it states none is neutral."""
    metadata = report.get("metadata") or {}
    times = metadata.get("times", ())
    parts = []
    for one in times:
        told = one.get("time", {})
        text = told.get("text", "") if isinstance(told, Mapping) else str(told)
        parts.append(f"{one.get('role', 'time')} {text}".strip())
    if parts:
        return "; ".join(dict.fromkeys(parts))
    if not report:
        return "not read"
    return "nothing about when it was taken, which speaks neither for nor against it"

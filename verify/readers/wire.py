"""Metadata as plain JSON values and back, for the pipe from a worker process.

What comes back from a worker is checked: a shape that is none of ours is a ValueError.
It is not the form of `--json`, which `verify.exports` writes.
"""

from dataclasses import astuple, fields
from datetime import datetime
from typing import Any, TypeVar

from verify.domain.metadata import (
    Block,
    EmbeddedPicture,
    HistoryStep,
    JpegStructure,
    Metadata,
    PlaceStatement,
    Tag,
    TimeStatement,
)
from verify.domain.places import StatedPlace
from verify.domain.times import Precision, StatedTime
from verify.readers.credentials_wire import credentials_from_json, credentials_to_json


def metadata_to_json(metadata: Metadata) -> dict[str, Any]:
    """The metadata in dictionaries, lists, strings and numbers only."""
    return {
        "tags": [_tag_to_json(tag) for tag in metadata.tags],
        "times": [
            {"role": one.role, "time": _time_to_json(one.time),
             "tag": _tag_to_json(one.tag)}
            for one in metadata.times
        ],
        "places": [
            {"place": _place_to_json(one.place), "tag": _tag_to_json(one.tag)}
            for one in metadata.places
        ],
        "problems": list(metadata.problems),
        "readers": [list(pair) for pair in metadata.readers],
        "format": metadata.format,
        "blocks": [astuple(one) for one in metadata.blocks],
        "embedded": [astuple(one) for one in metadata.embedded],
        "history": [astuple(one) for one in metadata.history],
        "jpeg": None if metadata.jpeg is None else astuple(metadata.jpeg),
        "credentials": credentials_to_json(metadata.credentials),
    }  # fmt: skip


def metadata_from_json(value: dict[str, Any]) -> Metadata:
    """The metadata again. Raises ValueError where the value is none."""
    try:
        return Metadata(
            tags=tuple(_tag(one) for one in value["tags"]),
            times=tuple(
                TimeStatement(_text(one["role"]), _time(one["time"]), _tag(one["tag"]))
                for one in value["times"]
            ),
            places=tuple(
                PlaceStatement(_place(one["place"]), _tag(one["tag"]))
                for one in value["places"]
            ),
            problems=tuple(_text(one) for one in value["problems"]),
            readers=tuple((_text(name), _text(version)) for name, version in
                          value["readers"]),
            format=_text(value["format"]),
            blocks=tuple(_plain(Block, one) for one in value["blocks"]),
            embedded=tuple(_plain(EmbeddedPicture, one) for one in value["embedded"]),
            history=tuple(_plain(HistoryStep, one) for one in value["history"]),
            jpeg=None if value["jpeg"] is None else
                 _plain(JpegStructure, value["jpeg"]),
            credentials=credentials_from_json(value["credentials"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"this is no metadata: {error}") from None


def _tag_to_json(tag: Tag) -> list[str]:
    return [tag.name, tag.value, tag.raw, tag.place, tag.reader, *tag.also]


def _tag(value: list[Any]) -> Tag:
    name, text, raw, place, reader, *also = map(_text, value)
    return Tag(name, text, raw, place, reader, tuple(also))


_Record = TypeVar("_Record")
_KINDS: dict[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    bool: (bool,),
    int | None: (int, type(None)),
}


def _plain(kind: type[_Record], value: list[Any]) -> _Record:
    """A record of texts, numbers and lists of texts, each of the declared type."""
    given = list[Any]()
    for field, one in zip(fields(kind), value, strict=True):  # type: ignore[arg-type]
        if field.type == tuple[str, ...]:
            given.append(tuple(map(_text, one)))
        elif isinstance(one, _KINDS[field.type]):
            given.append(one)
        else:
            raise TypeError(f"{type(one).__name__} for {field.name}")
    return kind(*given)


def _time_to_json(time: StatedTime) -> dict[str, Any]:
    return {
        "text": time.text,
        "earliest": time.earliest.isoformat(),
        "end": time.end.isoformat(),
        "precision": time.precision.value,
        "zone": time.zone,
    }


def _time(value: dict[str, Any]) -> StatedTime:
    earliest = datetime.fromisoformat(value["earliest"])
    end = datetime.fromisoformat(value["end"])
    if earliest.utcoffset() is None or end.utcoffset() is None:
        raise ValueError("an instant needs its zone")
    zone = value["zone"]
    return StatedTime(
        _text(value["text"]),
        earliest,
        end,
        Precision(value["precision"]),
        None if zone is None else _text(zone),
    )


def _place_to_json(place: StatedPlace) -> list[Any]:
    return [place.text, place.latitude, place.longitude, place.radius_km]


def _place(value: list[Any]) -> StatedPlace:
    text, latitude, longitude, radius_km = value
    return StatedPlace(_text(text), float(latitude), float(longitude), float(radius_km))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where text is expected")
    return value

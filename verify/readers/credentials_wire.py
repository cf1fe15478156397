"""Content Credentials as plain JSON values and back, for the pipe from a worker.

Shapes that are none of ours raise ValueError, KeyError or TypeError, which the caller
turns into one refusal.
"""

from dataclasses import asdict
from typing import Any

from verify.domain.credentials import (
    Binding,
    Certificate,
    Credentials,
    Ingredient,
    Manifest,
    Presence,
    Signature,
    Signer,
    TimeStamp,
    TrustList,
)


def credentials_to_json(credentials: Credentials) -> dict[str, Any]:
    """The credentials in dictionaries, lists, texts and truth values only."""
    return asdict(credentials)


def credentials_from_json(value: dict[str, Any]) -> Credentials:
    """The credentials again."""
    listed = value["trust_list"]
    return Credentials(
        presence=Presence(value["presence"]),
        reason=_text(value["reason"]),
        binding=Binding(value["binding"]),
        signature=Signature(value["signature"]),
        signer=Signer(value["signer"]),
        certificate=Certificate(value["certificate"]),
        time_stamp=TimeStamp(value["time_stamp"]),
        trust_list=None if listed is None else trust_list_from_json(listed),
        manifests=tuple(_manifest(one) for one in value["manifests"]),
        codes=_texts(value["codes"]),
        unchecked=_texts(value["unchecked"]),
        reader=_text(value["reader"]),
    )


def trust_list_from_json(value: dict[str, Any]) -> TrustList:
    """What describes a trust list."""
    return TrustList(
        _text(value["name"]), _text(value["dated"]), _text(value["digest"])
    )


def _manifest(value: dict[str, Any]) -> Manifest:
    if not isinstance(value["active"], bool):
        raise TypeError("a manifest is active or not")
    return Manifest(
        label=_text(value["label"]),
        active=value["active"],
        tool=_text(value["tool"]),
        title=_text(value["title"]),
        signer=_text(value["signer"]),
        issuer=_text(value["issuer"]),
        signed_at=_text(value["signed_at"]),
        actions=_texts(value["actions"]),
        source_types=_texts(value["source_types"]),
        ingredients=tuple(
            Ingredient(
                _text(one["title"]),
                _text(one["relation"]),
                _text(one["manifest"]),
                _texts(one["problems"]),
            )
            for one in value["ingredients"]
        ),
    )


def _texts(value: list[Any]) -> tuple[str, ...]:
    return tuple(map(_text, value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where text is expected")
    return value

"""Findings: what one check observed, what it bears on, on what basis, within limits."""

from dataclasses import dataclass
from enum import StrEnum

from verify.domain.evidence import Digest
from verify.domain.regions import Region


class State(StrEnum):
    """Whether the thing looked for was there."""

    OBSERVED = "observed"
    NOT_OBSERVED = "not_observed"
    NOT_DETERMINED = "not_determined"


class Bearing(StrEnum):
    """What a finding means for the claim. Absence of metadata is neutral."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Finding:
    """One observation of one check."""

    check: str
    version: str
    code: str
    """What was observed, from the closed list in the check's module."""
    state: State
    bearing: Bearing
    summary: str
    """One plain sentence."""
    reason: str = ""
    """Why it could not be determined; empty otherwise."""
    basis: tuple[str, ...] = ()
    """What it rests on: tags with their place, manifest lines, distances."""
    limits: tuple[str, ...] = ()
    """What would make it wrong."""
    reference: Digest | None = None
    region: Region | None = None
    """The part of the suspect picture it is about; None for the file as a whole."""


@dataclass(frozen=True)
class SetFinding:
    """One observation about several photos."""

    check: str
    version: str
    code: str
    summary: str
    photos: tuple[int, ...]
    """Positions in the set, from 0."""
    basis: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()

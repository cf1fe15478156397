"""Content Credentials (C2PA) of a file: four facts kept apart, and what they say.

Present, bytes bound, signature sound, signer known to a list: none of them follows from
another, and none says that a picture shows what it is said to show. What the signer
states stands beside them as statements.
"""

from dataclasses import dataclass
from enum import StrEnum


class Presence(StrEnum):
    """Whether the file holds a manifest store."""

    NONE = "none"
    EMBEDDED = "embedded"
    REMOTE = "remote"
    """The file only names an address; nothing is fetched."""
    UNREADABLE = "unreadable"
    NOT_READ = "not_read"
    """There is one, and the optional library that reads it is not installed."""


class Binding(StrEnum):
    """Whether the file still is what was signed, by the hashes in the manifest."""

    MATCHES = "matches"
    PICTURE_DIFFERS = "picture_differs"
    STATEMENTS_DIFFER = "statements_differ"
    NOT_CHECKED = "not_checked"


class Signature(StrEnum):
    """Whether the signature over the active manifest's claim verifies."""

    SOUND = "sound"
    UNSOUND = "unsound"
    NOT_CHECKED = "not_checked"


class Signer(StrEnum):
    """Whether the signer's certificate leads to the list that was given."""

    LISTED = "listed"
    NOT_LISTED = "not_listed"
    NO_LIST = "no_list"
    NOT_CHECKED = "not_checked"


class Certificate(StrEnum):
    """Whether the certificate was in date when it signed, as far as that is known."""

    IN_DATE = "in_date"
    OUT_OF_DATE = "out_of_date"
    UNKNOWN = "unknown"


class TimeStamp(StrEnum):
    """What a time-stamp authority attests to the active manifest's signature."""

    NONE = "none"
    TRUSTED = "trusted"
    """It fits, and the authority is one that the library knows."""
    UNKNOWN_AUTHORITY = "unknown_authority"
    UNSOUND = "unsound"


@dataclass(frozen=True)
class TrustList:
    """The certificates that were held to be known, with their date and digest."""

    name: str
    dated: str
    """As its user states it; empty where no date is stated."""
    digest: str
    """SHA-256 of the list as read."""


@dataclass(frozen=True)
class Ingredient:
    """A file that a manifest says went into its own."""

    title: str
    relation: str
    """`parentOf`, `componentOf`, `inputTo`, as written."""
    manifest: str
    """Label of its own manifest in the store; empty where it had none."""
    problems: tuple[str, ...]
    """Failure codes, both those its user recorded and those found now."""


@dataclass(frozen=True)
class Manifest:
    """One manifest of the store, with what its signer states."""

    label: str
    active: bool
    tool: str
    title: str
    signer: str
    """The name in the certificate: what the signer claims to be called."""
    issuer: str
    signed_at: str
    """From its time stamp, UTC; empty where there is none."""
    actions: tuple[str, ...]
    source_types: tuple[str, ...]
    """Terms of `digitalSourceType` that it declares, such as `trainedAlgorithmicMedia`;
    as written where they are no terms of the IPTC."""
    ingredients: tuple[Ingredient, ...]


@dataclass(frozen=True)
class Credentials:
    """What the C2PA data of a file say, and what of it could be verified offline."""

    presence: Presence = Presence.NONE
    reason: str = ""
    """The address where presence is `remote`; why, where it could not be read."""
    binding: Binding = Binding.NOT_CHECKED
    signature: Signature = Signature.NOT_CHECKED
    signer: Signer = Signer.NOT_CHECKED
    certificate: Certificate = Certificate.UNKNOWN
    time_stamp: TimeStamp = TimeStamp.NONE
    trust_list: TrustList | None = None
    manifests: tuple[Manifest, ...] = ()
    """The active one first, then the others of the store."""
    codes: tuple[str, ...] = ()
    """The library's failure codes about the active manifest, each once."""
    unchecked: tuple[str, ...] = ()
    """What would need the network or was left out, in words."""
    reader: str = ""
    """Name and version of the library."""

    @property
    def active(self) -> Manifest | None:
        """The manifest that speaks for the file as it is."""
        return next((one for one in self.manifests if one.active), None)

    @property
    def broken_ingredients(self) -> tuple[tuple[Manifest, Ingredient], ...]:
        """Ingredients anywhere in the store whose own credentials do not hold."""
        return tuple(
            (manifest, ingredient)
            for manifest in self.manifests
            for ingredient in manifest.ingredients
            if ingredient.problems
        )

    @property
    def declared_sources(self) -> tuple[tuple[Manifest, str], ...]:
        """Each source type that a manifest declares, the active one's first."""
        return tuple(
            (manifest, term)
            for manifest in self.manifests
            for term in manifest.source_types
        )


NO_CREDENTIALS = Credentials()
"""Those of a file that has none."""

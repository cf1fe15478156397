"""What the extraction gave for one picture of the library.

It follows from the picture's bytes and the extraction's version, so it can always be
made again. How it is made and compared is not known here.
"""

from dataclasses import dataclass

from verify.domain.examination import PictureFacts
from verify.domain.fingerprints import Fingerprint, Unusable


@dataclass(frozen=True)
class Derived:
    """What the extraction of `version` gave for one picture."""

    version: str
    picture: PictureFacts
    hashes: tuple[Fingerprint | Unusable, ...]
    features: bytes
    """Opaque here: local features as the extraction packs them."""
    working: bytes
    """Opaque here: the small picture that candidates are compared on."""

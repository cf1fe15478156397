"""Libraries with made-up derived rows: no decoding, so that laws run quickly."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from verify.domain.evidence import Digest, digest_of
from verify.domain.examination import PictureFacts
from verify.domain.fingerprints import Fingerprint, Unusable
from verify.domain.references import DatedBy, Publication
from verify.domain.times import stated_time
from verify.store.derived import Derived
from verify.store.events import Admit, Event, Publish
from verify.store.library import Library
from verify.store.library_writing import writing

NOW = "2026-01-01T00:00:00Z"


def digest(n: int) -> Digest:
    return digest_of(str(n).encode())


def admit(n: int, **says: str) -> Admit:
    return Admit(digest(n), 10 + n, f"p{n}.jpg", f"pictures/p{n}.jpg", says)


def publish(n: int, date: str, url: str = "https://example.org/a") -> Publish:
    return Publish(digest(n), Publication(stated_time(date), DatedBy.URL, url))


def derived(n: int, *, flat: bool = False) -> Derived:
    bits = hashlib.sha256(b"bits" + bytes([n])).digest()
    made = (
        Unusable("pdq", "1", "too flat") if flat else Fingerprint("pdq", "1", bits, 90)
    )
    facts = PictureFacts("JPEG", 8, 6, digest(1000 + n), too_poor="flat" * flat)
    return Derived("x/1", facts, (made,), b"features %d" % n, b"working %d" % n)


def record(root: Path, events: Iterable[Event], *made: int) -> None:
    with Library.open(root, create=True) as library, writing(library) as writer:
        rows = {digest(n): derived(n) for n in made}
        writer.record(list(events), rows, recorded_at=NOW)

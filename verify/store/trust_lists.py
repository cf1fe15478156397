"""Lists of certificates whose signers are held to be known: a PEM file of the user's.

The list decides what `listed` means, so it comes from the user alone and is named with
its date and digest in every answer. None is shipped: lists age, and whom to trust is
the user's to say. Nothing here checks certificates; the C2PA library does.
"""

import re
from pathlib import Path

from verify.domain.credentials import TrustList
from verify.domain.evidence import digest_of
from verify.errors import AskedWrongly
from verify.store.intake import read_photo

LARGEST = 4 << 20
_BEGIN = "-----BEGIN CERTIFICATE-----"
_DATED = re.compile(r"\bdated:?\s*(\d{4}-\d{2}-\d{2})\b", re.IGNORECASE)


def read_trust_list(path: Path) -> dict[str, str]:
    """What the worker is told: `name`, `dated`, `digest`, `pem`.

    The date is what a line above the first certificate states (`# dated 2026-11-01`).
    Raises AskedWrongly where the file holds no certificates.
    """
    content, evidence = read_photo(path, max_bytes=LARGEST)
    text = content.decode("utf-8", "replace")
    if _BEGIN not in text:
        raise AskedWrongly(
            f"{path.name} holds no certificates in PEM form",
            next_step=f"Give a text file with blocks that begin with {_BEGIN}",
        )
    dated = _DATED.search(text.partition(_BEGIN)[0])
    described = TrustList(evidence.name, dated[1] if dated else "", digest_of(content))
    blocks = re.findall(rf"{_BEGIN}.*?-----END CERTIFICATE-----", text, re.DOTALL)
    return {
        "name": described.name,
        "dated": described.dated,
        "digest": described.digest,
        "pem": "\n".join(blocks) + "\n",
    }

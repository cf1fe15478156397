"""Files signed with keys made on the fly: what C2PA signers, sound and not, write."""

import datetime as dt
import io
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

from verify.domain.credentials import TrustList
from verify.domain.evidence import digest_of
from verify.readers.credentials import Anchors

DIGITAL_CAPTURE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
PEM, PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Key:
    """A signer's certificates, from its own to the root, and its private key."""

    chain: str
    private: str
    root: str


@lru_cache
def key(name: str = "Test signer", *, valid: dt.timedelta = 365 * DAY) -> Key:
    """A root of its own and a signer under it, both in date for so long from now."""
    now = dt.datetime.now(dt.UTC)
    root_key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name = _name(f"Root of {name}")
    root = (
        _builder(root_name, root_name, root_key.public_key(), (now - DAY, now + valid))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    own = (
        _builder(_name(name), root_name, own_key.public_key(), (now - DAY, now + valid))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]),
            critical=False,
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
        .sign(root_key, hashes.SHA256())
    )
    pems = [one.public_bytes(PEM).decode() for one in (own, root)]
    secret = own_key.private_bytes(PEM, PKCS8, serialization.NoEncryption()).decode()
    return Key("".join(pems), secret, pems[1])


def _name(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{name} Organisation"),
        ]
    )


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: Any,
    span: tuple[dt.datetime, dt.datetime],
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(span[0])
        .not_valid_after(span[1])
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(public), critical=False
        )
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=not signs,
        crl_sign=not signs, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def photo(colour: str = "olive", form: str = "JPEG") -> bytes:
    """A small picture without any metadata."""
    made = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").resize((64, 48)).save(made, form)
    if colour != "olive":
        made = io.BytesIO()
        Image.new("RGB", (64, 48), colour).save(made, form)
    return made.getvalue()


def signed(  # noqa: PLR0913
    content: bytes | None = None,
    *,
    by: Key | None = None,
    actions: list[dict[str, Any]] | None = None,
    ingredients: list[tuple[dict[str, str], bytes]] | None = None,
    kind: str = "image/jpeg",
    remote: str = "",
) -> bytes:
    """The picture with a manifest signed by this key; `remote` names an address."""
    by = by or key()
    standard = [{"action": "c2pa.created", "digitalSourceType": DIGITAL_CAPTURE}]
    manifest = {
        "claim_generator_info": [{"name": "verify tests", "version": "1"}],
        "title": "signed.jpg",
        "assertions": [
            {"label": "c2pa.actions", "data": {"actions": actions or standard}}
        ],
    }
    details = c2pa.C2paSignerInfo("es256", by.chain.encode(), by.private.encode(), None)
    made = io.BytesIO()
    settings = {"verify": {"remote_manifest_fetch": False, "verify_after_sign": False}}
    with (
        c2pa.Context.from_dict(settings) as context,
        c2pa.Signer.from_info(details) as signer,
        c2pa.Builder.from_json(json.dumps(manifest), context=context) as builder,
    ):
        if remote:
            builder.set_no_embed()
            builder.set_remote_url(remote)
        for described, inner in ingredients or []:
            builder.add_ingredient_from_stream(
                json.dumps(described), "image/jpeg", io.BytesIO(inner)
            )
        builder.sign(signer, kind, io.BytesIO(content or photo()), made)
    return made.getvalue()


def anchors(*keys: Key, dated: str = "2026-11-01") -> Anchors:
    """A list of known signers with the roots of these keys."""
    pem = "".join(one.root for one in keys)
    return Anchors(TrustList("known.pem", dated, digest_of(pem.encode())), pem)


def changed(content: bytes, at: int) -> bytes:
    """The bytes with one of them flipped."""
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def with_broken_signature(content: bytes) -> bytes:
    """A bit of the signature flipped: in COSE it follows the absent payload (0xf6)."""
    return changed(content, content.index(b"\xf6\x58\x40") + 10)


def with_changed_picture(content: bytes) -> bytes:
    """A bit of the picture flipped, which decoders hardly notice."""
    return changed(content, len(content) - 20)

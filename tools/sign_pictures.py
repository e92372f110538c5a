"""Makes the signed pictures of `assay.cases.worlds.signed`: python -m tools.sign_pictures. Needs the extra `provenance`.

The keys are made for the run and forgotten with it, so that every run gives other files: nobody can sign as these did.
"""

from __future__ import annotations

import io
import json
import random
import zlib
from datetime import UTC, datetime
from pathlib import Path

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

import assay.cases.worlds.signed as place
from assay.cases.worlds.scene.draw import draw, encode
from assay.cases.worlds.scene.painted import counted

START, END = datetime(2025, 1, 1, tzinfo=UTC), datetime(2125, 1, 1, tzinfo=UTC)
SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
PEM = serialization.Encoding.PEM


def certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, signer: ec.EllipticCurvePrivateKey, *, root: bool
) -> x509.Certificate:
    """As C2PA asks of the certificates that it takes."""
    usages = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"]
    usages += ["key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    on = {"key_cert_sign", "crl_sign"} if root else {"digital_signature"}
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(START)
        .not_valid_after(END)
        .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .add_extension(x509.KeyUsage(**{usage: usage in on for usage in usages}), critical=True)
    )
    if not root:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    return made.sign(signer, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "assay"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )


class Signer:
    """A root, and one certificate below it that signs."""

    def __init__(self) -> None:
        above, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        chain = [
            certificate("phantom signer", own, "phantom root", above, root=False),
            certificate("phantom root", above, "phantom root", above, root=True),
        ]
        plain = serialization.NoEncryption()
        self.info = c2pa.C2paSignerInfo(
            alg=b"es256",
            sign_cert=b"".join(each.public_bytes(PEM) for each in chain),
            private_key=own.private_bytes(PEM, serialization.PrivateFormat.PKCS8, plain),
            ta_url=None,
        )
        self.context = c2pa.Context(c2pa.Settings.from_dict({"builder": {"thumbnail": {"enabled": False}}}))

    def sign(self, png: bytes, source: str) -> bytes:
        """The PNG with a manifest that says where it is from."""
        actions = {"actions": [{"action": "c2pa.created", "digitalSourceType": SOURCES + source}]}
        manifest = {
            "claim_generator_info": [{"name": "assay"}],
            "format": "image/png",
            "title": "a red circle",
            "assertions": [{"label": "c2pa.actions", "data": actions}],
        }
        out = io.BytesIO()
        with c2pa.Builder(json.dumps(manifest), context=self.context) as builder:
            builder.sign(c2pa.Signer.from_info(self.info), "image/png", io.BytesIO(png), out)
        return out.getvalue()


def broken(signed: bytes) -> bytes:
    """A time stamp is added to the picture, which no viewer shows, and which was not there when it was signed."""
    at = signed.index(b"IEND") - 4
    chunk = b"\x00\x00\x00\x07tIME" + bytes([7, 0xE9, 1, 1, 0, 0, 0])
    return signed[:at] + chunk + zlib.crc32(chunk[4:]).to_bytes(4, "big") + signed[at:]


def main() -> None:
    folder = Path(place.__file__).parent
    bare = encode(draw(counted(random.Random(6), ("red", "circle"), 1)))
    signer = Signer()
    made = signer.sign(bare, "trainedAlgorithmicMedia")
    files = {
        "made.png": made,
        "camera.png": signer.sign(bare, "digitalCapture"),
        "broken.png": broken(made),
        "bare.png": bare,
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()

"""A time-stamp service of the tests' own: its certificates made once, its answers by OpenSSL."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CONFIGURATION = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Service:
    """A time-stamp service in a folder."""

    folder: Path

    @property
    def root(self) -> Path:
        """The certificate that vouches for its own."""
        return self.folder / "root.pem"

    def answer(self, question: bytes) -> bytes:
        """Return the answer to a question, as RFC 3161 has both."""
        asked, given = self.folder / "question.tsq", self.folder / "answer.tsr"
        asked.write_bytes(question)
        command = ["openssl", "ts", "-reply", "-config", str(self.folder / "tsa.cnf")]
        subprocess.run(
            [*command, "-queryfile", asked, "-out", given], check=True, capture_output=True
        )
        return given.read_bytes()


def time_stamp_service(folder: Path) -> Service:
    """Make the certificates of a service in a folder."""
    folder.mkdir()
    root_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    root = _certificate("Root of the tests", root_key, "Root of the tests", root_key, is_root=True)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    own = _certificate("Time-stamps of the tests", key, "Root of the tests", root_key)
    for name, certificate in (("root.pem", root), ("tsa.pem", own)):
        (folder / name).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "tsa.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    (folder / "serial").write_text("01")
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))
    return Service(folder)


def _certificate(
    of: str,
    key: rsa.RSAPrivateKey,
    by: str,
    by_key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    *,
    is_root: bool = False,
) -> x509.Certificate:
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, of)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, by)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
    )
    if not is_root:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(usage, critical=True)
    return made.sign(by_key, hashes.SHA256())

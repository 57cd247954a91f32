"""The doctor and a real TLS server: a certificate that browsers would believe, and one they wouldn't."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sanxiang.site.doctor import reach


@pytest.fixture
def certificate(tmp_path):
    """A file with a self-signed certificate for localhost (30 days) and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=30, minutes=5))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "both.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


@pytest.fixture
def server(certificate, monkeypatch):
    """A TLS server that shakes hands and says no more; SANXIANG_URL names it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    door = socket.create_server(("127.0.0.1", 0))

    def serve():
        try:
            plain, _ = door.accept()
            with plain:
                context.wrap_socket(plain, server_side=True).close()
        except OSError:  # the other side didn't believe us
            pass

    threading.Thread(target=serve, daemon=True).start()
    monkeypatch.setenv("SANXIANG_URL", f"https://localhost:{door.getsockname()[1]}")
    yield door
    door.close()


def test_a_certificate_that_the_machine_trusts(server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    (found,) = reach.certificate()
    assert (found.verdict, found.says) == ("ok", "还有 30 天到期")


def test_a_certificate_that_nobody_signed(server, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    (found,) = reach.certificate()
    assert (found.verdict, "浏览器不会接受" in found.says) == ("fail", True)

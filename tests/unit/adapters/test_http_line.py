"""``HttpLine`` where the other end is slow to take a call, or speaks through TLS."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import chain, repeat
from pathlib import Path
from threading import Thread, Timer
from time import sleep

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.x509.oid import NameOID

from kopri.adapters import http_line
from kopri.adapters.http_line import HttpLine
from kopri.journal.ports import PeerUnreachable

HERE = "127.0.0.1"
START = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"


def test_a_call_that_is_taken_too_late_is_hung_up() -> None:
    """A full house: the call waits at the door, is let in after its time, and hears nothing."""
    with socket.create_server((HERE, 0), backlog=0) as server, \
            socket.create_connection(server.getsockname()):
        door = Timer(0.4, server.accept)
        door.start()
        with pytest.raises(PeerUnreachable, match="(?i)disconnected|reset|broken pipe"), \
                HttpLine().ask(f"http://{HERE}:{server.getsockname()[1]}/", headers={}, seconds=0.2):
            pytest.fail("an answer out of nowhere")
        door.join()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for this machine that signs itself, with its key."""
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), critical=False)
        .sign(key, hashes.SHA256()))
    file = tmp_path / "certificate.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return file


@pytest.fixture
def address(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server that trickles through TLS for ever, once; it is trusted."""
    trust = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(http_line, "_trust", lambda: trust)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def serve() -> None:
        line, _ = server.accept()
        with suppress(OSError), context.wrap_socket(line, server_side=True) as spoken:
            spoken.recv(65536)
            for octet in chain(START, repeat(ord("x"))):
                spoken.sendall(bytes([octet]))
                sleep(0.002)

    with socket.create_server((HERE, 0)) as server:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"https://{HERE}:{server.getsockname()[1]}/"
        thread.join(60)
        assert not thread.is_alive(), "nobody has hung up"


def test_a_call_through_tls_is_hung_up_as_well(address: str) -> None:
    with pytest.raises(PeerUnreachable), HttpLine().ask(address, headers={}, seconds=0.5) as answer:
        answer.read()

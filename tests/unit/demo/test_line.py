"""The line between the nodes, with real sockets."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from kopri.demo.line import Address, Line
from kopri.node.nodes import free_port


@pytest.fixture
def echo() -> Iterator[Address]:
    """A server that sends back what it hears, until it hears the end."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve(peer: socket.socket) -> None:
        with peer:
            try:
                while data := peer.recv(65536):
                    peer.sendall(data)
            except OSError:
                return

    def accept() -> None:
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(peer,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield server.getsockname()
    server.close()


@pytest.fixture
def line(echo: Address) -> Iterator[Line]:
    # ports of its own, so that nobody else is there while it is cut
    made = Line(routes={name: (("127.0.0.1", free_port()), echo) for name in ("there", "back")})
    yield made
    made.close()


def _said(connection: socket.socket, text: bytes) -> bytes:
    connection.sendall(text)
    heard = b""
    while len(heard) < len(text):
        more = connection.recv(65536)
        if not more:
            break
        heard += more
    return heard


def _open(line: Line, name: str) -> socket.socket:
    return socket.create_connection(line.address(name=name), timeout=60)


@pytest.mark.parametrize("name", ["there", "back"])
def test_bytes_pass_unchanged(line: Line, name: str) -> None:
    text = bytes(range(256)) * 4000
    with closing(_open(line, name)) as connection:
        assert _said(connection, text) == text


def test_a_cut_closes_live_connections_and_refuses_new_ones(line: Line) -> None:
    with closing(_open(line, "there")) as connection:
        assert _said(connection, b"hello") == b"hello"
        line.cut()
        assert not line.whole
        assert _gone(connection)
    for name in ("there", "back"):
        with pytest.raises(ConnectionRefusedError):
            _open(line, name)


def _gone(connection: socket.socket) -> bool:
    """The other end is away: an end of the stream, or a reset."""
    try:
        return connection.recv(10) == b""
    except ConnectionError:
        return True


def test_it_can_be_restored_on_the_same_port(line: Line) -> None:
    before = line.address(name="there")
    line.cut()
    line.restore()
    assert line.whole
    assert line.address(name="there") == before
    with closing(_open(line, "there")) as connection:
        assert _said(connection, b"again") == b"again"


def test_cutting_twice_is_cutting_once(line: Line) -> None:
    line.cut()
    line.cut()
    line.restore()
    line.restore()
    with closing(_open(line, "back")) as connection:
        assert _said(connection, b"x") == b"x"


def test_a_target_that_is_down_closes_the_connection() -> None:
    held = socket.socket()
    held.bind(("127.0.0.1", 0))  # so that nobody else listens there
    line = Line(routes={"there": (("127.0.0.1", 0), held.getsockname())})
    try:
        with closing(_open(line, "there")) as connection:
            try:
                heard = connection.recv(10)
            except ConnectionResetError:
                heard = b""
            assert heard == b""
    finally:
        line.close()
        held.close()
    line.close()  # a second time changes nothing


def test_a_part_of_the_line_can_be_cut(line: Line) -> None:
    line.cut(names=["there"])
    assert not line.whole
    with pytest.raises(ConnectionRefusedError):
        _open(line, "there")
    with closing(_open(line, "back")) as connection:
        assert _said(connection, b"still here") == b"still here"
        line.restore(names=["there"])
        assert line.whole
        assert _said(connection, b"not disturbed") == b"not disturbed"
    with closing(_open(line, "there")) as connection:
        assert _said(connection, b"again") == b"again"

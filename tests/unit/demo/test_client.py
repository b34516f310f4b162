"""The client of a node, against a real server that misbehaves on purpose."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from kopri.demo.client import Answer, Client, Unreachable


class Server(ThreadingHTTPServer):
    daemon_threads = True
    drops = 0
    starting = 0

    def __init__(self) -> None:
        self.keys: list[str | None] = []
        self.ports: set[int] = set()
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self._answer(200, "text/plain", b"a note\n")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.keys.append(self.headers["Idempotency-Key"])
        self.server.ports.add(self.client_address[1])
        if self.server.drops:
            self.server.drops -= 1
            self.connection.close()
            self.close_connection = True
        elif self.server.starting:
            self.server.starting -= 1
            self._answer(503, "text/plain", b"starting")
        elif self.path == "/no":
            body = {"faults": [{"code": "queue.already_booked"}]}
            self._answer(409, "application/json", json.dumps(body).encode())
        else:
            self._answer(201, "application/json", b'{"reference":"K7Q2-9MXD-4T"}')

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def client(server: Server) -> Client:
    return Client(base=f"http://127.0.0.1:{server.server_address[1]}", patience=60)


def test_one_connection_serves_all_requests(server: Server, client: Client) -> None:
    for number in range(5):
        assert client.post("/x", token="t", key=str(number)).ok
    assert len(server.ports) == 1
    assert client.count == 5


def test_a_broken_request_goes_again_under_the_same_key(server: Server, client: Client) -> None:
    server.drops = 2
    answer = client.post("/x", token="t", key="one", body={"a": 1})
    assert answer == Answer(201, {"reference": "K7Q2-9MXD-4T"})
    assert server.keys == ["one", "one", "one"]
    assert client.retries == 2


def test_a_node_that_is_starting_is_waited_for(server: Server, client: Client) -> None:
    server.starting = 1
    assert client.post("/x", token="t", key="one").status == 201
    assert server.keys == ["one", "one"]


def test_refusals_carry_their_codes(client: Client) -> None:
    answer = client.post("/no", token="t", key="one")
    assert not answer.ok
    assert answer.codes == ("queue.already_booked",)


def test_public_text_is_read_as_text(client: Client) -> None:
    assert client.text("/log/checkpoint") == "a note\n"


def test_patience_ends() -> None:
    nobody = Client(base="http://127.0.0.1:1", patience=0.2)
    with pytest.raises(Unreachable):
        nobody.get("/", token="t")

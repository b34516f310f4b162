"""``HttpLine`` where the other end is slow to take a call."""

import socket
from threading import Timer

import pytest

from kopri.adapters.http_line import HttpLine
from kopri.journal.ports import PeerUnreachable


def test_a_call_that_is_taken_too_late_is_hung_up() -> None:
    """A full house: the call waits at the door, is let in after its time, and hears nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server, \
            socket.create_connection(server.getsockname()):
        door = Timer(0.4, server.accept)
        door.start()
        with pytest.raises(PeerUnreachable, match="(?i)disconnected|reset|broken pipe"), \
                HttpLine().ask(f"http://127.0.0.1:{server.getsockname()[1]}/", headers={},
                               seconds=0.2):
            pytest.fail("an answer out of nowhere")
        door.join()

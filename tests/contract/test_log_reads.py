"""``HttpReads`` against the comment of ``journal.auditing.Reads``: a log of files, served as such."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path

import pytest

from kopri.adapters.log_reads import HttpReads
from kopri.interfaces.cli.auditing import audit as command
from kopri.journal.ports import PeerUnreachable
from kopri.journal.prove.auditing import NotServed, audit
from kopri.journal.prove.evidence import judge
from tests.unit.journal.prove.test_auditing import ENTRIES, POLICY, Published


class Site:
    """A web server of files by path. ``broken``: how often each path fails before it answers."""

    def __init__(self, log: Published) -> None:
        self.log, self.broken, self.asked = log, dict[str, int](), list[str]()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self) -> None:
                status, body = site.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def answer(self, path: str) -> tuple[int, bytes]:
        prefix, _, name = path.partition("/log/")
        self.asked.append(name)
        if prefix or self.broken.get(name, 0) > 0:
            self.broken[name] = self.broken.get(name, 0) - 1
            return (404 if prefix else 503), b"no"
        if name in self.log.notes:
            return 200, self.log.notes[name]
        if not name.startswith("tile/"):
            return 404, b""
        try:
            return 200, next(self.log.many([name]))
        except (NotServed, KeyError, ValueError):
            return 404, b""


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site(Published(ENTRIES[:5000]))
    yield served
    served.server.shutdown()
    served.server.server_close()


def test_a_served_log_is_audited(site: Site) -> None:
    for url in (site.url + "/", site.url + "/log"):
        result = audit(HttpReads(url), policy=POLICY)
        assert (result.faults, result.hashed) == ((), 5000)


def test_what_comes_is_in_order_and_not_far_ahead(site: Site) -> None:
    paths = [f"tile/entries/{number:03}" for number in range(19)]
    taken = HttpReads(site.url).many(path for path in paths)
    assert next(taken) == site.log.right(paths[0])
    assert len(site.asked) <= 17
    assert list(taken) == [site.log.right(path) for path in paths[1:]]


def test_a_part_that_is_gone_is_cut_from_the_full_one(site: Site) -> None:
    for path in ("tile/entries/000.p/44", "tile/0/000.p/44"):
        right = site.log.right(path)
        site.log.bend = {path: None}
        assert list(HttpReads(site.url).many([path])) == [right]


def test_what_is_not_there(site: Site) -> None:
    reads = HttpReads(site.url)
    assert reads.note("checkpoint/other") == b""
    for path in ("tile/0/099", "tile/0/099.p/4"):
        with pytest.raises(NotServed, match=path):
            list(reads.many([path]))


def test_a_server_that_stumbles_is_asked_again_and_one_that_is_down_is_not_judged(
    site: Site
) -> None:
    site.broken = {"checkpoint": 2, "tile/0/003": 2}
    assert audit(HttpReads(site.url), policy=POLICY).faults == ()
    site.broken = {"tile/0/003": 3}
    with pytest.raises(PeerUnreachable, match="503"):
        audit(HttpReads(site.url), policy=POLICY)
    for url in ("http://127.0.0.1:9", "oops", "http://[", "file:///etc/passwd"):
        with pytest.raises(PeerUnreachable):
            HttpReads(url).note("checkpoint")


def audited(url: str, folder: Path, state: Path | None = None) -> tuple[int, str]:
    """Status and words of the command, run here."""
    (folder / "policy").write_bytes(POLICY.encode())
    out = StringIO()
    status = command(lambda: HttpReads(url), policy=folder / "policy", state=state,
                     evidence=folder / "evidence", language="en", out=out)
    return status, out.getvalue()


def test_by_command_with_a_state(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state, shown = tmp_path / "state", tmp_path / "state.shown"
    status, said = audited(site.url, tmp_path, state)
    assert (status, state.read_bytes()) == (0, site.log.signed()), said
    assert "all is right: the 5000 entries" in said and "by w\n" in said
    first, site.log = state.read_bytes(), Published([*ENTRIES[:4999], b"\x01" + bytes(32)])
    status, said = audited(site.url, tmp_path, state)
    assert (status, state.read_bytes(), shown.read_bytes()) == (1, first, site.log.signed())
    assert "[audit.other_root]" in said and said.splitlines()[-1].startswith("NOT RIGHT: 1 fault")
    assert judge((tmp_path / "evidence").read_bytes()).holds
    site.log = Published(ENTRIES[:5001])
    assert audited(site.url, tmp_path, state)[0] == 0
    assert state.read_bytes() == site.log.signed()
    assert list(tmp_path.glob("*.new")) == []
    state.write_bytes(b"oops")
    assert audited(site.url, tmp_path, state) == (2, "")
    assert "[audit.bad_state]" in capsys.readouterr().err
    state.unlink()
    (tmp_path / "state.new").mkdir()
    assert audited(site.url, tmp_path, state)[0] == 2
    assert "[file.unusable]" in capsys.readouterr().err
    assert audited("http://127.0.0.1:9", tmp_path) == (2, "")
    assert "cannot be reached" in capsys.readouterr().err


def test_a_log_that_shows_nothing_is_not_right(site: Site, tmp_path: Path) -> None:
    site.log.notes = {}
    state = tmp_path / "state"
    status, said = audited(site.url, tmp_path, state)
    assert (status, state.exists()) == (1, False)
    assert "[audit.no_checkpoint]" in said and "NOT RIGHT" in said


def test_in_a_process_without_a_node(site: Site, tmp_path: Path) -> None:
    (tmp_path / "policy").write_bytes(POLICY.encode())
    done = subprocess.run(
        [sys.executable, "-m", "kopri.node.console", "journal", "audit", site.url, "--policy",
         str(tmp_path / "policy")],
        env={"PATH": os.environ["PATH"], "LANG": "en_GB.UTF-8"}, capture_output=True, text=True,
        timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("all is right: the 5000 entries")

